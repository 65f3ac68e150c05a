from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts import is_edtf
from pipeline.normalise.dates import find_dates, resolve_date

THURSDAY = date(2019, 4, 18)


def found(text: str) -> list[str]:
    return [mention.text for mention in find_dates(text)]


# --- Resolving: the article is of Thursday 18 April 2019 ---------------------------------------------------

ON_THURSDAY_18_APRIL_2019 = {
    # days of the calendar, written out
    "2019-04-18": "2019-04-18",
    "2019-04": "2019-04",
    "18.4.2019": "2019-04-18",
    "22.07.2020": "2020-07-22",
    "04/18/2019": "2019-04-18",
    "18/04/2019": "2019-04-18",
    "04/04/2019": "2019-04-04",
    "04/05/2019": None,
    "13/13/2019": None,
    "April 3, 2021": "2021-04-03",
    "3 April 2021": "2021-04-03",
    "3rd of April 2021": "2021-04-03",
    "the 3rd of April, 2021": "2021-04-03",
    "APRIL 3, 2021": "2021-04-03",
    "3 Apr. 2021": "2021-04-03",
    "Apr. 3, 2021": "2021-04-03",
    "Sept. 9, 2017": "2017-09-09",
    "the eleventh of January of ’18": "2018-01-11",
    "11 January '98": "1998-01-11",
    "Monday, 15 April 2019": "2019-04-15",
    "Mon., 15 Apr. 2019": "2019-04-15",
    "Sat 13 April 2019": "2019-04-13",
    "29 February 2016": "2016-02-29",
    "29 February 2019": None,
    "31 February 2018": None,
    "April 31, 2018": None,
    "February 30": None,
    "14 July 1789": "1789-07-14",
    # days without a year: the latest that is not in the future
    "5 January": "2019-01-05",
    "on 5 January": "2019-01-05",
    "Apr. 3": "2019-04-03",
    "April 18": "2019-04-18",
    "April 19": "2018-04-19",
    "on 31 December": "2018-12-31",
    "the twentieth of March": "2019-03-20",
    "Seventh of October": "2018-10-07",
    "29 February": "2016-02-29",
    "14 November last": "2018-11-14",
    "8 May of this year": "2019-05-08",
    "10 December of last year": "2018-12-10",
    "Thursday, April 18th": "2019-04-18",
    "Wednesday, April 18": "2018-04-18",
    "Saturday, April 18": "2019-04-18",
    "the night of March 1": "2019-03-01",
    "midnight on March 10": "2019-03-10",
    "New Year's Eve": "2018-12-31",
    "Christmas Day 2017": "2017-12-25",
    # a day of the month alone
    "the 13th": "2019-04-13",
    "on the 19th": "2019-03-19",
    "the 31st": "2019-03-31",
    "Saturday the 16th": "2019-03-16",
    "the 14th of this month": "2019-04-14",
    "the 17th of the past month": "2019-03-17",
    "the last day of February": "2019-02-28",
    "the first day of March 2018": "2018-03-01",
    "the last Thursday in August 2018": "2018-08-30",
    "the first Monday of April 2019": "2019-04-01",
    # weekdays
    "Thursday": "2019-04-18",
    "Tuesday": "2019-04-16",
    "on Friday": "2019-04-12",
    "Tuesday evening": "2019-04-16",
    "late on Tuesday night": "2019-04-16",
    "Tuesday’s": "2019-04-16",
    "TUESDAY": "2019-04-16",
    "Tues": "2019-04-16",
    "on Fri": "2019-04-12",
    "at 3 p.m. on Monday": "2019-04-15",
    "Monday at 3 p.m.": "2019-04-15",
    "at 10:30 on Monday": "2019-04-15",
    "last Tuesday": "2019-04-09",
    "last Friday": "2019-04-12",
    "last Thursday": "2019-04-11",
    "this past Tuesday": "2019-04-16",
    "this Friday": "2019-04-19",
    "this coming Friday": "2019-04-19",
    "this coming Thursday": "2019-04-25",
    "next Friday": "2019-04-26",
    "Tuesday of last week": "2019-04-09",
    "Tuesday evening of last week": "2019-04-09",
    "Monday next week": "2019-04-22",
    # days from today
    "today": "2019-04-18",
    "Today": "2019-04-18",
    "earlier today": "2019-04-18",
    "the early hours of today": "2019-04-18",
    "currently": "2019-04-18",
    "now": "2019-04-18",
    "at the time of writing": "2019-04-18",
    "At the time of this writing": "2019-04-18",
    "at the time of writing this": "2019-04-18",
    "as of this writing": "2019-04-18",
    "to date": "2019-04-18",
    "tonight": "2019-04-18",
    "overnight": "2019-04-18",
    "this morning": "2019-04-18",
    "yesterday": "2019-04-17",
    "yesterday evening": "2019-04-17",
    "last night": "2019-04-17",
    "late last night": "2019-04-17",
    "the day before yesterday": "2019-04-16",
    "tomorrow": "2019-04-19",
    "three days ago": "2019-04-15",
    "a couple of days ago": "2019-04-16~",
    "two weeks ago": "2019-04-04~",
    "a fortnight ago": "2019-04-04~",
    "three months ago": "2019-01~",
    "a year ago": "2018~",
    "about ten years ago": "2009~",
    "a year ago today": "2018-04-18",
    "A month ago yesterday": "2019-03-17",
    "an hour ago": "2019-04-18",
    "18 hours ago": "2019-04-17",
    "in four days’ time": "2019-04-22",
    "two months from now": "2019-06",
    # weeks and weekends
    "this week": "2019-04-15/2019-04-21",
    "earlier this week": "2019-04-15/2019-04-21",
    "last week": "2019-04-08/2019-04-14",
    "next week": "2019-04-22/2019-04-28",
    "over the weekend": "2019-04-13/2019-04-14",
    "last weekend": "2019-04-13/2019-04-14",
    "by the weekend": "2019-04-20/2019-04-21",
    # months
    "this month": "2019-04",
    "earlier this month": "2019-04",
    "last month": "2019-03",
    "next month": "2019-05",
    "January": "2019-01",
    "in April": "2019-04",
    "in May": "2018-05",
    "Earlier in March": "2019-03",
    "July 2021": "2021-07",
    "June of last year": "2018-06",
    "August last year": "2018-08",
    "last April": "2018-04",
    "last December": "2018-12",
    "this May": "2019-05",
    "next March": "2020-03",
    "mid-August": "2018-08",
    "early February": "2019-02",
    "the end of October": "2018-10",
    "by the end of the month": "2019-04",
    "before the end of March": "2019-03",
    "before the month is out": "2019-04",
    "the first days of February": "2019-02",
    "around November 2018": "2018-11~",
    "the new year": "2019-01~",
    # years and parts of years
    "2019": "2019",
    "in the year 2015": "2015",
    "in '17": "2017",
    "last year": "2018",
    "earlier this year": "2019",
    "next year": "2020",
    "around 2015": "2015~",
    "the beginning of 2018": "2018-01~",
    "mid-2015": "2015-06~",
    "the end of 2018": "2018-12~",
    "summer of 2019": "2019-22",
    "winter 2018": "2018-24",
    "last fall": "2018-23",
    "last spring": "2018-21",
    "this summer": "2019-22",
    "next autumn": "2019-23",
    "the winter": "2018-24",
    "the 1990s": "199X",
    "late 1990s": "199X~",
    "the early 2010s": "201X~",
    "the first quarter of 2021": "2021-01/2021-03",
    "Q4 2018": "2018-10/2018-12",
    "the second half of last year": "2018-07/2018-12",
    "the first three months of 2019": "2019-01/2019-03",
    "the latter six months of 2016": "2016-07/2016-12",
    "the first 14 months of 2016": None,
    "this quarter": "2019-04/2019-06",
    "last quarter": "2019-01/2019-03",
    # intervals
    "between 2014 and 2016": "2014/2016",
    "from 3 to 5 May": "2018-05-03/2018-05-05",
    "3-5 May 2020": "2020-05-03/2020-05-05",
    "May 3–5, 2020": "2020-05-03/2020-05-05",
    "from January to March 2018": "2018-01/2018-03",
    "from November to March": "2018-11/2019-03",
    "between January 2017 and May last year": "2017-01/2018-05",
    "in May and June": "2018-05/2018-06",
    "between March 30 and April 5": "2019-03-30/2019-04-05",
    "from Monday to Wednesday": "2019-04-15/2019-04-17",
    "from 5 to 3 May": None,
    "between 2016 and 2014": None,
    "since January": "2019-01/..",
    "since Friday": "2019-04-12/..",
    "since the middle of 2015": "2015-06~/..",
    "since last week": "2019-04-08/..",
    "before 1 December": "../2018-12-01",
    "after 2016": "2016/..",
    "since the 1990s": None,
    "over the last three years": "2016-04~/2019-04",
    "in the past six months": "2018-10~/2019-04",
    "the past week": "2019-04-11/2019-04-17",
    # no date, or none that can be told
    "in recent weeks": None,
    "so far": None,
    "soon": None,
    "recently": None,
    "the same day": None,
    "two days later": None,
    "four days earlier": "2019-04-14",
    "about six months prior": "2018-10~",
    "the day before": "2019-04-17",
    "by then": None,
    "that year": None,
    "since": None,
    "the": None,
    "": None,
    "ten thousand followers": None,
    "1000": None,
    "Instagram": None,
}


