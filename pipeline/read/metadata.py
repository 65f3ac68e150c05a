"""A file of metadata beside the articles: one row an article, joined by file name or by doc_id."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.read.formats import ROW_FORMATS
from pipeline.read.names import ending_of, printable
from pipeline.read.published import publication_day
from pipeline.read.records import Page, Record, keys_of, known_fields, not_opened

_LOG = logging.getLogger(__name__)

_NOTHING: Final[Mapping[str, object]] = {}


@dataclass(slots=True)
class Metadata:
    """Fields of articles, under the names of `Article`.

    Attributes:
        path: the metadata file; the paths in it are relative to its folder.
        by_file: absolute path, or bare file name -> fields.
        by_id: doc_id -> fields.
        rows: how many rows there are.
        unmatched: what the rows name that no record has matched yet, by the identity of their fields.
    """

    path: Path = field(default_factory=Path)
    by_file: dict[str, Mapping[str, object]] = field(default_factory=dict)
    by_id: dict[str, Mapping[str, object]] = field(default_factory=dict)
    rows: int = 0
    unmatched: dict[int, str | None] = field(default_factory=dict)

    def of(self, record: Record | Page) -> Mapping[str, object]:
        """Return what is given for a record; empty if nothing is."""
        fields = self._find(record)
        self.unmatched.pop(id(fields), None)
        return fields

    def log_unmatched(self) -> None:
        """Log how many rows no record has matched: a warning if that is all of them."""
        if not self.unmatched:
            return
        path, unmatched = printable(self.path), len(self.unmatched)
        if unmatched == self.rows:
            _LOG.warning("none of the %d rows of %s matches an article", self.rows, path)
        else:
            some = next(iter(self.unmatched.values()))
            _LOG.info(
                "%d of %d rows of %s match no article, such as that of %r", unmatched, self.rows, path, some
            )

    def _find(self, record: Record | Page) -> Mapping[str, object]:
        if record.file is not None:
            path = _absolute(record.file)
            for name in (path.as_posix(), path.name):
                if name in self.by_file:
                    return self.by_file[name]
        doc_id = record.fields.get("doc_id", record.name) if isinstance(record, Record) else record.name
        return self.by_id.get(str(doc_id).strip(), _NOTHING)


def load_metadata(path: Path) -> Metadata:
    """Read a metadata file.

    Args:
        path: a file of one of the row formats. Each row names a ``file`` or a ``doc_id``; null fields are
            as if absent. A file is named by its name alone, wherever it lies, or by its path, absolute or
            from the folder of the metadata file; upper and lower case are told apart.

    Raises:
        ReadError: E101, E104 or E133 if it cannot be read, and the error of the first row that is broken
            (E113, E114), has a wrong date (E120), names nothing (E131) or what an earlier row names (E132).
    """
    rows = ROW_FORMATS.get(ending_of(path))
    if rows is None:
        raise ReadError("E133", path=printable(path), endings=", ".join(ROW_FORMATS))
    metadata = Metadata(path)
    try:
        for number, row in filter(None, rows(path, 0)):
            if isinstance(row, ReadError):
                raise row
            _add(metadata, known_fields(row), number, path)
    except OSError as error:
        raise not_opened(path, error) from error
    return metadata


def _add(metadata: Metadata, fields: dict[str, object], number: int, path: Path) -> None:
    fields.pop("text", None)
    named = str(fields.pop("file")) if "file" in fields else None
    file = None if named is None else _file_key(named, path.parent)
    doc_id = str(fields["doc_id"]).strip() if "doc_id" in fields else None
    if file is None and doc_id is None:
        keys = f"{keys_of('file')}, {keys_of('doc_id')}"
        raise ReadError("E131", row=number, path=printable(path), keys=keys)
    if "published" in fields:
        fields["published"] = publication_day(fields["published"], f"{printable(path)}#{number}")
    for index, key in ((metadata.by_file, file), (metadata.by_id, doc_id)):
        if key in index:
            raise ReadError("E132", row=number, path=printable(path), key=key)
        if key is not None:
            index[key] = fields
    metadata.rows += 1
    metadata.unmatched[id(fields)] = named or doc_id


def _file_key(named: str, folder: Path) -> str:
    file = Path(named)
    return file.name if len(file.parts) == 1 else _absolute(folder / file).as_posix()


def _absolute(path: Path) -> Path:
    # Links stay: an article is known by the name that it is read by.
    return Path(os.path.normpath(path.absolute()))
