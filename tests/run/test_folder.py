import hashlib
import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.engine import Extraction
from pipeline.errors import RunError
from pipeline.run import Execution, FactStream, Manifest, Plan, RunFolder
from pipeline.run.checkpoint import Checkpoint
from pipeline.run.manifest import Account
from pipeline.run.process import Process

FINISHED = ["documents.jsonl", "facts.jsonl", "manifest.json", "quarantine.jsonl"]
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")


@pytest.fixture
def done(raw, article, fact_about):
    facts = [fact_about(article, "banned"), fact_about(article, "12 others")]
    return Process(lambda _: Extraction(facts, {}))(raw)


@pytest.fixture
def failed(raw):
    return Process(lambda _: 1 // 0)(raw)


@pytest.fixture
def account():
    return Account(started=datetime.now(UTC))


@pytest.fixture
def manifest(account, versions):
    return Manifest.of(account, versions, Plan(), Execution())


@pytest.fixture
def checkpoint(account, versions):
    return Checkpoint(
        plan=Plan(), versions=versions, account=account, source=0, record=0, inputs_sha256="0" * 64
    )


@pytest.fixture
def out(tmp_path):
    return tmp_path / "new" / "out"


@pytest.fixture
def finished(out):
    """A folder with the files of an earlier run."""
    out.mkdir(parents=True)
    for name in FINISHED:
        (out / name).write_text("old")
    return out


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_complete_run_leaves_four_files(out, done, failed, manifest, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.put(failed)
        sink.finish(manifest, checkpoint)
    assert _names(out) == FINISHED
    assert (out / "facts.jsonl").read_bytes() == b"".join(done.lines)
    documents = [json.loads(line) for line in (out / "documents.jsonl").read_text().splitlines()]
    assert [document["status"] for document in documents] == ["done", "quarantined"]
    (quarantined,) = (out / "quarantine.jsonl").read_text().splitlines()
    assert list(json.loads(quarantined)) == ["doc_id", "path", "stage", "code", "message", "remedy"]


def test_the_manifest_vouches_for_the_other_files(out, done, manifest, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.finish(manifest, checkpoint)
    files = json.loads((out / "manifest.json").read_text())["files"]
    assert files == {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest()
        for name in FINISHED
        if name != "manifest.json"
    }


@pytest.mark.parametrize("mode", ["new", "resume"])
def test_a_finished_run_is_never_overwritten_unasked(finished, mode):
    (finished / "manifest.json").unlink()
    with pytest.raises(RunError, match=r"E418.*--force"), RunFolder(finished, mode):
        pass
    assert _names(finished) == ["documents.jsonl", "facts.jsonl", "quarantine.jsonl"]


def test_an_older_run_stays_whole_until_the_new_one_is_complete(finished, done, manifest, checkpoint):
    with RunFolder(finished, "force") as sink:
        sink.begin()
        sink.put(done)
        assert [(finished / name).read_text() for name in FINISHED] == ["old"] * 4
        sink.finish(manifest, checkpoint)
    assert "old" not in [(finished / name).read_text() for name in FINISHED]
    assert _names(finished) == FINISHED


def test_a_finished_run_that_is_resumed_gives_its_manifest(out, done, manifest, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.finish(manifest, checkpoint)
    before = {name: (out / name).read_bytes() for name in FINISHED}
    with RunFolder(out, "resume") as sink:
        assert sink.finished.plan == Plan()
        assert set(sink.finished.files) == set(FINISHED) - {"manifest.json"}
    assert {name: (out / name).read_bytes() for name in _names(out)} == before


def test_two_runs_cannot_share_a_folder(out, done):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        with pytest.raises(RunError, match="E417"), RunFolder(out, "force"):
            pass
        sink.put(done)
    assert (out / "facts.jsonl.partial").read_bytes() == b"".join(done.lines) * 2


def test_a_run_that_writes_nothing_leaves_nothing(out, tmp_path):
    with RunFolder(out) as sink:
        sink.begin()
    with RunFolder(out):
        pass
    assert _names(tmp_path) == []


def test_a_folder_that_was_there_before_stays(out):
    out.mkdir(parents=True)
    with RunFolder(out):
        pass
    assert _names(out) == []


@pytest.mark.parametrize("torn", [b"", b'{"torn', b"{}\n" * 1000])
def test_what_was_written_after_the_checkpoint_is_cut_off(out, done, failed, manifest, checkpoint, torn):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.put(failed)
        sink.save(checkpoint)
        sink.put(done)
    for name in ("facts", "documents", "quarantine"):
        with (out / f"{name}.jsonl.partial").open("ab") as file:
            file.write(torn)
    with RunFolder(out, "resume") as sink:
        sink.begin()
        assert sink.checkpoint.plan == Plan()
        sink.put(failed)
        sink.finish(manifest, checkpoint)
    assert (out / "facts.jsonl").read_bytes() == b"".join(done.lines)
    assert len((out / "documents.jsonl").read_bytes().splitlines()) == 3
    assert len((out / "quarantine.jsonl").read_bytes().splitlines()) == 2
    files = json.loads((out / "manifest.json").read_text())["files"]
    assert files["facts.jsonl"] == hashlib.sha256(b"".join(done.lines)).hexdigest()


def test_an_unfinished_run_is_neither_forgotten_nor_resumed_unasked(out, done, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint)
    with pytest.raises(RunError, match=r"E419.*--resume"), RunFolder(out):
        pass
    with RunFolder(out, "force") as sink:
        sink.begin()
        assert sink.checkpoint is None
        assert (out / "facts.jsonl.partial").read_bytes() == b""


def test_a_file_shorter_than_its_checkpoint_says_is_refused(out, done, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint)
    (out / "facts.jsonl.partial").write_bytes(b"")
    with RunFolder(out, "resume") as sink, pytest.raises(RunError, match="E423"):
        sink.begin()


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\xff"])
def test_a_damaged_checkpoint_is_refused(out, done, checkpoint, content):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint)
    (out / ".run" / "checkpoint.json").write_bytes(content)
    with pytest.raises(RunError, match="E423"), RunFolder(out, "resume"):
        pass


@pytest.mark.parametrize("moved", range(5))
def test_killed_between_two_names_a_run_can_still_be_completed(
    tmp_path, done, manifest, checkpoint, moved, monkeypatch
):
    """Stops after so many of the four files have got their names."""
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    for folder in (whole, torn):
        with RunFolder(folder) as sink:
            sink.begin()
            sink.put(done)
            with monkeypatch.context() as patch:
                if folder == torn:
                    patch.setattr(RunFolder, "_publish", lambda self: None)
                sink.finish(manifest, checkpoint)
    for name in [*FINISHED[:2], "quarantine.jsonl", "manifest.json"][:moved]:
        (torn / f"{name}.partial").rename(torn / name)
    with RunFolder(torn, "resume") as sink:
        assert sink.finished is not None
    assert _names(torn) == FINISHED
    assert [(torn / name).read_bytes() for name in FINISHED] == [
        (whole / name).read_bytes() for name in FINISHED
    ]


@needs_full
@pytest.mark.parametrize("name", ["facts", "documents"])
def test_a_full_disk_loses_nothing_that_was_finished(finished, done, name):
    (finished / f"{name}.jsonl.partial").symlink_to("/dev/full")
    with RunFolder(finished, "force") as sink:
        sink.begin()
        with pytest.raises(RunError, match=r"E402.*free some space"):
            sink.put(done)
    assert [(finished / name).read_text() for name in FINISHED] == ["old"] * 4


@needs_full
def test_a_disk_that_fills_up_before_the_manifest_moves_no_file(finished, done, manifest, checkpoint):
    (finished / "manifest.json.partial").symlink_to("/dev/full")
    with RunFolder(finished, "force") as sink:
        sink.begin()
        sink.put(done)
        with pytest.raises(RunError, match="E402"):
            sink.finish(manifest, checkpoint)
    assert [(finished / name).read_text() for name in FINISHED] == ["old"] * 4


@needs_full
def test_a_disk_that_fills_up_at_a_checkpoint_keeps_the_last_one(out, done, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint)
        sink.put(done)
        (out / ".run" / "checkpoint.json.partial").symlink_to("/dev/full")
        with pytest.raises(RunError, match="E402"):
            sink.save(checkpoint)
    (out / ".run" / "checkpoint.json.partial").unlink()
    with RunFolder(out, "resume") as sink:
        sink.begin()
        assert sink.checkpoint.lengths["facts"] == len(b"".join(done.lines))


def test_the_folder_cannot_be_a_file(tmp_path):
    path = tmp_path / "out"
    path.touch()
    with pytest.raises(RunError, match=r"E401: the output folder .*out cannot be used"), RunFolder(path):
        pass


def test_nothing_is_made_before_the_run_starts(tmp_path):
    RunFolder(tmp_path / "out")
    assert _names(tmp_path) == []


def test_a_manifest_can_name_files_that_are_no_utf8(out, done, manifest, checkpoint):
    plan = Plan(inputs=(os.fsdecode(b"caf\xe9.md"),))
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint.model_copy(update={"plan": plan}))
    with RunFolder(out, "resume") as sink:
        sink.begin()
        assert sink.checkpoint.plan == plan
        sink.finish(manifest.model_copy(update={"plan": plan}), checkpoint)
    written = json.loads((out / "manifest.json").read_text())
    assert os.fsencode(written["plan"]["inputs"][0]) == b"caf\xe9.md"


def test_a_copied_folder_can_be_resumed_elsewhere(tmp_path, out, done, checkpoint):
    with RunFolder(out) as sink:
        sink.begin()
        sink.put(done)
        sink.save(checkpoint)
    shutil.copytree(out, tmp_path / "copy")
    with RunFolder(tmp_path / "copy", "resume") as sink:
        sink.begin()
        assert sink.checkpoint is not None


def test_a_stream_gets_the_facts_of_each_document_at_once_and_nothing_else(
    done, failed, manifest, checkpoint
):
    stream = io.BytesIO()
    with FactStream(stream) as sink:
        sink.begin()
        sink.put(done)
        assert stream.getvalue() == b"".join(done.lines)
        sink.put(failed)
        sink.save(checkpoint)
        sink.finish(manifest, checkpoint)
    assert stream.getvalue() == b"".join(done.lines)
    assert not stream.closed


@needs_full
def test_a_stream_that_takes_no_more_is_told(done):
    told = "E402: no room is left to write /dev/full"
    with Path("/dev/full").open("wb", buffering=0) as stream, pytest.raises(RunError, match=told):
        FactStream(stream).put(done)


def test_a_stream_whose_reader_has_left_is_no_failure_of_the_disk(done):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):
        FactStream(stream).put(done)
