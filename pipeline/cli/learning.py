"""The progress bar of a training, and a line for each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from rich import progress as rich_progress

from pipeline.train.progress import EpochDone, LessonName

if TYPE_CHECKING:
    from types import TracebackType

    from rich.console import Console

#: What the bar says while a lesson is read, and behind the facts.
_READ: Final = {"news": "reading news", "names": "learning names", "facts": "learning facts"}
_BEHIND: Final = "scoring, choosing thresholds"


class LearningBar:
    """A bar on the console for the lesson that is read, with the time it will still take.

    Args:
        console: where to draw and write; a quiet one shows nothing, one that is no terminal no bar.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn("{task.description}"),
            rich_progress.BarColumn(),
            rich_progress.TaskProgressColumn(),
            rich_progress.TimeElapsedColumn(),
            rich_progress.TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=console.quiet or not console.is_terminal,
        )
        self._lesson: LessonName | None = None
        self._task = self._bar.add_task("taking articles apart", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def batch(self, lesson: LessonName, gone: float) -> None:
        """Move the bar on; for another lesson it begins anew."""
        if lesson != self._lesson:
            self._lesson = lesson
            self._bar.reset(self._task, total=1.0, description=_READ[lesson])
        self._bar.update(self._task, completed=gone, description=_READ[lesson])

    def epoch(self, done: EpochDone) -> None:
        """Write a line for an epoch."""
        score = "" if done.score is None else f"dev strict F1 {done.score:.3f}{', best yet' * done.best}"
        loss = "" if done.loss is None else f"loss {done.loss:7.3f}"
        self._console.print(f"{done.lesson} epoch {done.number:3}  {loss:12}  {score}")
        if done.lesson == "facts":
            self._bar.update(self._task, description=_BEHIND)