@pytest.mark.parametrize(("words", "value"), ON_THURSDAY_18_APRIL_2019.items())
def test_resolves_against_the_day_of_publication(words: str, value: str | None) -> None:
    assert resolve_date(words, THURSDAY) == value


# --- Resolving: against the date last mentioned ------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "anchor", "value"),
    [
        ("the same day", "2018-03-30", "2018-03-30"),
        ("on that day", "2018-03-30", "2018-03-30"),
        ("the very same night", "2018-03-30", "2018-03-30"),
        ("by then", "2018-03~", "2018-03~"),
        ("before then", "2018-03", "../2018-03"),
        ("before then", "2018-01/..", None),
        ("at the time", "2018-22", "2018-22"),
        ("Within hours", "2018-03-30", "2018-03-30"),
        ("the next day", "2018-12-31", "2019-01-01"),
        ("By the following afternoon", "2018-02-28", "2018-03-01"),
        ("the previous day", "2016-03-01", "2016-02-29"),
        ("the day before", "2018-03-30", "2018-03-29"),
        ("two days later", "2018-12-30", "2019-01-01"),
        ("two days after that", "2018-03-30", "2018-04-01"),
        ("Twelve days on", "2016-03-11", "2016-03-23"),
        ("After twenty-three days", "2018-08-09", "2018-09-01"),
        ("four days prior", "2018-01-03", "2017-12-30"),
        ("the very next day", "2018-12-31", "2019-01-01"),
        ("very next day", "2018-12-31", "2019-01-01"),
        ("six days earlier", "2018-01-03", "2017-12-28"),
        ("a week earlier", "2018-03-30", "2018-03-23"),
        ("about a day later", "2018-03-30", "2018-03-31~"),
        ("about two hours later", "2018-03-30", "2018-03-30"),
        ("some 18 hours later", "2018-03-30", "2018-03-31"),
        ("a month later", "2019-01-31", "2019-02"),
        ("three months later", "2020-11", "2021-02"),
        ("two years later", "2018", "2020"),
        ("two years later", "2018-03-30", "2020"),
        ("three days later", "2018-03", "2018-03"),
        ("three weeks later", "2022-23", "2022-23"),
        ("the same day", "2018-03", None),
        ("that week", "2018-03-30", "2018-03-26/2018-04-01"),
        ("the same weekend", "2018-03-30", "2018-03-31/2018-04-01"),
        ("later that month", "2018-03-30", "2018-03"),
        ("the end of the month", "2018-03-30", "2018-03"),
        ("the following month", "2018-12-01", "2019-01"),
        ("later that year", "2018-03", "2018"),
        ("the following year", "2018-03", "2019"),
        ("the final quarter of that year", "2018-01/2018-03", "2018-10/2018-12"),
        ("10 December of the same year", "2018-04", "2018-12-10"),
        ("that September", "2018-10-11", "2018-09"),
        ("the following March", "2018-04", "2019-03"),
        ("that summer", "2018-03-11", "2018-22"),
        ("the following spring", "2018-12-10", "2019-21"),
        ("that Friday", "2018-11-20", "2018-11-23"),
        ("that Friday", "2018-11-18", "2018-11-16"),
        ("the Thursday", "2018-11-05", "2018-11-08"),
        ("the following Monday", "2018-11-05", "2018-11-12"),
        ("the previous Monday", "2018-11-05", "2018-10-29"),
        ("the 14th", "2018-10", "2018-10-14"),
        ("the 25th of the same month", "2018-02-01", "2018-02-25"),
        ("the 31st of that month", "2018-02-01", None),
        ("the day after", "2018-03-30/2018-03-31", "2018-04-01"),
        ("the next day", "2018-03-30/..", "2018-03-31"),
        ("the next day", "XXXX-03-30", None),
        ("the next day", "no date", None),
        ("Tuesday", "2018-03-30", "2019-04-16"),
        ("5 January", "2012-03-30", "2019-01-05"),
    ],
)
def test_resolves_against_the_date_last_mentioned(words: str, anchor: str, value: str | None) -> None:
    assert resolve_date(words, THURSDAY, anchor) == value


