"""Dates in English news: where they stand in a text, and which date they mean, in EDTF level 1.

Words and forms are in the table `dates`. The past is the default: without a year, a date is the latest one
that is not after the day of publication, or not far after it where the caller allows that, and a weekday the
latest such day, or then the nearest. What cannot be told is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipeline.facts import is_edtf
from pipeline.normalise.date_calendar import moment
from pipeline.normalise.date_forms import meaning
from pipeline.normalise.date_grammar import finder, fold, homographs
from pipeline.normalise.date_setting import Setting
from pipeline.tables import load_table

#: Longer than any date of the table; keeps absurd input from costing time.
_LONGEST: Final = 120

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

_EDGES: Final = " \t\r\n\u00a0.,;:"

_POSSESSIVE: Final = re.compile(r"(?<!\d)['’]s$")


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name a date.

    Attributes:
        start: offset of the first code point, 0-based.
        end: offset after the last code point (exclusive).
        text: the words.
    """

    start: int
    end: int
    text: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Find the dates in a stretch of a text, as annotators mark them.

    Args:
        text: the article.
        start: offset of the stretch in code points, 0-based.
        end: offset after it (exclusive), or None for the end of the text.

    Returns:
        The mentions in the order of the text, disjoint, with offsets in `text`.
    """
    stretch = text[start:end]
    mentions = []
    for match in finder().finditer(fold(stretch)):
        first, last = match.span("date")
        words = stretch[first:last]
        if not homographs().search(words):
            mentions.append(DateMention(start + first, start + last, words))
    return mentions


def counted_back(words: str) -> str:
    """Return the words of a date as they are where it is what they introduce that is dated.

    "This comes two days after Chirper banned her": the ban was two days ago, as the story is of today.

    Args:
        words: a date as a text has it, in front of what it dates.
    """
    distance, _, last = words.rpartition(" ")
    told = load_table("dates")["counted_back"].get(last.casefold())
    return f"{distance} {told}" if told else words


def resolve_date(
    words: str, published: date | None, anchor: str | None = None, ahead: timedelta = timedelta(0)
) -> str | None:
    """Say which date words mean.

    Args:
        words: a date as a text has it ("last Tuesday", "3 to 5 May"), with or without its preposition.
        published: day of publication of the article, or None if that is unknown.
        anchor: EDTF of the date last mentioned before these words, for "the next day" and the like, or None.
        ahead: so far after publication a day or month without a year may lie; the latest one up to then is
            meant, and the nearest of weekdays.

    Returns:
        EDTF level 1, or None where the words are no date or do not tell which.
    """
    folded = fold(_POSSESSIVE.sub("", words.strip(_EDGES)))
    if len(folded) > _LONGEST:
        return None
    try:
        value = meaning(folded, Setting(published, moment(anchor), ahead))
        for day in _DAY.findall(value or ""):
            date.fromisoformat(day)
    except (OverflowError, ValueError):  # 29 February 2019, a step off the calendar, half a month
        return None
    return value if value and is_edtf(value) else None
