"""The hard cases and settled doubts of `corpus/GUIDELINES.md`, told by the rules model end to end.

The cases stand in ``hard_cases.yaml``, which says how to read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

import pipeline
from pipeline.facts import KINDS, Fact

CASES = yaml.safe_load((Path(__file__).parent / "hard_cases.yaml").read_text("utf-8"))
#: The day of publication, a Thursday.
PUBLISHED = "2019-04-18"
#: Fields that every case tells; one that it does not name is null.
ALWAYS = (
    *("kind", "action", "modality", "holder", "handle", "target"),
    *("platform", "unit", "number", "language", "territory"),
)
#: What a case says of a count.
BOUNDS = ("min", "max", "qualifier")


def cases(part: str) -> list[Any]:
    return [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES[part]]


def marks(case: Mapping[str, Any]) -> list[pytest.MarkDecorator]:
    reason = case.get("not_yet")
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []


def expected(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts of a case, with kind, action, number and modality under their own names."""
    facts = []
    for written in case["facts"]:
        kind = next(kind for kind in KINDS if kind in written)
        rest = {field: value for field, value in written.items() if field != kind}
        value_of = "number" if kind == "follower_count" else "action"
        facts.append({"kind": kind, value_of: written[kind], "modality": "asserted", **rest})
    return facts


def told(fact: Fact, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What a fact says in the fields of `ALWAYS` and in those named; nulls are left out."""
    values = fact.model_dump(exclude={"evidence"})
    count = values.get("count") or values.get("quantity") or {}
    values |= {"number": count.get("value"), **{name: count.get(name) for name in BOUNDS}}
    return {name: values[name] for name in (*ALWAYS, *fields) if values.get(name) is not None}


def check(nlp: Language, case: Mapping[str, Any]) -> None:
    """Compare the facts of the text of a case with the expected ones, each with one."""
    spurious = pipeline.extract(case["text"], published=case.get("published", PUBLISHED), nlp=nlp)
    missing = []
    for wanted in expected(case):
        said = {field: value for field, value in wanted.items() if value is not None}
        match = next((fact for fact in spurious if told(fact, wanted) == said), None)
        if match is None:
            missing.append(wanted)
        else:
            spurious.remove(match)
    assert (missing, [told(fact, {}) for fact in spurious]) == ([], [])


@pytest.mark.parametrize("case", cases("hard_cases"))
def test_hard_case(nlp: Language, case: Mapping[str, Any]) -> None:
    check(nlp, case)


@pytest.mark.parametrize("case", cases("settled_doubts"))
def test_settled_doubt(nlp: Language, case: Mapping[str, Any]) -> None:
    check(nlp, case)


@pytest.mark.parametrize("case", cases("actions"))
def test_words_tell_the_action(nlp: Language, case: Mapping[str, Any]) -> None:
    check(nlp, case)


@pytest.mark.parametrize("case", cases("no_facts"))
def test_is_no_fact(nlp: Language, case: Mapping[str, Any]) -> None:
    check(nlp, case)
