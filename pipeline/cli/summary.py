"""The closing summary of a run: a table, or values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from rich import box
from rich.table import Table
from rich.text import Text

from pipeline.cli.console import plain
from pipeline.errors import brief
from pipeline.facts import KINDS
from pipeline.facts.vocabulary import Modality

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.run import Manifest, QuarantineRecord
    from pipeline.run.manifest import Counts


def summary(manifest: Manifest, folder: Path | None) -> dict[str, Any]:
    """Return what came of a run: the counts of its manifest, its time and speed, and where its files lie.

    Args:
        manifest: the manifest of the run.
        folder: where its files lie, or null if the facts were streamed.
    """
    from pipeline.run import RunFolder

    files = {} if folder is None else RunFolder(folder).files
    return {
        **manifest.counts.model_dump(),
        "seconds": manifest.seconds,
        "words_per_second": manifest.words_per_second,
        "files": {name: str(path) for name, path in files.items()},
    }


def print_summary(
    manifest: Manifest, folder: Path | None, quarantined: Sequence[QuarantineRecord], console: Console
) -> None:
    """Print what came of a run.

    Args:
        manifest: the manifest of the run.
        folder: where its files lie, or null if the facts were streamed.
        quarantined: the first documents that failed in this part of the run.
        console: where to print.
    """
    counts = manifest.counts
    console.print(_facts_table(counts))
    console.print(
        f"{counts.documents:,} documents, {counts.words:,} words in {manifest.seconds:,.1f} s"
        f" ({manifest.words_per_second:,.0f} words/s)"
    )
    if counts.screened:
        console.print(f"{counts.screened:,} of them hold no word of a fact and were not analysed")
    if counts.screened_windows:
        console.print(
            f"{counts.screened_windows:,} of {counts.windows:,} windows hold no word of a fact"
            " and were not shown to the network"
        )
    if counts.copies:
        console.print(f"{counts.copies:,} of them are copies of earlier ones")
    if counts.quarantined:
        codes = ", ".join(f"{code}: {number:,}" for code, number in counts.quarantined.items())
        console.print(f"[bold red]{counts.total_quarantined:,} quarantined[/] ({codes})")
        for record in quarantined:
            console.print(_told(record), soft_wrap=True)
        left = counts.total_quarantined - len(quarantined)
        if folder is not None:
            console.print(_where_all_are(folder), soft_wrap=True)
        elif left:
            console.print(f"  and {left:,} more")
    if folder is not None:
        console.print(Text("results in ").append_text(plain(str(folder), "bold")), soft_wrap=True)


def print_finished(changes: Sequence[str], console: Console) -> None:
    """Print that there was nothing to do.

    Args:
        changes: what would be used now and is not what the finished run used.
        console: where to print.
    """
    console.print("already complete, nothing done")
    if changes:
        console.print(f"[bold yellow]since then have changed: {', '.join(changes)}[/]; --force begins anew")


def _facts_table(counts: Counts) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_footer=True)
    table.add_column("facts", "total", footer_style="bold")
    for kind in KINDS:
        total = sum(counts.facts[kind].values())
        table.add_column(kind, f"{total:,}", justify="right", footer_style="bold")
    table.add_column("total", f"{counts.total_facts:,}", justify="right", style="bold", footer_style="bold")
    for modality in get_args(Modality):
        row = [counts.facts[kind].get(modality, 0) for kind in KINDS]
        if any(row):
            table.add_row(modality, *(f"{number:,}" if number else "" for number in row), f"{sum(row):,}")
    return table


def _where_all_are(folder: Path) -> Text:
    from pipeline.run import RunFolder

    return Text("  all of them in ").append_text(plain(str(RunFolder(folder).files["quarantine"]), "bold"))


def _told(record: QuarantineRecord) -> Text:
    head = Text.assemble("  ", (record.code, "red"), " ", plain(brief(record.doc_id), "bold"), ": ")
    return head.append_text(plain(record.message)).append_text(plain(f" -> {record.remedy}", "dim"))
