"""Raw records: from any place on, and through another process."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import pickle
import tempfile
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.facts import Article
from pipeline.read import START, Page, Place, Raw, Record, Unreadable, parse, raw, read_articles, read_raw

PAGE = "<html><body><article><h1>Page closed</h1><p>Facebook removed the page of a society.</p></article>"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
LINES = (
    b'{"text": "One"}\n\n{broken\n \xe2\x80\x83 \n\xff\xfe\n'
    b'{"doc_id": "x", "text": "Two"}\nnull\n{"body": ""}\n'
)
TABLE = 'text,source\nOne,A\n\n"Two\n2",B\nThree,C,D\n"x"y,\nFour\n'


def _warc(pages: int) -> bytes:
    body = (HEAD + PAGE).encode()
    lines = [
        "WARC/1.0",
        "WARC-Type: {kind}",
        "WARC-Target-URI: https://x.example/{n}",
        "Content-Length: {size}",
    ]
    head = "\r\n".join([*lines, "", ""])
    return b"".join(
        head.format(kind=kind, n=n, size=len(body)).encode() + body + b"\r\n\r\n"
        for n in range(pages)
        for kind in ("request", "response")
    )


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all formats, whole and broken."""
    root = tmp_path_factory.mktemp("tree")
    files = {
        "a.txt": b"A page is gone.",
        "b.html": PAGE.encode(),
        "c.jsonl": LINES,
        "d.csv": TABLE.encode(),
        "d/e.csv.gz": gzip.compress(TABLE.encode()),
        "d/f.jsonl.bz2": bz2.compress(LINES),
        "d/empty.jsonl": b"",
        "d/empty.txt": b"",
        "e.jsonl.gz": gzip.compress(LINES)[:-8],
        "e.tsv": b"url\ttitle\nu\tt\nv\tt\n",  # no texts
        "f.warc": _warc(4),
        "f.warc.gz": gzip.compress(_warc(4))[:-8],
        "g.warc": _warc(3)[:-50],
        "h.parquet": b"PAR1",
        "z.csv": b'"broken"x\nOne\n',
    }
    for name, content in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
    rows = {"text": [f"Text {n}" for n in range(200)], "id": list(range(200))}
    pq.write_table(pa.table(rows), root / "i.parquet", row_group_size=90)
    return root


@pytest.fixture
def inputs(tree: Path) -> list[str | Path]:
    return [tree / "none.txt", tree / "b.html", "-", tree, f"{tree}/none*", tree / "a.txt"]


def _read(inputs: list[str | Path], start: Place = START) -> Iterator[Raw]:
    return read_raw(inputs, stdin=io.BytesIO(LINES), start=start)


def _shown(item: object) -> object:
    """What can be compared: errors compare by identity."""
    if isinstance(item, Unreadable):
        return item.doc_id, item.path, str(item.error)
    if isinstance(item, Raw):
        return item.place, item.source, item.given, _shown(item.record)
    return item


def test_records_are_numbered_without_gaps(inputs: list[str | Path]) -> None:
    places = [item.place for item in _read(inputs)]
    assert places == sorted(places)
    assert places[0] == START
    for before, after in pairwise(places):
        assert after in (
            Place(before.source, before.record + 1),
            Place(before.source + 1, 0),
        )


def test_reading_can_be_taken_up_at_every_place(inputs: list[str | Path]) -> None:
    everything = [(item.place, _shown(item)) for item in _read(inputs)]
    last = everything[-1][0]
    counts = {place.source: place.record + 1 for place, _ in everything}
    beyond = [Place(source, record) for source, count in counts.items() for record in (count, count + 7)]
    for start in [*(place for place, _ in everything), *beyond, Place(last.source + 1, 0)]:
        tail = [shown for place, shown in everything if place >= start]
        assert [_shown(item) for item in _read(inputs, start)] == tail, start


_LINE = st.one_of(
    st.sampled_from(['{"text": "One"}', "", " ", "{", "null", "\ufeff", "\u2003", "\x1e", "\r", '{"id": 1}']),
    st.text(max_size=5),
).map(lambda line: line.encode("utf-8", "surrogatepass")) | st.binary(max_size=5)


