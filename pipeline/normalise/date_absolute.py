"""What dates of the calendar mean: a day, month, season, part or decade that has a name or a number.

One function a form of the table `dates`. Each takes the words of the form and the setting they stand in, and
returns EDTF, or None where the setting cannot tell. Days that no calendar has are left to the caller.
"""

from __future__ import annotations

from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_day

from pipeline.normalise.date_calendar import day_of, last_day_of_year, last_month, moment, months
from pipeline.normalise.date_setting import Setting, Words, names_year, number, tilde, turn
from pipeline.tables import load_table


def iso(words: Words, setting: Setting) -> str | None:
    """2019-04-16, 2019-04."""
    return words["iso"]


def dotted(words: Words, setting: Setting) -> str | None:
    """16.4.2019: the day comes first wherever dots are used. 2019/04/16."""
    year = setting.year(words)
    return None if year is None else f"{year:04}-{int(words['month']):02}-{int(words['day']):02}"


def slashed(words: Words, setting: Setting) -> str | None:
    """04/16/2019 or 16/04/2019, unless day and month could be swapped."""
    month, day = sorted((int(words["one"]), int(words["two"])))
    year = setting.year(words)
    if year is None or (day <= 12 and month != day):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def numbered_month(words: Words, setting: Setting) -> str | None:
    """04/2019."""
    return f"{words['year']}-{words['month']}"


def day(words: Words, setting: Setting) -> str | None:
    """3 April, Thursday, March 3rd, the fifth of June, 14 November last."""
    month = load_table("dates")["months"][words["month"]]
    return day_of_year(month, number(words["day"]), words, setting)


def feast(words: Words, setting: Setting) -> str | None:
    """Christmas Day 2020."""
    month, day = load_table("dates")["feasts"][words["feast"]]
    return day_of_year(month, day, words, setting)


def day_of_year(month: int, day: int, words: Words, setting: Setting) -> str | None:
    """Return a day of the year that the words name, else of the latest year in which the setting allows it.

    Without a day of publication the year is unknown: ``XXXX-06-01`` (`corpus/GUIDELINES.md`, section 9).
    """
    if names_year(words):
        year = setting.year(words)
        return None if year is None else f"{year:04}-{month:02}-{day:02}"
    if setting.horizon:
        found = last_day_of_year(setting.horizon, month, day, weekday(words))
        return found.isoformat() if found else None
    leap_year = 2000
    return f"XXXX-{month:02}-{day:02}" if day_of(leap_year, month, day) else None


def edge_of_month(words: Words, setting: Setting) -> str | None:
    """The last day of August 2020."""
    known, place = moment(month(words, setting)), number(words["place"])
    return (known.day + relativedelta(day=place if place > 0 else 31)).isoformat() if known else None


def nth_weekday(words: Words, setting: Setting) -> str | None:
    """The last Thursday in August."""
    known, place = moment(month(words, setting)), number(words["place"])
    weekday_of_words = weekday(words)
    if known is None or weekday_of_words is None:
        return None
    found = known.day + relativedelta(day=1 if place > 0 else 31, weekday=nth_day(weekday_of_words)(place))
    return found.isoformat() if found.month == known.day.month else None


def month(words: Words, setting: Setting) -> str | None:
    """August 2020, last May, October of last year, January."""
    number_of_month = load_table("dates")["months"][words["month"]]
    year = _year_that_has(number_of_month, 1, words, setting)
    if year is None:
        known = names_year(words) or "selector" in words
        return None if known else f"XXXX-{number_of_month:02}"
    return f"{year:04}-{number_of_month:02}"


def season(words: Words, setting: Setting) -> str | None:
    """Summer of 2019, last fall, the spring."""
    table = load_table("dates")
    code = table["seasons"][words["season"]]
    year = _year_that_has(table["season_starts"][code], 3, words, setting)
    return None if year is None else f"{year:04}-{code}"


def _year_that_has(month: int, length: int, words: Words, setting: Setting) -> int | None:
    """Return the year of what begins in `month` and takes `length` months, as the words pick it."""
    if names_year(words):
        return setting.year(words)
    if "selector" in words:
        origin, steps = setting.origin(words["selector"])
        return turn(origin, steps, month, length) if origin else None
    return last_month(setting.horizon, month).year if setting.horizon else None


def part_of_year(words: Words, setting: Setting) -> str | None:
    """The first quarter of 2021, the second half of last year, the first three months of 2019."""
    place = number(words["place"])
    size = 3 if "quarter" in words else 6 if "half" in words else number(words["number"])
    first = (place - 1) * size + 1 if place > 0 else 13 - size
    if size < 1 or first < 1 or first + size > 13:
        return None
    year = _year_that_has(first, size, words, setting)
    return None if year is None else months(year, first, size)


def year(words: Words, setting: Setting) -> str | None:
    """2019, '21."""
    found = setting.year(words)
    return None if found is None else f"{found:04}"


def new_year(words: Words, setting: Setting) -> str | None:
    """The new year: about the January that is over or running."""
    return f"{setting.published.year:04}-01~" if setting.published else None


def decade(words: Words, setting: Setting) -> str | None:
    """The 1990s, the late '80s, the nineties."""
    if "short" in words:
        year = setting.year({"year": f"{words['short']}0"})
        return None if year is None else f"{year // 10}X{tilde(words)}"
    named = load_table("dates")["decades"]
    return f"{words.get('decade') or named[words['decade_name']]}X{tilde(words)}"


def weekday(words: Words) -> int | None:
    """Return the number of the weekday among the words, 0 for Monday, or None."""
    table = load_table("dates")
    numbers: dict[str, int] = table["weekdays"] | table["short_weekdays"]
    return numbers.get(words.get("weekday", words.get("any_weekday", "")))
