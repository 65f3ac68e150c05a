"""``pipeline bench``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import Quiet, stderr, stdout
from pipeline.cli.help import OUTPUT, examples

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from pipeline.run.bench import Bench, Rate

EPILOG = examples(
    ("pipeline bench", "the shipped model on corpus/articles"),
    ("pipeline bench news/ --model rules --repeats 9", "another model, on your own articles"),
    ("pipeline bench --json | jq .words_per_second.median", "figures for a program"),
)

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT", help="Files or folders of articles, or patterns.", show_default="corpus/articles"
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="Name or folder of the model.", show_default="the shipped one"),
]
Repeats = Annotated[
    int, typer.Option("--repeats", "-n", min=1, help="How often the articles are read, after a warm-up.")
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the figures as JSON, and no table.", rich_help_panel=OUTPUT)
]


def bench(
    inputs: Inputs = None,
    *,
    model: Model = None,
    repeats: Repeats = 5,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Measure how fast a model reads articles on this machine.

    Words, documents and facts a second on one core, as the median of several repeats with a 95 % interval;
    the time of each stage; for a trained model, that of its network alone; loading time and memory.

    Other programs that run meanwhile make the figures worse.
    """
    from rich.progress import Progress

    from pipeline.run import DEFAULT_INPUT
    from pipeline.run.bench import bench as measure

    console = stderr(quiet=quiet)
    bar = Progress(console=console, transient=True, disable=console.quiet or not console.is_terminal)
    task = bar.add_task("repeats", total=repeats + 1)
    with bar:
        figures = measure(
            inputs or [DEFAULT_INPUT], model=model, repeats=repeats, on_repeat=lambda: bar.advance(task)
        )
    if as_json:
        typer.echo(figures.model_dump_json(indent=2))
    else:
        _print(figures, stdout())


def _print(figures: Bench, console: Console) -> None:
    console.print(
        f"{figures.model}: {figures.documents:,} documents, {figures.words:,} words, {figures.facts:,} facts,"
        f" read {figures.repeats} times after a warm-up",
        soft_wrap=True,
    )
    console.print(_speeds(figures))
    console.print(_stages(figures))
    if figures.encoder is not None:
        console.print(
            f"the network alone: {figures.encoder.milliseconds:,.1f} ms per 1,000 words;"
            f" the whole takes {figures.encoder.whole_over_encoder:.2f} times as long",
            soft_wrap=True,
        )
    console.print(f"{figures.load_seconds:.1f} s to load the model")
    if figures.peak_mebibytes is not None:
        console.print(f"{figures.peak_mebibytes:,.0f} MiB at the peak")


def _speeds(figures: Bench) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("a second", "median", "95 %", "warm-up"):
        table.add_column(heading, justify="left" if heading == "a second" else "right")
    warm_up = f"{figures.warm_up_words_per_second:,.0f}"
    table.add_row("words", *_interval(figures.words_per_second, 0), warm_up)
    table.add_row("documents", *_interval(figures.documents_per_second, 1))
    table.add_row("facts", *_interval(figures.facts_per_second, 1))
    return table


def _interval(rate: Rate, places: int) -> tuple[str, str]:
    return f"{rate.median:,.{places}f}", f"{rate.low:,.{places}f} to {rate.high:,.{places}f}"


def _stages(figures: Bench) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("stage")
    table.add_column("ms per 1,000 words", justify="right")
    table.add_column("share", justify="right")
    for name, stage in figures.stages.items():
        table.add_row(name, f"{stage.milliseconds:,.2f}", f"{stage.share:.1%}")
    return table
