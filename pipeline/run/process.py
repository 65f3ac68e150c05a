"""One document, from a raw record to lines, with every failure of its own kept apart from the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from traceback import format_exc
from typing import TYPE_CHECKING, Literal

from pipeline.errors import PipelineError, RunError
from pipeline.facts import Article, Fact, Kind
from pipeline.read import Raw, Unreadable, parse
from pipeline.run.manifest import Versions, describe
from pipeline.run.plan import Plan
from pipeline.run.records import DocumentDone, DocumentRecord, QuarantineRecord, Stage
from pipeline.run.signature import signature
from pipeline.write import checked_lines

if TYPE_CHECKING:
    from pipeline.engine import Extraction

#: Gives the facts of an article, complete with ids, and what they cost.
Extract = Callable[[Article], "Extraction"]


def prepare(plan: Plan) -> tuple[Process, Versions]:
    """Load the model of a plan.

    Returns:
        What the plan does with each document, and what does it.

    Raises:
        ModelError: the model cannot be loaded.
        KnowledgeError: a knowledge base cannot be used.
    """
    from pipeline.engine import extract_timed, load  # noqa: PLC0415 - spaCy is slow to import
    from pipeline.recognise.screen import passes  # noqa: PLC0415

    nlp = load(plan.model, kb=plan.kb, kb_index=plan.kb_index, screen=plan.screen)
    extract = partial(extract_timed, nlp)
    return Process(extract, passes if plan.screen else _pass_all, plan.min_confidence), describe(nlp)


def _pass_all(text: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Process:
    """What is done with each document; made once in every process that works on a run.

    Attributes:
        extract: gives the facts of an article, and what they cost.
        passes: says whether a text can hold a fact at all.
        min_confidence: facts less sure than this are left out; facts of unknown confidence stay.
    """

    extract: Extract
    passes: Callable[[str], bool] = _pass_all
    min_confidence: float = 0.0

    def __call__(self, raw: Raw) -> DocumentDone:
        """Give the lines of a document, or its line of quarantine; raises nothing but interrupts."""
        seconds: dict[str, float] = {}
        article: Article | None = None
        stage: Stage = "read"
        try:
            with _timed(seconds, "parse"):
                item = parse(raw)
            if isinstance(item, Unreadable):
                return quarantined(raw, stage, item.error)
            article = item
            with _timed(seconds, "screen"):
                passes = self.passes(article.text)
            if not passes:
                record = _record(article, "screened", seconds)
                return DocumentDone(raw.place, raw.source, record, seconds=seconds)
            stage = "extract"
            found = self.extract(article)
            seconds |= found.seconds
            stage = "write"
            with _timed(seconds, "write"):
                facts = [fact for fact in found.facts if self._is_sure(fact)]
                lines = tuple(checked_lines(facts, article.text))
                mark = signature(article.text)
        except PipelineError as error:
            return quarantined(raw, stage, error, article)
        except Exception as error:  # noqa: BLE001 - the one place where a document's failure stays its own
            return quarantined(raw, stage, _unexpected(error), article, trace=format_exc())
        record = _record(article, "done", seconds, facts=len(lines))
        counts: Counter[tuple[Kind, str]] = Counter((fact.kind, fact.modality) for fact in facts)
        return DocumentDone(
            raw.place,
            raw.source,
            record,
            lines,
            counts,
            signature=mark,
            seconds=seconds,
            windows=found.windows,
            screened_windows=found.screened_windows,
        )

    def _is_sure(self, fact: Fact) -> bool:
        return fact.confidence is None or fact.confidence >= self.min_confidence


def quarantined(
    raw: Raw, stage: Stage, error: PipelineError, article: Article | None = None, *, trace: str | None = None
) -> DocumentDone:
    """Return a document as failed.

    Args:
        raw: the record.
        stage: where it failed.
        error: what happened.
        article: the article, if it could be read.
        trace: the traceback of an error that nobody foresaw.
    """
    record = DocumentRecord(
        doc_id=article.doc_id if article else raw.doc_id,
        path=raw.path,
        text_sha256=article.text_sha256 if article else None,
        status="quarantined",
        facts=0,
        words=len(article.text.split()) if article else 0,
        milliseconds=0.0,
    )
    failure = QuarantineRecord.of(record, stage, error)
    return DocumentDone(raw.place, raw.source, record, quarantine=failure, trace=trace)


def _record(
    article: Article, status: Literal["done", "screened"], seconds: dict[str, float], *, facts: int = 0
) -> DocumentRecord:
    return DocumentRecord(
        doc_id=article.doc_id,
        path=article.path,
        text_sha256=article.text_sha256,
        status=status,
        facts=facts,
        words=len(article.text.split()),
        milliseconds=round(sum(seconds.values()) * 1000, 3),
    )


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    started = perf_counter()
    yield
    seconds[stage] = perf_counter() - started


def _unexpected(error: Exception) -> RunError:
    reason = " ".join(str(error).split()) or "no message"
    return RunError("E404", type=type(error).__name__, reason=reason)
