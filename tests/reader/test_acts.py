from __future__ import annotations

from math import log

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


ACTION = {"content_removal": 0.6, "account_termination": 0.3, "account_suspension": 0.1}


@pytest.mark.parametrize(
    ("units", "named", "expected"),
    [
        ({"content": 0.7, "account": 0.3}, None, ("content_removal", "content")),
        ({"content": 0.4, "account": 0.6}, None, ("content_removal", "content")),
        ({"content": 0.1, "account": 0.9}, None, ("account_termination", "account")),
        ({"content": 0.4, "account": 0.6}, "page", ("account_termination", "account")),
        ({"content": 0.4, "account": 0.6}, "app", ("content_removal", "account")),
        ({"none": 0.9, "account": 0.1}, None, ("content_removal", "none")),
        ({"none": 0.9, "account": 0.1}, "channel", ("account_termination", "none")),
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


def test_every_unit_has_actions_of_its_kind() -> None:
    units = set(load_table("reader")["classes"]["unit"]) - {"none"}
    for kind, fitting in load_table("acts").items():
        assert fitting.keys() == units
        assert {action for actions in fitting.values() for action in actions} == set(ACTIONS[kind])
