"""Where a date stands, and the words that most forms of dates share: numbers, years, selectors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, TypeAlias

from pipeline.normalise.date_calendar import Moment, last_month, moment, step
from pipeline.tables import load_table

#: Class of words -> the word, as `date_grammar.read` gives them.
Words: TypeAlias = Mapping[str, str]

_DIGITS: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?", re.ASCII)

#: Two-digit years without a publication date: '49 is 2049, '50 is 1950.
_LATEST_YEAR: Final = 2049


@dataclass(frozen=True)
class Setting:
    """Where a date stands.

    Attributes:
        published: day of publication, or None.
        anchor: the date last mentioned, or None.
        ahead: so far after publication a day or month without a year may lie. If any, a weekday may be the
            next one.
    """

    published: date | None
    anchor: Moment | None
    ahead: timedelta = timedelta(0)

    @property
    def horizon(self) -> date | None:
        """The latest day that a day or month without a year may mean."""
        return self.published + self.ahead if self.published else None

    @cached_property
    def today(self) -> Moment | None:
        """The day of publication."""
        return moment(self.published.isoformat()) if self.published else None

    def origin(self, selector: str) -> tuple[Moment | None, int]:
        """Return what a selector ("last", "the same") counts from, and how many steps it goes."""
        table = load_table("dates")
        origin, steps = (table["selectors"] | table["selectors_behind"])[selector]
        return (self.anchor if origin == "anchor" else self.today), steps

    def year(self, words: Words) -> int | None:
        """Return the year that the words name ("2019", "'21", "of last year"), or None if that is unknown."""
        if "year_selector" in words:
            origin, steps = self.origin(words["year_selector"])
            return origin.day.year + steps if origin else None
        year = int(words["year"].strip("'’"))
        if year > 99:
            return year
        latest = self.published.year + 1 if self.published else _LATEST_YEAR
        return year + (2000 if year + 2000 <= latest else 1900)


def names_year(words: Words) -> bool:
    """Say whether the words name a year, even one that cannot be told."""
    return "year" in words or "year_selector" in words


def number(word: str) -> int:
    """Return the number of a numeral, ordinal or place ("3rd", "third", "a couple of"; "final" is -1)."""
    if digits := _DIGITS.fullmatch(word):
        return int(digits[1])
    table = load_table("dates")
    classes = ("numbers", "half_numbers", "loose_numbers", "ordinals", "places")
    return next(int(table[name][word]) for name in classes if word in table[name])


def tilde(words: Words) -> str:
    """Return the EDTF mark of an approximate date where the words are loose ("about", "a couple of")."""
    table = load_table("dates")
    to_the_hour = words.get("unit", "").removesuffix("s") in table["small_units"]
    loose = "loosely" in words or words.get("number") in table["loose_numbers"]
    return "~" if loose and not to_the_hour else ""


def turn(origin: Moment, steps: int, month: int, length: int) -> int:
    """Return the year of the last, this or next time that something comes round every year.

    Args:
        origin: what is counted from.
        steps: -1 for the last one that is over, -2 for the one before it, 0 for that of the year, 1 for the
            next.
        month: the month in which it begins.
        length: how many months it takes.
    """
    if steps > 0:
        return last_month(origin.day, month).year + 1
    if steps == 0:
        still_running = origin.day.month + 12 < month + length  # a winter, in January and February
        return origin.day.year - still_running
    return last_month(step(origin.day, "month", -length), month).year + steps + 1
