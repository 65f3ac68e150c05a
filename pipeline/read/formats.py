"""The registry of formats, by file ending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from pipeline.read.delimited import csv_rows, tsv_rows
from pipeline.read.json_lines import json_rows
from pipeline.read.parquet import parquet_rows
from pipeline.read.records import Record, Row, Unreadable, row_records, table_records
from pipeline.read.text_file import read_text_file
from pipeline.read.web_page import read_web_page

#: Files of one article.
ARTICLE_FORMATS: Final[dict[str, Callable[[Path], Iterator[Record]]]] = {
    ".txt": read_text_file,
    ".md": read_text_file,
    ".html": read_web_page,
    ".htm": read_web_page,
}

#: Files of many articles, or of metadata: one row each.
ROW_FORMATS: Final[dict[str, Callable[[Path], Iterator[Row]]]] = {
    ".jsonl": json_rows,
    ".ndjson": json_rows,
    ".csv": csv_rows,
    ".tsv": tsv_rows,
    ".parquet": parquet_rows,
}

#: Every ending that is read when it is found in a folder.
ENDINGS: Final = (*ARTICLE_FORMATS, *ROW_FORMATS)


def records_of(path: Path) -> Iterator[Record | Unreadable]:
    """Give the records of a file, by its ending; a file of unknown ending is read as plain text.

    Raises:
        ReadError: if the file as a whole cannot be read.
        OSError: if it cannot be opened.
    """
    ending = path.suffix.lower()
    rows = ROW_FORMATS.get(ending)
    if rows is None:
        return ARTICLE_FORMATS.get(ending, read_text_file)(path)
    # Every row of a table has the same columns; every line of JSON has its own keys.
    return (row_records if rows is json_rows else table_records)(path, rows(path))
