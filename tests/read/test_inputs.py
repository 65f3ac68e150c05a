from __future__ import annotations

import os
import tracemalloc
from itertools import islice
from pathlib import Path

import pandas as pd
import pytest

from pipeline.read import Unreadable, count_inputs, counting, inputs, read_articles
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


RESULTS = ["facts.jsonl", "documents.jsonl", "quarantine.jsonl", "manifest.json"]


@pytest.mark.parametrize("left", [RESULTS, ["facts.jsonl", ".run/checkpoint.json"]])
def test_results_of_a_run_are_no_articles(tree: Path, write, left: list[str]) -> None:
    for name in left:
        write(f"a/{name}", "{}")
    assert _names([tree], tree) == ["a/deep/y.txt", "a/z.md", "a.txt", "b.txt", "c[1].txt"]
    assert _names([tree, tree / "a/facts.jsonl"], tree)[-1] == "a/facts.jsonl"


def test_folder_with_nothing_but_a_run_is_a_failure(write, tmp_path: Path) -> None:
    for name in RESULTS:
        write(f"outputs/{name}", "{}")
    assert _codes([tmp_path / "outputs"]) == ["E103"]


@pytest.mark.parametrize("missing", ["facts.jsonl", "documents.jsonl", "manifest.json"])
def test_files_that_are_only_called_like_results_are_read(tree: Path, write, missing: str) -> None:
    for name in {*RESULTS} - {missing}:
        write(f"a/{name}", "{}")
    found = {name for name in _names([tree], tree) if name.endswith(".jsonl")}
    assert found == {"a/facts.jsonl", "a/documents.jsonl", "a/quarantine.jsonl"} - {f"a/{missing}"}


def test_pattern_matches_files_in_sorted_order(tree: Path) -> None:
    assert _names([f"{tree}/*.txt"], tree) == ["a.txt", "b.txt", "c[1].txt"]
    assert _names([f"{tree}/**/*.txt"], tree) == ["a/deep/y.txt", "a.txt", "b.txt", "c[1].txt"]
    assert _names([f"{tree}/[ab].txt"], tree) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("pattern", ["**.txt", "***.txt", "a**/**.txt", "**x/../b.txt", "a/***"])
def test_stars_within_a_name_stand_for_one(tree: Path, pattern: str) -> None:
    one_star = pattern.replace("***", "*").replace("**", "*")
    assert _names([f"{tree}/{pattern}"], tree) == _names([f"{tree}/{one_star}"], tree)
    assert _codes([f"{tree}/{pattern}"]) == _codes([f"{tree}/{one_star}"])


@pytest.mark.parametrize(
    "pattern", ["a*\0", "a\0/*.txt", "x" * 5000 + "*", "[", "[!", "a[", "/*\0", "*/..", "~nobody/*"]
)
def test_odd_pattern_without_match_is_a_failure(tree: Path, monkeypatch, pattern: str) -> None:
    monkeypatch.chdir(tree)
    assert set(_codes([pattern])) <= {"E102", "E103"}


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