# --- Resolving: corners of the calendar --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "words", "value"),
    [
        (date(2019, 1, 1), "yesterday", "2018-12-31"),
        (date(2019, 1, 1), "last month", "2018-12"),
        (date(2019, 1, 1), "last week", "2018-12-24/2018-12-30"),
        (date(2019, 1, 1), "this week", "2018-12-31/2019-01-06"),
        (date(2019, 1, 1), "Monday", "2018-12-31"),
        (date(2019, 1, 1), "December 31", "2018-12-31"),
        (date(2019, 1, 1), "January", "2019-01"),
        (date(2019, 1, 1), "last January", "2018-01"),
        (date(2019, 1, 1), "last quarter", "2018-10/2018-12"),
        (date(2019, 1, 15), "last fall", "2018-23"),
        (date(2019, 1, 15), "this winter", "2018-24"),
        (date(2019, 1, 15), "last winter", "2017-24"),
        (date(2019, 12, 31), "next month", "2020-01"),
        (date(2019, 12, 31), "tomorrow", "2020-01-01"),
        (date(2019, 12, 31), "next week", "2020-01-06/2020-01-12"),
        (date(2020, 2, 29), "a year ago", "2019~"),
        (date(2020, 2, 29), "a year ago today", "2019-02-28"),
        (date(2020, 2, 29), "February 29", "2020-02-29"),
        (date(2020, 3, 1), "yesterday", "2020-02-29"),
        (date(2021, 3, 1), "yesterday", "2021-02-28"),
        (date(2021, 3, 31), "a month ago", "2021-02~"),
        (date(2019, 4, 21), "last Tuesday", "2019-04-16"),
        (date(2019, 4, 21), "last Sunday", "2019-04-14"),
        (date(2019, 4, 21), "over the weekend", "2019-04-20/2019-04-21"),
        (date(2019, 4, 22), "last Sunday", "2019-04-21"),
        (date(2019, 4, 22), "last Monday", "2019-04-15"),
        (date(2019, 4, 22), "over the weekend", "2019-04-20/2019-04-21"),
        (date(2019, 4, 21), "last weekend", "2019-04-13/2019-04-14"),
        (date.min, "yesterday", None),
        (date.max, "tomorrow", None),
        (date.min, "900 years ago", None),
    ],
)
def test_crosses_the_ends_of_weeks_months_and_years(published: date, words: str, value: str | None) -> None:
    assert resolve_date(words, published) == value


