from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts import Count
from pipeline.normalise.counts import CountMention, find_counts, parse_count

PIECES = st.sampled_from(
    ["104,000", "half a million", "about ", "nearly", " two", " and a half", " to ", "-", "1.2", "bn",
     "$", "%", " in 2019", "dozens", " of ", "hundreds", "K", "İ", "ı", "🙂", "\r\n", "\u00a0", "point",
     " six", "+", "(", "[10]", "between ", " and ", "a ", "²", "½", "@x", "#", "million",
     "1,2", " Mio.", "12.500", "’", " 1/2", "both", "no ", " a third of a", "-ish", "≥ ", "anywhere from "]
)  # fmt: skip
MIXED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("104,000", 104_000),
        ("104\u00a0000", 104_000),
        ("104\u2009000", 104_000),
        ("1.200.000", 1_200_000),
        ("1,20,000", 120_000),
        ("104, 000", 104_000),
        ("4300", 4300),
        ("2.5 million", 2_500_000),
        ("20million", 20_000_000),
        ("1.14m", 1_140_000),
        ("25K", 25_000),
        ("1.2bn", 1_200_000_000),
        ("3.5 lakh", 350_000),
        ("2 crore", 20_000_000),
        ("a million", 1_000_000),
        ("half a million", 500_000),
        ("a half-million", 500_000),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1_500_000),
        ("one point three million", 1_300_000),
        ("twenty-five thousand", 25_000),
        ("a hundred and forty-six million", 146_000_000),
        ("Two thousand five hundred and forty-one", 2541),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a pair", 2),
        ("not a single", 0),
        ("another 5,350", 5350),
    ],
)
def test_exact_count_has_a_value_and_no_bounds(words: str, value: int) -> None:
    assert parse_count(words) == Count(value=value, qualifier="exact", text=words)


@pytest.mark.parametrize(
    ("words", "value", "least", "most", "qualifier"),
    [
        ("about 500,000", 500_000, None, None, "approximately"),
        ("some 300", 300, None, None, "approximately"),
        ("~4K", 4000, None, None, "approximately"),
        ("300-odd", 300, None, None, "approximately"),
        ("46,300 followers or so", 46_300, None, None, "approximately"),
        ("nearly 1 million", 1_000_000, None, 1_000_000, "approximately"),
        ("close to 400", 400, None, 400, "approximately"),
        ("just under 70,000", 70_000, None, 70_000, "less_than"),
        ("fewer than 200", 200, None, 200, "less_than"),
        ("up to 2,000", 2000, None, 2000, "at_most"),
        ("more than\nhalf a million", 500_000, 500_000, None, "more_than"),
        ("upwards of 200", 200, 200, None, "more_than"),
        ("a little over 3,000", 3000, 3000, None, "more_than"),
        ("past the five million mark", 5_000_000, 5_000_000, None, "more_than"),
        ("50,000-plus", 50_000, 50_000, None, "more_than"),
        ("over **2,200", 2200, 2200, None, "more_than"),
        ("nearly _93K", 93_000, None, 93_000, "approximately"),
        ("at least 2,200", 2200, 2200, None, "at_least"),
        ("500 or more", 500, 500, None, "at_least"),
        ("no more than 500", 500, None, 500, "at_most"),
        ("exactly 343,506", 343_506, None, None, "exact"),
    ],
)
def test_words_around_a_number_bound_it(
    words: str, value: int, least: int | None, most: int | None, qualifier: str
) -> None:
    expected = Count(value=value, min=least, max=most, qualifier=qualifier, text=words)
    assert parse_count(words) == expected
    assert [mention.text for mention in find_counts(f"It had {words}, he said.")] == [words]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("200 to 300", 200, 300),
        ("200-300", 200, 300),
        ("200–300", 200, 300),
        ("between 200 and 300", 200, 300),
        ("2 to 3 million", 2_000_000, 3_000_000),
        ("between two million and 2.5 million", 2_000_000, 2_500_000),
        ("between two million and three million", 2_000_000, 3_000_000),
        ("two or three", 2, 3),
    ],
)
def test_range_has_bounds_and_no_value(words: str, least: int, most: int) -> None:
    assert parse_count(words) == Count(min=least, max=most, qualifier="range", text=words)


