"""``pipeline schema``."""

from __future__ import annotations

import json

import typer

from pipeline.cli.help import examples

EPILOG = examples(
    ("pipeline schema > fact.schema.json", "keep it beside the data"),
    ("pipeline schema | jq '.\"$defs\" | keys'", "look into it"),
)


def schema() -> None:
    """Print the JSON Schema of a fact: one line of facts.jsonl or of a gold file."""
    from pipeline.facts import json_schema

    typer.echo(json.dumps(json_schema(), indent=2))
