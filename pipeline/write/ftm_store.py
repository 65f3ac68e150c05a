"""Statements on entities in any order, put together by entity on disk, so that memory stays the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.errors import RunError

if TYPE_CHECKING:
    from followthemoney import Dataset, StatementEntity

#: Statements that are held in memory before they go to disk; one that is repeated among them goes once.
_HELD: Final = 50_000


class Node(NamedTuple):
    """An entity: its id and the name of its schema."""

    id: str
    schema: str


class Store:
    """Statements, in a file of SQLite that goes when the store is closed, or when the process ends.

    Args:
        dataset: the data set that all statements belong to.

    Raises:
        RunError: E451, there is no room for the file, as every method may say.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._held: dict[tuple[Node, str, str], str | None] = {}
        self._file = sqlite3.connect("")  # a file of no name in the folder for temporary files
        self._file.execute("CREATE TABLE statements (entity, schema, property, value, origin)")

    def add(self, node: Node, name: str, value: str, origin: str | None) -> None:
        """Add a statement: a value of a property of an entity, and the fact that it comes from."""
        self._held.setdefault((node, name, value), origin)
        if len(self._held) >= _HELD:
            self._put_down()

    def entities(self) -> Iterator[StatementEntity]:
        """Give the entities by their ids; of equal statements the first counts."""
        from followthemoney import StatementEntity  # noqa: PLC0415 - slow, and an extra

        self._put_down()
        wanted = "SELECT entity, schema, property, value, origin FROM statements ORDER BY entity, rowid"
        with _room(), closing(self._file.execute(wanted)) as rows:
            for (entity_id, schema), statements in groupby(rows, itemgetter(0, 1)):
                entity = StatementEntity(self._dataset, {"schema": schema, "id": entity_id})
                for _, _, name, value, origin in statements:
                    entity.add(name, value, origin=origin)
                yield entity

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _put_down(self) -> None:
        rows = ((*node, name, value, origin) for (node, name, value), origin in self._held.items())
        with _room(), self._file:
            self._file.executemany("INSERT INTO statements VALUES (?, ?, ?, ?, ?)", rows)
        self._held.clear()


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise RunError("E451", reason=error) from error
