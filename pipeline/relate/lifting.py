"""A takedown that is undone: "reversed the suspension of her account" tells of a restoration alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.recognise.forms import lifting_words
from pipeline.relate.items import Spot

#: What the undoing of an act is.
_UNDONE: Final = {
    "account_suspension": "account_restoration",
    "account_termination": "account_restoration",
    "content_removal": "content_restoration",
    "account_restriction": "restriction_lift",
    "service_block": "service_unblock",
}
#: Codes of what may stand between the verb and the noun: "lifted its temporary Kettle ban".
_BETWEEN: Final = frozenset("DMSwLTPNKAC-")
#: What ends the search for a verb behind the noun, and how many items it goes on.
_CLOSING: Final = frozenset(";,V")
_REACH: Final = 10


def lifting(spot: Spot) -> Spot | None:
    """Return where the verb stands that undoes what a noun tells of, its trigger a restoration; or null.

    Args:
        spot: a trigger; the lemma of what is returned stays its own.
    """
    undone = _UNDONE.get(spot.trigger.action or "")
    if spot.trigger.frame != "noun" or spot.trigger.kind != "takedown" or undone is None:
        return None
    before = _before(spot)
    at = _behind(spot) if before is None else before
    if at is None:
        return None
    item = spot.sentence.items[at]
    trigger = replace(
        spot.trigger,
        start=item.start,
        end=item.end,
        text=item.text,
        kind="restoration",
        action=undone,
        frame=lifting_words()[item.lower],
    )
    return Spot(spot.sentence, at, trigger)


def _before(spot: Spot) -> int | None:
    """Return the item of a verb whose object the noun is: "lifted the ban"."""
    for at in range(spot.index - 1, max(-1, spot.index - _REACH), -1):
        if spot.sentence.items[at].lower in lifting_words():
            return at
        if spot.sentence.codes[at] not in _BETWEEN:
            break
    return None


def _behind(spot: Spot) -> int | None:
    """Return the item of a verb whose subject the noun is: "the ban on Ada Lane was lifted"."""
    codes = spot.sentence.codes
    for at in range(spot.index + 1, min(len(codes), spot.index + _REACH)):
        frame = lifting_words().get(spot.sentence.items[at].lower)
        if frame in {"ed", "part"} and "x" in codes[spot.index : at].rstrip("anw")[-1:]:
            return at
        if codes[at] in _CLOSING:
            break
    return None
