"""The id of a fact: what changes it, what does not, and that it never changes by itself."""

from __future__ import annotations

import os
import string
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pipeline.facts import FACT, KINDS, MODELS, Fact, Kind, fact_id

COUNT = {"value": 39, "qualifier": "exact", "text": "39"}
#: A value for every field that is not the one of the fixture `build`.
OTHER: dict[str, Any] = {
    "id": "0123456789abcdef",
    "doc_id": "another",
    "text_sha256": "ab" * 32,
    "schema_version": "1.2",
    "confidence": 0.5,
    "modality": "uncertain",
    "date": "2019-04-16",
    "attribution": "state media",
    "attribution_type": "media",
    "evidence": [{"start": 5, "end": 8, "text": "now", "trigger": {"start": 5, "end": 8, "text": "now"}}],
    "action": {
        "takedown": "account_suspension",
        "restoration": "content_restoration",
        "sanction": "lifting",
    },
    "holder": "Qassem Soleimani",
    "handle": "emamKhomeini",
    "platform": "instagram",
    "unit": "page",
    "language": "fa",
    "quantity": COUNT,
    "linked_to": "IRA",
    "actor": "Instagram",
    "requester": "senators",
    "territory": "IR",
    "permanence": "permanent",
    "reason": "to comply with the law",
    "reason_category": "sanctions_compliance",
    "target": "IRGC",
    "authority": "United States",
    "program": "SDN list",
    "metric": "subscribers",
    "count": COUNT,
    "value_kind": "lost",
    "holder_id": "person:qassem_soleimani",
    "actor_id": "instagram",
    "target_id": "org:irgc",
    "authority_id": "iso:US",
    "program_id": "US-FTO219",
    "link_scores": {"holder": 0.97},
    "dsa": {"decision_account": "DECISION_ACCOUNT_SUSPENDED"},
}
#: Always null: there is no other value.
FIXED = {("restoration", "permanence"), ("follower_count", "action")}
FIELDS = [
    (kind, field)
    for kind in KINDS
    for field in MODELS[kind].model_fields
    if field != "kind" and (kind, field) not in FIXED
]


def other(kind: Kind, field: str) -> Any:
    return OTHER[field][kind] if field == "action" else OTHER[field]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_changes_with_the_fields_that_tell_facts_apart_and_no_other(
    build: Callable[..., Fact], kind: Kind, field: str
) -> None:
    changed = fact_id(build(kind, **{field: other(kind, field)})) != fact_id(build(kind))
    assert changed == (field in {"modality", *MODELS[kind].identity})


def test_kinds_with_equal_fields_have_ids_of_their_own(build: Callable[..., Fact]) -> None:
    assert len({fact_id(build(kind, date="2019")) for kind in KINDS}) == len(KINDS)


def test_stays_the_same_from_version_to_version(build: Callable[..., Fact]) -> None:
    # Other people's files hold ids: a change here is a change of schema_version.
    fact = build(
        "takedown",
        holder="Qassem Soleimani",
        platform="instagram",
        unit="account",
        quantity=COUNT,
        date="2019-04-16",
    )
    assert fact_id(fact) == "5c433c540de3cec9"


def test_stays_the_same_in_another_process(build: Callable[..., Fact]) -> None:
    fact = build("follower_count", holder="\u0130brahim", unit="page")
    code = "import sys; from pipeline.facts import *; print(fact_id(FACT.validate_json(sys.argv[1])))"
    ids = {
        subprocess.run(
            [sys.executable, "-c", code, fact.model_dump_json()],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert ids == {fact_id(fact)}


@given(data=st.data())
def test_is_16_hexadecimal_digits_and_survives_the_file(
    any_fact: SearchStrategy[Fact], data: st.DataObject
) -> None:
    fact = data.draw(any_fact)
    assert len(fact_id(fact)) == 16
    assert set(fact_id(fact)) <= set(string.hexdigits.lower())
    assert fact_id(FACT.validate_json(fact.model_dump_json())) == fact_id(fact)


@pytest.mark.parametrize("name", ["QASSEM soleimani", "Qassem  Soleimani", " Qassem\tSoleimani\n"])
def test_case_and_blanks_of_names_do_not_count(build: Callable[..., Fact], name: str) -> None:
    assert fact_id(build("takedown", holder=name)) == fact_id(build("takedown", holder="Qassem Soleimani"))


def test_names_that_differ_by_case_folding_only_are_one(build: Callable[..., Fact]) -> None:
    assert fact_id(build("sanction", target="Stra\u00dfe")) == fact_id(build("sanction", target="STRASSE"))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"text": "one hundred and four thousand"}, True),
        ({"value": 104001}, False),
        ({"min": 104000}, False),
        ({"qualifier": "approximately"}, False),
    ],
)
def test_counts_count_by_value_bounds_and_qualifier(
    build: Callable[..., Fact], change: dict[str, Any], same: bool
) -> None:
    count = {"value": 104000, "qualifier": "exact", "text": "104,000"}
    ids = [fact_id(build("follower_count", count=count | more)) for more in ({}, change)]
    assert (ids[0] == ids[1]) is same
