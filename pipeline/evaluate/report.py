"""An evaluation as plain values, for JSON and for tables. Printing is the command line's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.evaluate.compare import ATTRIBUTES
from pipeline.evaluate.confidence import AtLeast
from pipeline.evaluate.errors import CAUSES, Error
from pipeline.evaluate.score import Tally

if TYPE_CHECKING:
    from pipeline.evaluate.evaluation import Evaluation, Score

_DIGITS = 4


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as values that JSON can hold, shares rounded to four digits."""
    coverage, alarms = evaluation.coverage, evaluation.false_alarms
    return {
        "documents": {
            "scored": coverage.scored,
            "not_predicted": list(coverage.not_predicted),
            "not_in_gold": list(coverage.not_in_gold),
            "left_out": dict(coverage.left_out),
        },
        "scores": {
            measure: {group: _score(score) for group, score in groups.items()}
            for measure, groups in evaluation.scores.items()
        },
        "roles": {role: _tally(tally) for role, tally in evaluation.roles.items()},
        "accuracy": {
            name: {"right": right, "pairs": pairs, "rate": _share(right, pairs)}
            for name, (right, pairs) in evaluation.accuracy.items()
        },
        "confusion": {
            name: [{"gold": g, "predicted": p, "pairs": n} for (g, p), n in table.items()]
            for name, table in evaluation.confusion.items()
        },
        "evidence": {name: _tally(tally) for name, tally in evaluation.evidence.items()},
        "false_alarms": {"documents": alarms.documents, "alarmed": alarms.alarmed, "facts": alarms.facts},
        "errors": [_error(error) for error in evaluation.errors],
    }


def score_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """List a row for each measure and kind: measure, kind, precision, recall, f1, low, high and counts."""
    return [
        {"measure": measure, "kind": group, **_score(score)}
        for measure, groups in evaluation.scores.items()
        for group, score in groups.items()
    ]


def role_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """List one row for each role that occurs: precision, recall, f1, and the accuracy on aligned facts."""
    return [
        {"role": role, **_tally(tally), "accuracy": _share(*evaluation.accuracy[role])}
        for role, tally in evaluation.roles.items()
        if tally != Tally()
    ]


def attribute_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """List one row for each attribute that occurs, as ``value_kind``: how often aligned facts agree in it."""
    rows = ((name, *evaluation.accuracy[name]) for name in ATTRIBUTES)
    return [
        {"attribute": name, "accuracy": _share(right, pairs), "right": right, "pairs": pairs}
        for name, right, pairs in rows
        if pairs
    ]


def error_rows(evaluation: Evaluation) -> list[dict[str, Any]]:
    """List how often each cause occurs, by field and by the score that it costs, the most frequent first."""
    counts = Counter((CAUSES.index(e.cause), e.costs, e.kind, e.field or "") for e in evaluation.errors)
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"cause": CAUSES[cause], "costs": costs, "kind": kind, "field": field or None, "errors": number}
        for (cause, costs, kind, field), number in order
    ]


def confidence_rows(rows: Iterable[AtLeast]) -> list[dict[str, Any]]:
    """List for each least confidence how many facts are left, and how many of these are right."""
    return [
        {"confidence": row.confidence, "core": _tally(row.core), "strict": _tally(row.strict)} for row in rows
    ]


def _score(score: Score) -> dict[str, Any]:
    low, high = score.interval or (None, None)
    return {**_tally(score.tally), "low": _round(low), "high": _round(high)}


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "precision": _round(tally.precision),
        "recall": _round(tally.recall),
        "f1": _round(tally.f1),
        "right": tally.right,
        "predicted": tally.predicted,
        "gold": tally.gold,
    }


def _error(error: Error) -> dict[str, Any]:
    return {
        "doc_id": error.doc_id,
        "cause": error.cause,
        "costs": error.costs,
        "kind": error.kind,
        "field": error.field,
        "gold_value": error.gold_value,
        "predicted_value": error.predicted_value,
        "passage": error.passage,
        "gold": error.gold.model_dump(mode="json") if error.gold else None,
        "predicted": error.predicted.model_dump(mode="json") if error.predicted else None,
    }


def _share(part: int, whole: int) -> float | None:
    return _round(part / whole) if whole else None


def _round(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
