from __future__ import annotations

import json
from typing import get_args

import pytest

from pipeline.facts import KINDS, ROLES
from pipeline.facts.claims import MentionType
from pipeline.facts.vocabulary import ACTIONS, AttributionType, Modality, Unit, ValueKind
from pipeline.reader.labels import NAMING, Labels

SMALL = {
    "kinds": ["takedown", "sanction"],
    "marks": ["person"],
    "roles": {
        "holder": {"kinds": ["takedown"], "many": True, "named": True},
        "date": {"kinds": ["takedown", "sanction"]},
        "target": {"kinds": ["sanction"], "named": True},
    },
    "classes": {"action": ["none", "imposition"], "modality": ["asserted", "negated", "planned"]},
}


def test_counts_outside_and_two_tags_for_each_kind_and_mark():
    labels = Labels.of(SMALL)

    assert (labels.trigger_tags, labels.mark_tags) == (5, 3)


def test_rows_are_the_roles_and_then_the_names_of_fillers():
    assert Labels.of(SMALL).rows == ("holder", "date", "target", "holder.name", "target.name")


def test_class_slices_lie_side_by_side_in_the_order_of_the_classes():
    assert Labels.of(SMALL).class_slices == {"action": slice(0, 2), "modality": slice(2, 5)}


@pytest.mark.parametrize(
    ("kind", "roles"), [("takedown", ["holder", "date"]), ("sanction", ["date", "target"])]
)
def test_roles_of_a_kind_keep_their_order(kind, roles):
    assert Labels.of(SMALL).roles_of(kind) == roles


@pytest.mark.parametrize("labels", [Labels.of(SMALL), Labels.of_table()], ids=["small", "table"])
def test_the_json_form_gives_the_same_labels_again(labels):
    again = Labels.of(json.loads(json.dumps(labels.as_dict())))

    assert again == labels
    assert (again.rows, again.class_slices) == (labels.rows, labels.class_slices)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_has_exactly_the_roles_that_evidence_may_name(labels, kind):
    assert set(labels.roles_of(kind)) == set(ROLES[kind])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("action", [action for actions in ACTIONS.values() for action in actions]),
        ("unit", get_args(Unit)),
        ("value_kind", get_args(ValueKind)),
        ("attribution_type", get_args(AttributionType)),
    ],
)
def test_the_table_tells_the_values_of_the_contract_and_none(labels, name, values):
    assert sorted(labels.classes[name]) == sorted([*values, "none"])


def test_the_table_leaves_no_claim_without_modality(labels):
    assert sorted(labels.classes["modality"]) == sorted(get_args(Modality))


def test_the_table_marks_types_that_mentions_have(labels):
    assert set(labels.marks) <= set(get_args(MentionType))


def test_no_role_is_called_like_the_row_of_a_name(labels):
    assert not [role for role in labels.roles if role.endswith(NAMING)]
