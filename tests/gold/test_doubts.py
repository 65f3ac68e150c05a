from __future__ import annotations

import pytest

from pipeline.gold.doubts import doubts


@pytest.fixture
def codes(parse, article):
    return lambda line, **change: [code for code, _ in doubts(parse({**line, **change}), article)]


def test_good_facts_raise_no_doubt(codes, takedown, sanction, follower_count):
    assert codes(takedown) == codes(sanction) == codes(follower_count) == []


@pytest.mark.parametrize("day", ["1989-12-31", "2021-01-01", "2020-07", "2021", "2019-04-01/2022", "1962~"])
def test_doubts_a_date_far_from_the_publication(codes, takedown, day):
    assert codes(takedown, date=day) == ["E221"]


@pytest.mark.parametrize(
    "day", ["1990", "2019-22", "2020-04-18", "2020-24", "2014/2016", "XXXX-06-01", "../2018-12-01", "201X"]
)
def test_accepts_plausible_dates(codes, takedown, day):
    assert codes(takedown, date=day) == []


def test_accepts_any_late_date_where_the_publication_is_unknown(parse, takedown, article):
    undated = article.model_copy(update={"published": None})

    assert list(doubts(parse({**takedown, "date": "2030"}), undated)) == []


def test_doubts_the_date_of_the_publication_without_words_for_it(codes, takedown):
    assert codes(takedown, date="2019-04-18") == []

    del takedown["evidence"][0]["roles"]["date"]

    assert codes(takedown, date="2019-04-18") == ["E222"]
    assert codes(takedown, date="2019-04-17") == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"handle": "@irgc"}, "E223"),
        ({"platform": "instagrm"}, "E224"),
        ({"holder": "Maj. Gen. Qassem Soleimani"}, "E225"),
        ({"attribution": "IRNA|Ayatollah Khamenei", "attribution_type": "target"}, "E225"),
        ({"attribution": "IRNA"}, "E226"),
        ({"attribution_type": "media"}, "E226"),
        ({"reason": "spam"}, "E226"),
        ({"reason_category": "spam"}, "E226"),
        ({"quantity": {"value": 1, "qualifier": "exact", "text": "one"}}, "E227"),
        ({"holder": None}, "E228"),
        ({"holder": "Qassem Soleimani|qassem soleimani"}, "E234"),
        ({"holder": "Qassem Soleimani "}, "E235"),
        ({"holder": "Qassem Soleimani|"}, "E235"),
        ({"holder": "A| B"}, "E235"),
    ],
)
def test_doubts_a_value_that_is_seldom_meant(codes, takedown, change, code):
    assert codes(takedown, **change) == [code]


@pytest.mark.parametrize(
    "change",
    [
        {"handle": "irgc", "holder": None},
        {"holder": None, "quantity": {"min": 24, "qualifier": "vague", "text": "dozens"}},
        {"holder": None, "linked_to": "IRGC"},
        {"holder": None, "unit": "content", "action": "content_removal"},
        {"holder": None, "unit": None},
        {"quantity": {"value": 2, "qualifier": "exact", "text": "two"}},
        {"holder": "United States|US"},
    ],
)
def test_accepts_what_tells_whose_it_is(codes, takedown, change):
    assert codes(takedown, **change) == []


def test_doubts_a_sanction_of_nobody(codes, sanction):
    assert codes(sanction, target=None) == ["E229"]


def test_doubts_evidence_that_fills_no_role(codes, takedown):
    takedown["evidence"][0]["roles"] = {}

    assert codes(takedown) == ["E230"]


def test_doubts_repeated_and_excessive_evidence(codes, takedown):
    assert codes(takedown, evidence=takedown["evidence"] * 2) == ["E232"]
    assert codes(takedown, evidence=takedown["evidence"] * 6) == ["E231", *["E232"] * 5]
