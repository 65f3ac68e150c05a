"""The base that ships."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
from pydantic_core import from_json

from pipeline.facts.codes import is_country
from pipeline.knowledge import Entity, Linker, shipped_entities
from pipeline.tables import load_table

LINES: list[dict[str, Any]] = [
    from_json(line)
    for file in files("pipeline.tables").joinpath("knowledge").iterdir()
    for line in file.read_text("utf-8").splitlines()
]


def test_ids_are_unique() -> None:
    assert [
        key for key, times in Counter(entity.id for entity in shipped_entities()).items() if times > 1
    ] == []
    assert [key for key, times in Counter(line["id"] for line in LINES).items() if times > 1] == []


def test_every_entity_has_a_name(shipped: dict[str, Entity]) -> None:
    nameless = [e.id for e in shipped.values() if not (e.names or e.aliases or e.weak)]
    assert nameless == []


def test_parents_are_in_the_base(shipped: dict[str, Entity]) -> None:
    parents = {parent for entity in shipped.values() for parent in entity.parents}
    assert parents <= shipped.keys()


def test_countries_are_codes(shipped: dict[str, Entity]) -> None:
    codes = {code for entity in shipped.values() for code in entity.countries}
    assert [code for code in codes if not is_country(code.upper())] == []


def test_wikidata_ids_are_of_one_entity_each(shipped: dict[str, Entity]) -> None:
    ids = [key for entity in shipped.values() for key in entity.wikidata]
    assert len(ids) == len(set(ids)) > 40
    assert all(re.fullmatch(r"Q[1-9]\d*", key) for key in ids)


def test_no_two_entities_have_a_first_name_in_common(shipped: dict[str, Entity]) -> None:
    names = Counter(
        name for entity in shipped.values() for name in {name.casefold() for name in entity.names}
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_platforms_have_the_ids_of_facts(shipped: dict[str, Entity]) -> None:
    assert load_table("platforms").keys() <= shipped.keys()


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("instagram", "meta"),
        ("youtube", "google"),
        ("us_ofac", "us_treasury"),
        ("us_ofac", "iso:US"),
        ("eu_council", "european_union"),
        ("un_sanctions_committee", "united_nations"),
        ("org:quds_force", "org:irgc"),
        ("twitter", "org:x_corp"),
    ],
)
def test_knows_what_is_part_of_what(shipped_linker: Linker, part: str, whole: str) -> None:
    assert whole in shipped_linker.roots(part)


def test_twitter_is_x_and_keeps_its_former_name(shipped: dict[str, Entity]) -> None:
    assert "X" in shipped["twitter"].weak
    assert "Twitter" in shipped["twitter"].aliases
