"""What dates told from others mean: from the day of publication, or from the date last mentioned.

One function a form of the table `dates`. Each takes the words of the form and the setting they stand in, and
returns EDTF, or None where the setting cannot tell.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from pipeline.normalise import date_calendar as calendar
from pipeline.normalise.date_absolute import weekday as weekday_of
from pipeline.normalise.date_calendar import Moment
from pipeline.normalise.date_setting import Setting, Words, number, tilde
from pipeline.tables import load_table


def days(words: Words, setting: Setting) -> str | None:
    """Today, yesterday, at the time of writing."""
    return _shifted(setting.published, words).isoformat() if setting.published else None


def _shifted(published: date, words: Words) -> date:
    table = load_table("dates")
    return published + timedelta(days=(table["days"] | table["unsought_days"])[words["days"]])


def echo(words: Words, setting: Setting) -> str | None:
    """By then, at the time."""
    return setting.anchor.edtf if setting.anchor else None


def within(words: Words, setting: Setting) -> str | None:
    """Within hours: of the date last mentioned, else of publication."""
    near = setting.anchor or setting.today
    return near.edtf if near else None


def weekday(words: Words, setting: Setting) -> str | None:
    """Tuesday, last Friday, the following Monday, Tuesday of last week."""
    wanted = weekday_of(words)
    if wanted is None:
        return None
    if "week_selector" in words:
        found = _in_week(*setting.origin(words["week_selector"]), wanted)
    elif "selector" in words:
        found = _picked_weekday(words["selector"], wanted, setting)
    elif "the" in words and setting.anchor and not setting.anchor.coarser_than("day"):
        found = calendar.nearest_weekday(setting.anchor.day, wanted)
    elif setting.published is None:
        found = None
    elif setting.ahead:
        # "Sanctions take effect Monday", said on a Saturday; said on a Wednesday, they were announced on it.
        found = calendar.nearest_weekday(setting.published, wanted)
    else:
        found = calendar.latest_weekday(setting.published, wanted)
    return found.isoformat() if found else None


def _in_week(origin: Moment | None, steps: int, weekday: int) -> date | None:
    if origin is None or origin.coarser_than("week"):
        return None
    return calendar.monday(origin.day) + timedelta(weeks=steps, days=weekday)


def _picked_weekday(selector: str, weekday: int, setting: Setting) -> date | None:
    origin, steps = setting.origin(selector)
    if origin is None or origin.coarser_than("week"):
        return None
    by_week = selector in load_table("dates")["week_selectors"]
    if steps < 0:
        # Weeks of speech begin on Sunday: on a Sunday, "last Tuesday" is five days ago.
        week = calendar.monday(origin.day + timedelta(days=1)) if by_week else origin.day
        latest = calendar.latest_weekday(min(week, origin.day) - timedelta(days=1), weekday)
        return latest + timedelta(weeks=steps + 1)
    if steps > 0:
        last = calendar.monday(origin.day) + timedelta(days=6) if by_week else origin.day
        return calendar.latest_weekday(last + timedelta(weeks=1), weekday)
    if origin is setting.anchor:
        return calendar.nearest_weekday(origin.day, weekday)
    return _in_week(origin, 0, weekday)


def day_alone(words: Words, setting: Setting) -> str | None:
    """The 14th: of the month last mentioned, else the latest one."""
    day = number(words["day"])
    if "selector" in words:
        origin, steps = setting.origin(words["selector"])
        if origin is None or origin.coarser_than("month"):
            return None
        return f"{calendar.edtf(calendar.step(origin.day, 'month', steps), 'month')}-{day:02}"
    anchor = setting.anchor
    if anchor and not anchor.coarser_than("month"):
        latest: date | None = anchor.day + relativedelta(day=31)
    else:
        latest = setting.published
    found = calendar.last_day_of_month(latest, day, weekday_of(words)) if latest else None
    return found.isoformat() if found else None


def period(words: Words, setting: Setting) -> str | None:
    """Last week, this year, the same day, that night, the following month, the end of the month."""
    if "weekend" in words or "coming" in words:
        return _weekend(words, setting)
    grain = words.get("period", "day")
    if "selector" in words:
        origin, steps = setting.origin(words["selector"])
    else:
        origin, steps = setting.anchor or setting.today, 0
    if origin is None or origin.coarser_than(grain):
        return None  # "the same day" after "in March" is a day that was named before
    return calendar.edtf(calendar.step(origin.day, grain, steps), grain)


def _weekend(words: Words, setting: Setting) -> str | None:
    """The weekend is that of the last Saturday; one by which something is done is still to come."""
    if setting.published is None:
        return None
    if "coming" in words:
        return calendar.edtf(setting.published, "weekend")
    return calendar.edtf(calendar.latest_weekday(setting.published, calendar.SATURDAY), "weekend")


def ago(words: Words, setting: Setting) -> str | None:
    """Three days ago, a year ago today: that day. Weeks, months, years ago: about that day, month or year."""
    if setting.published is None:
        return None
    grain, count = _distance(words)
    if "days" in words:
        return calendar.step(_shifted(setting.published, words), grain, -count).isoformat()
    if "selector" in words:
        return _long_ago(words, setting)
    if "exactly" in words:
        return calendar.step(setting.published, grain, -count).isoformat()
    value = calendar.edtf(calendar.step(setting.published, grain, -count), grain)
    return f"{value}~" if _unit(words) in load_table("dates")["rough_units"] else value + tilde(words)


def _long_ago(words: Words, setting: Setting) -> str | None:
    """A year ago this month."""
    grain, count = _distance(words)
    origin, steps = setting.origin(words["selector"])
    if origin is None or origin.coarser_than(words["period"]):
        return None
    near = calendar.step(origin.day, words["period"], steps)
    return calendar.edtf(calendar.step(near, grain, -count), words["period"])


def ahead(words: Words, setting: Setting) -> str | None:
    """In four days' time, a month from now."""
    if setting.published is None:
        return None
    grain, count = _distance(words)
    return calendar.edtf(calendar.step(setting.published, grain, count), grain)


