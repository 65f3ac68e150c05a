"""The documents of a run that were seen before, in SQLite: ids read twice, and copies of a text.

Nothing is held in memory, so that a hundred million documents fit. The indexes that come with MinHash
libraries keep everything in memory, or on a server, and none can be cut back to a checkpoint.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pipeline.errors import RunError
from pipeline.run.signature import bands, similarity_of_copy

#: Raised with every change of the tables below or of signatures.
_VERSION: Final = 2
#: In a write-ahead log with synchronous=FULL, what was committed survives a kill and a loss of power. One
#: process at a time: the log then needs no shared memory, which network file systems lack. The cache is
#: 8 MiB whatever the size of the file; the log is written back once it has 64.
_SETUP: Final = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -8192;
PRAGMA wal_autocheckpoint = 16384;
PRAGMA journal_size_limit = 67108864;
"""
#: A row of `place` for every id, one of `original` for every document that is no copy, in order of
#: input; what is long lies in these, which only grow at their end, and not in the indexes.
_TABLES: Final = f"""
CREATE TABLE place (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, place BLOB NOT NULL);
CREATE TABLE original (
    number INTEGER PRIMARY KEY, text BLOB NOT NULL UNIQUE, doc_id BLOB NOT NULL, signature BLOB
);
CREATE TABLE band (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
PRAGMA user_version = {_VERSION};
"""
#: Bytes of a hash: enough that among 10**8 documents two differ but for 1 in 10**22.
_HASH: Final = 16
#: Documents kept under one band. The words that an outlet puts under every article give bands that
#: millions share; those who are copies of one another share others as well.
_CROWD: Final = 8
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FOREIGN: Final = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR})


@dataclass(frozen=True, slots=True)
class Copy:
    """What a document is a copy of.

    Attributes:
        of: doc_id of the earliest document with its text.
        similarity: 1.0 for the same text, else the estimated Jaccard similarity of runs of nine words.
    """

    of: str
    similarity: float


