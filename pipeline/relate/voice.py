"""How a trigger stands in its sentence, and so where its arguments are."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from pipeline.relate.items import Spot


class Voice(Enum):
    """Where the arguments of a trigger stand."""

    ACTIVE = "active"  # "Twitter suspended the account": doer before, object behind
    PASSIVE = "passive"  # "the account was suspended by Twitter": object before, doer behind "by"
    ATTRIBUTE = "attribute"  # "his suspended account": the trigger stands inside the object
    NOUN = "noun"  # "the suspension of the account"
    STATE = "state"  # "the account went dark": the subject is the object


#: Behind a participle: an attribute of the noun that follows ("suspended Twitter account").
_ATTRIBUTE_BEHIND: Final = re.compile(r"[wLPN&-]{0,3}[UG]")
#: Behind an active verb: the start of a noun phrase.
_OBJECT_BEHIND: Final = re.compile(
    r"[aw]?[DMNHKCGRUPLA]|[w-]{1,4}[UGNPC]|wtD?P|[,&]{1,2}[anw]{0,2}V[aw]?[DMNHKCGRUPL]"
)
#: Before a participle that is passive: a form of "be", perhaps with adverbs between.
BE_BEFORE: Final = re.compile(r"x[anw]?[an]*$")
_HAVE_BEFORE: Final = re.compile(r"h[an]*[PNKR]?[an]*$")


def voice(spot: Spot) -> Voice:
    """Return how the trigger of `spot` stands in its sentence."""
    form = spot.trigger.frame.removeprefix("split_")
    if form in {"noun", "metric"}:
        return Voice.NOUN
    if form == "state":
        return Voice.STATE
    if form == "ing" and spot.behind.startswith("o"):
        return Voice.NOUN
    if form in {"ed", "part"}:
        return _participle(spot.before, spot.behind, form)
    return Voice.ACTIVE


def _participle(before: str, behind: str, form: str) -> Voice:
    """Tell the voice of a form that can be a participle ("suspended", "taken down")."""
    if BE_BEFORE.search(before):
        return Voice.PASSIVE
    if _HAVE_BEFORE.search(before):
        return Voice.ACTIVE
    before = before.rstrip("an-")
    if before[-1:] in {"D", "M", "S", "C", ""} and _ATTRIBUTE_BEHIND.match(behind):
        return Voice.ATTRIBUTE
    if form == "part":
        return Voice.PASSIVE
    if before.endswith("P") and not behind.startswith(("b", "f")):
        return Voice.ACTIVE  # "Google banned advertising"
    if re.search(r"(?<![xhv])R$", before):
        return Voice.ACTIVE  # "a post she removed", not "got her removed"
    if before[-1:] in {"U", "H", "w", ","} and not _OBJECT_BEHIND.match(behind):
        return Voice.PASSIVE
    return Voice.ACTIVE if _OBJECT_BEHIND.match(behind) else Voice.PASSIVE
