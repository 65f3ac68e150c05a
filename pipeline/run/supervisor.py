"""What a node of a cluster runs for each of its cores: one worker process, and who minds it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.read import Raw
from pipeline.run.plan import Plan
from pipeline.run.processes import Processes
from pipeline.run.records import DocumentDone

if TYPE_CHECKING:
    from pipeline.run.manifest import Versions


class Supervisor:
    """A Ray actor that has its work done by a process of its own.

    So a document that crashes or hangs ends that process and never the actor, and costs what it costs
    without a cluster: itself.

    Args:
        plan: what is done with each document.
        timeout: seconds that a document may take.
    """

    def __init__(self, plan: Plan, timeout: float) -> None:
        # Else every worker process would import the main program of Ray's workers, and Ray with it.
        vars(sys.modules["__main__"]).pop("__file__", None)
        self._processes = Processes(plan, 1, timeout).__enter__()  # ends with the actor

    def versions(self) -> Versions | PipelineError:
        """Say what runs, as soon as the worker process is ready, or why it never will be."""
        try:
            return self._processes.versions()
        except PipelineError as error:
            return error

    def work(self, raws: Sequence[Raw]) -> list[DocumentDone] | PipelineError:
        """Work on raw records.

        Args:
            raws: some consecutive records.

        Returns:
            The documents in the same order, or why no worker process can be had any more.
        """
        try:
            return list(self._processes.run(raws))
        except PipelineError as error:
            return error
