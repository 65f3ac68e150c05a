from __future__ import annotations

import json
from math import log
from pathlib import Path

import pytest

from pipeline.facts.vocabulary import ACTIONS
from pipeline.reader.acts import action_and_unit
from pipeline.reader.decode import Reading
from pipeline.tables import load_table


def read(kind: str = "takedown", **likely: dict[str, float]) -> Reading:
    """A trigger with how likely the values of its classes are."""
    classes = {name: max(values, key=values.__getitem__) for name, values in likely.items()}
    logs = {name: {value: log(p) for value, p in values.items()} for name, values in likely.items()}
    return Reading(0, 6, kind, 0.9, classes, {}, logs)


CORPUS = Path(__file__).parents[2] / "corpus" / "gold"
ACTION = {"content_removal": 0.6, "account_termination": 0.3, "account_suspension": 0.1}


@pytest.mark.parametrize(
    ("units", "named", "expected"),
    [
        ({"content": 0.7, "account": 0.3}, None, ("content_removal", "content")),
        ({"content": 0.4, "account": 0.6}, None, ("content_removal", "content")),
        ({"content": 0.1, "account": 0.9}, None, ("account_termination", "account")),
        ({"content": 0.4, "account": 0.6}, "page", ("account_termination", "page")),
        ({"content": 0.4, "account": 0.6}, "app", ("content_removal", "app")),
        ({"none": 0.9, "account": 0.1}, None, ("content_removal", "none")),
        ({"none": 0.9, "account": 0.1}, "channel", ("account_termination", "channel")),
    ],
)
def test_the_likeliest_action_and_unit_that_fit_are_taken(
    units: dict[str, float], named: str | None, expected: tuple[str, str]
) -> None:
    assert action_and_unit(read(action=ACTION, unit=units), named) == expected


def test_a_kind_without_units_keeps_its_action() -> None:
    reading = read("sanction", action={"imposition": 0.9, "lifting": 0.1}, unit={"none": 0.8, "account": 0.2})
    assert action_and_unit(reading, None) == ("imposition", "none")


def test_classes_stay_where_their_likelihoods_are_not_known() -> None:
    reading = Reading(0, 6, "takedown", 0.9, {"action": "content_removal", "unit": "account"})
    assert action_and_unit(reading, None) == ("content_removal", "account")


def test_what_comes_back_is_what_went() -> None:
    back = {
        "account_suspension": "account_restoration",
        "account_termination": "account_restoration",
        "account_restriction": "restriction_lift",
        "content_removal": "content_restoration",
        "service_block": "service_unblock",
    }
    acts = load_table("acts")
    for unit in set(load_table("reader")["classes"]["unit"]) - {"none"}:
        assert set(acts["restoration"][unit]) == {back[action] for action in acts["takedown"][unit]}
    assert back.keys() == set(ACTIONS["takedown"])
    assert set(back.values()) == set(ACTIONS["restoration"])


def test_the_corpus_tells_together_what_fits() -> None:
    facts = [
        json.loads(line) for path in CORPUS.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    acts = load_table("acts")
    told = [
        fact["action"] in acts[fact["kind"]][fact["unit"]]
        for fact in facts
        if fact["kind"] in acts and fact.get("unit")
    ]
    assert len(told) > 500
    assert sum(told) > 0.98 * len(told)
