import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipeline.engine import DEFAULT_MODEL, available_models

FINISHED = ["documents.jsonl", "facts.jsonl", "manifest.json", "quarantine.jsonl"]


def _records(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture(scope="session", autouse=True)
def _engine():
    """These are the runs of the whole: they need the shipped model, and fail if it cannot be loaded."""
    if DEFAULT_MODEL not in available_models():
        pytest.skip("the shipped model is absent")


@pytest.fixture
def broken(articles):
    """The same articles and one that is no text."""
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02")
    return articles


def test_a_run_gives_facts_that_quote_their_article(cli, articles, tmp_path):
    result = cli("run", articles, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FINISHED
    text = (articles / "berg.md").read_bytes().decode().partition("---\n")[2].partition("---\n")[2]
    facts = _records(tmp_path / "out" / "facts.jsonl")
    assert {fact["kind"] for fact in facts} == {"takedown", "follower_count"}
    for piece in (piece for fact in facts for piece in fact["evidence"]):
        assert text[piece["start"] : piece["end"]] == piece["text"]


def test_every_document_is_accounted_for(cli, broken, tmp_path):
    result = cli("run", broken, "--out", tmp_path)
    assert result.exit_code == 1
    documents = {record["doc_id"]: record for record in _records(tmp_path / "documents.jsonl")}
    assert {name: record["status"] for name, record in documents.items()} == {
        "berg": "done",
        "broken": "quarantined",
        "rain": "screened",
    }
    (quarantined,) = _records(tmp_path / "quarantine.jsonl")
    assert (quarantined["doc_id"], quarantined["stage"], quarantined["code"]) == ("broken", "read", "E105")
    counts = json.loads((tmp_path / "manifest.json").read_text())["counts"]
    assert counts["documents"] == 3
    assert counts["quarantined"] == {"E105": 1}
    written = len(_records(tmp_path / "facts.jsonl"))
    assert sum(sum(row.values()) for row in counts["facts"].values()) == written
    assert sum(record["facts"] for record in documents.values()) == written


def test_the_closing_table_tells_of_facts_failures_and_results(cli, broken, tmp_path):
    stderr = cli("run", broken, "--out", tmp_path / "out").stderr
    assert "takedown" in stderr
    assert "3 documents" in stderr
    assert "words/s" in stderr
    assert "1 quarantined (E105: 1)" in stderr
    assert "E105 broken: " in stderr
    assert str(tmp_path / "out" / "quarantine.jsonl") in stderr
    assert f"results in {tmp_path / 'out'}" in stderr


@pytest.mark.parametrize("options", [(), ("--quiet",)])
def test_json_is_the_closing_summary_alone_on_stdout(cli, broken, tmp_path, options):
    out = tmp_path / "out"
    result = cli("run", broken, "--out", out, "--json", *options)
    assert result.exit_code == 1
    assert result.stderr == ""
    summary = json.loads(result.stdout)
    manifest = json.loads((out / "manifest.json").read_text())
    assert {name: summary.pop(name) for name in manifest["counts"]} == manifest["counts"]
    assert manifest["counts"]["quarantined"] == {"E105": 1}
    assert summary.pop("words_per_second") == manifest["words_per_second"] > 0
    assert summary.pop("seconds") == manifest["seconds"]
    files = summary.pop("files")
    assert sorted(files.values()) == sorted(str(path) for path in out.iterdir())
    assert {name: Path(path).stem for name, path in files.items()} == {name: name for name in files}
    assert summary == {}


def test_the_results_of_an_earlier_run_are_replaced_only_if_that_is_asked_for(cli, articles, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name in FINISHED:
        (out / name).write_text("old")
    refused = cli("run", articles, "--out", out)
    assert refused.exit_code == 3
    assert "E418" in refused.stderr
    assert "--force" in refused.stderr
    assert [path.read_text() for path in out.iterdir()] == ["old"] * 4
    assert cli("run", articles, "--out", out, "--force").exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == FINISHED
    assert "old" not in [path.read_text() for path in out.iterdir()]


def test_resuming_a_finished_run_changes_nothing(cli, broken, tmp_path):
    first = cli("run", broken, "--out", tmp_path / "out", "--json")
    again = cli("run", broken, "--out", tmp_path / "out", "--json", "--resume")
    assert (first.exit_code, again.exit_code) == (1, 1)
    assert first.stdout == again.stdout
    assert again.stderr == "already complete, nothing done\n"


def test_the_summary_of_a_finished_run_that_is_resumed_tells_what_was_quarantined(cli, broken, tmp_path):
    out = tmp_path / "out"
    cli("run", broken, "--out", out, "--model", "rules")
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["versions"]["package"] = "0.0.1"
    (out / "manifest.json").write_text(json.dumps(manifest))
    again = cli("run", broken, "--out", out, "--model", "rules", "--resume")
    assert again.exit_code == 1
    assert again.stderr.startswith("already complete, nothing done\nsince then have changed: package; ")
    assert "1 quarantined (E105: 1)" in again.stderr
    assert str(out / "quarantine.jsonl") in again.stderr


def test_quiet_prints_nothing(cli, articles, tmp_path):
    result = cli("run", articles, "--out", tmp_path, "--quiet")
    assert result.output == ""


def test_the_same_input_gives_the_same_bytes(command, articles, tmp_path):
    for name, seed in (("a", "1"), ("b", "2")):
        env = os.environ | {"PYTHONHASHSEED": seed}
        assert command("run", articles, "--out", tmp_path / name, env=env).returncode == 0
    assert (tmp_path / "a" / "facts.jsonl").read_bytes() == (tmp_path / "b" / "facts.jsonl").read_bytes()


def test_stdout_holds_fact_lines_only(command, broken, tmp_path):
    done = command("run", broken, "--stdout", "--verbose", cwd=tmp_path, env=_with_sources())
    assert done.returncode == 1
    assert {json.loads(line)["doc_id"] for line in done.stdout.splitlines()} == {"berg"}
    assert b"E105" in done.stderr
    assert not (tmp_path / "outputs").exists()


def test_streamed_facts_are_the_written_ones(command, articles, tmp_path):
    command("run", articles, "--out", tmp_path)
    assert command("run", articles, "--stdout").stdout == (tmp_path / "facts.jsonl").read_bytes()


def test_reads_an_article_from_standard_input(cli, articles):
    result = cli("run", "-", "--stdout", input=(articles / "berg.md").read_bytes())
    assert result.exit_code == 0
    assert "takedown" in {json.loads(line)["kind"] for line in result.stdout.splitlines()}


def test_facts_less_sure_than_asked_are_left_out(cli, articles):
    everything = cli("run", articles, "--stdout").stdout.splitlines()
    confidences = [json.loads(line)["confidence"] for line in everything]
    least = max(confidences)
    sure = cli("run", articles, "--stdout", "--min-confidence", least).stdout.splitlines()
    assert len(sure) == sum(confidence >= least for confidence in confidences)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["missing"], "E101"),
        (["--model", "missing"], "E311"),
        (["missing/*.txt"], "E102"),
        (["--metadata", "missing.csv"], "E101"),
    ],
)
def test_a_slip_stops_the_run_before_anything_is_touched(cli, articles, tmp_path, args, code):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "facts.jsonl").write_text("old")
    result = cli("run", articles, *args, "--out", tmp_path / "out", "--force")
    assert result.exit_code == 2
    assert code in result.stderr
    assert [path.read_text() for path in (tmp_path / "out").iterdir()] == ["old"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["--stdout"], ["--out", "out"]),
        (["--stdout"], ["--json"]),
        (["--stdout"], ["--resume"]),
        (["--resume"], ["--force"]),
        (["--backend", "inline"], ["--workers", "2"]),
        (["--backend", "inline"], ["--timeout-per-doc", "9"]),
        (["--backend", "processes"], ["--address", "auto"]),
    ],
)
def test_options_that_contradict_each_other_are_refused(cli, articles, tmp_path, monkeypatch, one, other):
    monkeypatch.chdir(tmp_path)
    result = cli("run", articles, *one, *other)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"E411 {' '.join(one)} and {other[0]} do not go together" in result.stderr
    assert list(tmp_path.iterdir()) == [articles]


