import errno
import hashlib
import sys
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.write import JsonlWriter, json_line, move_into_place, write_partial

needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")


def test_keys_keep_the_order_of_the_model_and_letters_stay_readable(takedown):
    line = json_line(takedown).decode()
    assert line.startswith('{"id":"0123456789abcdef","doc_id":"cafe","schema_version":')
    assert '"holder":"\u0130brahim"' in line


def test_the_same_fact_gives_the_same_bytes(takedown):
    assert json_line(takedown) == json_line(takedown.model_validate_json(json_line(takedown)))


def test_lines_stand_in_the_partial_file_after_each_document(tmp_path):
    writer = JsonlWriter(tmp_path / "facts.jsonl")
    writer.write([b"1\n", b"2\n"])
    assert (tmp_path / "facts.jsonl.partial").read_bytes() == b"1\n2\n"
    assert not (tmp_path / "facts.jsonl").exists()
    writer.close()


def test_the_file_gets_its_name_only_when_published(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"old\n")
    writer = JsonlWriter(path)
    writer.write([b"new\n"])
    digest = writer.seal()
    assert path.read_bytes() == b"old\n"
    writer.publish()
    assert path.read_bytes() == b"new\n"
    assert digest == hashlib.sha256(b"new\n").hexdigest()
    assert list(tmp_path.iterdir()) == [path]


def test_an_abandoned_file_keeps_its_lines_under_the_partial_name(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"old\n")
    writer = JsonlWriter(path)
    writer.write([b"new\n"])
    writer.close()
    assert path.read_bytes() == b"old\n"
    assert (tmp_path / "facts.jsonl.partial").read_bytes() == b"new\n"


@needs_full_device
def test_a_full_disk_is_an_error_of_the_run_and_leaves_the_finished_file(tmp_path):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"old\n")
    (tmp_path / "facts.jsonl.partial").symlink_to("/dev/full")
    writer = JsonlWriter(path)
    with pytest.raises(RunError) as caught:
        writer.write([b"new\n"])
    writer.close()
    assert caught.value.code == "E402"
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.ENOSPC
    assert path.read_bytes() == b"old\n"


@needs_full_device
def test_a_full_disk_is_told_when_a_whole_file_is_written(tmp_path):
    path = tmp_path / "manifest.json"
    path.write_bytes(b"old")
    (tmp_path / "manifest.json.partial").symlink_to("/dev/full")
    with pytest.raises(RunError, match="E402"):
        write_partial(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_whole_file_replaces_the_older_one_only_when_it_is_moved(tmp_path):
    path = tmp_path / "manifest.json"
    path.write_bytes(b"old")
    write_partial(path, b"new")
    assert path.read_bytes() == b"old"
    move_into_place(path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_says_why_a_file_cannot_be_made(tmp_path):
    with pytest.raises(RunError, match=r"E403: .*facts\.jsonl\.partial cannot be written: No such file"):
        JsonlWriter(tmp_path / "missing" / "facts.jsonl")


@pytest.mark.skipif(
    sys.platform == "win32", reason="a folder cannot take the place of a file in the same way"
)
def test_says_why_a_finished_file_cannot_be_moved(tmp_path):
    path = tmp_path / "facts.jsonl"
    (path / "in the way").mkdir(parents=True)
    writer = JsonlWriter(path)
    writer.write([b"new\n"])
    writer.seal()
    with pytest.raises(RunError, match="E403"):
        writer.publish()
    assert (tmp_path / "facts.jsonl.partial").read_bytes() == b"new\n"
