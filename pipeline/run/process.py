"""One document, from article to lines, with every failure of its own kept apart from the rest."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from pipeline.errors import PipelineError, RunError
from pipeline.facts import Article, Fact
from pipeline.read import Unreadable
from pipeline.run.records import DocumentDone, DocumentRecord, QuarantineRecord, Stage
from pipeline.write import checked_lines

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Process:
    """What is done with each document.

    Attributes:
        extract: gives the facts of an article, complete with ids.
        min_confidence: facts less sure than this are left out; facts of unknown confidence stay.
    """

    extract: Callable[[Article], list[Fact]]
    min_confidence: float = 0.0

    def __call__(self, item: Article | Unreadable) -> DocumentDone:
        """Give the lines of a document, or its line of quarantine; raises nothing but interrupts."""
        if isinstance(item, Unreadable):
            return _unreadable(item)
        started = perf_counter()
        stage: Stage = "extract"
        try:
            facts = [fact for fact in self.extract(item) if self._is_sure(fact)]
            stage = "write"
            lines = tuple(checked_lines(facts, item.text))
        except PipelineError as error:
            return _failed(item, stage, error, started)
        except Exception as error:  # noqa: BLE001 - the one place where a document's failure stays its own
            _LOG.exception("document %s failed", item.doc_id)
            return _failed(item, stage, _unexpected(error), started)
        return DocumentDone(
            _record(item, "done", len(lines), started),
            lines,
            Counter((fact.kind, fact.modality) for fact in facts),
        )

    def _is_sure(self, fact: Fact) -> bool:
        return fact.confidence is None or fact.confidence >= self.min_confidence


def _record(article: Article, status: str, facts: int, started: float) -> DocumentRecord:
    return DocumentRecord.model_validate(
        {
            "doc_id": article.doc_id,
            "path": article.path,
            "text_sha256": article.text_sha256,
            "status": status,
            "facts": facts,
            "words": len(article.text.split()),
            "milliseconds": round((perf_counter() - started) * 1000, 3),
        }
    )


def _failed(article: Article, stage: Stage, error: PipelineError, started: float) -> DocumentDone:
    record = _record(article, "quarantined", 0, started)
    return DocumentDone(record, quarantine=_quarantine(record, stage, error))


def _unreadable(item: Unreadable) -> DocumentDone:
    record = DocumentRecord(
        doc_id=item.doc_id,
        path=item.path,
        text_sha256=None,
        status="quarantined",
        facts=0,
        words=0,
        milliseconds=0.0,
    )
    return DocumentDone(record, quarantine=_quarantine(record, "read", item.error))


def _quarantine(record: DocumentRecord, stage: Stage, error: PipelineError) -> QuarantineRecord:
    _LOG.warning("document %s is quarantined: %s", record.doc_id, error)
    return QuarantineRecord(
        doc_id=record.doc_id,
        path=record.path,
        stage=stage,
        code=error.code,
        message=error.message,
        remedy=error.remedy,
    )


def _unexpected(error: Exception) -> RunError:
    reason = " ".join(str(error).split()) or "no message"
    return RunError("E404", type=type(error).__name__, reason=reason)
