"""The executor that works in processes of this machine."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from types import TracebackType
from typing import Final, Self

from pipeline.errors import RunError
from pipeline.read import Raw
from pipeline.run.feeder import Feeder
from pipeline.run.manifest import Versions
from pipeline.run.plan import Plan
from pipeline.run.process import quarantined
from pipeline.run.records import DocumentDone
from pipeline.run.worker import Job, Worker

_LOG = logging.getLogger(__name__)

#: So many workers in a row that die before they are ready end the run.
_MOST_STILLBORN: Final = 3
#: Seconds after which a wait begins again: the system cannot count those of several weeks.
_LONGEST_WAIT: Final = 3600.0
#: A document is given up when so many workers died over it.
_MOST_DEATHS: Final = 2


def available_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Processes:
    """Works in several processes; used in a ``with`` block, in which they live.

    Args:
        plan: what is done with each document.
        workers: number of processes; one a core if null.
        timeout: seconds that a document may take.
    """

    def __init__(self, plan: Plan, workers: int | None, timeout: float) -> None:
        self._plan = plan
        self._number = workers or available_cores()
        self._timeout = timeout
        self._workers: list[Worker] = []
        self._stillborn = 0

    def __enter__(self) -> Self:
        self._workers = [Worker(self._plan) for _ in range(self._number)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()

    def versions(self) -> Versions:
        """Say what runs, as soon as the first worker is ready.

        Raises:
            ModelError: the model cannot be loaded.
            RunError: E426, the workers die before they are ready.
        """
        while (versions := self._workers[0].versions) is None:
            try:
                self._workers[0].take()
            except (EOFError, OSError):
                self._replace(0)
        return versions

    def run(self, raws: Iterable[Raw]) -> Iterator[DocumentDone]:
        """Work on raw records.

        Args:
            raws: the records, in order; read in a thread.

        Yields:
            Each document once it is done, in the order of the input.

        Raises:
            ModelError: the model cannot be loaded any more.
            RunError: E426, the workers die before they are ready.
        """
        with Feeder(raws, self._number) as feeder:
            while not feeder.is_exhausted or any(worker.jobs for worker in self._workers):
                self._hand_out(feeder)
                self._listen(feeder)
                yield from feeder.in_turn()

    def _hand_out(self, feeder: Feeder) -> None:
        for index, worker in enumerate(self._workers):
            if worker.is_idle and (jobs := feeder.batch()):
                try:
                    worker.give(jobs)
                except OSError:  # it died while it was idle, so no document is to blame
                    feeder.put_back(jobs)
                    self._replace(index)

    def _listen(self, feeder: Feeder) -> None:
        """Wait for news of the workers and of the reader, and take note of them."""
        deadlines = [
            left for worker in self._workers if (left := worker.seconds_left(self._timeout)) is not None
        ]
        connections = [feeder.connection, *(worker.connection for worker in self._workers)]
        left_of_all = min([*deadlines, _LONGEST_WAIT])
        ready = wait(connections, max(0.0, left_of_all))
        if feeder.connection in ready:
            feeder.heard()
        for index, worker in enumerate(self._workers):
            if worker.connection in ready:
                self._take(index, feeder)
            elif (left := worker.seconds_left(self._timeout)) is not None and left <= 0:
                jobs, _ = self._replace(index)
                late = RunError("E425", seconds=f"{self._timeout:g}")
                feeder.finished(jobs[0], quarantined(jobs[0].raw, "extract", late))
                feeder.put_back(jobs[1:])

    def _take(self, index: int, feeder: Feeder) -> None:
        """Take what a worker has to say, or what its death leaves over."""
        try:
            taken = self._workers[index].take()
        except (EOFError, OSError):
            jobs, end = self._replace(index)
            if jobs:
                jobs[0].deaths += 1
                if jobs[0].deaths == _MOST_DEATHS:
                    job = jobs.pop(0)
                    feeder.finished(job, quarantined(job.raw, "extract", RunError("E424", end=end)))
            feeder.put_back(jobs)
            return
        self._stillborn = 0
        if taken is not None:
            feeder.finished(*taken)

    def _replace(self, index: int) -> tuple[list[Job], str]:
        """Put a new worker in the place of one; return what that one had to do, and how it ended.

        Raises:
            RunError: E426, too many in a row died before they were ready.
        """
        old = self._workers[index]
        end = old.stop()
        _LOG.warning("a worker ended with %s; another takes its place", end)
        if old.versions is None:
            self._stillborn += 1
            if self._stillborn == _MOST_STILLBORN:
                raise RunError("E426", end=end)
        self._workers[index] = Worker(self._plan)
        return list(old.jobs), end