class SeenDocuments:
    """Documents noted in the order of the input, to know them again; used in a ``with`` block.

    Args:
        path: the file, made if need be; null for one that vanishes with the process. What was noted after
            the last `commit` is forgotten on closing.

    Raises:
        RunError: E402 or E403, the file cannot be written; E431, it holds something else; E432, another
            process has it open. Every method can raise them.
    """

    def __init__(self, path: Path | None) -> None:
        self._name = str(path or "the temporary index of documents")
        with self._told():
            # SQLite takes an empty name for a temporary file of its own.
            self._database = sqlite3.connect(path or "", isolation_level=None, timeout=0)
        try:
            with self._told():
                self._open()
        except RunError:
            self._database.close()
            raise

    def first_place(self, number: int, doc_id: str, place: str) -> str | None:
        """Tell where an id was read before, or note it.

        Args:
            number: number of the document in the order of the input, from 0; greater than any before.
            doc_id: its id.
            place: where it was read, for messages.

        Returns:
            The place of the document that had this id first, or null.
        """
        key = blake2b(_as_bytes(doc_id), digest_size=_HASH).digest()
        with self._told():
            row = self._database.execute("SELECT place FROM place WHERE id = ?", (key,)).fetchone()
            if row is None:
                self._database.execute("INSERT INTO place VALUES (?, ?, ?)", (number, key, _as_bytes(place)))
        return None if row is None else _as_text(row[0])

    def find_copy(self, number: int, doc_id: str, text_sha256: str, signature: bytes | None) -> Copy | None:
        """Tell of which document this one is a copy, or note it as no copy.

        Copies are compared with documents that are none, never with one another, so that a text that changes
        bit by bit ends in a document of its own.

        Args:
            number: number of the document in the order of the input, from 0; greater than any before.
            doc_id: its id.
            text_sha256: SHA-256 of its text, hexadecimal.
            signature: that of `pipeline.run.signature`; without it only the same text is a copy.

        Returns:
            The earliest document with the same text or nearly so, or null.
        """
        text = bytes.fromhex(text_sha256)[:_HASH]
        with self._told():
            same = self._database.execute("SELECT doc_id FROM original WHERE text = ?", (text,)).fetchone()
            if same is not None:
                return Copy(_as_text(same[0]), 1.0)
            sharing = {} if signature is None else self._sharing(bands(signature))
            found = None if signature is None else self._near_copy(signature, sharing)
            if found is None:
                self._note(number, (text, _as_bytes(doc_id), signature), sharing)
        return found

    def commit(self) -> None:
        """Put everything noted so far safely on the disk."""
        with self._told():
            self._database.execute("COMMIT")
            self._database.execute("BEGIN IMMEDIATE")

    def check(self, documents: int) -> None:
        """Make sure that the file is the one that a run left.

        Args:
            documents: how many ids were noted in it.

        Raises:
            RunError: E431, it has more or fewer: it was lost, or is that of another run.
        """
        with self._told():
            (noted,) = self._database.execute("SELECT count(*) FROM place").fetchone()
        if noted != documents:
            reason = f"it has {noted:,} documents, and the run {documents:,}"
            raise RunError("E431", path=self._name, reason=reason)

    def cut_back(self, number: int) -> None:
        """Forget all documents with this number or a greater one, as if they had not been read."""
        with self._told():
            signatures = self._database.execute(
                "SELECT number, signature FROM original WHERE number >= ? AND signature NOT NULL", (number,)
            )
            for cut, signature in signatures:
                rows = [(key, cut) for key in bands(signature)]
                self._database.executemany("DELETE FROM band WHERE key = ? AND number = ?", rows)
            self._database.execute("DELETE FROM original WHERE number >= ?", (number,))
            self._database.execute("DELETE FROM place WHERE number >= ?", (number,))

    def close(self) -> None:
        """Close the file, without what was noted after the last `commit`."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        self._database.executescript(_SETUP)
        self._database.execute("BEGIN IMMEDIATE")
        (tables,) = self._database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not tables:
            for statement in filter(str.strip, _TABLES.split(";")):
                self._database.execute(statement)
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            raise RunError("E431", path=self._name, reason=f"its version is {version}, not {_VERSION}")

    def _sharing(self, keys: set[int]) -> dict[int, list[int]]:
        """Return band -> numbers of the documents noted under it, for the bands of a document."""
        sharing: dict[int, list[int]] = {key: [] for key in keys}
        marks = ", ".join("?" * len(keys))
        rows = self._database.execute(f"SELECT key, number FROM band WHERE key IN ({marks})", tuple(keys))  # noqa: S608 - question marks
        for key, number in rows:
            sharing[key].append(number)
        return sharing

    def _near_copy(self, signature: bytes, sharing: dict[int, list[int]]) -> Copy | None:
        for number in sorted({number for numbers in sharing.values() for number in numbers}):
            doc_id, other = self._database.execute(
                "SELECT doc_id, signature FROM original WHERE number = ?", (number,)
            ).fetchone()
            similarity = similarity_of_copy(signature, other)
            if similarity is not None:
                return Copy(_as_text(doc_id), similarity)
        return None

    def _note(
        self, number: int, values: tuple[bytes, bytes, bytes | None], sharing: dict[int, list[int]]
    ) -> None:
        self._database.execute("INSERT INTO original VALUES (?, ?, ?, ?)", (number, *values))
        rows = [(key, number) for key, numbers in sharing.items() if len(numbers) < _CROWD]
        self._database.executemany("INSERT INTO band VALUES (?, ?)", rows)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the errors of SQLite inside the block into errors of the run."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest tells the kind more closely
            if code == sqlite3.SQLITE_FULL:
                told = "E402"
            elif code in _BUSY:
                told = "E432"
            else:
                told = "E431" if code in _FOREIGN else "E403"
            raise RunError(told, path=self._name, reason=str(error)) from error


def _as_bytes(text: str) -> bytes:
    """Encode a name, which can hold lone surrogates: those of a file's name that is no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def _as_text(encoded: bytes) -> str:
    return encoded.decode("utf-8", "surrogatepass")
