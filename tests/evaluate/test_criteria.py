from __future__ import annotations

import pytest

from pipeline.evaluate.compare import comparable
from pipeline.evaluate.criteria import core_failures, strict_failures


def core(gold, predicted):
    return core_failures(comparable(gold), comparable(predicted))


def strict(gold, predicted):
    return strict_failures(comparable(gold), comparable(predicted))


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [
        ({"holder": "A"}, {"holder": "A", "handle": "a"}),
        ({"holder": "A", "handle": "a"}, {"holder": None, "handle": "a"}),
        ({"holder": "A", "handle": "a"}, {"holder": "Z", "handle": "a"}),
        ({"holder": "A", "unit": "page"}, {"holder": "A", "unit": "channel"}),
        ({"holder": "A", "platform": None, "unit": None}, {"holder": "A"}),
        ({"holder": "A", "action": "account_suspension"}, {"holder": "A"}),
    ],
)
def test_takedown_is_right_by_target_platform_and_unit_class(takedown, gold, predicted):
    assert core(takedown(**gold), takedown(**predicted)) == ()


@pytest.mark.parametrize(
    ("gold", "predicted", "failures"),
    [
        ({"holder": "A"}, {"holder": "B"}, ("holder",)),
        ({"holder": "A"}, {}, ("holder",)),
        ({"handle": "a"}, {"holder": "a"}, ("handle",)),
        ({"holder": "A"}, {"holder": "A", "platform": "twitter"}, ("platform",)),
        ({"holder": "A"}, {"holder": "A", "platform": None}, ("platform",)),
        ({"holder": "A"}, {"holder": "A", "unit": "content"}, ("unit",)),
        ({"holder": "A"}, {"holder": "B", "unit": None}, ("holder", "unit")),
    ],
)
def test_says_which_field_breaks_the_core(takedown, gold, predicted, failures):
    assert core(takedown(**gold), takedown(**predicted)) == failures


def test_fact_without_a_target_is_known_by_its_words(takedown):
    gold = takedown(at=(100, 150))

    assert core(gold, takedown("Facebook users", at=(140, 190))) == ()
    assert core(gold, takedown(at=(150, 190))) == ("evidence",)


def test_null_constrains_on_the_gold_side_only(takedown):
    assert core(takedown("A", platform=None), takedown("A")) == ()
    assert core(takedown("A"), takedown("A", platform=None)) == ("platform",)


def test_sanction_needs_target_and_authority(sanction):
    gold = sanction("IRGC", "United States")

    assert core(gold, sanction("IRGC", "the U.S.", program="FTO list")) == ()
    assert core(gold, sanction("IRGC", "European Union")) == ("authority",)
    assert core(gold, sanction("Iran", "United States")) == ("target",)
    assert core(sanction("IRGC"), gold) == ()


def test_follower_count_needs_value_platform_and_holder(followers):
    gold = followers("A", 104_000, platform="instagram")

    assert core(gold, followers("A", 104_000, platform="instagram", metric="members")) == ()
    assert core(gold, followers("A", 104_001, platform="instagram")) == ("count",)
    assert core(gold, followers("A", 104_000)) == ("platform",)
    assert core(gold, followers("B", 104_000, platform="instagram")) == ("holder",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("action", "account_suspension"),
        ("modality", "uncertain"),
        ("date", "2019-04-16"),
        ("quantity", 2),
        ("language", "fa"),
    ],
)
def test_strict_wants_equality_and_null_only_with_null(takedown, field, value):
    plain, other = takedown("A"), takedown("A", **{field: value})

    assert strict(plain, other) == strict(other, plain) == (field,)
    assert strict(other, other) == ()


def test_strict_wants_qualifier_and_value_kind_of_a_follower_count(followers):
    over = {"value": 1000, "min": 1000, "qualifier": "more_than", "text": "over 1,000"}

    assert strict(followers("A", 1000), followers("A", over)) == ("qualifier",)
    assert strict(followers("A", value_kind="lost"), followers("A")) == ("value_kind",)


def test_strict_lets_other_fields_pass(takedown):
    assert strict(takedown("A"), takedown("A", actor="Instagram", reason="spam", territory="IR")) == ()
