"""How right facts are from each confidence on: what a run with ``--min-confidence`` would have kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluate.compare import comparable
from pipeline.evaluate.score import DocumentScore, Tally, score_document
from pipeline.facts import KINDS, Fact

#: The confidences from which on facts are scored.
LEVELS: Final = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Counts over the facts of a confidence or more.

    Attributes:
        confidence: the least confidence.
        core: facts that are right by the core criterion.
        strict: facts that are right by the strict criterion.
    """

    confidence: float
    core: Tally
    strict: Tally


def by_confidence(
    gold: Mapping[str, Sequence[Fact]],
    predicted: Mapping[str, Sequence[Fact]],
    *,
    documents: Collection[str] | None = None,
) -> list[AtLeast]:
    """Score the facts of each confidence or more, of `LEVELS`, lowest first.

    Args:
        gold: doc_id -> gold facts.
        predicted: doc_id -> predicted facts; one without a confidence counts as sure.
        documents: the documents to score; all that either side names where left out.
    """
    wanted = sorted(gold.keys() | predicted.keys() if documents is None else documents)
    pairs = [
        (name, list(map(comparable, gold.get(name, ()))), list(map(comparable, predicted.get(name, ()))))
        for name in wanted
    ]

    def at_least(level: float) -> AtLeast:
        scores = [
            score_document(doc_id, ours, [one for one in theirs if _confidence(one.fact) >= level])
            for doc_id, ours, theirs in pairs
        ]
        return AtLeast(level, _total(scores, "core"), _total(scores, "strict"))

    return [at_least(level) for level in LEVELS]


def _confidence(fact: Fact) -> float:
    return 1.0 if fact.confidence is None else fact.confidence


def _total(scores: Sequence[DocumentScore], measure: str) -> Tally:
    return sum((score.tallies.get((measure, kind), Tally()) for score in scores for kind in KINDS), Tally())