@pytest.mark.skipif(  # for the superuser, see tests/run/test_permissions.py
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
    assert count_inputs([*inputs, write("r.csv", "text\nx\n")]) is None
    assert count_inputs(["-"]) is None


def test_lines_of_json_and_rows_of_parquet_are_counted_without_reading_them(write, tmp_path: Path) -> None:
    lines = write("r.jsonl", '{"text": "One."}\n\n  \n{"text": "Two."}\n{broken\n{"text": "Three."}')
    table = tmp_path / "t.parquet"
    pd.DataFrame({"doc_id": ["a", "b"], "text": ["One.", "Two."]}).to_parquet(table)
    assert count_inputs([lines, table]) == len(list(read_articles([lines, table]))) == 6
    assert count_inputs([lines], most=1) is None


def test_lines_of_a_long_file_are_judged_by_its_beginning(
    write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "_LOOKED_AT", 1000)
    assert count_inputs([write("r.jsonl", '{"text": "x"}\n' * 700)]) == pytest.approx(700, rel=0.02)


@pytest.mark.parametrize("name", ["t.parquet", "r.jsonl.gz", "w.warc"])
def test_what_cannot_be_counted_quickly_is_not(write, name: str) -> None:
    assert count_inputs([write(name, "nothing of the kind")]) is None


@pytest.mark.parametrize(("most", "counted"), [(0, None), (4, None), (5, 5), (6, 5)])
def test_a_count_is_given_up_at_a_bound(tree: Path, most: int, counted: int | None) -> None:
    assert count_inputs([tree], most=most) == counted


def test_of_a_bounded_count_only_a_beginning_is_walked(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, scandir = [], os.scandir
    monkeypatch.setattr(inputs.os, "scandir", lambda path: (opened.append(path), scandir(path))[1])
    for number in range(20):
        (tree / f"a{number:02}").mkdir()
        (tree / f"a{number:02}" / "x.txt").write_text("x")
    assert count_inputs([tree], most=1) is None
    assert len(opened) <= 4


def test_folders_that_overlap_are_read_once(tree: Path) -> None:
    assert _names([tree / "a", tree], tree) == ["a/deep/y.txt", "a/z.md", "a.txt", "b.txt", "c[1].txt"]
    assert _names([tree, tree / "a", f"{tree}/a/*"], tree)[5:] == []
    assert _names([tree / "a/deep", tree / "a", tree / "a/."], tree) == ["a/deep/y.txt", "a/z.md"]
    assert _codes([tree / "a/deep", tree / "a/deep/..", f"{tree}/."]) == []


def test_file_is_read_once_by_its_name_and_by_links_to_it(tree: Path, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "x.txt").write_text("x", "utf-8")
    for name, target in {
        "a/link.txt": tree / "b.txt",
        "d.txt": tree / "b.txt",
        "e.txt": elsewhere / "x.txt",
        "f.txt": elsewhere / "x.txt",
        "g.txt": tree / ".hidden.txt",
    }.items():
        (tree / name).symlink_to(target)
    found = [os.path.realpath(path) for path in find_inputs([tree, elsewhere]) if isinstance(path, Path)]
    assert len(found) == len(set(found)) == 7
    assert {str(elsewhere / "x.txt"), str(tree / ".hidden.txt"), str(tree / "b.txt")} <= set(found)


def test_file_named_before_its_folder_keeps_its_turn(tree: Path) -> None:
    assert _names([tree / ".hidden.txt", tree / "b.txt", tree], tree)[:2] == [".hidden.txt", "b.txt"]
    assert _names([tree, tree / ".hidden.txt"], tree)[-1] == ".hidden.txt"


def test_folders_nested_deeper_than_calls_can_be_are_walked(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    folders = ["/".join("d" * depth) for depth in range(1, 1200)]
    for folder in folders:
        os.mkdir(folder)  # noqa: PTH102 - quicker, and there is no way in pathlib to remove so many
    file = Path(folders[-1], "a.txt")
    file.touch()
    try:
        assert list(find_inputs(["d"])) == [file]
    finally:
        file.unlink()
        for folder in reversed(folders):
            os.rmdir(folder)  # noqa: PTH106 - as above


def test_memory_does_not_grow_with_the_files_of_folders(tmp_path: Path) -> None:
    for number in range(4000):
        (tmp_path / f"{number % 40}").mkdir(exist_ok=True)
        (tmp_path / f"{number % 40}" / f"{number}.txt").touch()
    tracemalloc.start()
    found = find_inputs([tmp_path])
    assert sum(1 for _ in islice(found, 3900)) == 3900
    mine = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, inputs.__file__)])
    tracemalloc.stop()
    assert sum(trace.size for trace in mine.traces) < 100_000  # a set of all names has twice as much