@given(st.lists(_LINE, max_size=9).map(b"\n".join), st.sampled_from(["a.jsonl", "a.csv"]))
@example(b"text\n\n\n1,2\n3", "a.csv")
def test_lines_can_be_taken_up_at_every_place(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        everything = [_shown(item) for item in read_raw([path])]
        assert everything
        for record in range(len(everything) + 2):
            tail = [_shown(item) for item in read_raw([path], start=Place(0, record))]
            assert tail == everything[record:]


def test_parsed_records_are_the_articles(inputs: list[str | Path]) -> None:
    articles = [_shown(item) for item in read_articles(inputs, stdin=io.BytesIO(LINES))]
    parsed = [_shown(parse(item)) for item in _read(inputs)]
    differing = [(a, p) for a, p in zip(articles, parsed, strict=True) if a != p]
    assert all("E121" in str(article) for article, _ in differing)


def test_records_travel_between_processes(inputs: list[str | Path]) -> None:
    for item in _read(inputs):
        copy = pickle.loads(pickle.dumps(item))  # noqa: S301 - made here
        assert _shown(copy) == _shown(item)
        assert _shown(parse(copy)) == _shown(parse(item))


def test_source_is_the_path_as_named_or_null(inputs: list[str | Path], tree: Path) -> None:
    sources = {item.place.source: item.source for item in _read(inputs)}
    assert [sources[0], sources[1], sources[2], sources[3]] == [
        None,
        str(tree / "b.html"),
        None,
        str(tree / "a.txt"),
    ]


def test_source_keeps_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text("A page is gone.", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes Unicode names only")
    (item,) = read_raw([tmp_path])
    assert item.source is not None
    assert os.fsencode(item.source) == name


def test_pages_are_parsed_later(write, monkeypatch) -> None:
    monkeypatch.setattr(raw, "page_record", pytest.fail)
    (item,) = read_raw([write("a.html", PAGE)])
    assert isinstance(item.record, Page)
    assert item.record.content == PAGE.encode()


def test_metadata_come_with_the_record(write) -> None:
    inputs = [write("a.html", PAGE), write("b.jsonl", '{"id": "n7", "text": "One"}\n{"text": "Two"}')]
    rows = [{"file": "a.html", "source": "A"}, {"doc_id": "n7", "source": "B"}]
    metadata = write("m.jsonl", "\n".join(map(json.dumps, rows)))
    found = [item.given.get("source") for item in read_raw(inputs, metadata=metadata)]
    assert found == ["A", "B", None]
    assert [getattr(parse(item), "source", None) for item in read_raw(inputs, metadata=metadata)] == found


def test_start_skips_row_groups_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"Text {n}" for n in range(100)]}), path, row_group_size=50)
    data = bytearray(path.read_bytes())
    data[4:200] = b"\xff" * 196  # the first group
    path.write_bytes(data)
    assert [item.record for item in read_raw([path]) if isinstance(item.record, Record)] == []
    found = list(read_raw([path], start=Place(0, 50)))
    assert [item.record.name for item in found if isinstance(item.record, Record)] == [
        f"a#{n}" for n in range(51, 101)
    ]


def test_files_before_the_start_are_not_opened(write) -> None:
    first, second = write("a.txt", "One"), write("b.txt", "Two")
    stream = read_raw([first, second], start=Place(1, 0))
    first.unlink()
    (item,) = read_raw([second, first], start=Place(1, 0))
    assert isinstance(item.record, Unreadable)
    assert [found.place for found in stream] == [Place(1, 0)]


def test_parse_gives_failures_as_they_are_and_does_not_look_for_doubles(write) -> None:
    twice = list(read_raw([write("one/a.txt", "One"), write("two/a.txt", "Two")]))
    assert [type(parse(item)) for item in twice] == [Article, Article]
    (missing,) = read_raw(["none.txt"])
    assert parse(missing) is missing.record


def test_records_cannot_be_changed(write) -> None:
    (item,) = read_raw([write("a.txt", "One")])
    with pytest.raises(FrozenInstanceError):
        item.place = START  # type: ignore[misc]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_what_cannot_be_read_any_more_when_reading_goes_on_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.symlink_to("/proc/self/mem")  # opens, but cannot be read
    (failure,) = read_raw([path])
    assert failure.place == Place(0, 0)
    assert list(read_raw([path], start=Place(0, 1))) == []  # the failure was given before
    for record in (2, 3, 40):
        (failure,) = read_raw([path], start=Place(0, record))
        assert failure.place == Place(0, record)
        assert isinstance(failure.record, Unreadable)
        assert failure.record.error.code == "E104"
