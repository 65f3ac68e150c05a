"""``pipeline export``."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.console import Quiet, report_error, stderr
from pipeline.cli.files import facts_file
from pipeline.cli.help import OUTPUT, examples
from pipeline.cli.run_options import Metadata
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from collections import Counter

    from rich.console import Console

    from pipeline.cli.exporting import Export


class Target(StrEnum):
    """What facts can be exported to."""

    CSV = "csv"
    PARQUET = "parquet"
    FTM = "ftm"
    FTM_STATEMENTS = "ftm-statements"
    WEBANNOTATION = "webannotation"
    DSA = "dsa"


EPILOG = examples(
    ("pipeline export outputs --to parquet --out facts.parquet", "a typed table of a run"),
    ("pipeline export corpus/gold --to csv > gold.csv", "gold as a table, through the standard output"),
    (
        "pipeline export outputs --to ftm --articles corpus/articles --out entities.ftm.json",
        "entities, with titles and days of the articles",
    ),
    ("pipeline export outputs --to dsa --out acts.jsonl --json | jq .reduced", "which acts have no code"),
)

Facts = Annotated[
    Path, typer.Argument(metavar="FACTS", help="A facts.jsonl, the output folder of a run, or gold.")
]
To = Annotated[Target, typer.Option("--to", help="The form to export to.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        help="The file to write; Parquet needs one.",
        show_default="the standard output",
        rich_help_panel=OUTPUT,
    ),
]
Articles = Annotated[
    list[Path] | None,
    typer.Option(
        "--articles",
        metavar="PATH",
        help="The articles of the facts, for ftm (title, day, outlet, address) and webannotation (address,"
        " words around a quotation). May be given several times.",
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print the closing counts on the standard output as JSON; needs --out.",
        rich_help_panel=OUTPUT,
    ),
]


def export(
    facts: Facts,
    *,
    to: To,
    out: Out = None,
    articles: Articles = None,
    metadata: Metadata = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write facts in a form that other programs know.

    [bold]csv[/], [bold]parquet[/]: a table, one row a fact, with all that a fact holds.

    [bold]webannotation[/]: W3C Web Annotations as JSON lines, one a piece of evidence, with all that a fact
    holds.

    [bold]ftm[/]: FollowTheMoney entities as JSON lines; [bold]ftm-statements[/]: the statements that they
    consist of. Asserted facts only. Takedowns and restorations become events, follower counts notes.
    Uncertain dates, unnamed groups and all else that has no property stand in descriptions. Sanctions and
    follower counts of nobody that is named are left out. Nobody gets a topic.

    [bold]dsa[/]: asserted takedowns and restorations as JSON lines, with the codes of the EU's DSA
    Transparency Database (API version 2). Restorations, blocks by a state and some reasons have none.

    What could not be carried is counted at the end. A line that is no fact, an article that cannot be read,
    and facts of another version of an article are left out and counted, and the first are told;
    the exit status is then [bold]1[/].
    """
    if out is None and (as_json or to is Target.PARQUET):
        raise UsageError("E415", what="--json" if as_json else "--to parquet")
    from pipeline.cli.exporting import Export

    work = Export()
    work.read_articles(articles or [], metadata)
    work.write(work.read_facts(facts_file(facts)), to, out)
    for problem in work.problems:
        report_error(problem)
    if as_json:
        typer.echo(json.dumps(_summary(work, to, out), ensure_ascii=False, indent=2))
    else:
        _print_summary(work, stderr(quiet=quiet))
    if work.problems:
        raise typer.Exit(1)


def _summary(work: Export, to: Target, out: Path | None) -> dict[str, Any]:
    return {
        "to": to.value,
        "out": None if out is None else str(out),
        "facts": work.facts,
        "records": work.tally.records,
        "left_out": dict(work.tally.left_out.most_common()),
        "reduced": dict(work.tally.reduced.most_common()),
        "problems": [
            {"code": error.code, "message": error.message, "remedy": error.remedy} for error in work.problems
        ],
        "problems_in_all": work.problems_in_all,
    }


def _print_summary(work: Export, console: Console) -> None:
    console.print(f"{work.facts:,} facts, {work.tally.records:,} records")
    _print_reasons("left out", work.tally.left_out, console)
    _print_reasons("carried in part or as text", work.tally.reduced, console)
    if work.problems:
        told, in_all = len(work.problems), work.problems_in_all
        rest = "" if told == in_all else f", of which the first {told} are told"
        console.print(f"[bold red]{in_all:,} problems[/]{rest}")


def _print_reasons(heading: str, reasons: Counter[str], console: Console) -> None:
    if reasons:
        console.print(f"{heading}:")
    for reason, number in reasons.most_common():
        console.print(f"  {number:>7,}  {reason}", soft_wrap=True)
