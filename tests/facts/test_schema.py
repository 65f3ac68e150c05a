"""The published JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.facts import KINDS, MODELS, SCHEMA_VERSION, Kind, json_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "fact.schema.json"


def definition(kind: Kind) -> dict[str, Any]:
    schema: dict[str, Any] = json_schema()["$defs"][MODELS[kind].__name__]
    return schema


def test_published_copy_is_the_schema_of_the_code() -> None:
    wanted = json.dumps(json_schema(), indent=2) + "\n"
    assert PUBLISHED.read_text("utf-8") == wanted, "run: pipeline schema > docs/fact.schema.json"


def test_names_its_version_and_draft() -> None:
    schema = json_schema()
    assert schema["$id"].endswith(f":{SCHEMA_VERSION}")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_kind_decides_between_the_models() -> None:
    schema = json_schema()
    assert set(schema["discriminator"]["mapping"]) == set(KINDS)
    assert len(schema["oneOf"]) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_other_key_is_allowed(kind: Kind) -> None:
    assert definition(kind)["additionalProperties"] is False


@pytest.mark.parametrize("kind", KINDS)
def test_gold_lines_have_the_keys_that_the_schema_names(kind: Kind) -> None:
    properties, required = definition(kind)["properties"], definition(kind)["required"]
    lines = [
        json.loads(line)
        for file in (ROOT / "corpus" / "gold").glob("*.jsonl")
        for line in file.read_text("utf-8").split("\n")
        if line
    ]
    chosen = [line for line in lines if line["kind"] == kind]
    assert chosen
    for line in chosen:
        assert set(required) <= set(line) <= set(properties)
