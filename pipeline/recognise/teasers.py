"""Teasers: lines that only lead to other articles ("Read more: ..."), which are no part of this one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from pipeline.tables import any_of, load_table

#: A line of Markdown that holds one link and no other word, as an item of a list, set in bold or not. Of
#: 8,500 labelled facts one is told in such a line; of 13 that were found there none was right.
_LINK: Final = r"(?:[-*+•][ \t]{1,8})?[*_]{0,3}\[[^\[\]\n]{1,400}\]\([^()\s]{1,1000}\)[*_]{0,3}[ \t\\]{0,8}"
_WORDS: Final = load_table("words")
_OPENING: Final = rf"(?:(?i:{any_of(_WORDS['teaser_openings'])})|{any_of(_WORDS['teaser_shouts'])}(?!\w))"
#: A line that begins with words such as "Read more:"; a longer one is a paragraph.
_OPENED: Final = rf"[*#]{{0,4}}[ \t]{{0,2}}{_OPENING}[^\n]{{0,300}}"
_TEASER: Final = re.compile(rf"^[ \t]{{0,8}}(?:{_LINK}|{_OPENED})\r?$", re.MULTILINE)


class _Spotted(Protocol):
    @property
    def start(self) -> int: ...


_S = TypeVar("_S", bound=_Spotted)


def outside_teasers(text: str, spotted: Iterable[_S]) -> list[_S]:
    """Return those of some triggers that do not begin in a teaser.

    Args:
        text: the article.
        spotted: what has been found in it, each with the offset where it begins.
    """
    teasers = [line.span() for line in _TEASER.finditer(text)]
    starts = [start for start, _ in teasers]

    def is_outside(offset: int) -> bool:
        before = bisect_right(starts, offset)
        return not before or teasers[before - 1][1] <= offset

    return [one for one in spotted if is_outside(one.start)]
