"""What a fact may say, and what is refused with which code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import ValidationError

from pipeline.errors import ContractError
from pipeline.facts import FACT, KINDS, MODELS, ROLES, Fact, Kind


def refusal(line: dict[str, Any]) -> ContractError:
    """The error of the contract that a line gives, through pydantic."""
    with pytest.raises(ValidationError) as caught:
        FACT.validate_python(line)
    error = caught.value.errors()[0]["ctx"]["error"]
    assert isinstance(error, ContractError)
    return error


@given(data=st.data())
def test_json_round_trip_gives_the_same_fact_and_the_same_bytes(
    any_fact: SearchStrategy[Fact], data: st.DataObject
) -> None:
    fact = data.draw(any_fact)
    written = fact.model_dump_json()
    read = FACT.validate_json(written)
    assert read == fact
    assert read.model_dump_json() == written


@given(data=st.data())
def test_keeps_every_value_of_a_line(any_line: SearchStrategy[dict[str, Any]], data: st.DataObject) -> None:
    line = data.draw(any_line)
    dumped = FACT.validate_python(line).model_dump(exclude_unset=True)
    assert dumped == line


@pytest.mark.parametrize("kind", KINDS)
def test_kind_picks_the_model(build: Callable[..., Fact], kind: Kind) -> None:
    assert type(build(kind)) is MODELS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_line_does_not_say_is_null(build: Callable[..., Fact], kind: Kind) -> None:
    fact = build(kind)
    unset = set(type(fact).model_fields) - fact.model_fields_set - {"schema_version", "value_kind"}
    assert {name: getattr(fact, name) for name in unset} == dict.fromkeys(unset)


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("takedown", "account_restoration"),
        ("restoration", "account_suspension"),
        ("sanction", "content_removal"),
        ("follower_count", "imposition"),
    ],
)
def test_refuses_the_action_of_another_kind(
    lines: dict[Kind, dict[str, Any]], kind: Kind, action: str
) -> None:
    error = refusal(lines[kind] | {"action": action})
    assert error.code == "E001"
    assert action in error.message


@pytest.mark.parametrize("kind", KINDS)
def test_accepts_exactly_the_roles_of_the_kind(
    lines: dict[Kind, dict[str, Any]], evidence: dict[str, Any], kind: Kind
) -> None:
    words = {"start": 0, "end": 9, "text": "Instagram"}
    every = {role for roles in ROLES.values() for role in roles}
    for role in every:
        line = lines[kind] | {"evidence": [evidence | {"roles": {role: words}}]}
        if role in ROLES[kind]:
            assert list(FACT.validate_python(line).evidence[0].roles) == [role]
        else:
            assert refusal(line).code == "E006"


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("takedown", {"date": "in spring"}, "E005"),
        ("sanction", {"date": "2019-02-31"}, "E005"),
        ("takedown", {"language": "farsi"}, "E009"),
        ("follower_count", {"language": "EN"}, "E009"),
        ("restoration", {"territory": "Iran"}, "E009"),
        ("takedown", {"territory": "ir"}, "E009"),
        ("follower_count", {"count": {"qualifier": "exact", "text": "some"}}, "E004"),
        ("takedown", {"quantity": {"min": 3, "max": 2, "qualifier": "range", "text": "3 to 2"}}, "E008"),
    ],
)
def test_refuses_values_with_the_code_that_names_the_fault(
    lines: dict[Kind, dict[str, Any]], kind: Kind, fields: dict[str, Any], code: str
) -> None:
    assert refusal(lines[kind] | fields).code == code


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("takedown", {"authority": "U.S. Treasury Department"}),  # a field of another kind
        ("sanction", {"platform": "twitter"}),
        ("restoration", {"permanence": "permanent"}),
        ("takedown", {"platform": "Twitter"}),  # an id is lower case
        ("takedown", {"holder": ""}),
        ("takedown", {"modality": "likely"}),
        ("takedown", {"confidence": 1.5}),
        ("takedown", {"evidence": []}),
        ("follower_count", {"count": None}),
        ("takedown", {"action": None}),
        ("takedown", {"kind": "arrest"}),
    ],
)
def test_refuses_lines_that_break_the_schema(
    lines: dict[Kind, dict[str, Any]], kind: Kind, fields: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        FACT.validate_python(lines[kind] | fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_cannot_be_changed(build: Callable[..., Fact], kind: Kind) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        build(kind).modality = "negated"
