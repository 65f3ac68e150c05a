from __future__ import annotations

import json

import pytest

from pipeline.evaluate import attribute_rows, error_rows, evaluate, role_rows, score_rows


@pytest.fixture
def evaluation(takedown, followers):
    gold = {"a": [takedown("A"), followers("A", 1000)], "b": [takedown("B"), takedown("C", at=(200, 250))]}
    predicted = {"a": [takedown("A", modality="planned"), followers("A", 999)], "b": [takedown("B")]}
    return evaluate(gold, predicted)


def test_dict_is_plain_json(evaluation):
    plain = evaluation.as_dict()

    assert json.loads(json.dumps(plain)) == plain


def test_dict_tells_scores_with_their_interval(evaluation):
    core = evaluation.as_dict()["scores"]["core"]["all"]

    assert {name: core[name] for name in ("precision", "recall", "f1")} == {
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
    }
    assert (core["right"], core["predicted"], core["gold"]) == (2, 3, 4)
    assert core["low"] <= core["f1"] <= core["high"]


def test_dict_lists_errors_with_passage_and_facts(evaluation, takedown):
    missing = next(error for error in evaluation.as_dict()["errors"] if error["cause"] == "missing")

    assert missing["passage"] == "x" * 50
    assert missing["gold"] == takedown("C", at=(200, 250)).model_dump(mode="json")
    assert missing["predicted"] is None


def test_dict_tells_confusion_as_rows(evaluation):
    assert {"gold": "asserted", "predicted": "planned", "pairs": 1} in evaluation.as_dict()["confusion"][
        "modality"
    ]


def test_score_rows_start_with_all_kinds(evaluation):
    rows = score_rows(evaluation)

    assert (rows[0]["measure"], rows[0]["kind"], rows[0]["f1"]) == ("core", "all", 0.5714)
    assert [row["kind"] for row in rows if row["measure"] == "strict"] == [
        "all",
        "takedown",
        "follower_count",
    ]


def test_role_rows_leave_out_roles_that_never_occur(evaluation):
    rows = {row["role"]: row for row in role_rows(evaluation)}

    assert "target" not in rows
    assert rows["count"]["accuracy"] == 0.0
    assert rows["holder"]["accuracy"] == 1.0


def test_attribute_rows_tell_how_often_aligned_facts_agree(evaluation):
    rows = {row["attribute"]: row for row in attribute_rows(evaluation)}

    assert rows["value_kind"] == {"attribute": "value_kind", "accuracy": 1.0, "right": 1, "pairs": 1}
    assert rows["modality"]["right"] < rows["modality"]["pairs"]
    assert "reason_category" not in rows


def test_error_rows_count_causes_by_field(evaluation):
    assert error_rows(evaluation) == [
        {"cause": "missing", "costs": "core", "kind": "takedown", "field": None, "errors": 1},
        {"cause": "wrong_value", "costs": "core", "kind": "follower_count", "field": "count", "errors": 1},
        {"cause": "wrong_modality", "costs": "strict", "kind": "takedown", "field": "modality", "errors": 1},
    ]
