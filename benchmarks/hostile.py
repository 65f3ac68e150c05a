"""Articles that nobody would write, as strategies of hypothesis: what the readers and stages must stand.

A case is a folder of files: texts, pages, JSON Lines, tables, packed ones. What they say is put together from
sentences of the corpus, words of the tables and fragments of every kind that has ever broken such a program,
so that the stages have something to find in between.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from benchmarks.invented import corpus_sentences
from pipeline.recognise.screen import passes

_TABLES: Final = Path("pipeline/tables")

#: Change their length with case or form, turn the direction, join, vanish, look like others.
_ODD_CHARACTERS: Final = (
    *("İ", "ı", "ß", "ﬁ", "ŉ", "ǅ", "\u0301", "e\u0301\u0327\u0301", "\u202e", "\u2067", "\u2069", "\u200f"),
    *(
        "\U0001f469\u200d\U0001f4bb",
        "\U0001f1ee\U0001f1f7",
        "\U0001d7d9\U0001d7da",
        "𐏿",
        "\U0010ffff",
        "\ufffd",
    ),
    *(
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\r",
        "\r\n",
        "\x1b[31m",
        "\0",
    ),
    *(
        "\u00a0",
        "\u3000",
        "٣٤٥",
        "½",
        "Ⅷ",
        "①",
        "、",
        "،",
        "“",
        "”",
        "„",
        "’",
        "‘",
        "«",
        "—",
        "…",
        "\ud83d",
        "\udc00",
    ),
)
_NUMBERS: Final = (
    *("0", "-0", "00012", "9" * 30, "9" * 400, "1" + ",000" * 40, "12,34,567", "1,2,3", "1.000.000", "1.2.3"),
    *("1e5", "1e400", "1E-7", "1.5e3m", "0.0000001", "1/0", "½ million", "1½", "10 million billion trillion"),
    *(
        "99999999999 billion",
        "minus 5",
        "−5",
        "+7",
        "1,5 Mio.",
        "1_000",
        "0x1F",
        "٣٤٥",
        "二千",
        "NaN",
        "Infinity",
    ),
    *(
        "$5m",
        "5m5",
        "m5",
        "5 k",
        "5%",
        "1-2-3-4",
        "10-5",
        "from 200 to 100",
        "between 5 and",
        "dozens of thousands",
    ),
    *(
        "half a quarter of a million",
        "a a million",
        "hundred hundred hundred",
        "one two three",
        "twenty-twenty",
    ),
)
_DATES: Final = (
    *(
        "31 February 2020",
        "February 29, 2019",
        "2020-13-45",
        "0000-00-00",
        "99/99/99",
        "12/31/9999",
        "1/1/0001",
    ),
    *(
        "January 1, 10000",
        "100000 years ago",
        "9999 years from now",
        "3,000,000 days ago",
        "a million weeks later",
    ),
    *(
        "last last Tuesday",
        "Tuesday Tuesday",
        "the day before the day before yesterday",
        "in 0000",
        "May may May",
    ),
    *(
        "the 45th of May",
        "32nd",
        "Q5 2020",
        "summer of winter",
        "since before until 2020",
        "mid-early-late June",
    ),
    *(
        "2020s-1990s",
        "20th century BC",
        "24:61",
        "2020-02-30T25:00:00+99:99",
        "Feb. 30",
        "the year 99999999999",
    ),
)
_MARKUP: Final = (
    *("<p>", "</p></p>", "<b", "&amp;amp;", "&#0;", "&#x110000;", "&nosuch;", "<!-- ", "]]>", "<![CDATA["),
    *(
        "<script>removed</script>",
        "<style>",
        "<div>" * 300,
        "</div>" * 300,
        "<a href='x'>",
        "<!DOCTYPE",
        "<?xml",
    ),
    *(
        "<table><tr>",
        "<br/>" * 50,
        "\\",
        "\\u0000",
        "%s%n",
        "{{x}}",
        "${x}",
        "'; DROP TABLE",
        "https://x.com/a?b=c",
    ),
    *(
        "@handle",
        "@" * 50,
        "#tag",
        "a@b.c",
        "[1]",
        "[[x]]",
        "**b**",
        "| a | b |",
        "http://",
        "www.",
        "t.me/+",
    ),
)
_SEPARATORS: Final = (
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "",
    ", ",
    ". ",
    "\t",
    "\r\n",
    " and ",
    "-",
    "'s ",
    ": ",
    "; ",
)
_ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "gb18030", "koi8_r")


def texts(max_parts: int = 12) -> SearchStrategy[str]:
    """Give texts, whatever they hold.

    Args:
        max_parts: how many sentences, words and fragments are joined at most.
    """
    sentences, words = _telling_sentences(), _table_words()
    part = st.one_of(
        st.sampled_from(sentences),
        st.sampled_from(sentences),
        st.builds(_broken_open, st.sampled_from(sentences), st.integers(0, 400), _fragments()),
        st.lists(st.sampled_from(words), min_size=1, max_size=8).map(" ".join),
        _fragments(),
    )
    glued = st.tuples(part, st.sampled_from(_SEPARATORS)).map("".join)
    return st.lists(glued, min_size=1, max_size=max_parts).map("".join)


def folders() -> SearchStrategy[dict[str, bytes]]:
    """Give folders of files: name -> content."""
    kinds = {
        "txt": _text_files(),
        "md": _front_matter_files(),
        "html": _pages(),
        "jsonl": _json_lines(),
        "csv": _tables(),
        "tsv": st.binary(max_size=300),
        "jsonl.gz": _packed(_json_lines()),
        "txt.gz": _packed(_text_files()),
    }
    file = st.one_of(*(st.tuples(st.just(ending), content) for ending, content in kinds.items()))
    return st.lists(file, min_size=1, max_size=4).map(
        lambda files: {f"{number}.{ending}": content for number, (ending, content) in enumerate(files)}
    )


@cache
def _telling_sentences() -> list[str]:
    """Return the sentences of the corpus that can hold a fact."""
    return [sentence for sentence in corpus_sentences() if passes(sentence)]


@cache
def _table_words() -> list[str]:
    """Return every word that the tables know: each can call a rule into being."""
    found: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Mapping):
            collect([*value.keys(), *value.values()])
        elif isinstance(value, list):
            for item in value:
                collect(item)

    for path in _TABLES.glob("*.yaml"):
        collect(yaml.safe_load(path.read_text("utf-8")))
    return sorted(found)


def _fragments() -> SearchStrategy[str]:
    unit = st.sampled_from(
        ["(", "[", "“", '"', "'", "“(", "))", "”", "a", "İ", "\u0301", "@", "1,", "-", "U.S.", "\t"]
    )
    return st.one_of(
        st.sampled_from(_ODD_CHARACTERS),
        st.sampled_from(_NUMBERS),
        st.sampled_from(_DATES),
        st.sampled_from(_MARKUP),
        st.text(max_size=20),
        st.builds(lambda piece, times: piece * times, unit, st.sampled_from([2, 7, 60, 600, 3000])),
        st.integers().map(str),
        st.floats().map(str),
    )


def _broken_open(sentence: str, place: int, fragment: str) -> str:
    """Return a sentence with a fragment in the midst of it, often of a word."""
    cut = place % (len(sentence) + 1)
    return sentence[:cut] + fragment + sentence[cut:]


def _text_files() -> SearchStrategy[bytes]:
    encoded = st.builds(
        lambda text, encoding: text.encode(encoding, "ignore"), texts(), st.sampled_from(_ENCODINGS)
    )
    strict = texts().map(lambda text: text.replace("\0", "").encode("utf-8", "ignore"))
    damaged = st.builds(lambda text, more: text + more, strict, st.binary(max_size=8))
    return st.one_of(strict, strict, encoded, damaged, st.binary(max_size=200))


def _front_matter_files() -> SearchStrategy[bytes]:
    keys = st.sampled_from(["doc_id", "title", "published", "source", "language", "text", "tags", "a: b"])
    value = st.one_of(
        st.sampled_from(
            [*_DATES, "2020-02-29", "[", "{a: ", "*x", "&x", "!!python/object:os.system x", "|", "'"]
        ),
        st.text(max_size=10),
    )
    head = st.lists(st.tuples(keys, value).map(": ".join), max_size=5).map("\n".join)
    return st.builds(
        lambda head, text: f"---\n{head}\n---\n{text}".replace("\0", "").encode("utf-8", "ignore"),
        head,
        texts(),
    )


def _pages() -> SearchStrategy[bytes]:
    tag = st.sampled_from(
        ["p", "div", "article", "script", "td", "li", "blockquote", "h1", "title", "nosuch"]
    )
    element = st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", tag, texts(4))
    broken = st.one_of(element, texts(3), st.sampled_from(_MARKUP))
    body = st.lists(broken, max_size=6).map("".join)
    return body.map(lambda html: f"<html><body>{html}</body></html>".encode("utf-8", "ignore"))


def _json_lines() -> SearchStrategy[bytes]:
    scalar = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10))
    odd = st.one_of(
        scalar, st.lists(scalar, max_size=3), st.dictionaries(st.text(max_size=3), scalar, max_size=2)
    )
    keys = st.sampled_from(["doc_id", "id", "title", "published", "date", "language", "url", "text", "x"])
    article = st.builds(
        lambda more, text: json.dumps(more | {"text": text}), st.dictionaries(keys, odd, max_size=4), texts()
    )
    line = st.one_of(
        article,
        article,
        article,
        odd.map(json.dumps),
        st.sampled_from(
            ["", " ", "{", "[" * 2000, '{"text":' * 2000, '{"text": "a", "text": "b"}', '{"text": 1e999}']
        ),
    )
    lines = st.lists(line.map(str.encode) | st.binary(max_size=30), min_size=1, max_size=5)
    return lines.map(b"\n".join)


def _tables() -> SearchStrategy[bytes]:
    rows = st.lists(st.tuples(st.text(max_size=5), texts(6)), min_size=1, max_size=4)
    quoted = st.builds(_table, rows, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    odd = st.sampled_from(['a,"b', '""",', '"a"b,c', ",,,,", "a\rb", '"a\nb"', "\0", "x" * 300_000]).map(
        str.encode
    )
    return st.builds(lambda table, more: table + more, quoted, odd | st.just(b""))


def _table(rows: list[tuple[str, str]], quoting: Any) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, quoting=quoting, escapechar="\\")
    writer.writerows([("doc_id", "text"), *rows])
    return written.getvalue().encode("utf-8", "ignore")


def _packed(contents: SearchStrategy[bytes]) -> SearchStrategy[bytes]:
    """Pack contents, and cut some of them off."""
    packed = contents.map(lambda content: gzip.compress(content, mtime=0))
    return st.builds(
        lambda content, kept: content[: kept or None], packed, st.one_of(st.just(0), st.integers(0, 80))
    )
