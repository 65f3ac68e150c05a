"""Disks that fill up in the middle of a run, and files in the middle of the input that cannot be read.

The disks are real: small file systems in memory, where they may be mounted, or a limit on the size of files.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.run import Execution, Plan, RunFolder, run

ROOT = Path(__file__).parents[2]
ALWAYS = Execution(checkpoint=0)
FILES = ("facts.jsonl", "quarantine.jsonl")


@pytest.fixture
def plan(tmp_path):
    """Sixty documents, which give more than 100,000 bytes of facts."""
    lines = [
        {"doc_id": f"d{number}", "text": "Facebook banned Anna Berg on Tuesday. " * (3 + number % 3)}
        for number in range(60)
    ]
    for line in lines:
        line["text"] += "Twitter suspended Max Moor. YouTube removed the channel of Pia Lund."
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), "{broken"]))
    return Plan(inputs=(str(path),), model="rules")


@pytest.fixture
def loaded(nlp, monkeypatch):
    """The rules, loaded once for all runs in this process."""
    monkeypatch.setattr("pipeline.engine.load", lambda *_, **__: nlp)


@pytest.fixture
def whole(plan, tmp_path, loaded):
    """The files of a run that nothing disturbed."""
    run(plan, RunFolder(tmp_path / "whole"))
    return _results(tmp_path / "whole")


@pytest.fixture
def disk():
    """A function that mounts a file system of so many KiB on a folder, and one that gives it more room."""
    mounted = []

    def mount(folder, size):
        folder.mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder)
        mounted.append(folder)

    def grow(folder, size):
        _mount("-o", f"remount,size={size}k", folder)

    yield mount, grow
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)


def _mount(*args):
    if (
        not shutil.which("mount")
        or subprocess.run(["mount", *args], capture_output=True, check=False).returncode
    ):
        pytest.skip("file systems cannot be mounted here")


def _results(out):
    counts = json.loads((out / "manifest.json").read_text())["counts"]
    documents = [
        json.loads(line) | {"milliseconds": 0} for line in (out / "documents.jsonl").read_text().splitlines()
    ]
    return [(out / name).read_bytes() for name in FILES], documents, counts


def _command(plan, out, *options, **settings):
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "run",
        *plan.inputs,
        "--out",
        str(out),
        "--model",
        "rules",
    ]
    command += ["--workers", "1", "--quiet", *options]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, **settings)


def _is_like(done, status, words):
    assert done.returncode == status, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_that_outgrows_its_disk_stops_with_its_error_and_goes_on_once_there_is_room(
    plan, tmp_path, whole, disk
):
    mount, grow = disk
    mount(tmp_path / "disk", 96)
    _is_like(_command(plan, tmp_path / "disk" / "out"), 3, "E402")
    grow(tmp_path / "disk", 16_384)
    _is_like(_command(plan, tmp_path / "disk" / "out", "--resume"), 1, "")  # one document is broken
    assert _results(tmp_path / "disk" / "out") == whole


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_file_that_may_not_grow_stops_the_run_as_a_full_disk_does(plan, tmp_path, whole):
    import resource  # noqa: PLC0415 - not everywhere

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (80_000, 80_000))

    _is_like(_command(plan, tmp_path / "out", preexec_fn=limit), 3, "E402")
    _is_like(_command(plan, tmp_path / "out", "--resume"), 1, "")
    assert _results(tmp_path / "out") == whole


class Started:
    """Takes note of how many documents a run goes on behind."""

    behind = None

    def resumed(self, documents):
        self.behind = documents

    def advance(self, done):
        pass


@pytest.mark.parametrize("size", range(24, 128, 8))
def test_a_disk_that_fills_up_anywhere_in_a_run_with_checkpoints_loses_nothing(
    plan, tmp_path, whole, disk, size
):
    mount, grow = disk
    mount(tmp_path / "disk", size)
    out = tmp_path / "disk" / "out"
    with pytest.raises(RunError, match="E402"):
        run(plan, RunFolder(out), execution=ALWAYS)
    with pytest.raises(RunError, match="E402"):
        run(plan, RunFolder(out, "resume"), execution=ALWAYS)  # no room yet
    grow(tmp_path / "disk", 16_384)
    run(plan, RunFolder(out, "resume"), execution=ALWAYS)
    assert _results(out) == whole


@pytest.mark.parametrize("size", [4, 8, 16, 32, 64, 128, 256])
def test_the_state_of_a_run_can_outgrow_its_disk_too(plan, tmp_path, whole, disk, size):
    mount, grow = disk
    out = tmp_path / "out"
    mount(out / ".run", size)
    with pytest.raises(RunError, match="E402"):
        run(plan, RunFolder(out), execution=ALWAYS)
    grow(out / ".run", 16_384)
    started = Started()
    run(plan, RunFolder(out, "resume"), execution=ALWAYS, watcher=started)
    assert (started.behind > 0) == (size >= 64)
    assert _results(out) == whole


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_files_in_the_middle_that_cannot_be_read_cost_only_themselves(tmp_path, loaded):
    folder = tmp_path / "articles"
    folder.mkdir()
    good = "Facebook banned Anna Berg on Tuesday."
    lines = "\n".join(json.dumps({"text": f"{good} {number**9}"}) for number in range(50)).encode()
    for name in ("a.txt", "k.txt"):
        (folder / name).write_text(f"{good} {name}")
    (folder / "b.txt").symlink_to("nowhere.txt")
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(lines)[:-100])
    (folder / "d.txt").symlink_to("/proc/self/mem")  # opens, but cannot be read, by root neither
    os.mkfifo(folder / "e.txt")
    (folder / "f.txt").symlink_to("f.txt")
    (folder / "g.parquet").write_bytes(b"PAR1")
    out = tmp_path / "out"
    manifest = run(Plan(inputs=(str(folder),), model="rules"), RunFolder(out))
    codes = {
        line["path"]: line["code"]
        for line in map(json.loads, (out / "quarantine.jsonl").read_text().splitlines())
    }
    assert {Path(path).name: code for path, code in codes.items()} == {
        "b.txt": "E101",
        "c.jsonl.gz": "E141",
        "d.txt": "E104",
        "f.txt": "E104",
        "g.parquet": "E117",
    }
    done = [document["doc_id"] for document in _results(out)[1] if document["status"] == "done"]
    assert (done[0], done[-1]) == ("a", "k")
    assert "c#1" in done
    assert manifest.counts.documents == len(codes) + len(done)
