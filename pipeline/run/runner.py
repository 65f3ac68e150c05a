"""A whole run: read, work, write in the order of the input, and account for it."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import BinaryIO, Final, Protocol

from pipeline.errors import ModelError
from pipeline.read import Unreadable, read_raw
from pipeline.read.inputs import find_inputs
from pipeline.run.checkpoint import FIXED, check_same, next_place
from pipeline.run.course import Course
from pipeline.run.execute import executor_of
from pipeline.run.manifest import Manifest
from pipeline.run.plan import Execution, Plan
from pipeline.run.process import prepare
from pipeline.run.records import DocumentDone
from pipeline.run.seen import SeenDocuments
from pipeline.run.sinks import Sink

#: No such file, no match of a pattern, no readable file in a folder.
_NAMES_NOTHING: Final = frozenset({"E101", "E102", "E103"})


class Watcher(Protocol):
    """Is told how a run goes on."""

    def resumed(self, documents: int) -> None:
        """Be told that the run goes on behind so many documents."""

    def advance(self, done: DocumentDone) -> None:
        """Be told of a document that is written."""


class _NoWatcher:
    def resumed(self, documents: int) -> None:
        pass

    def advance(self, done: DocumentDone) -> None:
        pass


def run(
    plan: Plan,
    sink: Sink,
    *,
    execution: Execution | None = None,
    stdin: BinaryIO | None = None,
    watcher: Watcher | None = None,
) -> Manifest:
    """Extract the facts of all articles that a plan names.

    Args:
        plan: what to do.
        sink: where the results go.
        execution: where and how to work; in this process by default. For others, the main module of the
            program must be one that can be imported (see the module multiprocessing).
        stdin: what ``-`` among the inputs reads.
        watcher: is told of every document after it is written, for a progress bar.

    Returns:
        The manifest; that of the earlier run, if the sink goes on with one that turns out to be finished.

    Raises:
        ModelError: there is no such model.
        KnowledgeError: a knowledge base cannot be used.
        ReadError: an input names nothing, or the metadata file cannot be used.
        RunError: the results cannot be written, or an earlier run cannot be gone on with.
    """
    execution, watcher = execution or Execution(), watcher or _NoWatcher()
    _check_inputs(plan)
    with sink:
        if sink.finished is not None:
            check_same(plan, sink.finished.plan)
            return sink.finished
        with executor_of(plan, execution) as executor:
            versions = executor.versions()
            raws = read_raw(
                plan.inputs, metadata=plan.metadata, stdin=stdin, start=next_place(sink.checkpoint)
            )
            sink.begin()  # not before it is known that model, metadata and cluster can be had
            with SeenDocuments(sink.seen) as seen:
                course = Course(plan, versions, seen, sink.checkpoint)
                watcher.resumed(course.documents)
                _work(executor.run(course.timed(raws)), course, sink, watcher, execution.checkpoint)
                return sink.finish(course.manifest(execution), course.checkpoint())


def changes_since(manifest: Manifest) -> list[str]:
    """Say what would be used now and is not what a finished run used: facts of today could be others.

    Args:
        manifest: that of the run.

    Returns:
        Of package, schema version, model, tables and knowledge those that differ; a model that can no longer
        be loaded differs.
    """
    try:
        _, versions = prepare(manifest.plan)
    except ModelError:
        return ["model"]
    return versions.differences(manifest.versions, FIXED)


def _work(
    documents: Iterable[DocumentDone], course: Course, sink: Sink, watcher: Watcher, interval: float
) -> None:
    """Settle and write documents as they are done, and save how far the run is every so many seconds."""
    saved = monotonic()
    for done in documents:
        settled = course.settle(done)
        sink.put(settled)
        watcher.advance(settled)
        if monotonic() - saved >= interval:
            sink.save(course.checkpoint())
            saved = monotonic()


def _check_inputs(plan: Plan) -> None:
    """Stop before anything is done if an input names nothing: that is a slip, and no failed document."""
    for item in plan.inputs:
        first = next(find_inputs([item], leave_out=plan.metadata), None)
        if isinstance(first, Unreadable) and first.error.code in _NAMES_NOTHING:
            raise first.error
