from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.facts import Article
from pipeline.read import Place, Unreadable, count_inputs, read_articles, read_raw
from pipeline.read.opening import unpack

PAGE = (
    "<html lang='en'><head><title>Page {n}</title></head><body><article><h1>Page {n}</h1>"
    "<p>Facebook removed page {n} of the café’s society, saying that its rules were broken.</p></article>"
)
HEAD = b"WARC/1.0\r\nWARC-Type: response\r\n"
URL = "https://vale.example/{n}"
Respond = Callable[..., None]


class Archive:
    """An archive in the making."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stream = path.open("wb")
        self._writer = WARCWriter(self._stream, gzip=path.suffix == ".gz")

    def add(self, kind: str, url: str | None, content: bytes, **headers: str) -> None:
        status = headers.pop("status", "200 OK")
        http = StatusAndHeaders(
            status, [(k.replace("_", "-"), v) for k, v in headers.items()], protocol="HTTP/1.1"
        )
        self._writer.write_record(
            self._writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(content),
                length=len(content),
                http_headers=http if kind in {"response", "revisit"} else None,
            )
        )

    def page(self, n: int, content: bytes | None = None, **headers: str) -> None:
        headers = {"Content_Type": "text/html; charset=utf-8", **headers}
        self.add(
            "response",
            URL.format(n=n),
            PAGE.format(n=n).encode() if content is None else content,
            **headers,
        )

    def close(self) -> Path:
        self._stream.close()
        return self.path


@pytest.fixture(params=["a.warc", "a.warc.gz"])
def archive(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Archive]:
    made = Archive(tmp_path / request.param)
    yield made
    made.close()


def _chunked(content: bytes, size: int = 50) -> bytes:
    parts = [content[start : start + size] for start in range(0, len(content), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


def test_pages_are_found_among_other_records(archive: Archive) -> None:
    archive.add("warcinfo", None, b"software: test\r\n")
    archive.add("request", URL.format(n=1), b"GET /1 HTTP/1.1\r\n\r\n")
    archive.page(1)
    archive.page(2, status="301 Moved")
    archive.add("response", URL.format(n=3), b"\x89PNG", Content_Type="image/png")
    archive.add("revisit", URL.format(n=4), b"", Content_Type="text/html")
    archive.add("resource", URL.format(n=5), PAGE.encode())
    archive.add("metadata", URL.format(n=5), b"fetchTimeMs: 1\r\n")
    archive.page(6, Content_Type="application/xhtml+xml")
    articles = list(read_articles([archive.close()]))
    assert all(isinstance(item, Article) for item in articles)
    assert [(a.doc_id, getattr(a, "url", None)) for a in articles] == [
        ("a#3", "https://vale.example/1"),
        ("a#9", "https://vale.example/6"),
    ]
    assert count_inputs([archive.path]) is None


def test_page_gives_text_and_fields_but_never_the_day_of_the_crawl(archive: Archive) -> None:
    archive.page(1)
    (article,) = read_articles([archive.close()])
    assert isinstance(article, Article)
    assert "Facebook removed page 1 of the café’s society" in article.text
    assert (article.language, article.published, article.published_from) == ("en", None, None)
    assert article.path == f"{archive.path}#1"


def test_day_of_the_markup_is_taken(archive: Archive) -> None:
    head = '<head><meta property="article:published_time" content="2019-04-18T04:36:00Z">'
    archive.page(1, PAGE.format(n=1).replace("<head>", head).encode())
    (article,) = read_articles([archive.close()])
    assert isinstance(article, Article)
    assert str(article.published) == "2019-04-18"


def test_charset_of_the_response_counts(archive: Archive) -> None:
    page = PAGE.format(n=1).replace("café’s", "účet ministra – mluvčí")
    archive.page(1, page.encode("cp1250"), Content_Type='text/html; charset="windows-1250"')
    (article,) = read_articles([archive.close()])
    assert isinstance(article, Article)
    assert "účet ministra – mluvčí" in article.text


def _deflated(content: bytes, bits: int = zlib.MAX_WBITS) -> bytes:
    stream = zlib.compressobj(wbits=bits)
    return stream.compress(content) + stream.flush()


def _as_br(content: bytes) -> bytes:
    packed: bytes = pytest.importorskip("brotli").compress(content)
    return packed


CODED = {
    "": bytes,
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "Deflate": _deflated,
    "deflate": lambda content: _deflated(content, -zlib.MAX_WBITS),  # as some servers have it
    "br": _as_br,
    "deflate, gzip": lambda content: gzip.compress(_deflated(content)),
}


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("transfer", ["", "chunked"])
def test_codings_of_the_transport_are_undone(archive: Archive, coding: str, transfer: str) -> None:
    content = PAGE.format(n=1).encode()
    content = CODED[coding](content)
    archive.page(
        1,
        _chunked(content) if transfer else content,
        Content_Encoding=coding,
        Transfer_Encoding=transfer,
    )
    (article,) = read_articles([archive.close()])
    assert isinstance(article, Article), article


def test_codings_that_the_crawler_has_undone_are_passed_over(archive: Archive) -> None:
    archive.page(1, Content_Encoding="br", Transfer_Encoding="chunked")
    archive.page(2, gzip.compress(PAGE.encode()), Content_Encoding="gzip", Transfer_Encoding="chunked")
    for article in read_articles([archive.close()]):
        assert isinstance(article, Article), article


def test_page_that_cannot_be_decoded_is_one_failure_and_the_rest_is_read(archive: Archive) -> None:
    archive.page(1, b"\x8b\x0b\x80", Content_Encoding="compress")
    archive.page(2, gzip.compress(b"x" * 9999)[:20], Content_Encoding="gzip")
    archive.page(3, b"\x89PNG\0\0")
    archive.page(4, b"<html></html>")
    archive.page(5, _chunked(PAGE.encode())[:-40], Transfer_Encoding="chunked")
    archive.page(
        6, _chunked(PAGE.encode()).replace(b"\r\n32\r\n", b"\r\nno\r\n"), Transfer_Encoding="chunked"
    )
    archive.page(7)
    *failures, last = read_articles([archive.close()])
    found = [(item.doc_id, item.error.code) for item in failures if isinstance(item, Unreadable)]
    codes = ["E144", "E141", "E105", "E111", "E144", "E144"]
    assert found == [(f"a#{n}", code) for n, code in enumerate(codes, 1)]
    assert last.doc_id == "a#7"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_page_that_was_sent_damaged_is_a_failure(archive: Archive, coding: str) -> None:
    whole = CODED[coding](PAGE.format(n=1).encode() * 50)
    archive.page(1, whole[:-9], Content_Encoding=coding)
    archive.page(2, b"\xff\xff" + whole[2:], Content_Encoding=coding)
    archive.page(3, CODED[coding](PAGE.encode() * 50), Content_Encoding=coding)
    first, second, _ = read_articles([archive.close()])
    for failure in (first, second):
        assert isinstance(failure, Unreadable)
        assert failure.error.code == "E141"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_page_that_unpacks_to_too_much_is_a_failure(
    archive: Archive, coding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.read.opening.LIMIT", 5_000)
    monkeypatch.setattr("pipeline.read.codings.LIMIT", 5_000)
    monkeypatch.setattr("pipeline.read.warc.LIMIT", 5_000)
    archive.page(1, CODED[coding](b" " * 5_000 + PAGE.encode()), Content_Encoding=coding)
    (failure,) = read_articles([archive.close()])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E142"


def test_says_what_to_install_for_brotli(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.codings.find_spec", lambda name: None)
    archive.page(1, b"\x8b\x0b\x80", Content_Encoding="br")
    (failure,) = read_articles([archive.close()])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E144"
    assert "platform-claims[brotli]" in failure.error.remedy


@pytest.mark.parametrize("cut", [100, 200])
def test_cut_off_archive_keeps_whole_pages_and_ends_in_one_failure(archive: Archive, cut: int) -> None:
    for n in range(5):
        archive.page(n)
    whole = archive.close().read_bytes()
    archive.path.write_bytes(whole[:-cut])
    *articles, failure = read_articles([archive.path])
    assert [item.doc_id for item in articles] == ["a#1", "a#2", "a#3", "a#4"]
    assert isinstance(failure, Unreadable)
    assert failure.error.code in {"E141", "E143"}


def test_start_behind_a_cut_gives_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a.warc")
    for n in range(3):
        archive.page(n)
    whole = archive.close().read_bytes()
    archive.path.write_bytes(whole[:-100])
    places = [item.place for item in read_raw([archive.path])]
    assert len(places) == 3
    for record in range(5):
        start = Place(0, record)
        assert [item.place for item in read_raw([archive.path], start=start)] == places[record:]


@pytest.mark.parametrize(
    "broken",
    [
        b"no archive",
        HEAD + b"\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: many\r\n\r\n",
        HEAD + b"WARC-Target-URI: http://x.example/\r\nContent-Length: 9\r\n\r\nHT",
        b"<html>\r\n",
    ],
)
def test_broken_record_ends_the_archive_in_its_place(archive: Archive, broken: bytes, capfd) -> None:
    archive.page(1)
    whole = archive.close().read_bytes()
    packed = gzip.compress(broken) if archive.path.suffix == ".gz" else broken
    archive.path.write_bytes(whole + packed)
    first, failure = read_articles([archive.path])
    assert isinstance(first, Article)
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E143"
    assert "a.warc" in str(failure.error)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "record",
    [
        HEAD + b"Content-Length: 0\r\n\r\n\r\n\r\n",
        HEAD + b"WARC-Target-URI: dns:x\r\nContent-Length: 2\r\n\r\nHT\r\n\r\n",
        HEAD + b"WARC-Target-URI: http://x/\r\nContent-Length: 2\r\n\r\n\r\n\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ],
)
def test_responses_without_a_page_are_passed_over(write, record: bytes) -> None:
    (failure,) = read_articles([write("a.warc", record)])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E109"


def test_archive_in_one_block_and_in_zstandard_is_read(archive: Archive, write) -> None:
    archive.page(1)
    archive.page(2)
    plain = archive.close().read_bytes()
    if archive.path.suffix == ".gz":
        plain = unpack(plain, ".gz", "a")
    found = list(read_articles([write("one.warc.gz", gzip.compress(plain))]))
    assert [item.doc_id for item in found] == ["one#1", "one#2"]
    assert all(isinstance(item, Article) for item in found)
