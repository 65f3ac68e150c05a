"""The index of a knowledge base: names under the keys by which they are looked up, in SQLite.

The shipped base is indexed in memory; one of a user's, which can hold millions, in a file that is made once
and then opened without reading it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self

from pipeline.knowledge.entities import Entity
from pipeline.knowledge.names import abbreviation, name_key, name_words

#: Raised with every change of the tables below or of the form of keys: an older index is then made anew.
VERSION: Final = 2

Strength = Literal["name", "alias", "weak"]

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entity (
    number INTEGER PRIMARY KEY, id TEXT, schema TEXT, countries TEXT, wikidata TEXT, parents TEXT
);
CREATE TABLE name (key TEXT, words TEXT, abbreviation TEXT, strength TEXT, entity INTEGER);
CREATE TABLE source (sha256 TEXT);
"""
_FINISH: Final = "CREATE INDEX name_key ON name (key); CREATE INDEX entity_id ON entity (id);"
_LOOK_UP: Final = """
SELECT words, abbreviation, strength, id, schema, countries, wikidata
FROM name JOIN entity ON entity.number = name.entity WHERE key = ? ORDER BY name.rowid LIMIT ?
"""
#: What the id of a country begins with; the rest is its ISO 3166-1 alpha-2 code.
COUNTRY: Final = "iso:"
#: More entities than this under one key cannot be told apart by a name.
MOST_CANDIDATES: Final = 1000
#: Rows that are handed to SQLite at once.
_BATCH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name can mean, with the name it has in the base.

    Attributes:
        words: the words of that name, as `name_words` gives them.
        abbreviation: that name where it is an abbreviation, else null.
        strength: whether it is a first name of the entity, an alias or a weak name.
        id, schema: those of the entity.
        countries, wikidata: see `Entity`.
    """

    words: tuple[str, ...]
    abbreviation: str | None
    strength: Strength
    id: str
    schema: str
    countries: frozenset[str]
    wikidata: frozenset[str]


class Index:
    """An index that is ready for use."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> Self:
        """Index entities in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        fill(database, entities)
        return cls(database)

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open a finished index for reading; nothing is loaded before it is asked for.

        Raises:
            sqlite3.Error: the file is no index.
        """
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(address, uri=True, check_same_thread=False)
        database.execute("SELECT words FROM name WHERE key = ''").fetchone()  # a damaged file fails here
        return cls(database)

    def source(self) -> tuple[str | None, int]:
        """Return the SHA-256 of the file that was indexed, null for none, and the number of its entities."""
        # Entities are numbered from 0; to count the rows would read them all.
        query = "SELECT (SELECT sha256 FROM source), (SELECT coalesce(max(number), -1) + 1 FROM entity)"
        sha256, entities = self._database.execute(query).fetchone()
        return sha256, entities

    def candidates(self, words: tuple[str, ...]) -> list[Candidate]:
        """List the names that sound like one, in the order of the base; at most `MOST_CANDIDATES` and one."""
        key = name_key(words)
        if not key:
            return []
        rows = self._database.execute(_LOOK_UP, (key, MOST_CANDIDATES + 1))
        return [
            Candidate(
                tuple(name.split(" ")),
                short,
                strength,
                identity,
                schema,
                frozenset(countries.upper().split()),
                frozenset(wikidata.split()),
            )
            for name, short, strength, identity, schema, countries, wikidata in rows
        ]

    def wholes(self, entity: str) -> tuple[str, ...]:
        """Return the ids of what an entity is part of, its country among them; none for an unknown one."""
        query = "SELECT parents, countries FROM entity WHERE id = ?"
        row = self._database.execute(query, (entity,)).fetchone() or ("", "")
        return (*row[0].split(), *(f"{COUNTRY}{code}" for code in row[1].upper().split()))


def fill(database: sqlite3.Connection, entities: Iterable[Entity], *, sha256: str | None = None) -> None:
    """Write entities into an empty database and index them.

    Args:
        database: the connection; nothing in it is safe until this returns.
        entities: the entities, read as they come.
        sha256: hash of the file that they come from, or null for none.
    """
    database.executescript(_TABLES)
    database.execute("INSERT INTO source VALUES (?)", (sha256,))
    names: list[tuple[str, str, str | None, str, int]] = []
    for number, entity in enumerate(entities):
        database.execute(
            "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                entity.id,
                entity.schema,
                " ".join(entity.countries),
                " ".join(entity.wikidata),
                " ".join(entity.parents),
            ),
        )
        names += _rows(number, entity)
        if len(names) >= _BATCH:
            database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
            names.clear()
    database.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
    database.executescript(_FINISH)


def _rows(number: int, entity: Entity) -> Iterator[tuple[str, str, str | None, str, int]]:
    """Yield the names of an entity, each spelling once, the strongest first."""
    seen = set()
    strengths: tuple[tuple[Strength, tuple[str, ...]], ...] = (
        ("name", entity.names),
        ("alias", entity.aliases),
        ("weak", entity.weak),
    )
    for strength, names in strengths:
        for name in names:
            words = name_words(name)
            key = name_key(words)
            if key and words not in seen:
                seen.add(words)
                yield key, " ".join(words), abbreviation(name), strength, number
