"""The registry of formats, by file ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.read.decode import decode
from pipeline.read.delimited import csv_rows, tsv_rows
from pipeline.read.json_lines import json_rows
from pipeline.read.names import ending_of, printable, stem_of
from pipeline.read.opening import open_input
from pipeline.read.parquet import parquet_rows
from pipeline.read.records import Page, Record, Row, Unreadable, row_records, table_records
from pipeline.read.text_file import read_text_file, text_record
from pipeline.read.warc import warc_pages
from pipeline.read.web_page import begins_like_page, read_web_page

#: Files of one article.
ARTICLE_FORMATS: Final[dict[str, Callable[[Path], Record | Page]]] = {
    ".txt": read_text_file,
    ".md": read_text_file,
    ".html": read_web_page,
    ".htm": read_web_page,
}

#: Files of many articles, or of metadata: one row each, the first few passed over as null.
ROW_FORMATS: Final[dict[str, Callable[[Path, int], Iterator[Row | None]]]] = {
    ".jsonl": json_rows,
    ".ndjson": json_rows,
    ".csv": csv_rows,
    ".tsv": tsv_rows,
    ".parquet": parquet_rows,
}

_ARCHIVE: Final = ".warc"

#: JSON of many lines, or of many articles in one: it is refused, never taken for a text.
_JSON: Final = ".json"
#: How an array of objects begins. A bracket alone may begin a text: "[Updated] ...".
_ARRAY: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")

#: Every ending that is read when it is found in a folder, with or without that of a compression behind.
ENDINGS: Final = (*ARTICLE_FORMATS, *ROW_FORMATS, _ARCHIVE)


def holds_one(path: Path) -> bool:
    """Say whether a file holds one article, by its ending."""
    return ending_of(path) not in (*ROW_FORMATS, _ARCHIVE)


def article_in(content: bytes, name: str, place: str, file: Path | None = None) -> Record | Page:
    """Return the one article of what no ending tells: a page if it begins like one, else a plain text.

    Args:
        content: all of it.
        name: its doc_id, if it gives none itself.
        place: the name of the file, for messages too.
        file: the file itself, if there is one.

    Raises:
        ReadError: E105 to E107 if it is no text, E110 if its front matter is broken, E145 if it is an array
            of JSON.
    """
    if _ARRAY.match(content):
        raise ReadError("E145", path=place)
    if begins_like_page(content):
        return Page(name, place, content, file=file)
    return text_record(decode(content, place), name, place, file)


def _read_unknown(path: Path) -> Record | Page:
    if ending_of(path) == _JSON:
        raise ReadError("E145", path=printable(path))
    with open_input(path) as stream:
        return article_in(stream.read_whole(), stem_of(path), printable(path), path)


def records_of(path: Path, skip: int = 0) -> Iterator[Record | Page | Unreadable | None]:
    """Give the records of a file, by its ending; a file of unknown ending is one article.

    Args:
        path: the file.
        skip: how many records at the start are passed over as cheaply as can be; they may come as null.

    Raises:
        ReadError: if the file as a whole cannot be read, or not from some place on.
        OSError: if it cannot be opened.
    """
    ending = ending_of(path)
    if holds_one(path):
        yield ARTICLE_FORMATS.get(ending, _read_unknown)(path) if not skip else None
    elif ending == _ARCHIVE:
        yield from warc_pages(path, skip)
    else:
        rows = ROW_FORMATS[ending]
        # Every row of a table has the same columns; every line of JSON has its own keys.
        yield from (row_records if rows is json_rows else table_records)(path, rows(path, skip))