def later(words: Words, setting: Setting) -> str | None:
    """Two days later, the day after, three weeks on."""
    return _moved(words, setting, 1)


def earlier(words: Words, setting: Setting) -> str | None:
    """Two days earlier, the day before that, four days prior: where no date was mentioned, to publication."""
    return _moved(words, replace(setting, anchor=setting.anchor or setting.today), -1)


def _moved(words: Words, setting: Setting, sign: int) -> str | None:
    """Return the date last mentioned, moved; as it is, where it is less precise than the unit of the move."""
    if setting.anchor is None:
        return None
    grain, count = _distance(words)
    if setting.anchor.coarser_than(grain):
        return setting.anchor.edtf
    day = calendar.step(setting.anchor.day, grain, sign * count)
    if "exactly" in words and setting.anchor.grain == "day":
        return day.isoformat()
    return calendar.edtf(day, grain) + tilde(words)


def _distance(words: Words) -> tuple[str, int]:
    """Return the grain and how many of it the words name; hours are the nearest number of days.

    Raises:
        ValueError: for half of a unit that has no half in the table.
    """
    table = load_table("dates")
    unit, count = _unit(words), number(words.get("number", "one"))
    grain, size = table["units"].get(unit, ("day", 1))
    if {"half", "half_behind"} & words.keys() or words.get("number") in table["half_numbers"]:
        if unit not in table["halves"]:
            raise ValueError(unit)
        grain, size = table["halves"][unit]
        count = 2 * count + 1
    count *= size
    return ("day", round(count / 24)) if grain == "hour" else (grain, count)


def _unit(words: Words) -> str:
    return words["unit"].removesuffix("s")
