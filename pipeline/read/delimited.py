"""Tables as text: comma- and tab-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.read.decode import find_encoding
from pipeline.read.records import Row, printable

#: Longest cell in characters; the csv module's own limit of 131,072 is shorter than long articles.
_LONGEST_CELL: Final = 2**31 - 1


def csv_rows(path: Path) -> Iterator[Row]:
    """Give the rows of a .csv file, numbered from 1 below the header. See `_rows`."""
    return _rows(path, ",")


def tsv_rows(path: Path) -> Iterator[Row]:
    """Give the rows of a .tsv file, numbered from 1 below the header. See `_rows`."""
    return _rows(path, "\t")


def _rows(path: Path, delimiter: str) -> Iterator[Row]:
    """Give the rows under the column names of the first line. A broken row is given as its error.

    Raises:
        ReadError: E105 to E107 if the file is no text, E114 if its header is broken.
    """
    csv.field_size_limit(_LONGEST_CELL)
    with path.open("rb") as data:
        encoding = find_encoding(data, printable(path))
    # No newline translation: line ends inside a quoted cell belong to the article.
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            raise ReadError("E114", row=0, path=printable(path), reason=error) from error
        except UnicodeError as error:
            raise ReadError("E106", path=printable(path)) from error
        yield from _named_cells(reader, header, printable(path))


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
