"""Every error with its cause, in the words of the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from pipeline.evaluate.align import Pair
from pipeline.evaluate.compare import ATTRIBUTES, Comparable
from pipeline.evaluate.criteria import STRICT, TARGET, core_failures, equal
from pipeline.evaluate.score import DocumentScore
from pipeline.facts import ROLES, Fact, Kind, Span

#: missing, spurious -- a fact without a counterpart; merged -- a gold fact that went into the prediction for
#: another; split -- a further prediction for a gold fact already found; wrong_value, wrong_modality -- a
#: field of an aligned fact; span -- right values, but evidence that has no word in common with gold's.
Cause = Literal["missing", "merged", "spurious", "split", "wrong_value", "wrong_modality", "span"]
#: The best score that the error spoils; what spoils core spoils the others too.
Costs = Literal["core", "strict", "argument", "evidence"]

CAUSES: Final[tuple[Cause, ...]] = (
    "missing",
    "merged",
    "spurious",
    "split",
    "wrong_value",
    "wrong_modality",
    "span",
)


@dataclass(frozen=True, slots=True)
class Error:
    """One difference between prediction and gold.

    Attributes:
        doc_id: the document.
        cause: what went wrong.
        costs: the best score that it spoils.
        kind: the kind of fact.
        field: the field that differs, null for a whole fact.
        gold_value, predicted_value: the values of that field as they stand in the files.
        gold, predicted: the facts concerned; one of them is null where there is no counterpart.
    """

    doc_id: str
    cause: Cause
    costs: Costs
    kind: Kind
    field: str | None = None
    gold_value: Any = None
    predicted_value: Any = None
    gold: Fact | None = None
    predicted: Fact | None = None

    @property
    def passage(self) -> str:
        """The passage of the article that it is about: gold's evidence, else the predicted one."""
        fact = self.gold or self.predicted
        return fact.evidence[0].text if fact else ""


def find_errors(document: DocumentScore) -> Iterator[Error]:
    """List the errors of a document: whole facts first, then the fields of aligned facts."""
    for fact in document.missing:
        other = next((pair.predicted for pair in document.pairs if _one_fact(fact, pair.predicted)), None)
        cause: Cause = "merged" if other else "missing"
        yield _whole(document, cause, fact, other)
    for fact in document.spurious:
        other = next((pair.gold for pair in document.pairs if _one_fact(pair.gold, fact)), None)
        cause = "split" if other else "spurious"
        yield _whole(document, cause, other, fact)
    for pair in document.pairs:
        yield from _field_errors(document.doc_id, pair)


def _whole(
    document: DocumentScore, cause: Cause, gold: Comparable | None, predicted: Comparable | None
) -> Error:
    ours, theirs = gold.fact if gold else None, predicted.fact if predicted else None
    kind = next(fact.kind for fact in (ours, theirs) if fact)
    return Error(document.doc_id, cause, "core", kind, gold=ours, predicted=theirs)


def _field_errors(doc_id: str, pair: Pair) -> Iterator[Error]:
    kind = pair.gold.kind
    wrong = [name for name in (*ATTRIBUTES, *ROLES[kind]) if not equal(name, pair.gold, pair.predicted)]
    for name in wrong:
        yield Error(
            doc_id,
            "wrong_modality" if name == "modality" else "wrong_value",
            _costs(name, pair),
            kind,
            name,
            _value(pair.gold.fact, name),
            _value(pair.predicted.fact, name),
            pair.gold.fact,
            pair.predicted.fact,
        )
    if not pair.gold.overlaps(pair.predicted):
        yield Error(doc_id, "span", "evidence", kind, gold=pair.gold.fact, predicted=pair.predicted.fact)


def _costs(field: str, pair: Pair) -> Costs:
    if field in pair.core:
        return "core"
    return "strict" if field in STRICT else "argument"


def _value(fact: Fact, field: str) -> Any:
    value = (
        fact.count.qualifier
        if field == "qualifier" and fact.kind == "follower_count"
        else getattr(fact, field)
    )
    return value if value is None or isinstance(value, str) else value.model_dump(mode="json")


def _one_fact(gold: Comparable, predicted: Comparable) -> bool:
    """Say whether a prediction that belongs to one fact also stands for another one.

    It does if it would be right for it, or if trigger and target have words in common ("removed the
    accounts of A, B and C" as one fact).
    """
    if gold.kind != predicted.kind:
        return False
    if not core_failures(gold, predicted):
        return True
    parts = zip(_statement(gold), _statement(predicted), strict=True)
    return all(not one.isdisjoint(other) for one, other in parts)


def _statement(fact: Comparable) -> tuple[frozenset[int], frozenset[int]]:
    """The offsets of the words of its triggers, and of those that fill its target."""
    named, evidence = TARGET[fact.kind], fact.fact.evidence
    triggers = [piece.trigger for piece in evidence]
    targets = [span for piece in evidence for role, span in piece.roles.items() if role in named]
    return _offsets(triggers), _offsets(targets)


def _offsets(spans: list[Span]) -> frozenset[int]:
    return frozenset(offset for span in spans for offset in range(span.start, span.end))
