"""The date of an act that is told in several claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from pipeline.facts.claims import ValuedClaim

#: What two claims must have in common to tell of one act on several objects, beside who does it.
_ACT: Final = ("action", "modality")
#: Who does it, by kind of fact. Several follower counts are no act.
_DOER: Final = {"takedown": "actor", "restoration": "actor", "sanction": "authority"}
#: So many sentences further the act is still the same, if it has a day: a month may see several acts.
_NEAR: Final = 1
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def shared(valued: Iterable[ValuedClaim], sentences: Sequence[int]) -> list[ValuedClaim]:
    """Give a claim without a date that of the same act on another object, told just before.

    "On Monday Facebook removed ten pages. It also removed five groups": one act on several objects gives
    its date to each (`corpus/GUIDELINES.md`, section 9). The act is the same where kind, action, modality
    and who does it are, and the words stand in the same sentence or, where the date is a day, in the next.

    Args:
        valued: the claims of an article in the order of the text.
        sentences: where its sentences begin, in order.
    """
    found: list[ValuedClaim] = []
    last: dict[tuple[Any, ...] | None, tuple[int, str]] = {}
    for one in valued:
        act, sentence = _act(one), bisect_right(sentences, one.claim.trigger.start)
        told = one.values.get("date")
        if act in last and told is None and sentence - last[act][0] <= _reach(last[act][1]):
            told = last[act][1]
        if act is not None and told is not None:
            last[act] = (sentence, told)
        found.append(one if told is None else replace(one, values={**one.values, "date": told}))
    return found


def _reach(date: str) -> int:
    """Return how many sentences further an act of a date is still the same."""
    return _NEAR if _DAY.fullmatch(date) else 0


def _act(valued: ValuedClaim) -> tuple[Any, ...] | None:
    """Return what is the same for claims of one act, or null where it is not said who does it."""
    kind = valued.claim.trigger.kind
    doer = valued.values.get(_DOER.get(kind, ""))
    return None if doer is None else (kind, doer.casefold(), *map(valued.values.get, _ACT))
