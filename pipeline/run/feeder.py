"""Both ends of the work: a thread that reads ahead as far as it is followed, and the way out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from threading import Condition, Thread
from types import TracebackType
from typing import Final, Self

from pipeline.read import Raw
from pipeline.run.records import DocumentDone
from pipeline.run.worker import Job

#: What may lie between reading and the end of the work: code points and bytes of records, and the number of
#: documents that wait for an earlier one to be done. One record more is always let in, of whatever size.
_MOST_WEIGHT: Final = 16 << 20
_MOST_DOCUMENTS: Final = 4096
#: The same for each worker, where they are so many that this is more.
_MOST_WEIGHT_EACH: Final = 1 << 20
_MOST_DOCUMENTS_EACH: Final = 1024
#: A worker gets so much at a time at most: enough that the time between two batches does not count, little
#: enough that no worker sits on work while others are idle.
_BATCH_DOCUMENTS: Final = 64
_BATCH_WEIGHT: Final = 1 << 17


class Feeder:
    """Reads raw records in a thread of its own; used in a ``with`` block.

    Args:
        raws: the records, in order.
        workers: number of those who work on them.

    Attributes:
        connection: readable when there is news: a first record is waiting, or there are no more.
    """

    def __init__(self, raws: Iterable[Raw], workers: int) -> None:
        self.connection, self._wake = Pipe(duplex=False)
        self._raws = raws
        self._workers = workers
        self._most_weight = max(_MOST_WEIGHT, workers * _MOST_WEIGHT_EACH)
        self._most_documents = max(_MOST_DOCUMENTS, workers * _MOST_DOCUMENTS_EACH)
        self._waiting: deque[Job] = deque()
        self._changed = Condition()
        self._weight = 0
        self._documents = 0
        self._done: dict[int, DocumentDone] = {}
        self._next = 0
        self._ended = self._stopped = False
        self._error: Exception | None = None

    @property
    def is_exhausted(self) -> bool:
        """Whether nothing waits and nothing more comes.

        Raises:
            Exception: what reading met, once all records before it are given out.
        """
        with self._changed:
            over = self._ended and not self._waiting
        if over and self._error is not None:
            raise self._error
        return over

    def batch(self) -> list[Job]:
        """Take the next records, fewer the fewer wait, so that all workers end together."""
        jobs: list[Job] = []
        with self._changed:
            most = min(_BATCH_DOCUMENTS, 1 + len(self._waiting) // (2 * self._workers))
            weight = 0
            while self._waiting and len(jobs) < most:
                weight += self._waiting[0].raw.weight
                if jobs and weight > _BATCH_WEIGHT:
                    break
                jobs.append(self._waiting.popleft())
        return jobs

    def put_back(self, jobs: Sequence[Job]) -> None:
        """Let records wait again, before all others."""
        with self._changed:
            self._waiting.extendleft(reversed(jobs))

    def finished(self, job: Job, done: DocumentDone) -> None:
        """Take a document that is done; its record is let go, and it waits for its turn."""
        self._done[job.number] = done
        with self._changed:
            self._weight -= job.raw.weight
            self._changed.notify()

    def in_turn(self) -> Iterator[DocumentDone]:
        """Give the documents whose turn it is, in the order of their records."""
        while self._next in self._done:
            yield self._done.pop(self._next)
            self._next += 1
            with self._changed:
                self._documents -= 1
                self._changed.notify()

    def heard(self) -> None:
        """Take the news, so that `connection` is quiet until there are others."""
        self.connection.recv_bytes()

    def __enter__(self) -> Self:
        Thread(target=self._read, name="reader", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def _read(self) -> None:
        try:
            for number, raw in enumerate(self._raws):
                if not self._let_in(Job(number, raw)):
                    return
        except Exception as error:  # noqa: BLE001 - raised again in the main thread, by `is_exhausted`
            self._error = error
        with self._changed:
            self._ended = True
        with suppress(OSError):  # nobody listens any more
            self._wake.send_bytes(b".")

    def _let_in(self, job: Job) -> bool:
        """Let a record wait, as soon as there is room; say no if the run is over."""
        weight = job.raw.weight
        with self._changed:
            while not self._stopped and (
                self._documents >= self._most_documents
                or (self._weight and self._weight + weight > self._most_weight)
            ):
                self._changed.wait()
            if self._stopped:
                return False
            self._weight += weight
            self._documents += 1
            is_first = not self._waiting
            self._waiting.append(job)
        if is_first:
            self._wake.send_bytes(b".")
        return True
