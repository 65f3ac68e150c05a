"""What is settled document by document, in the order of the input, whoever did the work."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import perf_counter

from pipeline.errors import ReadError, brief
from pipeline.read import Place, Raw
from pipeline.run.checkpoint import Checkpoint, InputWatch, watch_again
from pipeline.run.manifest import Account, Manifest, Tally, Versions
from pipeline.run.plan import Execution, Plan
from pipeline.run.records import DocumentDone, QuarantineRecord
from pipeline.run.seen import SeenDocuments

_LOG = logging.getLogger(__name__)


class Course:
    """Follows a run: knows what was seen, counts, and can say how far it is.

    Args:
        plan: the plan.
        versions: what carries it out.
        seen: remembers the documents.
        before: where an earlier part of the run stopped, or null.

    Raises:
        RunError: E420 to E422 and E427, this is not the run that was begun; E431, what it remembered is lost.
    """

    def __init__(
        self, plan: Plan, versions: Versions, seen: SeenDocuments, before: Checkpoint | None
    ) -> None:
        self._plan = plan
        self._versions = versions
        self._seen = seen
        self._tally = Tally(before.account if before else None)
        self._reading = 0.0
        if before is None:
            self._place = Place(0, -1)
            self._watch = InputWatch(plan)
        else:
            before.check(plan, versions)
            self._place = Place(before.source, before.record)
            self._watch = watch_again(before)
            seen.cut_back(self.documents)
            counts = before.account.counts
            seen.check(counts.documents - counts.total_quarantined)  # each of the others had an id of its own

    @property
    def documents(self) -> int:
        """Number of documents settled so far, in earlier parts of the run too."""
        return self._tally.documents

    def timed(self, raws: Iterable[Raw]) -> Iterator[Raw]:
        """Pass records on, and take note of how long reading them took."""
        records = iter(raws)
        while True:
            started = perf_counter()
            raw = next(records, None)
            self._reading += perf_counter() - started
            if raw is None:
                return
            yield raw

    def settle(self, done: DocumentDone) -> DocumentDone:
        """Take the next document in the order of the input.

        Args:
            done: the document as it was worked on, for itself.

        Returns:
            The document as it is to be written: quarantined, if another had its doc_id before; marked, if it
            is a copy.
        """
        if done.trace is not None:
            _LOG.error("document %s failed\n%s", brief(done.document.doc_id), done.trace)
        done = self._marked(done) if done.quarantine is None else done
        if done.quarantine is not None:
            failure = done.quarantine
            name = brief(failure.doc_id)
            told = f"{failure.code}: {failure.message} ({failure.remedy})"
            _LOG.warning("document %s is quarantined: %s", name, told, extra={"code": failure.code})
        self._place = done.place
        self._watch.reached(done.place.source, done.source)
        self._tally.add(done)
        return done

    def checkpoint(self) -> Checkpoint:
        """Make sure that what was seen is remembered, and say how far the run is."""
        self._seen.commit()
        return Checkpoint(
            plan=self._plan,
            versions=self._versions,
            account=self._account(),
            source=self._place.source,
            record=self._place.record,
            inputs_sha256=self._watch.sha256(),
        )

    def manifest(self, execution: Execution) -> Manifest:
        """Close the count.

        Args:
            execution: where and how the work was done.
        """
        return Manifest.of(self._account(), self._versions, self._plan, execution)

    def _account(self) -> Account:
        self._tally.spend({"read": self._reading})
        self._reading = 0.0
        return self._tally.account()

    def _marked(self, done: DocumentDone) -> DocumentDone:
        """Compare a document with all before it."""
        record = done.document
        first = self._seen.first_place(self.documents, record.doc_id, record.path or "")
        if first is not None:
            return _refused(done, ReadError("E121", doc_id=record.doc_id, place=record.path, first=first))
        if record.status == "screened" or record.text_sha256 is None:
            return done
        copy = self._seen.find_copy(self.documents, record.doc_id, record.text_sha256, done.signature)
        if copy is None:
            return done
        told = {"copy_of": copy.of, "similarity": copy.similarity}
        if self._plan.dedupe:
            told |= {"status": "copy", "facts": 0}
            done = replace(done, lines=(), counts={})
        return replace(done, document=record.model_copy(update=told))


def _refused(done: DocumentDone, error: ReadError) -> DocumentDone:
    """Return a document without what was found in it, since it cannot be told from another."""
    record = done.document.model_copy(update={"status": "quarantined", "facts": 0})
    failure = QuarantineRecord.of(record, "read", error)
    return replace(done, document=record, lines=(), counts={}, quarantine=failure)