def test_logs_go_to_their_file(cli, broken, tmp_path):
    cli("run", broken, "--out", tmp_path / "out", "--log-file", tmp_path / "run.log")
    log = (tmp_path / "run.log").read_text()
    assert "document broken is quarantined: E105" in log
    assert "is a binary file (give text files only, saved as UTF-8)\n" in log


def test_the_error_that_ends_a_run_goes_to_the_log_too(cli, articles, tmp_path):
    log = tmp_path / "run.log"
    options = ("--out", tmp_path / "out", "--model", "missing", "--log-file", log)
    cli("run", articles, *options)
    assert "ERROR pipeline.cli.console: E311: there is no model 'missing' (name one of: " in log.read_text()
    log.unlink()
    cli("run", articles, *options, "--log-json")
    assert [record["code"] for record in _records(log)] == ["E311"]


def test_an_error_is_told_once_where_the_log_is_on_the_terminal(cli, articles, tmp_path):
    result = cli("run", articles, "--out", tmp_path / "out", "--model", "missing", "--verbose")
    assert result.stderr.count("E311") == 1


def test_logs_can_be_json_lines(cli, broken, tmp_path):
    cli("run", broken, "--out", tmp_path / "out", "--log-file", tmp_path / "run.log", "--log-json")
    (record,) = _records(tmp_path / "run.log")
    assert (record["levelname"], record["name"], record["code"]) == ("WARNING", "pipeline.run.course", "E105")
    assert record["message"].startswith("document broken is quarantined: E105")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_full_disk_exits_with_3_and_keeps_the_older_run(command, articles, tmp_path):
    (tmp_path / "facts.jsonl").write_text("old")
    (tmp_path / "facts.jsonl.partial").symlink_to("/dev/full")
    done = command("run", articles, "--out", tmp_path, "--force")
    assert done.returncode == 3
    assert b"E402" in done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "facts.jsonl").read_text() == "old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_standard_output_that_takes_no_more_ends_the_run_with_its_error(command, articles):
    with Path("/dev/full").open("wb") as full:
        done = command("run", articles, "--stdout", "--model", "rules", stdout=full)
    assert done.returncode == 3
    assert done.stderr.startswith(b"E402 no room is left to write <stdout>")
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs files of POSIX")
@pytest.mark.parametrize(
    ("closed", "options", "status", "told"),
    [
        (0, ["--backend", "processes", "--timeout-per-doc", "3000000"], 0, b"results in"),
        (1, ["--stdout"], 3, b"E403 <stdout> cannot be written: it is closed"),
    ],
)
def test_standard_streams_may_be_closed(command, articles, tmp_path, closed, options, status, told):
    done = command(
        "run",
        articles / "berg.md",
        "--model",
        "rules",
        *options,
        cwd=tmp_path,
        env=_with_sources(),
        preexec_fn=lambda: os.close(closed),
    )
    assert done.returncode == status, done.stderr
    assert told in done.stderr
    assert b"Traceback" not in done.stderr


