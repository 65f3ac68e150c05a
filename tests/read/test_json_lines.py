from __future__ import annotations

import codecs
import json
from datetime import date

import pytest

from pipeline.facts import Article
from pipeline.read import Unreadable, read_articles

GOOD = '{"text": "Twitter suspended an account."}'


def test_line_gives_an_article_and_unknown_keys_are_ignored(read_one) -> None:
    line = {
        "doc_id": "n1",
        "title": "T",
        "published": "2013-11-25T08:00:00Z",
        "source": "S",
        "url": "https://s.example/1",
        "language": "en",
        "repo": "r",
        "row": 5,
        "text": "Twitter\r\nsuspended 😀.\n",
    }
    article = read_one("a.jsonl", json.dumps(line))
    assert article.model_dump(exclude={"path"}) == {
        "doc_id": "n1",
        "text": "Twitter\r\nsuspended 😀.\n",
        "title": "T",
        "published": date(2013, 11, 25),
        "published_from": "metadata",
        "source": "S",
        "url": "https://s.example/1",
        "language": "en",
    }
    assert article.path is not None
    assert article.path.endswith("a.jsonl#1")


@pytest.mark.parametrize(
    "broken", ['{"text": "cut o', "[1, 2]", "null", b"\xff\xfe{}", "{'text': 'x'}", "[" * 100_000]
)
def test_broken_line_is_one_failure_and_the_rest_is_read(write, broken: str | bytes) -> None:
    line = broken.encode() if isinstance(broken, str) else broken
    path = write("a.jsonl", b"\n".join([GOOD.encode(), b"", line, GOOD.encode()]))
    first, failure, last = read_articles([path])
    assert isinstance(failure, Unreadable)
    assert (failure.doc_id, failure.error.code) == ("a#3", "E113")
    assert "line 3 of" in str(failure.error)
    assert "a.jsonl" in str(failure.error)
    assert failure.path.endswith("a.jsonl#3")
    assert [a.doc_id for a in (first, last) if isinstance(a, Article)] == ["a#1", "a#4"]


@pytest.mark.parametrize("digits", [5000])
def test_overlong_number_is_a_broken_line(fail_one, digits: int) -> None:
    assert fail_one("a.ndjson", f'{{"text": {"1" * digits}}}').error.code == "E113"


def test_half_a_surrogate_pair_is_a_failure(write) -> None:
    path = write(
        "a.jsonl",
        '{"text": "a \\ud83d b"}\n{"text": "a \\ud83d\\ude00 b"}\n{"doc_id": "\\ud800", "text": "x"}',
    )
    failure, whole, nameless = read_articles([path])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E119"
    assert isinstance(whole, Article)
    assert whole.text == "a 😀 b"
    assert isinstance(nameless, Unreadable)
    assert nameless.doc_id == "a#3"  # a name that can be written to a file


def test_byte_order_mark_before_the_first_line_is_honoured(read_one) -> None:
    assert read_one("a.jsonl", codecs.BOM_UTF8 + GOOD.encode()).text == "Twitter suspended an account."


def test_utf16_is_one_failure(fail_one) -> None:
    assert fail_one("a.jsonl", (GOOD + "\n" + GOOD).encode("utf-16")).error.code == "E106"


@pytest.mark.parametrize("content", ["", "\n \n\r\n"])
def test_file_without_a_line_is_a_failure(fail_one, content: str) -> None:
    assert fail_one("a.jsonl", content).error.code == "E109"


def test_lines_are_read_one_by_one(write) -> None:
    path = write("a.jsonl", (GOOD + "\n") * 3)
    stream = read_articles([path])
    next(stream)
    path.unlink()  # the open file can still be read to its end
    assert len(list(stream)) == 2
