"""What passes inside the room: records on their way to articles, and inputs that failed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.names import printable, stem_of
from pipeline.tables import load_table

#: A row of a file of many articles: its number, counted from 1, and its keys and values, or why it is broken.
Row = tuple[int, Mapping[str, object] | ReadError]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One input that could not be read.

    Attributes:
        doc_id: the name that the article would have had: its own if it could be told, else that of its place.
        path: the file, with a row or line behind ``#`` for files of many articles.
        error: what happened, and what to do.
    """

    doc_id: str
    path: str
    error: ReadError


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its format gives it, before anything is checked.

    Attributes:
        name: its doc_id, if it gives none itself.
        place: the file, with a row or line behind ``#`` for files of many articles.
        fields: what it gives, under the names of `Article`.
        file: the file, if the article is all that it holds; this is what metadata are joined by.
    """

    name: str
    place: str
    fields: Mapping[str, object]
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A web page whose article is still to be found in it.

    Attributes:
        name: its doc_id.
        place: the file, with the number of the record behind ``#`` for archives.
        content: the page as bytes, free of codings of the transport.
        url: the address that it was fetched from, if that is known from outside.
        charset: the encoding that came with it from outside.
        file: the file, if the page is all that it holds; this is what metadata are joined by.
    """

    name: str
    place: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    file: Path | None = None


def failed(path: str | os.PathLike[str], error: ReadError) -> Unreadable:
    """Return the failure of a file or folder as a whole, named after its stem."""
    return Unreadable(stem_of(path) or printable(path) or "unnamed", printable(path), error)


def not_opened(path: str | os.PathLike[str], error: OSError) -> ReadError:
    """Return the error of a file or folder that the operating system does not give: E101 or E104."""
    if isinstance(error, FileNotFoundError):
        return ReadError("E101", path=printable(path))
    return ReadError("E104", path=printable(path), reason=error.strerror or str(error))


def known_fields(given: Mapping[str, object]) -> dict[str, object]:
    """Return what `given` holds of an article, under the names of `Article`; null, NaN and blank are absent.

    Args:
        given: keys or columns as a file has them; the table ``article_fields`` says which mean what.
    """
    by_key = {_normal(key): value for key, value in given.items() if not _is_null(value)}
    found = {}
    for field, keys in _field_table().items():
        present = [key for key in keys if key in by_key]
        if present:
            found[field] = by_key[present[0]]
    return found


def is_known_key(key: str) -> bool:
    """Say whether a key or column may hold a field of an article."""
    return any(_normal(key) in keys for keys in _field_table().values())


def keys_of(field: str) -> str:
    """Return the keys or columns that may hold a field of an article, the best first, for messages."""
    return ", ".join(_field_table()[field])


def row_records(
    path: str | os.PathLike[str], rows: Iterable[Row | None]
) -> Iterator[Record | Unreadable | None]:
    """Turn the rows of a file into records, each named ``stem#row`` unless it has an id of its own.

    Rows that were passed over are null, and stay so.

    Raises:
        ReadError: E109 if there is no row.
    """
    stem, file, is_empty = stem_of(path), printable(path), True
    for item in rows:
        is_empty = False
        yield None if item is None else _record(stem, file, item)
    if is_empty:
        raise ReadError("E109", path=file)


def _record(stem: str, file: str, item: Row) -> Record | Unreadable:
    number, row = item
    name, place = f"{stem}#{number}", f"{file}#{number}"
    return (
        Unreadable(name, place, row) if isinstance(row, ReadError) else Record(name, place, known_fields(row))
    )


def table_records(
    path: str | os.PathLike[str], rows: Iterator[Row | None]
) -> Iterator[Record | Unreadable | None]:
    """Do as `row_records` for a table, where a missing column of texts is one failure and not one a row.

    Raises:
        ReadError: E109 if there is no row, E116 if there is no column of texts.
    """
    first = next(rows, None)
    if first is None:
        raise ReadError("E109", path=printable(path))
    columns = first[1]
    if isinstance(columns, Mapping) and not any(_normal(name) in _field_table()["text"] for name in columns):
        raise ReadError("E116", path=printable(path), keys=keys_of("text"))
    yield from row_records(path, chain([first], rows))


@cache
def _field_table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = load_table("article_fields")
    return table


def _normal(key: object) -> str:
    return str(key).strip().lower()


def _is_null(value: object) -> bool:
    # NaN is the only value that differs from itself: what pandas writes for a missing cell.
    return value is None or value != value or (isinstance(value, str) and not value.strip())  # noqa: PLR0124
