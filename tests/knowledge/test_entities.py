"""Files of a knowledge base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Entity
from pipeline.knowledge.entities import base_files, read_entities

Write = Callable[..., Path]
Record = Callable[..., dict[str, Any]]
HEADER = "id,schema,name,aliases,birth_date,countries,dataset"


def entities(path: Path) -> list[Entity]:
    return [item for item, _ in read_entities(path) if isinstance(item, Entity)]


def errors(path: Path) -> list[KnowledgeError]:
    return [item for item, _ in read_entities(path) if isinstance(item, KnowledgeError)]


def test_reads_follow_the_money(write_base: Write, record: Record) -> None:
    person = record(
        "Q1",
        name=["Ada Example"],
        alias=["A. Example"],
        previousName=["Ada Born"],
        weakAlias=["Ada"],
        country=["gb"],
        nationality=["ie"],
        wikidataId=["Q1"],
    )
    (entity,) = entities(write_base(person))
    assert entity == Entity(
        id="Q1",
        schema="Person",
        names=("Ada Example",),
        aliases=("A. Example", "Ada Born"),
        countries=("gb", "ie"),
        wikidata=("Q1",),
    )


def test_passes_over_what_fills_no_role(write_base: Write, record: Record) -> None:
    base = write_base(record("s", "Sanction", entity=["Q1"]), record("a", "Address", full=["Main Street"]))
    assert list(read_entities(base)) == []


@pytest.mark.parametrize(
    "line",
    ["no json", "[1]", '{"id": "Q1"}', '{"id": 1, "schema": "Person"}', '{"id": "Q1", "schema": "Person"}'],
)
def test_tells_broken_lines_and_reads_on(write_base: Write, record: Record, line: str) -> None:
    base = write_base(record("Q1", name=["Ada"]), line, record("Q2", name=["Bea"]))
    assert [entity.id for entity in entities(base)] == ["Q1", "Q2"]
    (error,) = errors(base)
    assert error.code == "E333"
    assert error.details["line"] == 2
    assert error.details["path"] == str(base)


def test_reads_quoted_lists_in_cells(write_base: Write) -> None:
    row = 'NK-1,Company,Ada Ltd,"""Ada; Sons"";Ada Limited",,"gb;ie",sanctions'
    (entity,) = entities(write_base(HEADER, row, name="targets.simple.csv"))
    assert entity.aliases == ("Ada; Sons", "Ada Limited")
    assert entity.countries == ("gb", "ie")


@pytest.mark.parametrize(
    "row", ["NK-1,Person", ",Person,Ada,,,,", "NK-1,Person,,,,,", 'NK-1,Person,"A"da,,,,']
)
def test_tells_broken_rows_and_reads_on(write_base: Write, row: str) -> None:
    base = write_base(HEADER, row, "NK-2,Person,Bea Example,,,,x", name="targets.simple.csv")
    assert [entity.id for entity in entities(base)] == ["NK-2"]
    assert [(error.code, error.details["line"]) for error in errors(base)] == [("E333", 2)]


def test_tells_rows_that_are_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_bytes(b"id,schema,name\n1,Person,Zo\xeb\n2,Person,Bea\n")
    assert [entity.id for entity in entities(path)] == ["2"]
    assert [error.details["line"] for error in errors(path)] == [2]


def test_a_table_of_other_columns_is_no_base(write_base: Write) -> None:
    with pytest.raises(KnowledgeError) as raised:
        list(read_entities(write_base("date,title", "2024-05-02,Rain", name="t.csv")))
    assert raised.value.code == "E332"
    assert "id, schema, name" in raised.value.message


def test_a_folder_gives_its_files_in_order(write_base: Write, tmp_path: Path) -> None:
    second, first = write_base("", name="b.jsonl"), write_base("", name="a.csv")
    write_base("", name="notes.txt")
    assert base_files(tmp_path) == [first, second]


@pytest.mark.parametrize(("name", "code"), [("nowhere", "E331"), (".", "E332")])
def test_tells_what_is_no_base(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        base_files(tmp_path / name)
    assert raised.value.code == code
