"""Hand-built facts. Evidence is told by its offsets; its words do not matter to a scorer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.facts import FACT, Fact

DEFAULTS: dict[str, dict[str, Any]] = {
    "takedown": {"action": "account_termination", "platform": "instagram", "unit": "account"},
    "restoration": {"action": "account_restoration", "platform": "instagram", "unit": "account"},
    "sanction": {"action": "imposition"},
    "follower_count": {"metric": "followers"},
}


def _span(start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": "x" * (end - start)}


def _count(value: int | dict[str, Any]) -> dict[str, Any]:
    return {"value": value, "qualifier": "exact", "text": str(value)} if isinstance(value, int) else value


def build(
    kind: str, at: tuple[int, int] = (0, 100), roles: dict[str, tuple[int, int]] | None = None, **fields: Any
) -> Fact:
    """A fact with one piece of evidence `at` (start, end), whose first five code points are the trigger."""
    for name in ("count", "quantity"):
        if fields.get(name) is not None:
            fields[name] = _count(fields[name])
    evidence = {
        **_span(*at),
        "trigger": _span(at[0], at[0] + 5),
        "roles": {role: _span(*place) for role, place in (roles or {}).items()},
    }
    common = {"doc_id": "d", "modality": "asserted", "evidence": [evidence]}
    return FACT.validate_python({"kind": kind, **common, **DEFAULTS[kind], **fields})


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    return build


@pytest.fixture(scope="session")
def takedown() -> Callable[..., Fact]:
    return lambda holder=None, **fields: build("takedown", holder=holder, **fields)


@pytest.fixture(scope="session")
def sanction() -> Callable[..., Fact]:
    return lambda target=None, authority=None, **fields: build(
        "sanction", target=target, authority=authority, **fields
    )


@pytest.fixture(scope="session")
def followers() -> Callable[..., Fact]:
    return lambda holder=None, count=1000, **fields: build(
        "follower_count", holder=holder, count=count, **fields
    )
