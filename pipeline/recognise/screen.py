"""The screen: whether a text can hold a fact, told from its words before anything else is done with it.

A word that carries a fact ("removed") lets an article pass only where what it needs stands near: something
online for a takedown, a list for "added", a number for "followers". In an article that passes, further words
that can carry one are hits, too. Words and distances stand in the table ``screen``, which takes over words of
other tables. The time is in step with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.recognise.screen_words import Class, cased, classes, fold, number, pattern
from pipeline.tables import load_table

_REACH: Final[dict[str, int]] = load_table("screen")["reach"]
_FIGURE: Final = re.compile(r"\d")


def passes(text: str) -> bool:
    """Say whether an article can hold a fact.

    Args:
        text: the article.
    """
    folded = fold(text)
    return bool(_sure(folded, _places(text, folded)))


def hits(text: str) -> list[int]:
    """Return where an article has words that can carry a fact.

    Args:
        text: the article.

    Returns:
        Offsets of the first code points of the words, ascending; none where the article does not pass.
    """
    folded = fold(text)
    places = _places(text, folded)
    sure = _sure(folded, places)
    if not sure:
        return []
    carrying = [*_acts(places), *places["listed"], *_counted(folded, places["audience"]), *places["weak"]]
    needed = sorted(places["online"] + places["listing"])
    return sorted({*sure, *_near(carrying, needed, _REACH["passing"])})


def holds(found: Sequence[int], start: int, end: int) -> bool:
    """Say whether one of the offsets `found`, ascending, lies between `start` and `end` (exclusive)."""
    return bisect_left(found, start) < bisect_left(found, end)


def _sure(folded: str, places: dict[Class, list[int]]) -> list[int]:
    """Return the words that carry a fact and have near them what they need."""
    online, reach = places["online"], _REACH["online"]
    return [
        *places["alone"],
        *_near(places["listed"], places["listing"], _REACH["listing"]),
        *_near(_acts(places), online, reach),
        *_near(_counted(folded, places["audience"]), online, reach),
        *_counted(folded, places["counted"]),
        *(at for at in places["counted_behind"] if _FIGURE.search(folded, max(0, at - _REACH["figure"]), at)),
    ]


def _acts(places: dict[Class, list[int]]) -> list[int]:
    """Return the words of takedowns and restorations; of phrasal verbs ("took his page down") the first."""
    particles, reach = places["particle"], _REACH["particle"]
    return places["act"] + [at for at in places["opening"] if holds(particles, at + 1, at + reach)]


def _near(places: Iterable[int], needed: Sequence[int], reach: int) -> Iterator[int]:
    """Yield the places that have one of the needed ones, another than themselves, in reach."""
    for at in places:
        if holds(needed, at - reach, at) or holds(needed, at + 1, at + reach):
            yield at


def _counted(folded: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the places that have a number in reach."""
    reach = _REACH["number"]
    for at in places:
        if number().search(folded, max(0, at - reach), at + reach):
            yield at


def _places(text: str, folded: str) -> dict[Class, list[int]]:
    """Return where the words of each class stand, ascending."""
    known, spellings = classes(), cased()
    places: dict[Class, list[int]] = defaultdict(list)
    for match in pattern().finditer(folded):
        words, start = match[0], match.start()
        for name in known.get(words, ()):
            places[name].append(start)
        if words in spellings and text[start : match.end()] in spellings[words]:
            places["online"].append(start)
    return places
