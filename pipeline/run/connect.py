"""Starting Ray, or finding it, without a word on the standard output."""

from __future__ import annotations

import io
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from threading import current_thread, main_thread
from typing import Final, TextIO

import ray

from pipeline.errors import RunError
from pipeline.run.processes import available_cores

_LOG = logging.getLogger(__name__)

#: Seconds in which a cluster must answer.
_PATIENCE: Final = 10.0
#: What a cluster of this machine may hold of documents on their way, in bytes; what is more goes to the disk.
_STORE: Final = 256 << 20


@contextmanager
def connected(address: str | None, workers: int | None) -> Iterator[int]:
    """Be connected with a cluster for the time of a ``with`` block.

    Args:
        address: the cluster; null starts one on this machine and stops it in the end.
        workers: how many workers are wanted; one a core if null.

    Yields:
        How many workers to ask for.

    Raises:
        RunError: E441 or E442, there is no cluster; E443, it has no cores.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_COLOR_PREFIX", "0")  # no colours in the log
    with redirect_stdout(_RayToLog(sys.stdout)):
        try:
            workers = _start(workers) if address is None else _find(address, workers)
            yield workers
        finally:
            with redirect_stdout(_RayToLog(None)):
                ray.shutdown()


def _start(workers: int | None) -> int:
    workers = workers or available_cores()
    try:
        ray.init(
            "local",
            num_cpus=workers,
            object_store_memory=_STORE,
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise RunError("E442", reason=first_line(error)) from error
    return workers


def _find(address: str, workers: int | None) -> int:
    try:
        _knock(address)
        ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        raise RunError("E441", address=address, reason=first_line(error)) from error
    workers = workers or int(ray.cluster_resources().get("CPU", 0))
    if not workers:
        raise RunError("E443", address=address)
    return workers


def _knock(address: str) -> None:
    """Make sure that somebody answers at an address; Ray itself would try for many minutes.

    Raises:
        OSError: nobody does.
    """
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()


def first_line(error: Exception) -> str:
    """Return the first line of what an error says; the rest of Ray's are advice for its own users."""
    return next(iter(str(error).splitlines()), type(error).__name__)


class _RayToLog(io.TextIOBase):
    """A standard output that goes to the log, since it is Ray's threads that print on it.

    Args:
        stdout: where the main thread prints meanwhile, or null if that goes to the log, too.
    """

    def __init__(self, stdout: TextIO | None) -> None:
        self._stdout = stdout

    def write(self, text: str) -> int:
        if self._stdout is not None and current_thread() is main_thread():
            return self._stdout.write(text)
        if lines := text.strip().splitlines():
            _LOG.info("%s", lines[0])  # pages of numbers may follow
        return len(text)

    def flush(self) -> None:
        if self._stdout is not None:
            self._stdout.flush()
