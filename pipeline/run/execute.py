"""The executors: whoever carries a plan out, in this process, in several, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from types import TracebackType
from typing import Protocol, Self

from pipeline.errors import RunError
from pipeline.read import Raw
from pipeline.run.manifest import Versions
from pipeline.run.plan import Execution, Plan
from pipeline.run.records import DocumentDone


class Executor(Protocol):
    """Works on raw records; used in a ``with`` block."""

    def versions(self) -> Versions:
        """Say what runs."""

    def run(self, raws: Iterable[Raw]) -> Iterator[DocumentDone]:
        """Give each document once it is done, in the order of the input."""

    def __enter__(self) -> Self:
        """Get ready."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of everything, whether the work is done or not."""


def executor_of(plan: Plan, execution: Execution) -> Executor:
    """Return who carries out a plan.

    Args:
        plan: what is done.
        execution: where and how.

    Raises:
        ModelError: the model cannot be loaded.
        RunError: E428, the backend is not installed.
    """
    if execution.backend == "inline":
        from pipeline.run.inline import Inline  # noqa: PLC0415 - each backend only where it is asked for

        return Inline(plan)
    if execution.backend == "ray":
        if find_spec("ray") is None:
            raise RunError("E428")
        from pipeline.run.cluster import Cluster  # noqa: PLC0415

        return Cluster(plan, execution.workers, execution.timeout, execution.address)
    from pipeline.run.processes import Processes  # noqa: PLC0415

    return Processes(plan, execution.workers, execution.timeout)
