"""Facts as FollowTheMoney: entities, or the statements that they consist of, as JSON lines.

Both are made by the library of that name, which checks every value. It also cleans text: Unicode is
brought to the form NFC, control characters and blanks at the ends go.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import RunError, UsageError
from pipeline.facts import Article, Fact
from pipeline.write.ftm_graph import Graph
from pipeline.write.ftm_store import Store
from pipeline.write.tally import Tally

if TYPE_CHECKING:
    from followthemoney import StatementEntity

_DATASET: Final = {"name": "platform_claims", "title": "Platform Claims"}


def ftm_lines(facts: Iterable[Fact], articles: Mapping[str, Article], tally: Tally) -> Iterator[bytes]:
    """Give the entities of all facts, each once, as ``entities.ftm.json`` has them.

    They are put together in a temporary file, for any fact may tell of any entity: memory does not grow
    with their number. They come by their ids.

    Args:
        facts: facts with their ids.
        articles: doc_id -> the article, for the entity that is the proof; any may be missing.
        tally: gets what cannot be carried.

    Yields:
        An entity as JSON, ended by a line feed.

    Raises:
        UsageError: E414, followthemoney is not installed.
        RunError: E416, followthemoney refuses an entity; E451, there is no room for the temporary file.
    """
    for entity in _entities(facts, articles, tally):
        properties = {name: sorted(values) for name, values in sorted(entity.properties.items())}
        data = {"id": entity.id, "caption": entity.caption, "schema": entity.schema.name}
        tally.records += 1
        yield _line(data | {"properties": properties, "datasets": sorted(entity.datasets)})


def ftm_statement_lines(
    facts: Iterable[Fact], articles: Mapping[str, Article], tally: Tally
) -> Iterator[bytes]:
    """Give the statements of the entities of `ftm_lines`, in the library's own JSON form of statements.

    Args:
        facts: as for `ftm_lines`.
        articles: as for `ftm_lines`.
        tally: as for `ftm_lines`.

    Yields:
        A statement as JSON, ended by a line feed; those of an entity stand together.

    Raises:
        UsageError: as for `ftm_lines`.
        RunError: as for `ftm_lines`.
    """
    for entity in _entities(facts, articles, tally):
        for statement in sorted(entity.statements):
            tally.records += 1
            yield _line({**statement.to_dict()})


def _entities(
    facts: Iterable[Fact], articles: Mapping[str, Article], tally: Tally
) -> Iterator[StatementEntity]:
    try:
        from followthemoney import Dataset  # noqa: PLC0415 - slow, and an extra
    except ImportError as error:
        raise UsageError("E414") from error
    with closing(Store(Dataset.make(_DATASET))) as store:
        graph = Graph(store, articles, tally)
        for fact in facts:
            graph.add(fact)
        for entity in store.entities():
            _check(entity)
            yield entity


def _check(entity: StatementEntity) -> None:
    from followthemoney.exc import InvalidData  # noqa: PLC0415 - as above

    try:
        entity.schema.validate({"properties": entity.properties})
    except InvalidData as error:
        raise RunError("E416", schema=entity.schema.name, id=entity.id, why=error.errors) from error


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"
