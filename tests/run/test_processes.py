"""Runs with real worker processes, and articles that hang or kill them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import ModelError
from pipeline.read import read_raw
from pipeline.run import Execution, FactStream, Plan, run
from pipeline.run.processes import Processes

ROOT = Path(__file__).parents[2]
BANNED = "Facebook banned Anna Berg on Tuesday. "

#: A stage that does to its process what the text says.
HOSTILE = """
import os, pathlib, signal, time
from spacy.language import Language

@Language.component("hostile")
def hostile(doc):
    if "HANG" in doc.text:
        pathlib.Path(os.environ["MARKER"] + str(os.getpid())).touch()
        time.sleep(1000)
    if "KILL" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "EXIT" in doc.text:
        os._exit(7)
    if "ONCE" in doc.text:
        marker = pathlib.Path(os.environ["MARKER"])
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGSEGV)
    if "RAISE" in doc.text:
        raise OSError("no luck")
    return doc
"""


@pytest.fixture
def articles(tmp_path):
    """A function that writes articles, one a text, and gives their folder."""

    def write(texts):
        folder = tmp_path / "articles"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:03}.txt").write_text(text)
        return folder

    return write


@pytest.fixture
def hostile(tmp_path):
    """The environment and the model folder of a pipeline with a hostile stage."""
    plugin = tmp_path / "plugin"
    (plugin / "hostile-1.dist-info").mkdir(parents=True)
    (plugin / "hostile.py").write_text(HOSTILE)
    (plugin / "hostile-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: hostile\nVersion: 1\n"
    )
    (plugin / "hostile-1.dist-info" / "entry_points.txt").write_text(
        "[spacy_factories]\nhostile = hostile:hostile\n"
    )
    model = tmp_path / "model"
    shutil.copytree(ROOT / "models" / "rules", model)
    config = (model / "config.cfg").read_text()
    config = config.replace('["sentences",', '["hostile", "sentences",')
    (model / "config.cfg").write_text(config + '\n\n[components.hostile]\nfactory = "hostile"\n')
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{plugin}", "MARKER": str(tmp_path / "marker")}
    return env, model


def _command(*args):
    return [sys.executable, "-m", "pipeline.cli", "run", *map(str, args)]


def _lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_any_number_of_workers_gives_the_same_bytes(articles, tmp_path):
    folder = articles([BANNED + "Rain. " * (number % 7) for number in range(40)])
    plan = Plan(inputs=(str(folder),), model="rules")
    written = []
    for execution in (
        Execution(),
        Execution(backend="processes", workers=1),
        Execution(backend="processes", workers=3),
    ):
        path = tmp_path / "facts.jsonl"
        with path.open("wb") as stream:
            manifest = run(plan, FactStream(stream), execution=execution)
        written.append(path.read_bytes())
        assert manifest.counts.documents == 40
        assert manifest.execution == execution
    assert written[0].count(b"\n") == 40
    assert written[0] == written[1] == written[2]


def test_a_document_that_hangs_or_kills_its_worker_costs_only_itself(articles, tmp_path, hostile):
    env, model = hostile
    hostilities = ("", "", "KILL", "", "RAISE", "EXIT", "ONCE", "", "HANG", "", "KILL", "")
    folder = articles([BANNED + words for words in hostilities])
    out = tmp_path / "out"
    done = subprocess.run(
        _command(folder, "--model", model, "--out", out, "--workers", 2, "--timeout-per-doc", 10, "--quiet"),
        env=env,
        timeout=120,
        check=False,
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    documents = _lines(out / "documents.jsonl")
    assert [document["doc_id"] for document in documents] == [f"{number:03}" for number in range(12)]
    failed = {line["doc_id"]: (line["code"], line["stage"]) for line in _lines(out / "quarantine.jsonl")}
    assert failed == {
        "002": ("E424", "extract"),
        "004": ("E404", "extract"),
        "005": ("E424", "extract"),
        "008": ("E425", "extract"),
        "010": ("E424", "extract"),
    }
    messages = {line["doc_id"]: line["message"] for line in _lines(out / "quarantine.jsonl")}
    assert "SIGKILL" in messages["002"]
    assert "exit status 7" in messages["005"]
    assert [line["doc_id"] for line in _lines(out / "facts.jsonl")] == [
        f"{number:03}" for number in range(12) if f"{number:03}" not in failed
    ]


def test_workers_that_are_killed_while_idle_or_at_work_are_replaced(articles):
    folder = articles([BANNED] * 30)
    with Processes(Plan(model="rules"), workers=2, timeout=60) as executor:
        executor.versions()
        documents = executor.run(read_raw([str(folder)]))
        seen = [next(documents)]
        for worker in executor._workers:
            os.kill(worker._process.pid, signal.SIGKILL)
        seen += documents
    assert [done.document.doc_id for done in seen] == [f"{number:03}" for number in range(30)]
    assert {done.document.status for done in seen} == {"done"}


def test_the_workers_end_with_the_run(articles):
    folder = articles([BANNED] * 3)
    with Processes(Plan(model="rules"), workers=2, timeout=60) as executor:
        executor.versions()
        next(executor.run(read_raw([str(folder)])))
        workers = [worker._process for worker in executor._workers]
        assert all(worker.is_alive() for worker in workers)
    assert not any(worker.is_alive() for worker in workers)


def test_a_model_that_cannot_be_loaded_is_told_once():
    executor = Processes(Plan(model="missing"), workers=2, timeout=60)
    with executor, pytest.raises(ModelError, match="E311"):
        executor.versions()


def test_the_workers_of_a_killed_run_do_not_stay(articles, tmp_path, hostile):
    env, model = hostile
    folder = articles([BANNED + "HANG"] * 2)
    command = _command(folder, "--model", model, "--out", tmp_path / "out", "--workers", 2, "--quiet")
    with subprocess.Popen(command, env=env) as process:
        _until(lambda: len(list(tmp_path.glob("marker*"))) == 2)
        process.kill()
    workers = [int(path.name.removeprefix("marker")) for path in tmp_path.glob("marker*")]
    _until(lambda: not any(map(_is_alive, workers)))


def _until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_main_process_is_ready_without_the_libraries_of_the_workers():
    loaded = "{'spacy', 'onnxruntime'} & sys.modules.keys()"
    code = f"import sys, pipeline.run.processes; sys.exit(bool({loaded}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