def _with_sources():
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.fixture
def waiting(articles, tmp_path):
    """A run that has streamed its first fact and waits for more articles."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "run", articles / "berg.md", "-", "--stdout"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_with_sources(),
        cwd=tmp_path,
    )
    timer = threading.Timer(60, process.kill)
    timer.start()
    assert json.loads(process.stdout.readline())["doc_id"] == "berg"
    yield process
    timer.cancel()
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def test_facts_stream_before_the_input_ends_and_an_interrupt_exits_with_130(waiting):
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(timeout=30) == 130
    assert waiting.stderr.read() == b"interrupted: a stream cannot be gone on with\n"


def test_an_interrupted_run_says_how_to_go_on(articles, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text((json.dumps({"text": "Twitter banned Anna Berg. " * 500}) + "\n") * 500)
    command = [sys.executable, "-m", "pipeline.cli", "run", many, "--model", "rules", "--out", "out"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=_with_sources(), cwd=tmp_path) as process:
        while process.poll() is None and not (tmp_path / "out" / "facts.jsonl.partial").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"interrupted: go on with --resume\n"
    assert process.returncode == 130


def test_a_reader_that_leaves_ends_the_run_quietly(waiting, articles):
    waiting.stdout.close()
    waiting.stdin.write((articles / "berg.md").read_bytes())
    waiting.stdin.close()
    assert waiting.wait(timeout=30) == 3
    assert b"Traceback" not in waiting.stderr.read()
