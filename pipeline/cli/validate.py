"""``pipeline validate``."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from pipeline.cli.console import plain, stderr, stdout
from pipeline.cli.help import OUTPUT, examples
from pipeline.cli.run_options import Metadata

if TYPE_CHECKING:
    from pipeline.gold import Problem

EPILOG = examples(
    ("pipeline validate corpus/gold --articles corpus/articles", "all gold against its articles"),
    ("pipeline validate mine.jsonl --articles news --metadata news/index.csv", "articles named by a table"),
    (
        "pipeline validate mine.jsonl --articles news --json | jq '.[].code' | sort | uniq -c",
        "which problems, how often",
    ),
)

GoldPaths = Annotated[list[Path], typer.Argument(metavar="GOLD", help="Gold files, or folders of them.")]
Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        help="The articles, to check offsets and words.",
        show_default="the folder articles/ beside that of the gold",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the problems as JSON.", rich_help_panel=OUTPUT)]


def validate(
    gold: GoldPaths, *, articles: Articles = None, metadata: Metadata = None, as_json: AsJson = False
) -> None:
    """Check gold files: schema, offsets, duplicates, suspicious values.

    Every problem is told with its file, its line and its remedy. The exit status is [bold]1[/] if one of them
    is an error; warnings alone leave it at [bold]0[/].
    """
    from pipeline.gold import validate as find_problems

    problems = find_problems(gold, articles, metadata=metadata)
    if as_json:
        typer.echo(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            stdout().print(_told(problem), soft_wrap=True)
    severities = Counter(problem.severity for problem in problems)
    stderr().print(f"{severities['error']:,} errors, {severities['warning']:,} warnings")
    if severities["error"]:
        raise typer.Exit(1)


def _told(problem: Problem) -> Text:
    """One line that editors and grep can follow: ``file:line: severity code: message -> remedy``."""
    place = problem.file if problem.line is None else f"{problem.file}:{problem.line}"
    return Text.assemble(
        plain(f"{place}: ", "bold"),
        (f"{problem.severity} {problem.code}", "red" if problem.severity == "error" else "yellow"),
        plain(f": {problem.message}"),
        plain(f" -> {problem.remedy}", "dim"),
    )
