from __future__ import annotations

import pytest

from pipeline.evaluate.compare import comparable, same


def keys(fact, field):
    return comparable(fact).keys.get(field)


@pytest.mark.parametrize(
    ("field", "gold", "predicted"),
    [
        ("holder", "Qassem Soleimani", "Maj. Gen. Qassem Soleimani"),
        ("holder", "Qods Force|IRGC's Qods Force", "the Qods Force"),
        ("holder", "Donald J. Trump", "Donald Trump"),
        ("holder", "President Donald J. Trump", "Donald J Trump"),
        ("holder", "George H. W. Bush", "George Bush"),
        ("handle", "emamKhomeini", "@EmamKhomeini"),
        ("actor", "Facebook", "Facebook Inc."),
        ("reason", "repeated violations of our rules", "violations of our rules"),
        ("reason", "spam|fake followers", "fake followers"),
        ("date", "2018-11~", "2018-11"),
        ("date", "2014/2016?", "2014/2016"),
        ("unit", "page", "page"),
    ],
)
def test_counts_as_the_same_value(takedown, field, gold, predicted):
    one, other = keys(takedown(**{field: gold}), field), keys(takedown(**{field: predicted}), field)

    assert same(field, one, other)
    assert same(field, other, one)


@pytest.mark.parametrize(
    ("field", "gold", "predicted"),
    [
        ("holder", "Qassem Soleimani", "Soleimani"),
        ("holder", "IRGC", "IRGC's Qods Force"),
        ("holder", "Donald J. Trump", "Melania Trump"),
        ("holder", "Team A Media", "Team B Media"),
        ("handle", "real_donald", "realdonald"),
        ("reason", "spreading false claims about the election", "spam"),
        ("date", "2019-04", "2019"),
        ("date", "2019-04", "2019-04-16"),
        ("date", "2019-04-16/2019-04-18", "2019-04-16"),
        ("unit", "page", "account"),
    ],
)
def test_tells_values_apart(takedown, field, gold, predicted):
    one, other = keys(takedown(**{field: gold}), field), keys(takedown(**{field: predicted}), field)

    assert not same(field, one, other)
    assert not same(field, other, one)


EXACT = {"value": 100_000, "qualifier": "exact", "text": "100,000"}
OVER = {"value": 100_000, "min": 100_000, "qualifier": "more_than", "text": "over 100,000"}
DOZENS = {"min": 24, "qualifier": "vague", "text": "dozens"}
TWO_DOZEN_OR_MORE = {"min": 24, "qualifier": "vague", "text": "dozens of"}
SCORES = {"min": 40, "qualifier": "vague", "text": "scores"}
TWENTY_FOUR = {"value": 24, "qualifier": "exact", "text": "24"}
RANGE = {"min": 24, "max": 30, "qualifier": "range", "text": "24 to 30"}


@pytest.mark.parametrize(
    ("gold", "predicted", "equal"),
    [
        (EXACT, OVER, True),
        (DOZENS, TWO_DOZEN_OR_MORE, True),
        (DOZENS, SCORES, False),
        (DOZENS, TWENTY_FOUR, False),
        (DOZENS, RANGE, False),
    ],
)
def test_compares_counts_by_value_else_by_bounds(followers, gold, predicted, equal):
    one, other = keys(followers(count=gold), "count"), keys(followers(count=predicted), "count")

    assert same("count", one, other) is equal


def test_has_no_key_where_the_fact_is_silent(takedown):
    assert keys(takedown(), "holder") is None
    assert not same("holder", None, None)


def test_keeps_the_qualifier_of_a_follower_count_as_an_attribute(followers):
    assert keys(followers(count=OVER), "qualifier") == "more_than"


def test_overlap_of_evidence_is_end_exclusive(takedown):
    first, next_one = comparable(takedown(at=(0, 10))), comparable(takedown(at=(10, 20)))

    assert not first.overlaps(next_one)
    assert first.overlaps(comparable(takedown(at=(9, 20))))
