from __future__ import annotations

import pytest

from pipeline.evaluate.compare import comparable
from pipeline.evaluate.errors import find_errors
from pipeline.evaluate.score import score_document


def errors(gold, predicted):
    ours, theirs = [comparable(fact) for fact in gold], [comparable(fact) for fact in predicted]
    return list(find_errors(score_document("d", ours, theirs)))


def causes(gold, predicted):
    return [(error.cause, error.field) for error in errors(gold, predicted)]


def test_right_prediction_has_no_error(takedown, followers):
    facts = [takedown("A"), followers("A")]

    assert errors(facts, facts) == []


def test_missing_and_spurious_facts(takedown):
    gold, predicted = takedown("A", at=(0, 50)), takedown("B", at=(60, 90))

    missing, spurious = errors([gold], [predicted])

    assert (missing.cause, missing.gold, missing.predicted) == ("missing", gold, None)
    assert (spurious.cause, spurious.gold, spurious.predicted) == ("spurious", None, predicted)
    assert missing.costs == spurious.costs == "core"
    assert spurious.passage == "x" * 30


def test_second_prediction_for_a_gold_fact_is_split(takedown):
    gold = takedown("A")

    (error,) = errors([gold], [gold, takedown("A", date="2019")])

    assert (error.cause, error.gold) == ("split", gold)


def test_second_gold_fact_of_a_prediction_is_merged(takedown):
    predicted = takedown("A")

    (error,) = errors([predicted, takedown("A", modality="negated")], [predicted])

    assert (error.cause, error.predicted) == ("merged", predicted)


def test_list_taken_as_one_holder_is_merged(takedown):
    gold = [
        takedown("A", roles={"holder": (20, 21)}),
        takedown("B", roles={"holder": (23, 24)}),
    ]
    predicted = takedown("A and B", roles={"holder": (20, 24)})

    assert ("merged", None) in causes(gold, [predicted])


def test_other_statement_about_the_same_target_is_missing_not_merged(takedown):
    gold = [
        takedown("A", roles={"holder": (20, 21)}),
        takedown("A", at=(200, 250), platform="vk", roles={"holder": (20, 21)}),
    ]

    assert causes(gold, gold[:1]) == [("missing", None)]


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "costs"),
    [
        ("holder", "A", "B", "core"),
        ("platform", "vk", None, "core"),
        ("unit", "page", "app", "core"),
        ("unit", "page", "account", "argument"),
        ("action", "account_suspension", "account_restriction", "strict"),
        ("date", None, "2019", "strict"),
        ("actor", "Meta", "Facebook", "argument"),
        ("reason_category", "spam", "fraud", "argument"),
    ],
)
def test_wrong_value_tells_field_values_and_cost(takedown, field, gold, predicted, costs):
    common = {"holder": "A"}

    (error,) = errors([takedown(**{**common, field: gold})], [takedown(**{**common, field: predicted})])

    assert (error.cause, error.field, error.costs) == ("wrong_value", field, costs)
    assert (error.gold_value, error.predicted_value) == (gold, predicted)


def test_wrong_modality_has_a_cause_of_its_own(takedown):
    (error,) = errors([takedown("A")], [takedown("A", modality="planned")])

    assert (error.cause, error.costs) == ("wrong_modality", "strict")
    assert (error.gold_value, error.predicted_value) == ("asserted", "planned")


def test_count_is_told_as_plain_values(followers):
    over = {"value": 1000, "min": 1000, "qualifier": "more_than", "text": "over 1,000"}

    (error,) = errors([followers("A", 1000)], [followers("A", over)])

    assert (error.field, error.gold_value, error.predicted_value) == ("qualifier", "exact", "more_than")

    (error,) = errors([followers("A", 1000)], [followers("A", 999)])

    assert error.gold_value["value"] == 1000


def test_right_values_from_other_words_are_a_span_error(takedown):
    assert causes([takedown("A", at=(0, 50))], [takedown("A", at=(50, 90))]) == [("span", None)]
