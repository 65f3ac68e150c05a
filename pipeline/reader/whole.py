"""Spans at the edges of whole words: the pieces of the encoder divide "U.S.", "56,577" and "don't"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from pipeline.tables import any_of, load_table

#: Abbreviations of several letters that a full stop belongs to, as "Jr.".
_SHORT: Final = [word for word in load_table("names")["abbreviations"] if "." not in word]
#: Words with marks inside or behind them. Lengths are bounded, for time in step with the text: a part of a
#: domain name has 63 letters at most.
_MARKED: Final = re.compile(
    rf"""
      (?<!\d) \d+ (?: [.,]\d+ )+ \w*                         # 56,577 and 3.4m
    | (?<!\w) (?:
        [^\W\d_] (?: \.[^\W\d_] )+ (?!\w) \.?                # U.S. and d.o.o
      | {any_of([*_SHORT, *map(str.capitalize, _SHORT)])} \.
      | [^\W_][\w-]{{0,62}} (?: \.[a-z]\w{{1,62}} )+         # factba.se
      | \d{{1,3}}-[a-z]{{3,5}}-olds?                           # 21-year-old
      | \w{{1,30}}n['’]t (?!\w)                              # don't
      | \w{{1,30}}['’]\w{{3,30}}                             # O'Neill; "Ada's" ends behind her name
      )
    """,
    re.VERBOSE,
)
#: The rest of "Ada's" or "they're" behind its mark.
_CLITIC: Final = re.compile(r"\w{1,2}(?!\w)")


class WholeWords:
    """The words of a stretch of text.

    Args:
        text: the article.
        start: offset where the stretch begins.
        end: offset behind its last code point.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._marked = [match.span() for match in _MARKED.finditer(text, start, end)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return a span (end exclusive) that cuts no word: widened, or without a mark before an "s"."""
        text = self._text
        if end - start > 1 and text[end - 1] in "'’" and _CLITIC.match(text, end):
            end -= 1
        while start and _inside_word(text, start):
            start -= 1
        while end < len(text) and _inside_word(text, end):
            end += 1
        return self._marked_around(start)[0], self._marked_around(end)[1]

    def _marked_around(self, offset: int) -> tuple[int, int]:
        """Return the word with marks that `offset` divides, or `offset` twice."""
        place = bisect_right(self._marked, (offset,)) - 1
        if place >= 0:
            start, end = self._marked[place]
            if start < offset < end:
                return start, end
        return offset, offset


def _inside_word(text: str, offset: int) -> bool:
    before, behind = text[offset - 1], text[offset]
    return (before.isalnum() or before == "_") and (behind.isalnum() or behind == "_")
