"""A worker process: it loads the model once, then turns raw records into documents until it is let go.

Worker and main process talk over a pipe of their own, so that a worker that is killed at any moment takes
no lock with it and no document but the one in its hands.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import PipelineError
from pipeline.read import Raw
from pipeline.run.plan import Plan
from pipeline.run.process import prepare

if TYPE_CHECKING:
    from pipeline.run.manifest import Versions
    from pipeline.run.records import DocumentDone

#: Forked from a server that has the libraries loaded, so that their pages are shared; never from the main
#: process, whose threads a fork would tear apart.
_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
_CONTEXT: Final[Any] = multiprocessing.get_context(_METHOD)  # typed without what its kinds share
if _METHOD == "forkserver":
    _CONTEXT.set_forkserver_preload(["pipeline.run.libraries"])


@dataclass(slots=True)
class Job:
    """A raw record on its way through the workers.

    Attributes:
        number: its number among the records of this run, from 0.
        raw: the record.
        deaths: how many workers died over it.
    """

    number: int
    raw: Raw
    deaths: int = 0


class Worker:
    """The handle of a worker in the main process.

    Args:
        plan: what it does with each record.

    Attributes:
        connection: readable as soon as the worker has something to say, or is dead.
        versions: what runs in it; null until it is ready for work.
        jobs: what it has been given and not yet done, in order: it works on the first.
    """

    def __init__(self, plan: Plan) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, plan), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends with the worker
        self.versions: Versions | None = None
        self.jobs: deque[Job] = deque()
        self._since = monotonic()

    @property
    def is_idle(self) -> bool:
        """Whether it waits for work."""
        return self.versions is not None and not self.jobs

    def give(self, jobs: Sequence[Job]) -> None:
        """Hand over work; only to an idle worker, which is sure to take it.

        Raises:
            OSError: the worker is dead.
        """
        self.jobs.extend(jobs)
        self._since = monotonic()
        self.connection.send([job.raw for job in jobs])

    def take(self) -> tuple[Job, DocumentDone] | None:
        """Return the document that is done, or null if the worker has only said that it is ready.

        Raises:
            EOFError, OSError: the worker is dead.
            PipelineError: the worker cannot load the model.
        """
        message = self.connection.recv()
        if isinstance(message, PipelineError):
            raise message
        self._since = monotonic()
        if self.versions is None:
            self.versions = message
            return None
        return self.jobs.popleft(), message

    def seconds_left(self, timeout: float) -> float | None:
        """Return how long the document in its hands may still take, or null if there is none."""
        return self._since + timeout - monotonic() if self.jobs else None

    def stop(self) -> str:
        """Kill the worker, if it still lives, and say how it ended."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        code = self._process.exitcode or 0
        try:
            return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit status {code}"
        except ValueError:  # a signal that has no name here
            return f"signal {-code}"


def _end_with_parent() -> None:
    """End this worker when the main process is gone, even if it is in the middle of a document."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(connection: Connection, plan: Plan) -> None:
    """Do the work of a worker, in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which lets the workers go
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        process, versions = prepare(plan)
    except PipelineError as error:
        connection.send(error)
        return
    connection.send(versions)
    while True:
        try:
            batch = connection.recv()
        except (EOFError, OSError):  # the main process is gone, or done
            return
        for raw in batch:
            connection.send(process(raw))
