"""The progress bar of knowledge bases that are indexed, and their broken lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.cli.console import plain

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.knowledge import Indexing

#: So many broken lines are told of one by one; the rest are counted, and the logs have all.
_TOLD: Final = 5


def index_bases(bases: Sequence[Path], folder: Path | None, console: Console) -> None:
    """Index the knowledge bases of a run that have no index yet, with a bar for each file.

    Args:
        bases: files or folders of entities.
        folder: where the indexes lie, or null for the user's cache.
        console: where to draw the bars and to tell of broken lines; nothing is if it is quiet.

    Raises:
        KnowledgeError: a base cannot be used.
    """
    if not bases:
        return
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    from pipeline.knowledge import open_base

    tasks: dict[Path, TaskID] = {}
    broken = 0
    bar = Progress(
        TextColumn("indexing {task.description}"),
        BarColumn(),
        TextColumn("{task.fields[entities]} entities"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=console.quiet or not console.is_terminal,
    )

    def advance(step: Indexing) -> None:
        nonlocal broken
        if step.file not in tasks:
            tasks[step.file] = bar.add_task(step.file.name, total=step.size, entities=0)
        bar.update(tasks[step.file], completed=step.read, entities=step.entities)
        if step.broken is not None:
            broken += 1
            if broken <= _TOLD:
                console.print(plain(str(step.broken)), soft_wrap=True)

    with bar:
        for base in bases:
            open_base(base, folder, advance)
    if broken:
        console.print(f"{broken} lines of knowledge bases were left out", soft_wrap=True)
