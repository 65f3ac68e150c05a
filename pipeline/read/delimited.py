"""Tables as text: comma- and tab-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.decode import find_encoding
from pipeline.read.names import printable
from pipeline.read.opening import LIMIT, open_input
from pipeline.read.records import Row


def csv_rows(path: Path, skip: int = 0) -> Iterator[Row | None]:
    """Give the rows of a .csv file, numbered from 1 below the header. See `_rows`."""
    return _rows(path, ",", skip)


def tsv_rows(path: Path, skip: int = 0) -> Iterator[Row | None]:
    """Give the rows of a .tsv file, numbered from 1 below the header. See `_rows`."""
    return _rows(path, "\t", skip)


def _rows(path: Path, delimiter: str, skip: int) -> Iterator[Row | None]:
    """Give the rows under the column names of the first line. A broken row is given as its error.

    Args:
        path: the file.
        delimiter: what stands between cells.
        skip: how many rows at the start are given as null, but for the first, which tells the columns.

    Raises:
        ReadError: E105 to E107 if the file is no text, E114 if its header is broken, E141 where it is
            damaged, E142 at a line that is too long.
    """
    # The csv module's own limit of 131,072 characters is shorter than long articles.
    csv.field_size_limit(LIMIT)
    with open_input(path) as data:  # a compressed file is unpacked twice
        encoding = find_encoding(data, printable(path))
    # No newline translation: line ends inside a quoted cell belong to the article.
    with io.TextIOWrapper(open_input(path), encoding=encoding, newline="") as text:
        reader = csv.reader(_lines(text, printable(path)), delimiter=delimiter, strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            raise ReadError("E114", row=0, path=printable(path), reason=str(error)) from error
        except UnicodeError as error:
            raise ReadError("E106", path=printable(path)) from error
        for index, row in enumerate(_named_cells(reader, header, printable(path))):
            yield None if 0 < index < skip else row


def _lines(text: io.TextIOWrapper, path: str) -> Iterator[str]:
    for line in iter(partial(text.readline, LIMIT + 1), ""):
        if len(line) > LIMIT:
            raise ReadError("E142", place=path, limit=f"{LIMIT >> 20} MiB")
        yield line


def _named_cells(reader: Iterator[list[str]], header: list[str], path: str) -> Iterator[Row]:
    for number in count(1):
        row: Mapping[str, object] | ReadError
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnicodeError as error:
            raise ReadError("E106", path=path) from error
        except csv.Error as error:
            row = ReadError("E114", row=number, path=path, reason=str(error))
        else:
            if not cells:  # a blank line
                continue
            row = dict(zip(header, cells, strict=False))  # spreadsheets leave out empty cells at the end
            if len(cells) > len(header):
                reason = f"{len(cells)} cells under {len(header)} columns"
                row = ReadError("E114", row=number, path=path, reason=reason)
        yield number, row
