"""Days, weeks, months, seasons and years as EDTF, and the arithmetic between them.

Calendar steps are those of `dateutil.relativedelta`: a month after 31 January is the last day of February.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from pipeline.tables import load_table

SATURDAY: Final = 5

#: Precisions from fine to coarse.
GRAINS: Final = ("day", "week", "weekend", "month", "quarter", "season", "year")

_POINT: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?~?", re.ASCII)

#: From the first day of a date to its last.
_TO_THE_END: Final = {
    "day": relativedelta(),
    "month": relativedelta(day=31),
    "season": relativedelta(months=2, day=31),
    "year": relativedelta(month=12, day=31),
}

#: So many years hold a 29 February.
_YEARS_BACK: Final = 9

#: A weekday may move a day of the year back by one year; farther, it is more likely the writer's mistake.
_YEARS_BY_WEEKDAY: Final = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that is known.

    Attributes:
        day: the day, the first one of a coarser date.
        grain: how precisely it is known, one of `GRAINS`.
        edtf: the date as EDTF.
    """

    day: date
    grain: str
    edtf: str

    def coarser_than(self, grain: str) -> bool:
        """Say whether the date is less precise than `grain`."""
        return GRAINS.index(self.grain) > GRAINS.index(grain)


def moment(edtf: str | None) -> Moment | None:
    """Read an EDTF date, of an interval its last known end.

    Returns:
        The moment, or None for no date, a date without a year and a day that does not exist.
    """
    ends = (_POINT.fullmatch(part) for part in reversed((edtf or "").split("/")))
    match = next(filter(None, ends), None)
    if match is None or edtf is None:
        return None
    year, month, day = (int(number or 0) for number in match.groups())
    starts: dict[int, int] = load_table("dates")["season_starts"]
    grain = "day" if day else "season" if month in starts else "month" if month else "year"
    first = day_of(year, starts.get(month, month) or 1, day or 1)
    return None if first is None else Moment(first, grain, edtf)


def days_of(edtf: str) -> tuple[date, date] | None:
    """Return the first and the last day (inclusive) of an EDTF date or interval, "about" as if it were exact.

    Returns:
        The days, or None where an end is open, in doubt or without a year.
    """
    ends = [moment(part) for part in edtf.split("/")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return None
    try:
        return first.day, last.day + _TO_THE_END[last.grain]
    except (OverflowError, ValueError):  # the winter of 9999
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day_of_year(before: date, month: int, day: int, weekday: int | None) -> date | None:
    """Return the latest such day of the year on or before a day.

    Args:
        before: the latest day that will do.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 for Monday to 6, to be met if one of the last two such days meets it, or None.
    """
    years = range(before.year, before.year - _YEARS_BACK, -1)
    days = [found for year in years if (found := day_of(year, month, day)) and found <= before]
    fitting = [found for found in days[:_YEARS_BY_WEEKDAY] if found.weekday() == weekday]
    return next(iter(fitting or days), None)


def last_day_of_month(before: date, day: int, weekday: int | None) -> date | None:
    """Return the latest such day of the month in the year up to a day.

    Args:
        before: the latest day that will do.
        day: 1 to 31.
        weekday: 0 for Monday to 6, to be met, or None.
    """
    months = (before - relativedelta(months=back) for back in range(12))
    days = (day_of(month.year, month.month, day) for month in months)
    fitting = (found for found in days if found and weekday in {None, found.weekday()})
    return next((found for found in fitting if found <= before), None)


def last_month(before: date, month: int) -> date:
    """Return the first day of the latest such month that begins on or before a day."""
    return date(before.year - (month > before.month), month, 1)


def latest_weekday(before: date, weekday: int) -> date:
    """Return the latest such weekday (Monday is 0) on or before a day."""
    return before - timedelta(days=(before.weekday() - weekday) % 7)


def nearest_weekday(day: date, weekday: int) -> date:
    """Return the one such weekday within three days of a day."""
    return latest_weekday(day + timedelta(days=3), weekday)


def monday(day: date) -> date:
    """Return the Monday of the ISO week of a day."""
    return latest_weekday(day, 0)


def step(day: date, grain: str, count: int) -> date:
    """Return the day `count` grains later, or earlier where `count` is negative."""
    if grain in {"week", "weekend"}:
        return day + timedelta(weeks=count)
    if grain in {"month", "quarter"}:
        return day + relativedelta(months=count * (3 if grain == "quarter" else 1))
    return day + (relativedelta(years=count) if grain == "year" else timedelta(days=count))


def edtf(day: date, grain: str) -> str:
    """Return the day, week, weekend, month, quarter or year that holds `day`; weeks are ISO weeks."""
    if grain == "week":
        return f"{monday(day)}/{monday(day) + timedelta(days=6)}"
    if grain == "weekend":
        return f"{monday(day) + timedelta(days=5)}/{monday(day) + timedelta(days=6)}"
    if grain == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[grain]]


def months(year: int, first: int, count: int) -> str:
    """Return the interval of `count` months of a year, from month `first`."""
    return f"{year:04}-{first:02}/{year:04}-{first + count - 1:02}"
