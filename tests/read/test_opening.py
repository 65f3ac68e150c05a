from __future__ import annotations

import bz2
import codecs
import gc
import gzip
import io
import lzma
import random
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.facts import Article
from pipeline.read import Unreadable, count_inputs, opening, read_articles, read_raw
from pipeline.read.opening import open_input

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd.compress,
}
TEXT = "Facebook removed the page – of a society.\r\n"
LINES = b"".join(b'{"text": "Page %d is gone."}\n' % number for number in range(5))
PAGE = "<html><body><article><h1>Page closed</h1><p>Facebook removed the page of a society.</p></article>"


@pytest.fixture(params=PACK)
def ending(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _noise(lines: int) -> list[bytes]:
    """Lines that hardly compress, so that a file of them has many blocks."""
    draw = random.Random(7)  # noqa: S311 - no secret
    return [b'{"text": "%s"}\n' % draw.randbytes(200).hex().encode() for _ in range(lines)]


@pytest.mark.parametrize(
    ("name", "content", "doc_ids"),
    [
        ("a.txt", TEXT.encode(), ["a"]),
        ("a.md", TEXT.encode("utf-16"), ["a"]),
        ("a.html", PAGE.encode(), ["a"]),
        ("a.jsonl", LINES, [f"a#{n}" for n in range(1, 6)]),
        ("a.NDJSON", codecs.BOM_UTF8 + LINES, [f"a#{n}" for n in range(1, 6)]),
        ("a.csv", b'text\n"One\r\n"\nTwo\n', ["a#1", "a#2"]),
        ("a.tsv", "text\nTwo – “x”\n".encode("cp1252"), ["a#1"]),
        ("a.log", TEXT.encode(), ["a"]),
    ],
)
def test_packed_file_gives_the_same_articles(
    write, ending: str, name: str, content: bytes, doc_ids: list[str]
) -> None:
    plain = list(read_articles([write(name, content)]))
    packed = list(read_articles([write(name + ending, PACK[ending](content))]))
    assert [item.doc_id for item in packed] == doc_ids
    assert [item.model_dump(exclude={"path"}) for item in packed if isinstance(item, Article)] == [
        item.model_dump(exclude={"path"}) for item in plain if isinstance(item, Article)
    ]


def test_packed_files_are_found_in_folders(write, tmp_path: Path, ending: str) -> None:
    write(f"a.txt{ending}", PACK[ending](TEXT.encode()))
    write(f"photo.png{ending}", PACK[ending](b"\x89PNG"))
    assert [item.doc_id for item in read_articles([tmp_path])] == ["a"]
    assert count_inputs([tmp_path]) == 1
    assert count_inputs([write(f"b.jsonl{ending}", PACK[ending](LINES))]) is None


def test_parts_packed_one_behind_the_other_are_all_read(write, ending: str) -> None:
    lines = [PACK[ending](line) for line in LINES.splitlines(keepends=True)]
    assert len(list(read_articles([write(f"a.jsonl{ending}", b"".join(lines))]))) == 5


def test_cut_off_file_keeps_its_lines_and_ends_in_one_failure(write, ending: str) -> None:
    whole = PACK[ending](b"".join(_noise(6000)))
    *articles, failure = read_articles([write(f"a.jsonl{ending}", whole[: len(whole) // 2])])
    assert len(articles) > 10
    assert [item.doc_id for item in articles] == [f"a#{n}" for n in range(1, len(articles) + 1)]
    assert isinstance(failure, Unreadable)
    assert (failure.doc_id, failure.error.code) == ("a", "E141")


def test_whole_lines_before_the_cut_are_not_lost(write) -> None:
    packed = gzip.compress(LINES)
    *articles, failure = read_articles([write("a.jsonl.gz", packed[:-8])])  # the checksum is missing
    assert len(articles) == 5
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E141"


@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_cut_off_table_keeps_its_rows(write, codec: str) -> None:
    rows = "".join(f"Page {n} – “gone”\n" for n in range(4))
    packed = gzip.compress(("text\n" + rows).encode(codec))[:-8]
    *articles, failure = read_articles([write("a.csv.gz", packed)])
    assert [getattr(a, "text", None) for a in articles] == [f"Page {n} – “gone”" for n in range(4)]
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E141"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv", "a.warc"])
@pytest.mark.parametrize("content", [b"no archive at all", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd\0\0"])
def test_what_is_no_archive_is_one_failure(fail_one, ending: str, name: str, content: bytes) -> None:
    assert fail_one(name + ending, content).error.code == "E141"


def test_damaged_text_is_never_given_in_part(fail_one, ending: str) -> None:
    whole = PACK[ending](b"".join(_noise(300)))
    assert fail_one(f"a.txt{ending}", whole[:-20]).error.code == "E141"


def test_missing_packed_file_is_a_failure(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"gone.txt{ending}").symlink_to(tmp_path / "nowhere")
    (failure,) = read_articles([tmp_path])
    gc.collect()
    assert isinstance(failure, Unreadable)
    assert (failure.doc_id, failure.error.code) == ("gone", "E101")


def test_packed_parquet_is_a_failure(fail_one) -> None:
    assert fail_one("a.parquet.gz", gzip.compress(b"PAR1")).error.code == "E117"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv"])
def test_bomb_does_not_fill_the_memory(write, monkeypatch, ending: str, name: str) -> None:
    monkeypatch.setattr(opening, "LIMIT", 1 << 20)
    monkeypatch.setattr("pipeline.read.delimited.LIMIT", 1 << 20)
    bomb = write(name + ending, PACK[ending](b"text\n" * (name == "a.csv") + b"x" * (1 << 25)))
    tracemalloc.start()
    (failure,) = read_articles([bomb])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E142"
    assert peak < 1 << 24  # of 32 MiB; to unpack .xz alone takes 8


def test_memory_does_not_grow_with_a_packed_file(write, ending: str) -> None:
    path = write(f"a.jsonl{ending}", PACK[ending](b"".join(_noise(20_000))))  # 8 MB unpacked
    stream = read_raw([path])
    next(stream)
    tracemalloc.start()
    assert sum(1 for _ in stream) == 19_999
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_overlong_line_ends_the_file_and_lines_before_it_stay(write, monkeypatch) -> None:
    monkeypatch.setattr(opening, "LIMIT", 1 << 16)
    *articles, failure = read_articles([write("a.jsonl", LINES + b"[" * (1 << 17))])
    assert len(articles) == 5
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E142"


def test_line_at_the_limit_is_read(write, monkeypatch) -> None:
    monkeypatch.setattr(opening, "LIMIT", 10)
    with open_input(write("a.jsonl", b"123456789\n123456789\n12345678901")) as stream:
        assert [stream.readline(), stream.readline(), stream.readline(3)] == [b"123456789\n"] * 2 + [b"123"]


def test_stream_can_be_read_again_from_any_byte(write, ending: str) -> None:
    content = b"".join(_noise(2000))
    with open_input(write(f"a.txt{ending}", PACK[ending](content))) as stream:
        assert stream.read() == content
        stream.seek(300_000)
        assert stream.read(100) == content[300_000:300_100]
        stream.seek(0, io.SEEK_SET)
        assert stream.read(5) == content[:5]
