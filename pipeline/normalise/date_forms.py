"""What the words of a date mean: prefixes and forms of the table `dates` put together, and intervals."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from pipeline.normalise import date_absolute as absolute
from pipeline.normalise import date_relative as relative
from pipeline.normalise.date_calendar import edtf, moment, step
from pipeline.normalise.date_grammar import read, split_prefix, split_suffix
from pipeline.normalise.date_setting import Setting, Words, number
from pipeline.tables import load_table

_YEAR: Final = re.compile(r"\d{4}")
_DECADE: Final = re.compile(r"\d{3}X")
_EXACT: Final = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_LOOSENING: Final = frozenset({"about", "near", "start", "middle", "end"})
_MONTH_OF_PART: Final = {"start": "01", "middle": "06", "end": "12"}


def meaning(words: str, setting: Setting) -> str | None:
    """Return the EDTF of folded words, or None where they are no date or it cannot be told.

    A date that the calendar does not have ("31 February 2019") is returned all the same.
    """
    if reading := read(words):
        return _FORMS[reading.form](reading.groups, setting)
    affix = split_prefix(words) or split_suffix(words)
    if affix is None:
        return None
    effect, rest = affix
    value = meaning(rest, setting)
    return value and _affected(value, effect)


def _affected(value: str, effect: str) -> str | None:
    """Return what a prefix or suffix makes of the value of the other words (see `prefixes` in the table)."""
    if effect in {"after", "before"}:
        # EDTF level 1 has no interval with an end in an unknown year, and none inside another.
        if "X" in value or ".." in value:
            return None
        begin, _, end = value.partition("/")
        return f"{begin}/.." if effect == "after" else f"../{end or begin}"
    if effect in _MONTH_OF_PART and _YEAR.fullmatch(value):
        return f"{value}-{_MONTH_OF_PART[effect]}~"
    if effect == "doubt" and _EXACT.fullmatch(value.removesuffix("~")):
        return f"{value[:-1]}%" if value.endswith("~") else f"{value}?"
    if (effect == "about" and _EXACT.fullmatch(value)) or (effect in _LOOSENING and _DECADE.fullmatch(value)):
        return f"{value}~"
    return value


def _range(words: Words, setting: Setting) -> str | None:
    """From one date to another: what the first leaves out, it takes from the second."""
    right = meaning(words["right"], setting)
    end = moment(right)
    if right is None or end is None:
        return None
    if len(words["left"]) <= 2:
        left: str | None = f"{edtf(end.day, 'month')}-{int(words['left']):02}"
    else:
        left = meaning(words["left"], replace(setting, published=end.day, ahead=timedelta(0)))
    return _interval(left, right)


def _days_of_month(words: Words, setting: Setting) -> str | None:
    """May 3-5, 2021."""
    last = absolute.day({**words, "day": words["right"]}, setting)
    return last and _interval(f"{last[:-2]}{int(words['left']):02}", last)


def _years(words: Words, setting: Setting) -> str | None:
    """2014-2016, 2014–16."""
    left, right = words["left"], words["right"]
    return _interval(left, left[: 4 - len(right)] + right)


def _interval(left: str | None, right: str) -> str | None:
    """Return the interval between two dates of known years, in order."""
    begin, end = moment(left), moment(right)
    if begin is None or end is None or begin.day >= end.day or "/" in begin.edtf + end.edtf:
        return None
    return f"{left}/{right}"


def _stretch(words: Words, setting: Setting) -> str | None:
    """The past N units: of days and weeks up to the day before publication, of months and years by month."""
    if setting.published is None:
        return None
    grain, size = load_table("dates")["units"][words["unit"].removesuffix("s")]
    count = number(words.get("number", "one")) * size
    if grain == "hour":
        return setting.published.isoformat() if count <= 24 else None
    begin = step(setting.published, grain, -count)
    if grain == "day":
        return f"{begin}/{step(setting.published, 'day', -1)}"
    return f"{edtf(begin, 'month')}~/{edtf(setting.published, 'month')}"


_FORMS: Final[Mapping[str, Callable[[Words, Setting], str | None]]] = {
    "iso": absolute.iso,
    "dotted": absolute.dotted,
    "slashed": absolute.slashed,
    "numbered_month": absolute.numbered_month,
    "years": _years,
    "range": _range,
    "days_of_month": _days_of_month,
    "edge_of_month": absolute.edge_of_month,
    "nth_weekday": absolute.nth_weekday,
    "day": absolute.day,
    "feast": absolute.feast,
    "part_of_year": absolute.part_of_year,
    "season": absolute.season,
    "month": absolute.month,
    "decade": absolute.decade,
    "year": absolute.year,
    "new_year": absolute.new_year,
    "weekday": relative.weekday,
    "day_alone": relative.day_alone,
    "days": relative.days,
    "echo": relative.echo,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "later": relative.later,
    "earlier": relative.earlier,
    "within": relative.within,
    "stretch": _stretch,
    "period": relative.period,
}
