from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts import Article
from pipeline.read import Unreadable, read_articles
from pipeline.read.formats import ENDINGS

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def _is_plain(text: str) -> bool:
    return bool(text.strip()) and not text.startswith(("\ufeff", "---"))


@settings(deadline=None)
@given(TEXTS.filter(_is_plain), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_comes_back_identical(text: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_bytes(text.encode())
        (article,) = read_articles([folder])
    assert isinstance(article, Article)
    assert article.text == text


@settings(deadline=None)  # the first page imports trafilatura
@given(st.binary(max_size=300) | TEXTS.map(str.encode), st.sampled_from([*ENDINGS, ".log", ""]))
def test_any_bytes_never_break_the_stream(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"x{ending}").write_bytes(data)
        (Path(folder) / "y.txt").write_bytes(b"A page is gone.")
        *found, last = read_articles([f"{folder}/x{ending}", f"{folder}/y.txt"])
    assert found
    for item in found:
        assert isinstance(item, Article | Unreadable)
        json.dumps([item.doc_id, item.path], ensure_ascii=False).encode()
    assert isinstance(last, Article)


@given(st.binary(max_size=300))
def test_any_standard_input_gives_something(data: bytes) -> None:
    assert list(read_articles(["-"], stdin=io.BytesIO(data)))


def test_second_article_of_a_doc_id_is_a_failure(write) -> None:
    inputs = [write("one/a.txt", "One"), write("two/a.txt", "Two"), write("b.md", "---\nid: a\n---\nThree")]
    first, second, third = read_articles(inputs)
    assert isinstance(first, Article)
    assert isinstance(second, Unreadable)
    assert isinstance(third, Unreadable)
    assert second.error.code == third.error.code == "E121"
    assert str(inputs[0]) in str(second.error)
    assert str(inputs[1]) in str(second.error)


def test_doc_id_of_a_failure_stays_free(write) -> None:
    failure, article = read_articles([write("one/a.txt", ""), write("two/a.txt", "Two")])
    assert isinstance(failure, Unreadable)
    assert isinstance(article, Article)


@pytest.mark.parametrize("name", ["a.log", "a", "a.txt.bak"])
def test_named_file_of_unknown_ending_is_read_as_text(read_one, fail_one, name: str) -> None:
    assert read_one(name, "A page is gone.").text == "A page is gone."
    assert fail_one(name, b"\x7fELF\0\0").error.code == "E105"


def test_names_that_are_no_utf8_stay_printable(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_text("A page is gone.", "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes Unicode names only")
    (article,) = read_articles([tmp_path])
    assert article.doc_id == r"caf\xe9"
    assert article.path == rf"{tmp_path}/caf\xe9.txt"


def test_failures_travel_between_processes(fail_one) -> None:
    failure = fail_one("a.txt", "")
    copy = pickle.loads(pickle.dumps(failure))  # noqa: S301 - made a line above
    assert (copy.doc_id, copy.path, str(copy.error)) == (failure.doc_id, failure.path, str(failure.error))


def test_stream_is_lazy(write) -> None:
    stream = read_articles([write("a.txt", "One"), write("b.txt", "Two")])
    next(stream)
    write("b.txt", "Changed")
    assert getattr(next(stream), "text", None) == "Changed"


def test_nothing_gives_nothing() -> None:
    assert list(read_articles([])) == []


def test_plain_standard_input_is_one_article(monkeypatch) -> None:
    (article,) = read_articles(["-", "-"], stdin=io.BytesIO("\n A page – gone.\r\n".encode("utf-16")))
    assert isinstance(article, Article)
    assert (article.doc_id, article.path, article.text) == ("stdin", "stdin", "\n A page – gone.\r\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"From the process")))
    assert [getattr(a, "text", None) for a in read_articles(["-"])] == ["From the process"]


@pytest.mark.parametrize("start", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_standard_input_that_begins_with_a_brace_is_json_lines(start: bytes) -> None:
    lines = start + b'{"doc_id": "x", "text": "One"}\n{broken\n{"text": "Two"}\n'
    one, failure, two = read_articles(["-"], stdin=io.BytesIO(lines))
    offset = start.count(b"\n")
    assert one.doc_id == "x"
    assert isinstance(failure, Unreadable)
    assert failure.doc_id == f"stdin#{2 + offset}"
    assert two.doc_id == f"stdin#{3 + offset}"


@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_empty_standard_input_is_a_failure(data: bytes) -> None:
    (failure,) = read_articles(["-"], stdin=io.BytesIO(data))
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E108"


PAGE = """<html lang="en"><head><title>Page closed</title></head><body><nav><a href="/">Home</a></nav>
<article><script>var gone = 1;</script><p>Facebook removed the page of the Fell society on Tuesday, after
its rules were broken.</p><p>The page had 3,412 followers.</p></article></body></html>"""
STARTS = [
    "",
    "\ufeff",
    "\n \t",
    "<!DOCTYPE HTML>\n",
    '<?xml version="1.0"?>\n<!-- a -->\n<!-- <b> -->\n<!doctype html>',
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("start", STARTS)
def test_standard_input_that_begins_like_a_page_is_the_page(read_one, start: str, encoding: str) -> None:
    page = (start + PAGE).encode(encoding)
    (article,) = read_articles(["-"], stdin=io.BytesIO(page))
    assert isinstance(article, Article)
    assert (article.doc_id, article.path, article.title) == ("stdin", "stdin", "Page closed")
    assert article.text == read_one("a.html", page).text == read_one("fetched.php", page).text
    assert "gone = 1" not in article.text


@pytest.mark.parametrize("text", ["<htmlx> is no tag", "HTML pages", "<p>A page is gone.</p>", "<!-- <html>"])
def test_standard_input_that_only_speaks_of_pages_is_a_text(text: str) -> None:
    assert [
        getattr(item, "text", None) for item in read_articles(["-"], stdin=io.BytesIO(text.encode()))
    ] == [text]


ARRAY = b'[\n  {"doc_id": "one", "text": "A page is \\u201cgone\\u201d."},\n  {"text": "Two"}\n]\n'


@pytest.mark.parametrize("name", ["a.json", "a.JSON.gz", "a.log", "a"])
def test_json_that_is_no_json_lines_is_a_failure_with_the_way_out(fail_one, name: str) -> None:
    content = gzip.compress(ARRAY) if name.endswith(".gz") else ARRAY
    failure = fail_one(name, content)
    assert failure.error.code == "E145"
    assert "jq -c '.[]' file.json > file.jsonl" in failure.error.remedy


@pytest.mark.parametrize("start", [b"", b"\n ", b"\xef\xbb\xbf"])
def test_standard_input_that_is_a_json_array_is_a_failure(start: bytes) -> None:
    for array in (ARRAY, ARRAY.replace(b"\n", b"")):
        (failure,) = read_articles(["-"], stdin=io.BytesIO(start + array))
        assert isinstance(failure, Unreadable)
        assert failure.error.code == "E145"


@pytest.mark.parametrize("text", ["[Updated] A page is gone.", "[1] A page is gone.", "[]"])
def test_text_that_begins_with_a_bracket_is_a_text(text: str) -> None:
    (article,) = read_articles(["-"], stdin=io.BytesIO(text.encode()))
    assert getattr(article, "text", None) == text


def test_json_is_taken_by_patterns_and_passed_over_in_folders(write, tmp_path: Path) -> None:
    write("a.json", ARRAY)
    write("b.txt", "A page is gone.")
    assert [item.doc_id for item in read_articles([tmp_path])] == ["b"]
    assert [type(item) for item in read_articles([f"{tmp_path}/*"])] == [Unreadable, Article]


def test_file_called_dash_can_be_read(write, monkeypatch, tmp_path: Path) -> None:
    write("-", "A page is gone.")
    monkeypatch.chdir(tmp_path)
    (article,) = read_articles(["./-"])
    assert isinstance(article, Article)
    assert article.doc_id == "-"
