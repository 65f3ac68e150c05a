"""Entities, and the files of a knowledge base that hold them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from jsonlines import InvalidLineError
from pydantic_core import from_json

from pipeline.errors import KnowledgeError
from pipeline.facts.lines import explain, parse_lines
from pipeline.tables import load_table

#: Endings of the files that a folder is searched for.
ENDINGS: Final = (".json", ".jsonl", ".csv")
#: Columns that OpenSanctions' simple CSV has, and without which a table is no base.
_COLUMNS: Final = ("id", "schema", "name")
#: The longest cell in characters, as for articles: the csv module keeps one limit for all tables.
_LONGEST_CELL: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that names can mean.

    Attributes:
        id: its id in the base.
        schema: its FollowTheMoney schema, for instance ``Person``.
        names: what it is called.
        aliases: further names, each as good as the first ones where it has two words or more.
        weak: names that are also common words, which count in few roles.
        countries: ISO 3166-1 alpha-2 codes, lower case, as FollowTheMoney writes them.
        wikidata: its Wikidata ids; two entities that share one are the same.
        parents: ids of the entities it is part of.
    """

    id: str
    schema: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    wikidata: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


#: An entity, or what is wrong with a line (E333), each with the number of bytes read so far.
Item: TypeAlias = tuple[Entity | KnowledgeError, int]


def base_files(path: Path) -> list[Path]:
    """List the files of a base in the order of their names: the path itself, or those in the folder.

    Raises:
        KnowledgeError: E331, there is no such file or folder; E332, the folder holds no file of a base.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise KnowledgeError("E331", path=str(path))
    files = sorted(file for file in path.iterdir() if file.name.lower().endswith(ENDINGS))
    if not files:
        raise KnowledgeError("E332", path=str(path), reason=f"it has no file ending in {', '.join(ENDINGS)}")
    return files


def read_entities(file: Path) -> Iterator[Item]:
    """Read a file of entities: FollowTheMoney as JSON Lines, or OpenSanctions' simple CSV.

    Entities whose schema fills no role (sanctions, addresses, ownerships) are passed over.

    Yields:
        The entities and the errors of broken lines, in the order of the file.

    Raises:
        KnowledgeError: E331, the file cannot be opened; E332, it is a table without the columns of a base.
    """
    try:
        with file.open("rb") as stream:
            yield from (_csv if file.suffix.lower() == ".csv" else _json_lines)(file, stream)
    except OSError as error:
        raise KnowledgeError("E331", path=str(file)) from error


def _json_lines(file: Path, stream: BinaryIO) -> Iterator[Item]:
    counted = _Counted(stream)
    for number, entity in parse_lines(counted, lambda line: entity_of(from_json(line))):
        if isinstance(entity, InvalidLineError):
            yield _broken(file, number, explain(entity)), counted.read
        elif entity is not None:
            yield entity, counted.read


def entity_of(record: Any) -> Entity | None:
    """Return the entity that a FollowTheMoney object describes, or null if its schema fills no role.

    Raises:
        ValueError: it is no such object.
    """
    if not isinstance(record, dict) or not all(isinstance(record.get(key), str) for key in ("id", "schema")):
        message = "no object with id and schema"
        raise ValueError(message)
    if record["schema"] not in _indexed():
        return None
    if not isinstance(properties := record.get("properties"), dict):
        message = "properties is no object"
        raise ValueError(message)  # noqa: TRY004 - what a broken line raises for the reader of lines
    words = load_table("knowledge")
    return Entity(
        id=record["id"],
        schema=record["schema"],
        names=_values(properties, words["names"]),
        aliases=_values(properties, words["aliases"]),
        countries=_values(properties, ("country", "nationality", "jurisdiction", "citizenship")),
        wikidata=_values(properties, ("wikidataId",)),
        parents=_values(properties, ("parent",)),
    )


def _values(properties: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    """List the strings among the values of some properties, each once."""
    found: dict[str, None] = {}
    for key in keys:
        values = properties.get(key, ())
        for value in values if isinstance(values, list | tuple) else (values,):
            if isinstance(value, str) and value.strip():
                found[value] = None
    return tuple(found)


def _csv(file: Path, stream: BinaryIO) -> Iterator[Item]:
    counted = _Counted(stream)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader((line.decode("utf-8", "surrogateescape") for line in counted), strict=True)
    header = _header(file, rows)
    while True:
        try:
            row = next(rows)
            entity = _entity_of_row(dict(zip(header, row, strict=True)) if row else {})
        except StopIteration:
            return
        except (csv.Error, ValueError) as error:
            yield _broken(file, rows.line_num, str(error)), counted.read
        else:
            if entity is not None:
                yield entity, counted.read


def _header(file: Path, rows: Iterator[list[str]]) -> list[str]:
    try:
        header = [name.removeprefix("\ufeff").strip() for name in next(rows, [])]
    except csv.Error as error:
        raise KnowledgeError("E332", path=str(file), reason=str(error)) from error
    if lacking := [name for name in _COLUMNS if name not in header]:
        raise KnowledgeError("E332", path=str(file), reason=f"it has no column {', '.join(lacking)}")
    return header


def _entity_of_row(row: Mapping[str, str]) -> Entity | None:
    if not row:
        return None
    if any("\udc80" <= letter <= "\udcff" for cell in row.values() for letter in cell):
        message = "it is not UTF-8"
        raise ValueError(message)
    if not row["id"] or not row["name"]:
        message = "it has no id or no name"
        raise ValueError(message)
    if row["schema"] not in _indexed():
        return None
    return Entity(
        id=row["id"],
        schema=row["schema"],
        names=(row["name"],),
        aliases=_listed(row.get("aliases", "")),
        countries=_listed(row.get("countries", "")),
    )


def _listed(cell: str) -> tuple[str, ...]:
    """Split a cell that holds a list: quoted values between semicolons."""
    return tuple(value for value in next(csv.reader([cell], delimiter=";"), []) if value.strip())


def _broken(file: Path, line: int, reason: str) -> KnowledgeError:
    return KnowledgeError("E333", path=str(file), line=line, reason=reason)


class _Counted:
    """The lines of a stream, with the number of bytes read so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._stream:
            self.read += len(line)
            yield line


@cache
def _indexed() -> frozenset[str]:
    return frozenset(schema for schemata in load_table("knowledge")["roles"].values() for schema in schemata)
