"""``pipeline run``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from pipeline.cli.console import (
    Level,
    LogFile,
    LogLevel,
    Quiet,
    Verbose,
    report_interrupt,
    stderr,
    switch_on_logs,
)
from pipeline.cli.help import examples
from pipeline.cli.run_options import (
    Address,
    AsJson,
    Backend,
    BackendOption,
    Dedupe,
    Force,
    Inputs,
    Kb,
    KbIndex,
    LogJson,
    Metadata,
    MinConfidence,
    Model,
    NoScreen,
    Out,
    Resume,
    TimeoutPerDoc,
    ToStdout,
    Workers,
)
from pipeline.errors import RunError, UsageError

if TYPE_CHECKING:
    from pipeline.run import Execution, Plan, Sink

EPILOG = examples(
    ("pipeline run", "all of corpus/articles into outputs/"),
    ("pipeline run news/ extra.html --out march", "folders and files, into march/"),
    ("pipeline run archive.jsonl.gz --out archive --resume", "go on where it was killed; safe to repeat"),
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
    ("pipeline run archive/ --backend ray --address auto", "on the Ray cluster of this machine"),
)


def run(
    inputs: Inputs = None,
    *,
    out: Out = None,
    resume: Resume = False,
    force: Force = False,
    to_stdout: ToStdout = False,
    as_json: AsJson = False,
    min_confidence: MinConfidence = 0.0,
    dedupe: Dedupe = False,
    model: Model = None,
    metadata: Metadata = None,
    no_screen: NoScreen = False,
    kb: Kb = None,
    kb_index: KbIndex = None,
    backend: BackendOption = None,
    workers: Workers = None,
    timeout: TimeoutPerDoc = None,
    address: Address = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_level: Level = None,
    log_file: LogFile = None,
    log_json: LogJson = False,
) -> None:
    """Extract the facts of articles.

    Articles are texts (.txt .md), pages (.html .warc) and tables (.jsonl .csv .tsv .parquet), packed or not.

    The output folder gets [bold]facts.jsonl[/] (one fact a line), [bold]documents.jsonl[/] (what became of
    each document), [bold]quarantine.jsonl[/] (documents that gave an error, with code and remedy) and
    [bold]manifest.json[/] (versions, settings, counts, times). They appear together once the run is
    complete. A run that was interrupted, by whatever, goes on with [bold]--resume[/] and loses nothing.

    A document that gives an error never stops the run; the exit status is then [bold]1[/].
    """
    folder_only = {"--out": out is not None, "--json": as_json, "--resume": resume, "--force": force}
    _check_usage({"--stdout": to_stdout}, folder_only)
    _check_usage({"--resume": resume}, {"--force": force})
    console = stderr(quiet=quiet)
    level = log_level or (LogLevel.INFO if verbose or log_json else None)
    switch_on_logs(level, log_file, console, form="json" if log_json else "text")
    from pipeline.cli.indexing import index_bases
    from pipeline.cli.progress import Progress
    from pipeline.cli.summary import print_finished, print_summary, summary
    from pipeline.run import DEFAULT_INPUT, Plan, changes_since
    from pipeline.run import run as run_plan

    plan = Plan(
        inputs=tuple(inputs or [DEFAULT_INPUT]),
        metadata=metadata,
        screen=not no_screen,
        model=model,
        kb=tuple(kb or ()),
        kb_index=kb_index,
        min_confidence=min_confidence,
        dedupe=dedupe,
    )
    folder = None if to_stdout else out or Path("outputs")
    index_bases(plan.kb, kb_index, console)
    execution = _execution(backend, {"workers": workers, "timeout": timeout, "address": address}, plan)
    sink = _sink(folder, resume, force)
    with _told_of_interrupts(plan, folder), Progress(plan, console) as progress:
        manifest = run_plan(plan, sink, execution=execution, stdin=_stdin(), watcher=progress)
    if sink.finished is not None:
        print_finished(changes_since(sink.finished), console)
    if as_json:
        typer.echo(json.dumps(summary(manifest, folder), indent=2))
    else:
        print_summary(manifest, folder, progress.quarantined, console)
    if manifest.counts.quarantined:
        raise typer.Exit(1)


def _check_usage(some: dict[str, bool], others: dict[str, bool]) -> None:
    """Refuse options that do not go together: any of some with any of others."""
    for one, other in product(some, others):
        if some[one] and others[other]:
            raise UsageError("E411", one=one, other=other)


@contextmanager
def _told_of_interrupts(plan: Plan, folder: Path | None) -> Iterator[None]:
    """Say, if the run inside the block is interrupted, whether it can be gone on with."""
    try:
        yield
    except KeyboardInterrupt:
        can_resume = folder is not None and "-" not in plan.inputs
        report_interrupt("go on with --resume" if can_resume else "a stream cannot be gone on with")
        raise


def _stdin() -> BinaryIO:
    """Return the standard input as a stream of its own, in which a thread may wait when the program ends."""
    if sys.stdin is None:  # closed by whoever started the command
        return BytesIO()
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except OSError:  # it is no file, but something that took its place
        return sys.stdin.buffer


def _sink(folder: Path | None, resume: bool, force: bool) -> Sink:
    from pipeline.run import FactStream, RunFolder

    if folder is None and sys.stdout is None:
        raise RunError("E403", path="<stdout>", reason="it is closed")
    if folder is None:
        return FactStream(sys.stdout.buffer)
    return RunFolder(folder, "resume" if resume else "force" if force else "new")


def _execution(backend: Backend | None, options: dict[str, Any], plan: Plan) -> Execution:
    """Return where and how to work; a single article is not worth a process of its own."""
    from pipeline.read import count_inputs
    from pipeline.run import Execution

    given = {name: value for name, value in options.items() if value is not None}
    if backend is None:
        alone = not given and count_inputs(plan.inputs, metadata=plan.metadata, most=1) == 1
        backend = Backend.RAY if "address" in given else Backend.INLINE if alone else Backend.PROCESSES
    several_only = {"--workers": "workers" in given, "--timeout-per-doc": "timeout" in given}
    _check_usage({"--backend inline": backend is Backend.INLINE}, several_only)
    _check_usage({f"--backend {backend}": backend is not Backend.RAY}, {"--address": "address" in given})
    return Execution(backend=backend.value, **given)
