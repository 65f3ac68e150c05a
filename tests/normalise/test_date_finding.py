from __future__ import annotations

import time

import pytest

from pipeline.normalise.dates import DateMention, find_dates


def found(text: str) -> list[str]:
    return [mention.text for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was removed on Tuesday, he said.", ["Tuesday"]),
        ("It was removed in January 2019.", ["in January 2019"]),
        ("On Jan. 28 it went; in Jan. it came back.", ["Jan. 28"]),
        ("Blocked since May, and since 2009 at home.", ["May", "2009"]),
        ("The page, blocked until 17 July, is back.", ["17 July"]),
        ("It had 500 likes as of March 2023.", ["March 2023"]),
        ("By the end of September all were gone.", ["By the end of September"]),
        ("Late on Tuesday evening it fell.", ["Late on Tuesday evening"]),
        ("Gone by Wednesday morning.", ["by Wednesday morning"]),
        ("Twitter (2006) and Instagram (2010)", ["2006", "2010"]),
        ("On the ninth we got mail, and by the 12th, too.", ["the ninth", "by the 12th"]),
        ("from 3 to 5 May and between 2014 and 2016", ["from 3 to 5 May", "between 2014 and 2016"]),
        ("In May and June it banned millions.", ["In May and June"]),
        ("Two days later, the same night, it was gone.", ["Two days later", "the same night"]),
        ("Earlier this month and over the weekend", ["Earlier this month", "over the weekend"]),
        ("At the time of writing it was there.", ["At the time of writing"]),
        ("Today’s order, and Monday's", ["Today", "Monday"]),
        ("on Thursday, April 18, 2019, and on 2019-04-19", ["Thursday, April 18, 2019", "2019-04-19"]),
        ("The Fri 3 May issue; off on Sat.", ["Fri 3 May", "Sat"]),
        (
            "before the end of May or in the first quarter of 2021",
            ["before the end of May", "in the first quarter of 2021"],
        ),
    ],
)
def test_finds_dates_as_annotators_mark_them(text: str, dates: list[str]) -> None:
    assert found(text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "It may be banned, and it may 3 times.",
        "May I ask why? Theresa May asked.",
        "Thousands march in march; March on!",
        "The second time, a second account",
        "The Sun and the Sat results; it sat there; the sun in sat.",
        "in 2,000 posts, of 2000 followers, by 2019 people, in 20190 and 2019-20",
        "2000 is a number, and so is 1999",
        "a drop of 2019% in 2.019 cases",
        "August bodies, an august body",
        "The Sunday Times, Black Friday, Good Friday and the Mail on Sunday",
        "the Winter Olympics, to fall, to spring back, by Jun Takahashi",
        "the 14th district and the 19th century",
        "in the ninth, on the second",
        "later than that, two hours earlier than planned",
        "at the time of his death",
        "version 3.4.20195 and 12/31",
        "now and then, soon, recently, so far",
        "may\n\n3 times",
    ],
)
def test_leaves_words_that_only_look_like_dates(text: str) -> None:
    assert found(text) == []


def test_keeps_offsets_in_code_points_of_the_whole_text() -> None:
    text = "İstanbul 🐦🐦\r\nعلى تويتر on Tuesday,\r\nand 3\r\nApril 2021."
    mentions = find_dates(text)
    assert [mention.text for mention in mentions] == ["Tuesday", "3\r\nApril 2021"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def test_looks_only_into_the_stretch() -> None:
    text = "On Monday it fell. On Tuesday it rose. On Friday it fell."
    start, end = text.index("On Tuesday"), text.index("On Friday")
    assert find_dates(text, start, end) == [DateMention(start + 3, start + 10, "Tuesday")]


def test_does_not_join_words_of_two_paragraphs() -> None:
    assert found("Posted on 3\n\nApril 2021 was busy") == ["April 2021"]


@pytest.mark.parametrize(
    "unit", ["the ", "in ", "1 ", "May ", "3-", "early in ", "from 3 ", "about two days ", "\n", "9"]
)
def test_takes_time_in_proportion_to_the_text(unit: str) -> None:
    began = time.process_time()
    find_dates(unit * 20_000)
    # Some 3 microseconds a character on one slow core; quadratic time would take minutes.
    assert time.process_time() - began < 10
