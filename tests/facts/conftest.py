"""Facts built by hand, and strategies that build any valid fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from pipeline.facts import FACT, ROLES, Fact, Kind, vocabulary

SENTENCE = "Instagram removed A's page."
ACTIONS: Mapping[Kind, tuple[str, ...]] = {
    "takedown": get_args(vocabulary.TakedownAction),
    "restoration": get_args(vocabulary.RestorationAction),
    "sanction": get_args(vocabulary.SanctionAction),
}
#: One of each form that the guidelines name; the grammar itself is edtf's.
DATES = ("2019-04-16", "2019-04", "2019", "2019-22", "2018-11~", "2014/2016", "2018-01/..", "XXXX-06-01")


@pytest.fixture
def evidence() -> dict[str, Any]:
    trigger = {"start": 10, "end": 17, "text": "removed"}
    return {"start": 0, "end": 27, "text": SENTENCE, "trigger": trigger, "roles": {}}


@pytest.fixture
def lines(evidence: dict[str, Any]) -> dict[Kind, dict[str, Any]]:
    """The least that a line of each kind must say."""
    common = {"doc_id": "d", "modality": "asserted", "evidence": [evidence]}
    count = {"value": 104000, "qualifier": "exact", "text": "104,000"}
    return {
        "takedown": {"kind": "takedown", "action": "account_termination", **common},
        "restoration": {"kind": "restoration", "action": "account_restoration", **common},
        "sanction": {"kind": "sanction", "action": "imposition", **common},
        "follower_count": {"kind": "follower_count", "metric": "followers", "count": count, **common},
    }


@pytest.fixture
def build(lines: dict[Kind, dict[str, Any]]) -> Callable[..., Fact]:
    """A function that makes a fact of a kind, with the given fields on top of the least ones."""
    return lambda kind, **fields: FACT.validate_python(lines[kind] | fields)


# UTF-8 holds no half surrogates, so no file of facts can.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


def _span(text: str, start: int) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text}


spans = st.builds(_span, texts, st.integers(0, 10**9))


@st.composite
def _evidence(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    before, trigger, after = draw(st.text(max_size=5)), draw(texts), draw(st.text(max_size=5))
    before, after = (part.encode("utf-8", "ignore").decode() for part in (before, after))
    start = draw(st.integers(0, 10**9))
    roles = draw(st.dictionaries(st.sampled_from(ROLES[kind]), spans, max_size=3))
    passage = _span(before + trigger + after, start)
    return passage | {"trigger": _span(trigger, start + len(before)), "roles": roles}


@st.composite
def _counts(draw: st.DrawFn) -> dict[str, Any]:
    low, value, high = sorted(draw(st.tuples(*[st.integers(0, 10**12)] * 3)))
    given = draw(st.sets(st.sampled_from(["min", "value", "max"]), min_size=1))
    numbers = {"min": low, "value": value, "max": high}
    qualifier = draw(st.sampled_from(get_args(vocabulary.Qualifier)))
    return {name: numbers[name] for name in given} | {"qualifier": qualifier, "text": draw(texts)}


def _one_of(literal: Any) -> SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


_COMMON = {
    "id": texts,
    "text_sha256": texts,
    "confidence": st.floats(0, 1),
    "date": st.sampled_from(DATES),
    "attribution": texts,
    "attribution_type": _one_of(vocabulary.AttributionType),
}
_ACCOUNT = {
    "holder": texts,
    "handle": texts,
    "platform": st.sampled_from(["instagram", "truth_social", "twitter"]),
    "unit": _one_of(vocabulary.Unit),
    "language": st.sampled_from(["fa", "en", "ar"]),
}
_REASON = {"reason": texts, "reason_category": _one_of(vocabulary.ReasonCategory)}
_ACT = _ACCOUNT | _REASON
_ACT |= {"quantity": _counts(), "territory": st.sampled_from(["IR", "XK"])}
_ACT |= dict.fromkeys(("linked_to", "actor", "requester"), texts)
_OPTIONAL: Mapping[Kind, Mapping[str, SearchStrategy[Any]]] = {
    "takedown": _ACT | {"permanence": _one_of(vocabulary.Permanence)},
    "restoration": _ACT,
    "sanction": dict.fromkeys(("target", "authority", "program"), texts) | _REASON,
    "follower_count": _ACCOUNT | {"value_kind": _one_of(vocabulary.ValueKind)},
}


def _lines_of(kind: Kind) -> SearchStrategy[dict[str, Any]]:
    required: dict[str, SearchStrategy[Any]] = {
        "kind": st.just(kind),
        "doc_id": texts,
        "modality": _one_of(vocabulary.Modality),
        "evidence": st.lists(_evidence(kind), min_size=1, max_size=2),
    }
    if kind == "follower_count":
        required |= {"metric": _one_of(vocabulary.Metric), "count": _counts()}
    else:
        required["action"] = st.sampled_from(ACTIONS[kind])
    return st.fixed_dictionaries(required, optional={**_COMMON, **_OPTIONAL[kind]})


@pytest.fixture(scope="session")
def any_line() -> SearchStrategy[dict[str, Any]]:
    """Strategy: a valid line of any kind, as the mapping that its JSON holds."""
    return st.one_of([_lines_of(kind) for kind in vocabulary.KINDS])


@pytest.fixture(scope="session")
def any_fact(any_line: SearchStrategy[dict[str, Any]]) -> SearchStrategy[Fact]:
    """Strategy: a valid fact of any kind."""
    return any_line.map(FACT.validate_python)
