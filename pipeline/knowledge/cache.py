"""Where the indexes of users' bases lie, and making them once."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import KnowledgeError
from pipeline.knowledge.entities import Entity, base_files, read_entities
from pipeline.knowledge.index import VERSION, Index, fill

_LOG = logging.getLogger(__name__)
#: A file whose first lines are all broken is no base, and is not read to its end.
_PATIENCE: Final = 100
#: Progress is told after so many entities.
_STEP: Final = 5_000


@dataclass(frozen=True, slots=True)
class Indexing:
    """How far the indexing of a file has come.

    Attributes:
        file: the file of the base.
        entities: number of entities so far.
        read, size: bytes read so far, and of the file.
        broken: what is wrong with the line just read (E333), or null.
    """

    file: Path
    entities: int
    read: int
    size: int
    broken: KnowledgeError | None = None


Watcher = Callable[[Indexing], object]


def index_folder() -> Path:
    """Return the folder for indexes, ``platform-claims`` in the user's cache (XDG specification)."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if cache else Path.home() / ".cache") / "platform-claims"


def open_base(
    path: Path, folder: Path | None = None, on_progress: Watcher = lambda step: None
) -> dict[Path, Index]:
    """Open a base; its files are indexed first where that has not been done, or where they have changed.

    Args:
        path: a file of entities, or a folder of them.
        folder: where indexes lie; `index_folder` by default.
        on_progress: called now and then while a file is indexed, and with every broken line.

    Returns:
        Each file, in the order of their names, with its index.

    Raises:
        KnowledgeError: E331, the base cannot be read; E332, it is none; E334, no index can be kept.
    """
    return {file: _open(file, folder or index_folder(), on_progress) for file in base_files(path)}


def _open(file: Path, folder: Path, on_progress: Watcher) -> Index:
    index = folder / _name(file)
    try:
        if not index.is_file():
            _make(file, index, on_progress)
        return Index.open(index)
    except (OSError, sqlite3.Error) as error:
        raise KnowledgeError("E334", path=str(file), folder=str(folder), reason=error) from error


def _name(file: Path) -> str:
    """Return the name of a file's index: it changes with the file's path, size and time of change."""
    state = file.stat()
    content = f"{VERSION} {state.st_size} {state.st_mtime_ns}"
    return f"{_digest(str(file.resolve()))}-{_digest(content)}.sqlite"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _make(file: Path, index: Path, on_progress: Watcher) -> None:
    """Index a file; the index gets its name when it is whole, and older ones of the file go."""
    index.parent.mkdir(parents=True, exist_ok=True)
    partial = index.with_name(f"{index.name}.{os.getpid()}.partial")
    try:
        with closing(sqlite3.connect(partial)) as database:
            fill(database, _entities(file, on_progress), sha256=_sha256(file))
            database.commit()
        partial.replace(index)
    finally:
        partial.unlink(missing_ok=True)
    for older in index.parent.glob(f"{index.name.partition('-')[0]}-*.sqlite"):
        if older != index:
            older.unlink(missing_ok=True)


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise KnowledgeError("E331", path=str(file)) from error


def _entities(file: Path, on_progress: Watcher) -> Iterator[Entity]:
    """Yield the entities of a file, and tell how it goes.

    Raises:
        KnowledgeError: E331, the file cannot be read; E332, it holds no entity, or nothing but broken lines.
    """
    size = file.stat().st_size
    entities = broken = read = 0
    for item, read in read_entities(file):
        if isinstance(item, KnowledgeError):
            broken += 1
            _LOG.warning("%s", item)
            on_progress(Indexing(file, entities, read, size, item))
            if broken >= _PATIENCE and not entities:
                break
        else:
            entities += 1
            if entities % _STEP == 0:
                on_progress(Indexing(file, entities, read, size))
            yield item
    if not entities:
        reason = f"its first {broken} lines are broken" if broken else "it holds no person or body"
        raise KnowledgeError("E332", path=str(file), reason=reason)
    on_progress(Indexing(file, entities, size, size))
