"""Small bases made by hand, and the shipped one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.knowledge import Entity, Index, Linker, shipped_entities


@pytest.fixture(scope="session")
def shipped() -> dict[str, Entity]:
    """The entities of the shipped base by id."""
    return {entity.id: entity for entity in shipped_entities()}


@pytest.fixture(scope="session")
def shipped_linker(shipped: dict[str, Entity]) -> Linker:
    return Linker([Index.of(shipped.values())])


@pytest.fixture(scope="session")
def linker_of() -> Callable[..., Linker]:
    """A function that makes a linker with one base of the given entities."""
    return lambda *entities: Linker([Index.of(entities)])


@pytest.fixture
def record() -> Callable[..., dict[str, Any]]:
    """A function that makes a FollowTheMoney object."""
    return lambda id_, schema="Person", **properties: {"id": id_, "schema": schema, "properties": properties}


@pytest.fixture
def write_base(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a base: objects as JSON, strings as they are, one a line."""

    def write(*lines: dict[str, Any] | str, name: str = "base.ftm.json") -> Path:
        path = tmp_path / name
        text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(text) + "\n", "utf-8")
        return path

    return write
