"""The progress bar of a run."""

from __future__ import annotations

from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from rich import progress as rich_progress
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.run import DocumentDone, Plan, QuarantineRecord

#: So many quarantined documents are told of at the end; the file holds all.
_TOLD: Final = 5


class _Rate(rich_progress.ProgressColumn):
    """Documents a second of late."""

    def render(self, task: rich_progress.Task) -> Text:
        return Text(f"{task.speed:,.1f}/s" if task.speed else "", style="progress.data.speed")


class Progress:
    """A bar on the console while a run goes on, and the first documents that failed.

    Args:
        plan: what the run reads. How many documents there are is counted while it goes on, if a bar is drawn.
        console: where to draw; nothing is drawn if it is quiet or no terminal.

    Attributes:
        quarantined: the first few documents that failed.
    """

    def __init__(self, plan: Plan, console: Console) -> None:
        self.quarantined: list[QuarantineRecord] = []
        self._facts = 0
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn("{task.description}"),
            rich_progress.BarColumn(),
            rich_progress.MofNCompleteColumn(),
            rich_progress.TextColumn("{task.fields[facts]} facts"),
            _Rate(),
            rich_progress.TimeElapsedColumn(),
            rich_progress.TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=console.quiet or not console.is_terminal,
        )
        self._plan = plan
        self._task = self._bar.add_task("articles", total=None, facts=0)

    def resumed(self, documents: int) -> None:
        """Take note of the documents of an earlier part of the run."""
        self._bar.update(self._task, completed=documents)

    def advance(self, done: DocumentDone) -> None:
        """Take note of one document."""
        self._facts += done.document.facts
        self._bar.update(self._task, advance=1, facts=self._facts)
        if done.quarantine is not None and len(self.quarantined) < _TOLD:
            self.quarantined.append(done.quarantine)

    def __enter__(self) -> Self:
        self._bar.start()
        if not self._bar.disable:
            Thread(target=self._count, name="counter", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def _count(self) -> None:
        """Tell the bar how many documents there are. It takes minutes to walk tens of millions of files."""
        from pipeline.read import count_inputs

        total = count_inputs(self._plan.inputs, metadata=self._plan.metadata)
        self._bar.update(self._task, total=total)