def test_change_from_one_number_to_another_is_no_range() -> None:
    assert [mention.text for mention in find_counts("It grew from 200 to 300 followers.")] == ["200", "300"]


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("dozens", 24),
        ("scores", 40),
        ("hundreds", 200),
        ("thousands", 2000),
        ("tens of thousands", 20_000),
        ("hundreds of thousands", 200_000),
        ("millions", 2_000_000),
        ("a number of", 3),
        ("several", 3),
        ("several thousand", 3000),
        ("a handful", 3),
        ("many", None),
    ],
)
def test_word_of_size_is_vague(words: str, least: int | None) -> None:
    assert parse_count(words) == Count(min=least, qualifier="vague", text=words)


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "about 2015",
        "between 1887 and 1891",
        "the 2019–20 season",
        "on April 18",
        "on 18 April 2019",
        "on 2019-04-16",
        "at 10:30 a.m.",
        "paid $5 million",
        "a fine of US$ 1.2bn",
        "worth tens of millions of dollars",
        "closed 3% up",
        "about 20 percent",
        "aged 32",
        "Mr Smith, 32, said",
        "a 32-year-old",
        "for several hours",
        "No. 8631",
        "Executive Orders 14024 and 14065",
        "a note.[10]",
        "call +1 202 555 0123",
        "S-400 and COVID-19",
        "24/7",
        "the 2nd time",
        "Guccifer 2.0",
        "one of many",
        "@user99 and https://example.org/12/345",
    ],
)
def test_other_numbers_are_no_counts(text: str) -> None:
    assert find_counts(text) == []


def test_year_before_a_counted_noun_is_a_count() -> None:
    assert [mention.text for mention in find_counts("In 2019 it had 2000 followers.")] == ["2000"]


def test_finds_each_count_of_a_list_in_order() -> None:
    text = "It removed 39 accounts, 344 Pages and 13 Groups, followed by about 1,900 people."
    assert [mention.text for mention in find_counts(text)] == ["39", "344", "13", "about 1,900"]


@pytest.mark.parametrize("before", ["🙂🙂 ", "İİİ ", "İstanbul\r\n\r\n", "مرحبا "])
def test_offsets_are_code_points_of_the_untouched_text(before: str) -> None:
    text = f"{before}nearly 104,000 followers\r\n"
    assert find_counts(text) == [CountMention(len(before), len(before) + 14, "nearly 104,000")]


def test_looks_only_between_start_and_end() -> None:
    text = "100 here, 200 there, 300 beyond"
    assert find_counts(text, 8, 20) == [CountMention(10, 13, "200")]


def test_a_number_behind_a_comma_is_another_number() -> None:
    text = "pages 5, 100 and 12, 350 likes"
    assert [mention.text for mention in find_counts(text)] == ["5", "100", "12", "350"]


def test_counts_do_not_join_across_paragraphs() -> None:
    assert [mention.text for mention in find_counts("There were 12\n\nmillion reasons")] == ["12"]


@pytest.mark.parametrize(
    "words", ["", "1.6", "5%", "$5 million", "in 2019", "nobody", "300 to 200", "9" * 40]
)
def test_abstains_where_there_is_no_whole_number(words: str) -> None:
    assert parse_count(words) is None


@given(MIXED)
def test_any_words_give_a_valid_count_or_none(words: str) -> None:
    count = parse_count(words)
    assert count is None or count == Count.model_validate(count.model_dump())


@given(MIXED)
def test_mentions_are_exact_ordered_disjoint_and_readable(text: str) -> None:
    mentions = find_counts(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(parse_count(mention.text) is not None for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))
