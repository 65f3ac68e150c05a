"""The base that ships: what the tables know, and what ``tables/knowledge/`` adds to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any, Final

import pycountry
from pydantic_core import from_json

from pipeline.knowledge.entities import Entity, entity_of
from pipeline.knowledge.index import COUNTRY
from pipeline.tables import load_table

#: What the id of a medium in ``tables/media.yaml`` begins with; the rest is its key there.
MEDIUM: Final = "media:"


def shipped_entities() -> Iterator[Entity]:
    """Yield the entities of the shipped base, each once, in a fixed order.

    Their ids are the platform ids of facts (``twitter``), ``iso:`` with the code of a country (``iso:IR``),
    the keys of ``tables/authorities.yaml`` (``us_ofac``), ``media:`` with a key of ``tables/media.yaml``, and
    for others ``person:`` or ``org:`` with a name. An entity of ``tables/knowledge/`` whose id is that of a
    table entry has the names of that entry too, unless it says its name itself.
    """
    written = {entity.id: entity for entity in _written()}
    tables = {
        entity.id: entity
        for entity in (*_countries(), *_platforms(written), *_bodies(written), *_media(written))
    }
    for key, entity in tables.items():
        yield _together(entity, written[key]) if key in written else entity
    yield from (entity for key, entity in written.items() if key not in tables)


def _written() -> Iterator[Entity]:
    """Yield the entities of the JSON Lines files in ``tables/knowledge/``."""
    folder = files("pipeline.tables").joinpath("knowledge")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for line in file.read_text("utf-8").splitlines():
            entity = entity_of(from_json(line))
            if entity is not None:
                yield entity


def _together(table: Entity, written: Entity) -> Entity:
    return replace(
        table,
        schema=written.schema,
        names=written.names or table.names,
        aliases=written.aliases if written.names else (*table.aliases, *written.aliases),
        countries=table.countries or written.countries,
        wikidata=written.wikidata,
        parents=written.parents or table.parents,
    )


def _countries() -> Iterator[Entity]:
    """Yield the countries of ISO 3166-1 and of the table, which has Kosovo too, with their names in news."""
    table: dict[str, dict[str, Any]] = load_table("countries")
    iso = {country.alpha_2: country for country in pycountry.countries}
    for code in sorted({*iso, *table}):
        entry = table.get(code, {})
        official = [
            getattr(iso[code], field)
            for field in ("common_name", "name", "official_name")
            if code in iso and hasattr(iso[code], field)
        ]
        yield Entity(
            id=f"{COUNTRY}{code}",
            schema="PublicBody",
            names=tuple(entry.get("names", ())) or tuple(official[:1]),
            aliases=(*official, *entry.get("short", ())),
            countries=(code.lower(),),
        )


def _platforms(written: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield the platforms; what owns one is another platform or a company of ``tables/knowledge/``."""
    table: dict[str, dict[str, Any]] = load_table("platforms")
    owners = {name: entity.id for entity in written.values() for name in (*entity.names, *entity.aliases)}
    owners |= {
        name: key for key, entry in table.items() for name in (*entry["names"], *entry.get("case", ()))
    }
    for key, entry in table.items():
        owner = owners.get(entry.get("owner", ""))
        yield Entity(
            id=key,
            schema="Company",
            names=tuple(entry["names"]),
            aliases=tuple(entry.get("former", ())),
            weak=tuple(entry.get("case", ())),
            parents=(owner,) if owner and owner != key else (),
        )


def _bodies(written: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield those authorities that ``tables/knowledge/`` names.

    The others are several bodies in one ("State Duma", "Russian Foreign Ministry"), or as many as there are
    states ("Foreign Ministry").
    """
    for key, entry in load_table("authorities").items():
        if key in written:
            country = entry.get("country")
            yield Entity(
                id=key,
                schema="PublicBody",
                names=tuple(entry["names"]),
                aliases=tuple(entry.get("short", ())),
                countries=(country.lower(),) if country else (),
            )


def _media(written: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield those media that ``tables/knowledge/`` names: some entries are of several outlets."""
    for key, entry in load_table("media")["outlets"].items():
        if f"{MEDIUM}{key}" in written:
            yield Entity(
                id=f"{MEDIUM}{key}",
                schema="Organization",
                names=tuple(entry["names"]),
                aliases=tuple(entry.get("case", ())),
            )
