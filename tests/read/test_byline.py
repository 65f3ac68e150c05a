from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.byline import byline_day

APRIL_18 = date(2019, 4, 18)
PROSE = "to restore the page of an agency, and to explain in public why and on what grounds it had gone."


@pytest.mark.parametrize(
    "line",
    [
        "By Patrick Goodenough | April 18, 2019 | 4:36am EDT",
        "April 18, 2019",
        "APRIL 18, 2019",
        "18 April 2019",
        "18th of April 2019",
        "Apr. 18, 2019",
        "Thu 18 Apr 2019",
        "18-Apr-2019",
        "2019-04-18",
        "2019-04-18T04:36:00Z",
        "2019/04/18",
        "Published: 18/04/2019",
        "Published: 18.04.2019",
        "Published April 18, 2019 at 11:20",
        "PUBLISHED: 18:42, 18 April 2019",
        "Posted on 18 April 2019 by M. Sklar | tags: comms",
        "Thursday, April 18, 2019",
        "Vale Messenger, Thursday, April 18, 2019",
        "The Herald of the South, 18 April 2019",
        "By our data desk · 18 April 2019",
        "From our court reporter, Amsterdam, 18 April 2019",
        "SPORTS | Thursday, April 18, 2019 | Page B4",
        "Issue 61, Thursday 18 April 2019",
        "Last updated April 18, 2019",
        "Published 18 April 2019 | Updated 20 April 2019",
        "Updated 20 April 2019 | Published 18 April 2019",
        f"GENEVA, 18 April 2019 – Qalam Watch, a network of lawyers, urges {PROSE}",
        f"NEW DELHI, April 18, 2019: The High Court on Wednesday declined {PROSE}",
        "CAIRO, April 18, 2019 (Reuters) - The account was gone.",
    ],
)
def test_finds_the_day_in_bylines_and_datelines(line: str) -> None:
    assert byline_day(f"A page is gone\n\n{line}\n\nFacebook removed a page on 3 May 2018.\n") == APRIL_18


@pytest.mark.parametrize(
    "line",
    [
        "Updated 11:30 p.m. ET, April 18, 2019",
        "Updated 0312 GMT (1112 HKT) April 18, 2019",
        "Updated 3:12 AM ET, Thu April 18, 2019",
        "Published 11 p.m. Eastern Time April 18, 2019",
        "Posted at 23:30 UTC on 18 April 2019",
        "Published: Thu, 18 Apr 2019 22:10:00 GMT",
        "Date: Thu, 18 Apr 2019 23:30:00 -0700",
        "Published on 18/04/2019 - 23:30 GMT+2",
        "Published: 23:30 BST, 18 April 2019 | Updated: 01:12 BST, 19 April 2019",
        "Posted: Apr 18, 2019 11:30 PM ET | Last Updated: April 19, 2019",
        "First published on Thu 18 Apr 2019 19.33 BST",
        "2019-04-18T23:30:00-07:00",
        "2019-04-18T00:10:00.000+09:00",
        "2019-04-18 23:30 +0900",
        "18 April 2019 01:12 BST",
        "18.04.2019 23:30 MSK",
        "April 18, 2019 / 11:30 PM EDT / CBS News",
        "April 18, 2019, 8:51 PM GMT+2",
        "11:30 p.m. ET April 18, 2019",
        "11:30 PM (IST) April 18, 2019",
        "23:30 (UTC+8), April 18, 2019",
        "By A. Writer, 00:12 JST, 18 April 2019",
    ],
)
def test_the_day_is_the_one_written_in_its_own_zone(line: str) -> None:
    assert byline_day(f"A page is gone\n\n{line}\n\nFacebook removed a page.\n") == APRIL_18


@pytest.mark.parametrize(
    "line",
    [
        "The account was removed on April 18, 2019.",
        "On April 18, 2019, the account was gone.",
        "On Thursday, April 18, 2019, the account was gone.",
        "At 11:30 p.m. ET, April 18, 2019, the account was gone.",
        "By 11:30 p.m. ET, April 18, 2019, the account was gone.",
        "Gone since 23:30 GMT, April 18, 2019, the page came back.",
        "It was last seen in Cairo, April 18, 2019, he said.",
        "Born Keren, 18 April 2019. Died Bologna, 29 December 2020.",
        "Born in Keren, 18 April 2019",
        "Protesters in Tehran, 18 April 2019. Photograph: A. Nemo",
        "File photo, April 18, 2019",
        "Recorded in Yangon, 18 April 2019.",
        "— Jo (@jo) April 18, 2019",
        "A post shared by Jo (@jo) on Apr 18, 2019 at 7:05pm PDT",
        "• 18 April 2019 — The pause runs out.",
        "18 April 2019 was a bad day for the page.",
        "18/04/19",
        "03/04/2019",
        "31 February 2019",
        "2019-02-31",
        "April 2019",
        "Thursday, April 18",
        "Version 1.18.04.2019",
        "https://x.example/2019/04/18/page",
        f"The Court of Justice, 18 April 2019, which {PROSE}",
    ],
)
def test_other_dates_are_not_taken(line: str) -> None:
    assert byline_day(f"A page is gone\n\n{line}\n\nFacebook removed a page.\n") is None


def test_only_the_first_ten_lines_that_are_not_blank_are_searched() -> None:
    lines = [f"Item {number}\n\n" for number in range(9)]
    assert byline_day("".join(lines) + "April 18, 2019\n") == APRIL_18
    assert byline_day("".join(lines) + "Item\nApril 18, 2019\n") is None


def test_lines_far_into_the_text_are_not_searched() -> None:
    assert byline_day("x" * 1400 + "\nApril 18, 2019\n") == APRIL_18
    assert byline_day("x" * 1600 + "\nApril 18, 2019\n") is None


def test_line_is_not_judged_by_its_first_half() -> None:
    prose = "April 18, 2019, " + "was a day on which much was said and little done. " * 6
    assert byline_day("x" * 1480 + "\n" + prose) is None


def test_equal_day_and_month_are_no_doubt() -> None:
    assert byline_day("Published: 04/04/2019") == date(2019, 4, 4)


def test_first_byline_wins() -> None:
    assert byline_day("18 April 2019\n20 April 2019\n") == APRIL_18


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["%B %d, %Y", "%d %b %Y", "%A, %d %B %Y", "%Y-%m-%d"]),
)
def test_any_day_is_read_as_written(day: date, form: str) -> None:
    assert byline_day(f"By A. Writer | {day.strftime(form)}\n") == day


@given(st.text())
def test_any_text_gives_a_day_or_null(text: str) -> None:
    assert isinstance(byline_day(text), date | None)
