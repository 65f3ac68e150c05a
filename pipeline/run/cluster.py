"""The executor that works on a Ray cluster.

Each core of the cluster gets an actor (see `pipeline.run.supervisor`) that loads the model once. The driver,
the process that was started by hand, reads the input, keeps every actor two batches ahead, and takes the
documents back in the order of the input. An actor that is lost, with its node or without, is replaced, and
what it had in its hands is done again elsewhere.

Ray Data was tried first (2.60: a Datasource with one lazy read task, `map_batches` on an actor pool,
`preserve_order`) and left for three reasons. It reads ahead until the object store is full: with 2,000
documents out it had read 74,000, and a limit of 20 MB on the store did not hold it. If the task that reads
is lost, it reads from the beginning again. And its tasks read on whatever node they are put, so that standard
input and the files of the driver are out of reach.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import ray
from ray.exceptions import RayError, RayTaskError

from pipeline.errors import PipelineError, RunError
from pipeline.read import Raw
from pipeline.run.connect import connected, first_line
from pipeline.run.feeder import Feeder
from pipeline.run.manifest import Versions
from pipeline.run.plan import Plan
from pipeline.run.process import quarantined
from pipeline.run.records import DocumentDone
from pipeline.run.supervisor import Supervisor
from pipeline.run.worker import Job

_LOG = logging.getLogger(__name__)

#: Batches that an actor has at a time: one in its hands, one that waits beside it.
_AHEAD: Final = 2
#: So many actors in a row that die before they are ready, in the same place, end the run.
_MOST_STILLBORN: Final = 3
#: A document is given up when so many actors died over it, at the last two of them alone. They die with their
#: nodes, too, without its doing.
_MOST_DEATHS: Final = 3
#: Seconds between two looks at what has been read, while an actor waits for work.
_LOOK: Final = 0.02
#: Seconds after which the log says that the run waits for the cluster.
_PATIENCE: Final = 30.0


@dataclass(slots=True, eq=False)
class _Post:
    """A core of the cluster, as the driver sees it.

    Attributes:
        actor: who holds it now.
        is_ready: whether that actor can take work.
        load: how many batches it has; `_AHEAD` also if it has a suspect, which is alone there.
        stillborn: how many actors in a row died here before they were ready.
    """

    actor: Any
    is_ready: bool = False
    load: int = 0
    stillborn: int = 0


class Cluster:
    """Works on a Ray cluster; used in a ``with`` block.

    Args:
        plan: what is done with each document.
        workers: number of actors, each with one core; one a core if null.
        timeout: seconds that a document may take.
        address: the cluster, or null to start one on this machine.
    """

    def __init__(self, plan: Plan, workers: int | None, timeout: float, address: str | None) -> None:
        self._plan = plan
        self._arguments = (_with_absolute_paths(plan), timeout)
        self._connected = connected(address, workers)
        self._number = 0
        self._versions: Versions | None = None
        # What is awaited: that an actor is ready, and batches; with their posts, in the order of asking.
        self._starting: dict[Any, _Post] = {}
        self._working: dict[Any, tuple[_Post, list[Job]]] = {}
        self._posts: list[_Post] = []
        self._suspects: deque[Job] = deque()  # what actors had that were lost

    def __enter__(self) -> Self:
        """Connect, and ask for the actors.

        Raises:
            RunError: E441 to E443, there is no cluster to work on.
        """
        self._number = self._connected.__enter__()
        self._actors = ray.remote(num_cpus=1)(Supervisor)
        self._posts = [_Post(None) for _ in range(self._number)]
        for post in self._posts:
            self._start(post)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connected.__exit__(kind, error, trace)  # the actors go with their driver

    def versions(self) -> Versions:
        """Say what runs, as soon as the first actor is ready.

        Raises:
            ModelError: the model cannot be loaded.
            RunError: E426, E444 or E445, the nodes are not fit for it.
        """
        while self._versions is None:
            ready, _ = ray.wait([*self._starting], timeout=_PATIENCE)
            if not ready:
                _LOG.warning("no core of the cluster is free yet")
            for reference in ready:
                self._welcome(reference)
        return _as_given(self._versions, self._plan)

    def run(self, raws: Iterable[Raw]) -> Iterator[DocumentDone]:
        """Work on raw records.

        Args:
            raws: the records, in order; read in a thread of the driver.

        Yields:
            Each document once it is done, in the order of the input.

        Raises:
            ModelError: the model cannot be loaded any more.
            RunError: E426, E444 or E445, the nodes are not fit for it.
        """
        with Feeder(raws, self._number) as feeder:
            while self._suspects or self._working or not feeder.is_exhausted:
                self._hand_out(feeder)
                self._listen(feeder)
                yield from feeder.in_turn()

    def _hand_out(self, feeder: Feeder) -> None:
        """Give work to all who can take it, to each a first batch before anyone gets a second."""
        for load in range(_AHEAD):
            for post in self._posts:
                if post.is_ready and post.load == load and (jobs := self._next_batch(load, feeder)):
                    self._working[post.actor.work.remote([job.raw for job in jobs])] = post, jobs
                    post.load += _load(jobs)

    def _next_batch(self, load: int, feeder: Feeder) -> list[Job]:
        """Take the next records for an actor that has so many batches already.

        Suspects come first, each to an actor without other work: if that one is lost too, it shows why. What
        an actor had last cannot be told otherwise, since it can die before its answer has left.
        """
        if self._suspects:
            return [] if load else [self._suspects.popleft()]
        return feeder.batch()

    def _listen(self, feeder: Feeder) -> None:
        """Wait for news of the actors, or a moment for those of the reader, and take note of them."""
        awaited = [*self._starting, *self._working]
        if not awaited:
            feeder.connection.poll(_PATIENCE)
        while feeder.connection.poll():
            feeder.heard()
        if awaited:
            ray.wait(awaited, timeout=_LOOK if self._has_room else _PATIENCE)
        ready, _ = ray.wait(awaited, num_returns=len(awaited), timeout=0) if awaited else ([], [])
        for reference in ready:
            if reference in self._starting:
                self._welcome(reference)
            elif reference in self._working:  # else it was settled with the loss of its actor
                self._take(reference, feeder)

    @property
    def _has_room(self) -> bool:
        return any(post.is_ready and post.load < _AHEAD for post in self._posts)

    def _welcome(self, reference: Any) -> None:
        """Let an actor that is ready take part, or put another in its place if it died on the way."""
        post = self._starting.pop(reference)
        try:
            versions = _value(reference)
        except RayError as error:
            post.stillborn += 1
            if post.stillborn == _MOST_STILLBORN:
                raise RunError("E444", reason=first_line(error)) from error
            self._start(post)
            return
        self._versions = self._versions or versions
        if versions != self._versions:
            differences = versions.differences(self._versions, Versions.model_fields)
            raise RunError("E445", what=", ".join(differences))
        post.is_ready, post.stillborn = True, 0

    def _take(self, reference: Any, feeder: Feeder) -> None:
        """Take a batch that is done, or what the death of its actor leaves over."""
        post, jobs = self._working[reference]
        try:
            documents = _value(reference)
        except RayError as error:
            self._lost(post, first_line(error), feeder)
            return
        del self._working[reference]
        post.load -= _load(jobs)
        for job, done in zip(jobs, documents, strict=True):
            feeder.finished(job, done)

    def _lost(self, post: _Post, end: str, feeder: Feeder) -> None:
        """Put another actor in the place of one that is lost, and have all that it had done again."""
        _LOG.warning("a Ray worker is lost, another takes its place: %s", end)
        ray.kill(post.actor)  # it may live on where nobody hears it
        left = [reference for reference, (other, _) in self._working.items() if other is post]
        for job in (job for reference in left for job in self._working.pop(reference)[1]):
            job.deaths += 1
            if job.deaths == _MOST_DEATHS:
                error = RunError("E446", workers=job.deaths, end=end)
                feeder.finished(job, quarantined(job.raw, "extract", error))
            else:
                self._suspects.append(job)
        post.is_ready, post.load = False, 0
        self._start(post)

    def _start(self, post: _Post) -> None:
        post.actor = self._actors.remote(*self._arguments)
        self._starting[post.actor.versions.remote()] = post


def _load(jobs: list[Job]) -> int:
    """Return what a batch counts: a suspect as much as an actor can have, so that it stays alone."""
    return _AHEAD if jobs[0].deaths else 1


def _value(reference: Any) -> Any:
    """Return what an actor gave.

    Raises:
        PipelineError: it gave an error.
        RayError: it is dead, or what it gave is lost.
    """
    try:
        value = ray.get(reference)
    except RayTaskError as error:  # a defect: the same would happen anywhere
        raise error.cause from error
    if isinstance(value, PipelineError):
        raise value
    return value


def _with_absolute_paths(plan: Plan) -> Plan:
    """Return a plan that means the same in whatever folder a node works."""
    model = plan.model
    return plan.model_copy(
        update={
            "model": str(Path(model).absolute()) if model and Path(model).is_dir() else model,
            "kb": tuple(path.absolute() for path in plan.kb),
            "kb_index": plan.kb_index.absolute() if plan.kb_index else None,
        }
    )


def _as_given(versions: Versions, plan: Plan) -> Versions:
    """Return versions that name knowledge bases as the plan does, not by absolute paths."""
    files = (file.model_copy(update={"path": _path_given(file.path, plan)}) for file in versions.knowledge)
    return versions.model_copy(update={"knowledge": tuple(files)})


def _path_given(path: str, plan: Plan) -> str:
    bases = ((base, base.absolute()) for base in plan.kb)
    below = ((base, whole) for base, whole in bases if Path(path).is_relative_to(whole))
    return next((str(base / Path(path).relative_to(whole)) for base, whole in below), path)