@pytest.mark.parametrize(
    ("words", "anchor", "value"),
    [
        ("5 January", None, "XXXX-01-05"),
        ("January", None, "XXXX-01"),
        ("29 February", None, "XXXX-02-29"),
        ("31 February", None, None),
        ("since 5 January", None, None),
        ("from 3 to 5 May", None, None),
        ("5 January", "2012-03-30", "XXXX-01-05"),
        ("January", "2012", "XXXX-01"),
        ("in '49", None, "2049"),
        ("in '50", None, "1950"),
        ("Tuesday", None, None),
        ("today", None, None),
        ("last week", None, None),
        ("two years ago", None, None),
        ("last summer", None, None),
        ("the weekend", None, None),
        ("August last year", None, None),
        ("summer of 2019", None, "2019-22"),
        ("3 April 2021", None, "2021-04-03"),
        ("the next day", "2012-12-31", "2013-01-01"),
    ],
)
def test_never_takes_the_day_of_the_run_for_a_missing_one(
    words: str, anchor: str | None, value: str | None
) -> None:
    assert resolve_date(words, None, anchor) == value


@pytest.mark.parametrize("space", ["\n", "\r\n", "\u00a0", "  ", "\t"])
def test_reads_dates_across_any_white_space(space: str) -> None:
    assert resolve_date(f"3{space}April{space}2021", None) == "2021-04-03"
    assert found(f"Removed on 3{space}April{space}2021.") == [f"3{space}April{space}2021"]


