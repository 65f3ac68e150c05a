"""``pipeline run``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import Level, LogFile, LogLevel, Quiet, Verbose, stderr, switch_on_logs
from pipeline.cli.help import KNOWLEDGE, OUTPUT, examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run import Sink

EPILOG = examples(
    ("pipeline run", "all of corpus/articles into outputs/"),
    ("pipeline run news/ extra.html --out march", "folders and files, into march/"),
    (
        "curl -s $URL | pipeline run - --stdout | jq .holder",
        "an article through a pipe, facts to the next program",
    ),
    ("pipeline run news/ --json | jq .words_per_second", "the closing summary for a program"),
    (
        "pipeline run dump.jsonl --metadata dates.csv -v --log-file run.log",
        "dates from a table, a log beside it",
    ),
    (
        "pipeline run news/ --kb entities.ftm.json",
        "names linked to OpenSanctions, or to entities of your own",
    ),
)

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Files or folders of articles, or patterns; [bold]-[/] is the standard input.",
        show_default="corpus/articles",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", help="Folder for the results.", show_default="outputs", rich_help_panel=OUTPUT
    ),
]
ToStdout = Annotated[
    bool,
    typer.Option(
        "--stdout",
        help="Stream the facts to the standard output and write no folder.",
        rich_help_panel=OUTPUT,
    ),
]
AsJson = Annotated[
    bool,
    typer.Option(
        "--json",
        help="Print the closing summary on the standard output as JSON, and no table.",
        rich_help_panel=OUTPUT,
    ),
]
MinConfidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0, max=1, help="Leave out facts less sure than this.", rich_help_panel=OUTPUT
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="Name or folder of the model.", show_default="the shipped one"),
]
Kb = Annotated[
    list[Path] | None,
    typer.Option(
        "--kb",
        help="Entities to link names to, before the shipped ones: FollowTheMoney as JSON Lines, "
        "OpenSanctions' targets.simple.csv, or a folder of them; may be given again.",
        show_default="the shipped ones",
        rich_help_panel=KNOWLEDGE,
    ),
]
KbIndex = Annotated[
    Path | None,
    typer.Option(
        "--kb-index",
        help="Folder for the indexes of --kb, which are made once.",
        show_default="the user's cache",
        rich_help_panel=KNOWLEDGE,
    ),
]
Metadata = Annotated[
    Path | None,
    typer.Option("--metadata", help="A table with title, date and source of the articles."),
]


def run(
    inputs: Inputs = None,
    *,
    out: Out = None,
    to_stdout: ToStdout = False,
    as_json: AsJson = False,
    min_confidence: MinConfidence = 0.0,
    model: Model = None,
    metadata: Metadata = None,
    kb: Kb = None,
    kb_index: KbIndex = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_level: Level = None,
    log_file: LogFile = None,
) -> None:
    """Extract the facts of articles.

    Articles are texts (.txt .md), pages (.html .warc) and tables (.jsonl .csv .tsv .parquet), packed or not.

    The output folder gets [bold]facts.jsonl[/] (one fact a line), [bold]documents.jsonl[/] (what became of
    each document), [bold]quarantine.jsonl[/] (documents that gave an error, with code and remedy) and
    [bold]manifest.json[/] (versions, settings, counts, times). They appear together once the run is
    complete, in place of those of an earlier run.

    A document that gives an error never stops the run; the exit status is then [bold]1[/].
    """
    _check_usage(out, to_stdout, as_json)
    console = stderr(quiet=quiet)
    switch_on_logs(log_level or (LogLevel.INFO if verbose else None), log_file, console)
    from pipeline.cli.indexing import index_bases
    from pipeline.cli.progress import Progress
    from pipeline.cli.summary import print_summary, summary
    from pipeline.run import DEFAULT_INPUT, RunSettings
    from pipeline.run import run as run_articles

    settings = RunSettings(
        inputs=tuple(inputs or [DEFAULT_INPUT]),
        out=None if to_stdout else out or Path("outputs"),
        model=model,
        metadata=metadata,
        kb=tuple(kb or ()),
        kb_index=kb_index,
        min_confidence=min_confidence,
    )
    index_bases(settings.kb, kb_index, console)
    with Progress(settings.inputs, console) as progress:
        manifest = run_articles(
            settings, _sink(settings.out), stdin=sys.stdin.buffer, on_done=progress.advance
        )
    if as_json:
        typer.echo(json.dumps(summary(manifest), indent=2))
    else:
        print_summary(manifest, progress.quarantined, console)
    if manifest.counts.quarantined:
        raise typer.Exit(1)


def _check_usage(out: Path | None, to_stdout: bool, as_json: bool) -> None:
    for option, given in (("--out", out is not None), ("--json", as_json)):
        if to_stdout and given:
            raise UsageError("E411", one="--stdout", other=option)


def _sink(out: Path | None) -> Sink:
    from pipeline.run import FactStream, RunFolder

    return FactStream(sys.stdout.buffer) if out is None else RunFolder(out)
