"""The day of publication where only the byline of an article tells it.

A date counts if it stands on one of the first lines and its line looks like a byline ("By A. Writer | April
18, 2019 | 4:36am EDT"), a date of its own, or a dateline ("GENEVA, 21 September 2023 - "). A date in running
text never counts: it is when something happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from typing import Any, Final

from pipeline.tables import any_of, load_table

#: How far into an article a byline may stand: lines that are not blank, and characters.
_LINES: Final = 10
_REACH: Final = 1500

#: Longest line, and longest place before a date in a dateline, in characters.
_LONGEST_LINE: Final = 120
_LONGEST_PLACE: Final = 40

_any: Final = partial(any_of, blank=r"\s+")
#: What divides the parts of a byline.
_DIVIDER: Final = re.compile(r"\s[-/]\s|//|[|·•–—]|\.\s")
#: A line of a list, a quotation or a signature.
_BULLET: Final = re.compile(r"\s*[-–—•*>\"“]")
#: What must follow the date in a dateline.
_DATELINE_AFTER: Final = re.compile(r"\s*(?:[–—(:]|-{1,2}\s)")


def byline_day(text: str) -> date | None:
    """Return the day that the byline of an article gives, or null.

    Args:
        text: the whole article.
    """
    for line in _first_lines(text):
        day = _labelled(line) or _standing_alone(line)
        if day is not None:
            return day
    return None


def _first_lines(text: str) -> Iterator[str]:
    # One line more than is looked at, so that no line is judged by its first half.
    position = taken = 0
    for line in text[: _REACH + _LONGEST_LINE + 1].splitlines(keepends=True):
        if position > _REACH or taken == _LINES:
            return
        position += len(line)
        if line.strip():
            taken += 1
            yield line.rstrip()


def _labelled(line: str) -> date | None:
    """Return the date that words such as "Published" stand before."""
    if len(line) > _LONGEST_LINE:
        return None
    found = [match for match in _date_pattern().finditer(line) if _after_pattern().match(line, match.end())]
    for label in (_label_pattern("published"), _label_pattern("updated")):
        for match in found:
            if label.search(line, 0, match.start()):
                return _parse(match["day"])
    return None


def _standing_alone(line: str) -> date | None:
    """Return the date of a line that holds one date only, apart from names, dividers and the time of day."""
    found = list(_date_pattern().finditer(line))
    if len(found) != 1 or _BULLET.match(line) or _other_pattern().search(line):
        return None
    before, end = line[: found[0].start()], found[0].end()
    is_byline = len(line) <= _LONGEST_LINE and _after_pattern().match(line, end)
    is_dateline = 0 < len(before) <= _LONGEST_PLACE and _DATELINE_AFTER.match(line, end)
    if not (is_byline or is_dateline) or not _names_only(before):
        return None
    return _parse(found[0]["day"])


def _names_only(before: str) -> bool:
    """Say whether what stands before a date, back to the last divider, is empty or one or more names.

    A time of day between them and the date changes nothing: "11:30 p.m. ET, April 16, 2019".
    """
    part = _DIVIDER.split(_clock_before_pattern().sub("", before))[-1].strip()
    if not part:
        return True
    if part[-1] not in ",:":
        return False
    words = re.findall(r"[^\W_][\w.'’&-]*", part)
    names = load_table("bylines")["name_words"]
    opened = bool(words) and words[0].lower() in load_table("bylines")["openers"]
    return opened or all(not word[0].islower() or word in names for word in words)


def _parse(words: str) -> date | None:
    """Return the day that the words mean, or null if there is none or two readings differ (3/4/2019)."""
    from dateutil import parser  # noqa: PLC0415 - slow to import, seldom needed

    try:
        if words[:4].isdigit():
            return date.fromisoformat(words.replace("/", "-"))
        readings = {parser.parse(words, dayfirst=day_first).date() for day_first in (False, True)}
    except (ValueError, OverflowError):
        return None
    return readings.pop() if len(readings) == 1 else None


@cache
def _date_pattern() -> re.Pattern[str]:
    """Return the pattern of full dates, with the weekday that may lead them; `day` is the date without it."""
    table: dict[str, Any] = load_table("bylines")
    month = rf"{_any(table['months'])}\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    forms = (
        r"\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}",
        rf"{month}\s+{day},?\s+\d{{4}}",
        rf"{day}(?:\s+of\s+|\s+|-){month},?(?:\s+|-)\d{{4}}",
        r"\d{1,2}(?P<divider>[/.-])\d{1,2}(?P=divider)\d{4}",
    )
    weekday = rf"(?:{_any(table['weekdays'])}\b\.?,?\s+)?"
    return re.compile(rf"(?<![\w/.-]){weekday}(?P<day>{'|'.join(forms)})(?![\d/]|-\w)", re.IGNORECASE)


@cache
def _clock() -> str:
    """Return a pattern of a time of day with its zone: "11:30 p.m. ET", "22:10 GMT", "0312 GMT (1112 HKT)".

    The day is the one that is written, whatever the zone.
    """
    named = rf"{_any(load_table('dates')['zones'])}\b(?:[+-]\d{{1,2}}(?::\d{{2}})?)?|[+-]\d{{2}}:?\d{{2}}"
    zone = rf"(?:{named}|\((?:{named})\))"
    exact = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?(?:\s*{zone})?"
    bare = rf"\d{{4}}\s*{zone}|\d{{1,2}}\s*[ap]\.?m\b\.?(?:\s*{zone})?"
    return rf"(?:{exact}|{bare})(?:\s*\((?:{exact}|{bare})\))?"


@cache
def _clock_before_pattern() -> re.Pattern[str]:
    """Return the pattern of a time of day at the end of a string, with the comma behind it."""
    return re.compile(rf"(?<![\w:.]){_clock()},?\s*$", re.IGNORECASE)


@cache
def _after_pattern() -> re.Pattern[str]:
    """Return the pattern of what may follow the date in a byline."""
    return re.compile(rf"\s*(?:$|[|·•–—/(,.;]|[-T]|(?:at\s+)?{_clock()}|(?:at|by)\b)", re.IGNORECASE)


@cache
def _label_pattern(kind: str) -> re.Pattern[str]:
    """Return the pattern of a label at the end of a string, at its start or behind a divider."""
    labels = _any(load_table("bylines")[kind])
    return re.compile(
        rf"(?:^\W*|{_DIVIDER.pattern}|,)\s*{labels}(?:\s+(?:on|at))?\s*:?\s*(?:{_clock()},?\s*(?:on\s+)?)?$",
        re.IGNORECASE,
    )


@cache
def _other_pattern() -> re.Pattern[str]:
    words = load_table("bylines")["others"]
    full = _any(word for word in words if not word.endswith("*"))
    beginnings = _any(word.rstrip("*") for word in words if word.endswith("*"))
    return re.compile(rf"\b(?:{full}\b|{beginnings})", re.IGNORECASE)
