"""Indexes on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Indexing, Linker, Query, index_folder, open_base

Write = Callable[..., Path]
Record = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def linked(base: Path, folder: Path, name: str) -> str | None:
    link = Linker([*open_base(base, folder).values()]).link(Query(name, "holder"))
    return link.id if link else None


def test_is_made_once_and_then_opened(write_base: Write, record: Record, folder: Path) -> None:
    base = write_base(record("Q1", name=["Ada Example"]))
    steps: list[Indexing] = []
    open_base(base, folder, steps.append)
    assert steps[-1] == Indexing(base, 1, base.stat().st_size, base.stat().st_size)
    (index,) = folder.iterdir()
    made = index.stat().st_mtime_ns
    steps.clear()
    assert linked(base, folder, "Ada Example") == "Q1"
    assert (index.stat().st_mtime_ns, steps) == (made, [])


def test_knows_the_file_that_it_was_made_of(write_base: Write, record: Record, folder: Path) -> None:
    base = write_base(record("Q1", name=["Ada"]), "no json", record("Q2", name=["Bea"]))
    digest = hashlib.sha256(base.read_bytes()).hexdigest()
    for _ in ("made", "opened"):
        assert [(file, index.source()) for file, index in open_base(base, folder).items()] == [
            (base, (digest, 2))
        ]


def test_is_made_anew_when_the_base_changes_and_replaces_the_old_one(
    write_base: Write, record: Record, folder: Path
) -> None:
    base = write_base(record("Q1", name=["Ada Example"]))
    assert linked(base, folder, "Bea Example") is None
    write_base(record("Q1", name=["Ada Example"]), record("Q2", name=["Bea Example"]))
    assert linked(base, folder, "Bea Example") == "Q2"
    assert len(list(folder.iterdir())) == 1


def test_is_made_anew_when_only_the_time_of_change_differs(
    write_base: Write, record: Record, folder: Path
) -> None:
    base = write_base(record("Q1", name=["Ada Example"]))
    assert linked(base, folder, "Ada Example") == "Q1"
    write_base(record("Q2", name=["Ada Example"]))
    os.utime(base, ns=(0, 0))
    assert linked(base, folder, "Ada Example") == "Q2"


def test_broken_lines_are_told_and_the_rest_is_used(write_base: Write, record: Record, folder: Path) -> None:
    base = write_base("no json", record("Q1", name=["Ada Example"]))
    told: list[Indexing] = []
    open_base(base, folder, told.append)
    assert [step.broken.code for step in told if step.broken] == ["E333"]
    assert linked(base, folder, "Ada Example") == "Q1"


@pytest.mark.parametrize("lines", [["Rain expected."] * 200, ['{"id": "s", "schema": "Sanction"}'], [""]])
def test_a_file_without_entities_is_no_base_and_leaves_nothing(
    write_base: Write, folder: Path, lines: list[str]
) -> None:
    with pytest.raises(KnowledgeError) as raised:
        open_base(write_base(*lines), folder)
    assert raised.value.code == "E332"
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_used_is_told(write_base: Write, record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KnowledgeError) as raised:
        open_base(write_base(record("Q1", name=["Ada"])), tmp_path / "file")
    assert raised.value.code == "E334"


def test_a_damaged_index_is_told(write_base: Write, record: Record, folder: Path) -> None:
    base = write_base(record("Q1", name=["Ada Example"]))
    open_base(base, folder)
    (index,) = folder.iterdir()
    index.write_bytes(b"\0" * 4096)
    with pytest.raises(KnowledgeError) as raised:
        open_base(base, folder)
    assert raised.value.code == "E334"


def test_lies_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert index_folder() == tmp_path / "platform-claims"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert index_folder() == Path.home() / ".cache" / "platform-claims"
