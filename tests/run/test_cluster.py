"""Runs on a real Ray cluster, started for each test on this machine; Ray alone takes ten seconds each time."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.run.execute import executor_of
from pipeline.run.plan import Execution, Plan

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
#: What has to be the same whoever did the work; documents.jsonl and the manifest hold times.
RESULTS = ("facts.jsonl", "quarantine.jsonl")

on_ray = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc"),
]


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in sorted(CORPUS.glob("*.md"))[:20]:
        shutil.copy(article, folder)
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    return folder


def begin(articles, out, *options):
    command = [sys.executable, "-m", "pipeline.cli", "run", str(articles), "--model", "rules", "-v"]
    return subprocess.Popen(
        [*command, "--out", str(out), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(run):
    """Wait for the end of a run; return what it printed, on the standard output and beside it."""
    printed, told = run.communicate(timeout=300)
    assert run.returncode == 1, told  # one document is quarantined
    return printed, told


def results(out):
    return [(out / name).read_bytes() for name in RESULTS]


def descendants(pid):
    """Process ids and command lines of all that a process and its children started."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                commands[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue  # it ended meanwhile
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return {child: commands[child] for child in family - {pid} if child in commands}


def wait_for(find, seconds=120.0):
    """Wait until something is found, and return it."""
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def alive(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def is_begun(out):
    return any(path.stat().st_size for path in out.glob("*facts.jsonl*"))


def test_says_what_to_install_where_ray_is_absent(monkeypatch):
    monkeypatch.setattr("pipeline.run.execute.find_spec", lambda name: None)
    with pytest.raises(RunError, match="E428"):
        executor_of(Plan(), Execution(backend="ray"))


@pytest.mark.parametrize("address", [None])
class TestOnRay:
    pytestmark = on_ray

    def test_gives_the_bytes_of_the_other_backends_and_leaves_nothing_behind(self, articles, tmp_path):
        finish(begin(articles, tmp_path / "inline", "--backend", "inline"))
        run = begin(articles, tmp_path / "ray", "--backend", "ray", "--workers", "2", "--json")
        family = wait_for(lambda: descendants(run.pid))
        wait_for(lambda: is_begun(tmp_path / "ray"))
        family |= descendants(run.pid)
        printed, _ = finish(run)
        assert json.loads(printed)["counts"]["quarantined"] == {"E106": 1}  # and nothing of Ray's
        assert results(tmp_path / "ray") == results(tmp_path / "inline")
        wait_for(lambda: not alive(family), seconds=20)
