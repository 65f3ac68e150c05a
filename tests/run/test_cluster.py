"""Runs on a real Ray cluster, which each test starts on this machine: ten seconds each, at the least."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.read import Record, read_raw
from pipeline.run.execute import executor_of
from pipeline.run.plan import Execution, Plan

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
#: What has to be the same whoever did the work; documents.jsonl and the manifest hold times.
RESULTS = ("facts.jsonl", "quarantine.jsonl")


def on_ray(test):
    """Mark a test that starts Ray; processes are found in /proc."""
    absent = find_spec("ray") is None or not Path("/proc").is_dir()
    return pytest.mark.slow(pytest.mark.skipif(absent, reason="no Ray here, or no /proc")(test))


class Bomb(Record):
    """A record that kills the process that unpickles it."""

    def __reduce__(self):
        return exec, ("import os; os.kill(os.getpid(), 9)",)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for article in sorted(CORPUS.glob("*.md"))[:20]:
        shutil.copy(article, folder)
    (folder / "broken.txt").write_bytes(b"\xff\xfe\xfa")
    return folder


@pytest.fixture
def many_articles(tmp_path):
    """A file of three hundred articles, one of them broken: seconds of work."""
    texts = [article.read_text("utf-8") for article in sorted(CORPUS.glob("*.md"))[:40]]
    lines = [json.dumps({"doc_id": str(number), "text": text}) for number, text in enumerate(texts * 8)]
    lines[5] = "{"
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


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


def wait_for(find, seconds=180.0):
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


def versions(out):
    return json.loads((out / "manifest.json").read_bytes())["versions"]


def test_says_what_to_install_where_ray_is_absent(monkeypatch):
    monkeypatch.setattr("pipeline.run.execute.find_spec", lambda name: None)
    with pytest.raises(RunError, match="E428"):
        executor_of(Plan(), Execution(backend="ray"))


@on_ray
def test_gives_the_bytes_of_other_backends_and_leaves_nothing_behind(articles, tmp_path):
    base = tmp_path / "my.ftm.json"
    base.write_text('{"id": "NK-1", "schema": "Person", "properties": {"name": ["Ada Berg"]}}\n')
    kb = ("--kb", os.path.relpath(base), "--kb-index", str(tmp_path / "index"))
    finish(begin(articles, tmp_path / "inline", "--backend", "inline", *kb))
    run = begin(articles, tmp_path / "ray", "--backend", "ray", "--workers", "2", "--json", *kb)
    wait_for(lambda: is_begun(tmp_path / "ray"))
    family = descendants(run.pid)
    printed, _ = finish(run)
    assert json.loads(printed)["documents"] == 21  # and nothing of what Ray prints
    assert results(tmp_path / "ray") == results(tmp_path / "inline")
    assert versions(tmp_path / "ray") == versions(tmp_path / "inline")  # the base is named as it was given
    wait_for(lambda: not alive(family))


@on_ray
def test_the_work_of_an_actor_that_is_killed_is_done_again(many_articles, tmp_path):
    finish(begin(many_articles, tmp_path / "processes", "--backend", "processes"))
    run = begin(many_articles, tmp_path / "ray", "--backend", "ray", "--workers", "2")
    wait_for(lambda: is_begun(tmp_path / "ray"))
    actors = [pid for pid, command in descendants(run.pid).items() if command.startswith("ray::Supervisor")]
    os.kill(actors[0], signal.SIGKILL)
    printed, told = finish(run)
    assert "a Ray worker is lost" in told
    assert printed == ""
    assert results(tmp_path / "ray") == results(tmp_path / "processes")


@on_ray
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing_running_and_goes_on_elsewhere(many_articles, tmp_path, how):
    finish(begin(many_articles, tmp_path / "whole", "--backend", "processes"))
    run = begin(many_articles, tmp_path / "parts", "--backend", "ray", "--workers", "2")
    wait_for((tmp_path / "parts" / ".run" / "checkpoint.json").exists)
    family = descendants(run.pid)
    run.send_signal(how)
    run.communicate(timeout=60)
    wait_for(lambda: not alive(family))
    assert not (tmp_path / "parts" / "manifest.json").exists()
    finish(begin(many_articles, tmp_path / "parts", "--resume"))
    assert results(tmp_path / "parts") == results(tmp_path / "whole")


@on_ray
def test_a_record_that_kills_every_actor_costs_only_itself(capsys):
    from pipeline.run.cluster import Cluster  # noqa: PLC0415 - needs Ray

    plan = Plan(model="rules")
    raws = list(read_raw([CORPUS / "irgc-instagram.md"])) * 6
    raws[2] = replace(raws[2], record=Bomb("bomb", "bomb.md", {}))
    with Cluster(plan, 2, 60.0, None) as cluster:
        assert cluster.versions().model == "en_rules"
        runs = [list(cluster.run(raws)) for _ in range(5)]  # who is at hand when an actor dies is chance
    for done in runs:
        codes = [item.quarantine and item.quarantine.code for item in done]
        assert codes == [None, None, "E446", None, None, None]
        assert all(item.lines == done[0].lines for item in done if item.quarantine is None)
    assert capsys.readouterr().out == ""


@on_ray
def test_says_why_a_cluster_cannot_be_reached(tmp_path):
    run = begin(CORPUS, tmp_path / "out", "--address", "127.0.0.1:1")
    printed, told = run.communicate(timeout=300)
    assert (run.returncode, printed) == (3, "")
    assert told.startswith("E441")
