from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.read import Unreadable, count_inputs, read_articles
from pipeline.read.inputs import find_inputs


@pytest.fixture
def tree(write, tmp_path: Path) -> Path:
    for name in [
        "b.txt",
        "a.txt",
        "a/z.md",
        "a/deep/y.txt",
        ".hidden.txt",
        ".git/x.txt",
        "photo.png",
        "c[1].txt",
    ]:
        write(name, name)
    return tmp_path


def _names(inputs: list[str | Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in find_inputs(inputs) if isinstance(path, Path)]


def _codes(inputs: list[str | Path]) -> list[str]:
    return [item.error.code for item in find_inputs(inputs) if isinstance(item, Unreadable)]


def test_folder_is_walked_in_sorted_order_without_hidden_and_unknown_files(tree: Path) -> None:
    assert _names([tree], tree) == ["a/deep/y.txt", "a/z.md", "a.txt", "b.txt", "c[1].txt"]


def test_pattern_matches_files_in_sorted_order(tree: Path) -> None:
    assert _names([f"{tree}/*.txt"], tree) == ["a.txt", "b.txt", "c[1].txt"]
    assert _names([f"{tree}/**/*.txt"], tree) == ["a/deep/y.txt", "a.txt", "b.txt", "c[1].txt"]
    assert _names([f"{tree}/[ab].txt"], tree) == ["a.txt", "b.txt"]


def test_pattern_that_matches_a_folder_gives_its_files(tree: Path) -> None:
    assert _names([f"{tree}/a*"], tree) == ["a/deep/y.txt", "a/z.md", "a.txt"]


def test_pattern_below_the_working_folder(tree: Path, monkeypatch) -> None:
    monkeypatch.chdir(tree / "a")
    assert [str(path) for path in find_inputs(["*.md", "../b*"])] == ["z.md", str(Path("../b.txt"))]


def test_existing_name_with_brackets_is_no_pattern(tree: Path) -> None:
    assert _names([tree / "c[1].txt"], tree) == ["c[1].txt"]


def test_file_named_twice_is_read_once(tree: Path) -> None:
    assert _names([tree / "b.txt", tree, f"{tree}/*.txt", tree / "a/../b.txt"], tree)[:2] == [
        "b.txt",
        "a/deep/y.txt",
    ]
    assert len(_names([tree, tree], tree)) == 5


@pytest.mark.parametrize("name", ["none.txt", "", "a\0b", "x" * 5000])
def test_missing_path_is_a_failure(name: str) -> None:
    assert _codes([name]) == ["E101"]


def test_pattern_without_match_is_a_failure(tree: Path) -> None:
    assert _codes([f"{tree}/*.csv", f"{tree}/none/*.txt"]) == ["E102", "E102"]


def test_folder_without_readable_file_is_a_failure(write) -> None:
    assert _codes([write("images/photo.png", b"\x89PNG").parent]) == ["E103"]


def test_link_loops_end(tree: Path) -> None:
    for name in ("loop", "again"):
        (tree / "a" / name).symlink_to(tree, target_is_directory=True)
    (tree / "self.txt").symlink_to(tree / "self.txt")
    assert set(_names([tree], tree)) >= {"a/z.md", "a.txt", "self.txt"}
    assert len(_names([f"{tree}/**/*.txt"], tree)) < 20
    failures = [item for item in read_articles([tree]) if isinstance(item, Unreadable)]
    assert [(item.doc_id, item.error.code) for item in failures] == [("self", "E104")]


def test_dangling_link_is_a_failure(tree: Path) -> None:
    (tree / "gone.txt").symlink_to(tree / "nowhere.txt")
    failures = [item for item in read_articles([tree]) if isinstance(item, Unreadable)]
    assert [(item.doc_id, item.error.code) for item in failures] == [("gone", "E101")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipe_in_a_folder_is_skipped(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    assert "pipe.txt" not in _names([tree], tree)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_closed_files_and_folders_are_failures(tree: Path) -> None:
    (tree / "b.txt").chmod(0)
    (tree / "a").chmod(0)
    try:
        codes = [item.error.code for item in read_articles([tree]) if isinstance(item, Unreadable)]
    finally:
        (tree / "a").chmod(0o700)
    assert codes == ["E104", "E104"]


def test_count_is_that_of_the_stream_or_null(tree: Path, write) -> None:
    inputs = [tree, f"{tree}/*.none", "none.txt"]
    assert count_inputs(inputs) == len(list(read_articles(inputs))) == 7
    assert count_inputs([*inputs, write("r.jsonl", "{}")]) is None
    assert count_inputs(["-"]) is None