# --- Laws --------------------------------------------------------------------------------------------------

FRAGMENTS = (
    "the that same last next this past on in since until before after about mid- early late end of beginning",
    "first second ninth 3 14th 31 2019 1999 '21 ’82 20 0 999 a two couple days day week weekend month year",
    "ago later earlier within hours Monday Sunday Fri Sat May March February Feb. summer fall winter quarter",
    "half Q1 1990s today yesterday now then time new from to between and – - / . , ( ) 's ’s at p.m.",
    "possibly perhaps circa c. so far or onwards 2014–16 9-Aug- 08/2021 Q2 noon GMT nineties ’90s exactly",
    "04/18/2019 2019-02-31 22.07.2020 9999 1000 writing ٣ İ ı ſ 🐦 \u202e \r\n \u00a0 \n\n",
)
FRAGMENT = st.sampled_from([word for line in FRAGMENTS for word in line.split(" ")])
WORDS = st.one_of(st.text(max_size=60), st.lists(FRAGMENT, max_size=9).map(" ".join))
ANCHORS = st.one_of(
    st.none(),
    st.sampled_from(["2019", "2019-04", "2019-22", "2018-11~", "2014/2016", "2018-01/..", "XXXX-06-01"]),
    st.dates().map(date.isoformat),
    st.text(max_size=12),
)


@given(words=WORDS, published=st.none() | st.dates(), anchor=ANCHORS)
def test_gives_edtf_or_nothing_for_any_words(words: str, published: date | None, anchor: str | None) -> None:
    value = resolve_date(words, published, anchor)
    assert value is None or is_edtf(value)


@given(parts=st.lists(WORDS, max_size=6), start=st.integers(0, 20), published=st.none() | st.dates())
def test_finds_disjoint_spans_in_order_with_their_own_words(
    parts: list[str], start: int, published: date | None
) -> None:
    text = "İ🐦 ".join(parts)
    last = start
    for mention in find_dates(text, start):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip()
        last = mention.end
        value = resolve_date(mention.text, published)
        assert value is None or is_edtf(value)


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_reads_back_every_day_in_every_spelling(day: date) -> None:
    for words in (
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%A}, {day.day} {day:%B} {day.year}",
    ):
        assert resolve_date(words, None) == day.isoformat()
        assert found(f"It was removed on {words}.") == [words]


@given(published=st.dates(min_value=date(1901, 1, 1)), weekday=st.integers(0, 6))
def test_a_weekday_is_one_of_the_seven_days_up_to_publication(published: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    value = date.fromisoformat(resolve_date(name, published) or "")
    assert value.weekday() == weekday
    assert 0 <= (published - value).days < 7
