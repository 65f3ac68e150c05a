"""A whole run: load the model, read, extract, write, and account for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import BinaryIO, Final

from pipeline.read import Unreadable, read_articles
from pipeline.read.inputs import find_inputs
from pipeline.run.execute import Plan, execute_in_order
from pipeline.run.manifest import Manifest, Tally, describe
from pipeline.run.process import Process
from pipeline.run.records import DocumentDone
from pipeline.run.settings import RunSettings
from pipeline.run.sinks import Sink

#: No such file, no match of a pattern, no readable file in a folder.
_NAMES_NOTHING: Final = frozenset({"E101", "E102", "E103"})


def run(
    settings: RunSettings,
    sink: Sink,
    *,
    stdin: BinaryIO | None = None,
    on_done: Callable[[DocumentDone], object] = lambda done: None,
) -> Manifest:
    """Extract the facts of all articles that the settings name.

    Args:
        settings: what to read and with which model.
        sink: where the results go.
        stdin: what ``-`` among the inputs reads.
        on_done: called with every document after it is written, for a progress bar.

    Returns:
        The manifest, as the sink got it.

    Raises:
        ModelError: there is no such model.
        KnowledgeError: a knowledge base cannot be used.
        ReadError: an input names nothing, or the metadata file cannot be used.
        RunError: the results cannot be written.
    """
    from pipeline.engine import extract_article, load  # noqa: PLC0415 - spaCy is slow to import

    _check_inputs(settings)
    nlp = load(settings.model, kb=settings.kb, kb_index=settings.kb_index)
    plan = Plan(
        read_articles(settings.inputs, metadata=settings.metadata, stdin=stdin),
        Process(partial(extract_article, nlp), settings.min_confidence),
    )
    tally = Tally()
    with sink:
        for done in execute_in_order(plan):
            sink.put(done)
            tally.add(done)
            on_done(done)
        manifest = tally.manifest(describe(nlp), settings)
        sink.finish(manifest)
    return manifest


def _check_inputs(settings: RunSettings) -> None:
    """Stop before anything is done if an input names nothing: that is a slip, and no failed document."""
    for item in settings.inputs:
        first = next(find_inputs([item], leave_out=settings.metadata), None)
        if isinstance(first, Unreadable) and first.error.code in _NAMES_NOTHING:
            raise first.error
