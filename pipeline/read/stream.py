"""The stream of articles, and of failures in their place."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from pipeline.errors import ReadError
from pipeline.facts import Article
from pipeline.read.article import given_id, make_article
from pipeline.read.decode import decode
from pipeline.read.formats import ROW_FORMATS, records_of
from pipeline.read.inputs import STDIN, find_inputs
from pipeline.read.json_lines import object_rows
from pipeline.read.metadata import Metadata, load_metadata
from pipeline.read.records import Record, Unreadable, failed, not_opened, row_records
from pipeline.read.text_file import text_record


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
    known = Metadata() if metadata is None else load_metadata(metadata)
    return _read(inputs, known, metadata, stdin)


def count_inputs(inputs: Sequence[str | Path], *, metadata: Path | None = None) -> int | None:
    """Return how many items `read_articles` will give, or null if only reading can tell.

    Args:
        inputs: as for `read_articles`.
        metadata: as for `read_articles`.
    """
    total = 0
    for found in find_inputs(inputs, leave_out=metadata):
        if found == STDIN or (isinstance(found, Path) and found.suffix.lower() in ROW_FORMATS):
            return None
        total += 1
    return total


def _read(
    inputs: Sequence[str | Path], known: Metadata, metadata: Path | None, stdin: BinaryIO | None
) -> Iterator[Article | Unreadable]:
    places: dict[str, str] = {}
    for found in find_inputs(inputs, leave_out=metadata):
        if isinstance(found, Unreadable):
            yield found
            continue
        for record in _records(found, stdin):
            yield record if isinstance(record, Unreadable) else _article(record, known, places)


def _records(source: Path | Literal["-"], stdin: BinaryIO | None) -> Iterator[Record | Unreadable]:
    """Give the records of a file or of standard input; a failure of the whole ends it as one `Unreadable`."""
    name = "stdin" if source == STDIN else source
    try:
        if isinstance(source, Path):
            yield from records_of(source)
        else:
            yield from _stdin_records(stdin or sys.stdin.buffer)
    except ReadError as error:
        yield failed(name, error)
    except OSError as error:
        yield failed(name, not_opened(name, error))


def _stdin_records(stream: BinaryIO) -> Iterator[Record | Unreadable]:
    """Read JSON Lines if the first byte that is not blank is ``{``, else one plain text."""
    head = []
    for line in stream:
        head.append(line)
        if line.strip():
            break
    lines = chain(head, stream)
    if head and head[-1].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        yield from row_records("stdin", object_rows(lines, "stdin"))
    else:
        yield text_record(decode(b"".join(lines), "stdin"), "stdin", "stdin")


def _article(record: Record, known: Metadata, places: dict[str, str]) -> Article | Unreadable:
    """Return the article of a record. `places` says where each doc_id was read, and is added to."""
    given = known.of(record)
    try:
        article = make_article(record, given)
    except ReadError as error:
        return Unreadable(given_id(record, given), record.place, error)
    first = places.get(article.doc_id)
    if first is not None:
        twice = ReadError("E121", doc_id=article.doc_id, place=record.place, first=first)
        return Unreadable(article.doc_id, record.place, twice)
    places[article.doc_id] = record.place
    return article
