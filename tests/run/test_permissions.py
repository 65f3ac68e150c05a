"""Files and folders that are closed to the one who runs, in the middle of the input.

The superuser may read everything, so where the tests are run by him, the runs are those of a process that has
given up this right.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run.checkpoint import Checkpoint

ROOT = Path(__file__).parents[2]
GOOD = "Facebook banned Anna Berg on Tuesday."
#: Without these capabilities of Linux (capabilities(7)) the superuser is held to the permissions of files.
LIMITS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
#: Begins a run in this process, and gives it up after so many documents.
BEGIN = """
import sys
from pathlib import Path
from pipeline.run import Execution, Plan, RunFolder, run

class Enough:
    def resumed(self, documents):
        self.left = int(sys.argv[3])

    def advance(self, done):
        self.left -= 1
        if not self.left:
            sys.exit(3)

plan = Plan(inputs=(sys.argv[1],), model="rules")
run(plan, RunFolder(Path(sys.argv[2])), execution=Execution(checkpoint=0), watcher=Enough())
"""


#: What cannot be entered or opened, the exit status, and what is told.
CLOSED = [("results", 3, "E401"), ("dates.csv", 2, "not readable"), ("articles", 1, "E104")]


@pytest.fixture
def python(tmp_path):
    """A function that runs Python as one who may not read everything."""
    closed = tmp_path / "closed"
    closed.touch()
    closed.chmod(0)
    limits = LIMITS if os.access(closed, os.R_OK) and shutil.which(LIMITS[0]) else []

    def start(*args):
        command = [*limits, sys.executable, *map(str, args)]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=300)

    if start("-c", "import sys; open(sys.argv[1])", closed).returncode == 0:
        pytest.skip("the superuser may read everything, and cannot give that up here")
    return start


def _run(python, articles, out, *options):
    return python("-m", "pipeline.cli", "run", articles, "--out", out, "--model", "rules", "-q", *options)


def _records(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_closed_files_and_folders_cost_only_themselves(python, tmp_path):
    folder = tmp_path / "articles"
    (folder / "c").mkdir(parents=True)
    names = ["a.txt", "b.txt", "c/x.txt", "d.jsonl", "e.txt", "f.html", "g.txt"]
    for name in names:
        text = f"{GOOD} {name}"
        (folder / name).write_text(json.dumps({"text": text}) if name.endswith("jsonl") else text)
    for name in ("b.txt", "c", "d.jsonl", "f.html"):
        (folder / name).chmod(0)
    done = _run(python, folder, tmp_path / "out", "--workers", "2")
    (folder / "c").chmod(0o700)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    documents = _records(tmp_path / "out" / "documents.jsonl")
    assert [(Path(line["path"]).name, line["status"]) for line in documents] == [
        ("a.txt", "done"),
        ("b.txt", "quarantined"),
        ("c", "quarantined"),
        ("d.jsonl", "quarantined"),
        ("e.txt", "done"),
        ("f.html", "quarantined"),
        ("g.txt", "done"),
    ]
    assert {line["code"] for line in _records(tmp_path / "out" / "quarantine.jsonl")} == {"E104"}
    assert {fact["doc_id"] for fact in _records(tmp_path / "out" / "facts.jsonl")} == {"a", "e", "g"}


@pytest.mark.parametrize("behind", [1, 2, 5])
def test_a_file_that_is_closed_before_a_run_goes_on_is_no_loss(python, tmp_path, behind):
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(json.dumps({"text": f"{GOOD} {number}"}) for number in range(8)))
    assert _run(python, articles, tmp_path / "whole").returncode == 0
    out = tmp_path / "parts"
    assert python("-c", BEGIN, articles, out, behind + 1).returncode == 3
    checkpoint = Checkpoint.model_validate_json((out / ".run" / "checkpoint.json").read_bytes())
    assert checkpoint.record == behind - 1
    articles.chmod(0)
    refused = _run(python, articles, out, "--resume")
    assert (refused.returncode, refused.stderr[:4]) == (3, "E422")
    articles.chmod(0o600)
    assert _run(python, articles, out, "--resume").returncode == 0
    assert (out / "facts.jsonl").read_bytes() == (tmp_path / "whole" / "facts.jsonl").read_bytes()


@pytest.mark.parametrize(("closed", "status", "words"), CLOSED)
def test_says_what_is_closed_where_a_run_cannot_begin(python, tmp_path, closed, status, words):
    for name in ("articles", "results"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "a.txt").write_text(GOOD)
    (tmp_path / "dates.csv").write_text("file,published\na.txt,2020-01-01\n")
    (tmp_path / closed).chmod(0)
    out = tmp_path / "results" / "out"
    done = _run(python, tmp_path / "articles", out, "--metadata", tmp_path / "dates.csv")
    (tmp_path / closed).chmod(0o700)
    assert done.returncode == status
    told = done.stderr + "".join(path.read_text() for path in tmp_path.glob("results/out/quarantine.jsonl"))
    assert words in told
    assert "Traceback" not in told
