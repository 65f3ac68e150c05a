import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.run import FactStream, RunFolder, RunSettings
from pipeline.run.manifest import Tally, Versions
from pipeline.run.process import Process

FINISHED = ["documents.jsonl", "facts.jsonl", "manifest.json", "quarantine.jsonl"]


@pytest.fixture
def done(article, fact_about):
    return Process(lambda article: [fact_about(article, "banned"), fact_about(article, "12 others")])(article)


@pytest.fixture
def failed(article):
    return Process(lambda _: 1 // 0)(article)


@pytest.fixture
def manifest():
    versions = Versions(**dict.fromkeys(Versions.model_fields, "1"))
    return Tally().manifest(versions, RunSettings())


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_complete_run_leaves_four_files(tmp_path, done, failed, manifest):
    out = tmp_path / "new" / "out"
    with RunFolder(out) as sink:
        sink.put(done)
        sink.put(failed)
        sink.finish(manifest)
    assert _names(out) == FINISHED
    assert (out / "facts.jsonl").read_bytes() == b"".join(done.lines)
    documents = [json.loads(line) for line in (out / "documents.jsonl").read_text().splitlines()]
    assert [document["status"] for document in documents] == ["done", "quarantined"]
    (quarantined,) = (out / "quarantine.jsonl").read_text().splitlines()
    assert list(json.loads(quarantined)) == ["doc_id", "path", "stage", "code", "message", "remedy"]


def test_the_manifest_vouches_for_the_other_files(tmp_path, done, manifest):
    with RunFolder(tmp_path) as sink:
        sink.put(done)
        sink.finish(manifest)
    files = json.loads((tmp_path / "manifest.json").read_text())["files"]
    assert files == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in FINISHED
        if name != "manifest.json"
    }


def test_an_older_run_stays_whole_until_the_new_one_is_complete(tmp_path, done, manifest):
    for name in FINISHED:
        (tmp_path / name).write_text("old")
    with RunFolder(tmp_path) as sink:
        sink.put(done)
        assert [(tmp_path / name).read_text() for name in FINISHED] == ["old"] * 4
        sink.finish(manifest)
    assert "old" not in [(tmp_path / name).read_text() for name in FINISHED]
    assert _names(tmp_path) == FINISHED


def test_a_crash_keeps_what_was_written_under_partial_names(tmp_path, done):
    (tmp_path / "facts.jsonl").write_text("old")
    with RunFolder(tmp_path) as sink:
        sink.put(done)  # and no `finish`, as when the run is interrupted here
    assert (tmp_path / "facts.jsonl").read_text() == "old"
    assert (tmp_path / "facts.jsonl.partial").read_bytes() == b"".join(done.lines)
    assert json.loads((tmp_path / "documents.jsonl.partial").read_text())["doc_id"] == "cafe"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
@pytest.mark.parametrize("name", ["facts", "documents"])
def test_a_full_disk_loses_nothing_that_was_finished(tmp_path, done, name):
    for finished in FINISHED:
        (tmp_path / finished).write_text("old")
    (tmp_path / f"{name}.jsonl.partial").symlink_to("/dev/full")
    with RunFolder(tmp_path) as sink, pytest.raises(RunError, match=r"E402.*free some space"):
        sink.put(done)
    assert [(tmp_path / finished).read_text() for finished in FINISHED] == ["old"] * 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_disk_that_fills_up_before_the_manifest_moves_no_file(tmp_path, done, manifest):
    for finished in FINISHED:
        (tmp_path / finished).write_text("old")
    (tmp_path / "manifest.json.partial").symlink_to("/dev/full")
    with RunFolder(tmp_path) as sink:
        sink.put(done)
        with pytest.raises(RunError, match="E402"):
            sink.finish(manifest)
    assert [(tmp_path / finished).read_text() for finished in FINISHED] == ["old"] * 4


def test_the_folder_cannot_be_a_file(tmp_path):
    path = tmp_path / "out"
    path.touch()
    with pytest.raises(RunError, match=r"E401: the output folder .*out cannot be used"), RunFolder(path):
        pass


def test_nothing_is_made_before_the_run_starts(tmp_path):
    RunFolder(tmp_path / "out")
    assert _names(tmp_path) == []


def test_a_manifest_can_name_files_that_are_no_utf8(tmp_path, manifest):
    settings = RunSettings(inputs=(os.fsdecode(b"caf\xe9.md"),))
    with RunFolder(tmp_path) as sink:
        sink.finish(manifest.model_copy(update={"settings": settings}))
    written = json.loads((tmp_path / "manifest.json").read_text())
    assert os.fsencode(written["settings"]["inputs"][0]) == b"caf\xe9.md"


def test_a_stream_gets_the_facts_of_each_document_at_once_and_nothing_else(done, failed, manifest):
    stream = io.BytesIO()
    with FactStream(stream) as sink:
        sink.put(done)
        assert stream.getvalue() == b"".join(done.lines)
        sink.put(failed)
        sink.finish(manifest)
    assert stream.getvalue() == b"".join(done.lines)
    assert not stream.closed
