"""The published JSON Schema of a fact line."""

from __future__ import annotations

from typing import Any

from pipeline.facts.models import FACT
from pipeline.facts.vocabulary import SCHEMA_VERSION


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of ``facts.jsonl`` or of a gold file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:platform-claims:fact:{SCHEMA_VERSION}",
        "title": "Platform Claims fact",
        **FACT.json_schema(),
    }
