"""The stream of records and of articles, and of failures in their place."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline.errors import ReadError
from pipeline.facts import Article
from pipeline.read.counting import count_of
from pipeline.read.formats import article_in, holds_one, records_of
from pipeline.read.inputs import STDIN, find_inputs
from pipeline.read.json_lines import object_rows
from pipeline.read.metadata import Metadata, load_metadata
from pipeline.read.raw import START, Place, Raw, parse
from pipeline.read.records import Page, Record, Unreadable, failed, not_opened, row_records


def read_articles(
    inputs: Sequence[str | Path], *, metadata: Path | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | Unreadable]:
    """Read articles one by one; whatever cannot be read comes as an `Unreadable` in its place.

    Args:
        inputs: files, folders, patterns (``news/**/*.txt``), or ``-`` for standard input.
        metadata: a .jsonl, .csv, .tsv or .parquet file whose rows name a ``file`` or a ``doc_id``; what they
            give wins over what the articles say themselves. It is never itself an input.
        stdin: what ``-`` reads; the standard input of the process if not given.

    Returns:
        A lazy stream in the order of `inputs`; no two articles of it have the same doc_id.

    Raises:
        ReadError: at once, if the metadata file cannot be used.
    """
    return _with_own_ids(map(parse, read_raw(inputs, metadata=metadata, stdin=stdin)))


def read_raw(
    inputs: Sequence[str | Path],
    *,
    metadata: Path | None = None,
    stdin: BinaryIO | None = None,
    start: Place = START,
) -> Iterator[Raw]:
    """Cut the inputs into records, which `parse` turns into articles.

    Args:
        inputs: as for `read_articles`.
        metadata: as for `read_articles`.
        stdin: as for `read_articles`.
        start: where to take up reading; what lies before is passed over without being parsed.

    Returns:
        A lazy stream, from `start` on the same as from the beginning. Every source gives at least one record:
        a failure, if there is no other.

    Raises:
        ReadError: at once, if the metadata file cannot be used.
    """
    known = Metadata() if metadata is None else load_metadata(metadata)
    return _read(find_inputs(inputs, leave_out=metadata), known, stdin, start)


def count_inputs(
    inputs: Sequence[str | Path], *, metadata: Path | None = None, most: int | None = None
) -> int | None:
    """Return how many items `read_articles` will give, about, or null if only reading can tell.

    Args:
        inputs: as for `read_articles`.
        metadata: as for `read_articles`.
        most: where counting is given up, so that it comes to null, too; with it no file is opened, and one
            of many articles comes to null.
    """
    total = 0
    for found in find_inputs(inputs, leave_out=metadata):
        if total == most or found == STDIN:
            return None
        if not isinstance(found, Path):
            count: int | None = 1
        elif most is not None:
            count = 1 if holds_one(found) else None
        else:
            count = count_of(found)
        if count is None:
            return None
        total += count
    return total


def _with_own_ids(items: Iterator[Article | Unreadable]) -> Iterator[Article | Unreadable]:
    """Give the items; an article whose doc_id an earlier one has is a failure."""
    places: dict[str, str | None] = {}
    for item in items:
        if isinstance(item, Article) and item.doc_id in places:
            place = item.path or item.doc_id
            twice = ReadError("E121", doc_id=item.doc_id, place=place, first=places[item.doc_id])
            yield Unreadable(item.doc_id, place, twice)
            continue
        if isinstance(item, Article):
            places[item.doc_id] = item.path
        yield item


def _read(
    sources: Iterator[Path | Unreadable | Literal["-"]], known: Metadata, stdin: BinaryIO | None, start: Place
) -> Iterator[Raw]:
    for number, source in enumerate(sources):
        if number < start.source:
            continue
        skip = start.record if number == start.source else 0
        name = os.fspath(source) if isinstance(source, Path) else None
        index, record = -1, None
        for index, record in enumerate(_records(source, stdin, skip)):
            if index >= skip and record is not None:
                given = {} if isinstance(record, Unreadable) else known.of(record)
                yield Raw(Place(number, index), name, record, given)
        if index < skip - 1 and isinstance(record, Unreadable) and record.error.code == "E104":
            yield Raw(Place(number, skip), name, record, {})  # it could be read that far before, but not now
    if start == START:
        known.log_unmatched()


def _records(
    source: Path | Unreadable | Literal["-"], stdin: BinaryIO | None, skip: int
) -> Iterator[Record | Page | Unreadable | None]:
    """Give the records of a source; a failure of the whole, or of all that is left, ends it."""
    name = source if isinstance(source, Path) else "stdin"
    try:
        if isinstance(source, Unreadable):
            yield source
        elif isinstance(source, Path):
            yield from records_of(source, skip)
        else:
            yield from _stdin_records(stdin or sys.stdin.buffer, skip)
    except ReadError as error:
        yield failed(name, error)
    except OSError as error:
        yield failed(name, not_opened(name, error))


def _stdin_records(stream: BinaryIO, skip: int) -> Iterator[Record | Page | Unreadable | None]:
    """Read JSON Lines if the first byte that is not blank is ``{``, else one page or plain text."""
    head = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    lines = chain(head, stream)
    if head and head[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from row_records("stdin", object_rows(lines, "stdin", skip))
    else:
        yield article_in(b"".join(lines), "stdin", "stdin")
