"""The options of ``pipeline run``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.help import KNOWLEDGE, LOGS, OUTPUT, WORK


class Backend(StrEnum):
    """Where the work is done."""

    PROCESSES = "processes"
    INLINE = "inline"
    RAY = "ray"


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
Resume = Annotated[
    bool,
    typer.Option("--resume", help="Go on with a run that was interrupted.", rich_help_panel=OUTPUT),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Take the place of an earlier run, finished or not.", rich_help_panel=OUTPUT
    ),
]
Dedupe = Annotated[
    bool,
    typer.Option(
        "--dedupe",
        help="Leave out the facts of articles that are copies of earlier ones.",
        rich_help_panel=OUTPUT,
    ),
]
NoScreen = Annotated[
    bool,
    typer.Option("--no-screen", help="Analyse articles too that hold no word of a fact."),
]
BackendOption = Annotated[
    Backend | None,
    typer.Option(
        "--backend",
        help="In worker processes of this machine, in this process itself, or on a Ray cluster.",
        show_default="processes, or inline for one article",
        rich_help_panel=WORK,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-w",
        min=1,
        help="How many worker processes.",
        show_default="one a core",
        rich_help_panel=WORK,
    ),
]
TimeoutPerDoc = Annotated[
    float | None,
    typer.Option(
        "--timeout-per-doc",
        metavar="SECONDS",
        min=0.001,
        help="Stop and quarantine a document that takes longer.",
        show_default="900",
        rich_help_panel=WORK,
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        help="The Ray cluster to work on.",
        show_default="one started for the run",
        rich_help_panel=WORK,
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
    typer.Option(
        "--metadata",
        help="A table with title, date and source of the articles, which it names by doc_id, by file name,"
        " or by path (absolute, or from the folder of the table).",
    ),
]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="Write the logs as JSON Lines.", rich_help_panel=LOGS)
]
