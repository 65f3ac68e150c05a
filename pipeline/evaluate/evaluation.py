"""Predicted facts against gold: all scores of a set of documents."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from pipeline.evaluate import report
from pipeline.evaluate.bootstrap import f1_intervals
from pipeline.evaluate.compare import comparable
from pipeline.evaluate.errors import Error, find_errors
from pipeline.evaluate.score import (
    MEASURES,
    DocumentScore,
    Tally,
    confusion,
    evidence_tallies,
    field_accuracy,
    role_tallies,
    score_document,
)
from pipeline.facts import KINDS, Fact, Kind

#: The group of a score over all kinds of fact.
ALL: Final = "all"
_CONFUSED: Final = ("modality", "action")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts with a 95 % bootstrap interval of their F1; the interval is null where F1 is undefined."""

    tally: Tally
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which documents were scored, and which were left out.

    Attributes:
        scored: how many documents were scored, with facts or without.
        not_predicted: scored documents with gold facts for which there is no prediction: all misses.
        not_in_gold: scored documents with predictions for which gold has nothing: all false alarms.
        left_out: doc_id -> number of facts, gold or predicted, of documents outside those asked for.
    """

    scored: int
    not_predicted: tuple[str, ...]
    not_in_gold: tuple[str, ...]
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """What was predicted on documents without gold facts.

    Attributes:
        documents: how many such documents were scored.
        alarmed: in how many of them anything was predicted.
        facts: how many facts were predicted there.
    """

    documents: int
    alarmed: int
    facts: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of a set of documents.

    Attributes:
        coverage: the documents.
        scores: measure -> kind of fact or "all" -> score. A kind that neither side has is absent.
        roles: role -> counts over all facts; right only in the aligned fact.
        accuracy: field -> (aligned facts that agree in it, aligned facts of which either has a value).
        confusion: "modality" and "action" -> (gold, predicted) -> number of aligned facts.
        evidence: "characters", "passages" and "triggers" of aligned facts, the last two with exact offsets.
        false_alarms: predictions on documents without gold facts.
        errors: every error, in the order of the documents.
    """

    coverage: Coverage
    scores: Mapping[str, Mapping[str, Score]]
    roles: Mapping[str, Tally]
    accuracy: Mapping[str, tuple[int, int]]
    confusion: Mapping[str, Mapping[tuple[str, str], int]]
    evidence: Mapping[str, Tally]
    false_alarms: FalseAlarms
    errors: tuple[Error, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values for JSON."""
        return report.as_dict(self)


def evaluate(
    gold: Mapping[str, Sequence[Fact]],
    predicted: Mapping[str, Sequence[Fact]],
    *,
    documents: Collection[str] | None = None,
) -> Evaluation:
    """Score predicted facts against gold, or one annotator against another.

    Args:
        gold: doc_id -> gold facts. A document with an empty list is known to state none.
        predicted: doc_id -> predicted facts.
        documents: the documents to score; what either side holds on others is left out and reported.
            Give the documents that were read, where gold does not name those without facts: what is
            predicted on them then counts as false alarms. Default: all that either side names.

    Returns:
        The scores. Recall is over all gold facts and precision over all predicted facts of the scored
        documents. The core criterion lets gold's nulls pass, so it is not symmetric where gold has nulls:
        for the agreement of two annotators take the mean of both directions.
    """
    named = gold.keys() | predicted.keys()
    wanted = named if documents is None else set(documents)
    scored = [
        score_document(
            doc_id,
            [comparable(fact) for fact in gold.get(doc_id, ())],
            [comparable(fact) for fact in predicted.get(doc_id, ())],
        )
        for doc_id in sorted(wanted)
    ]
    left_out = {
        name: len(gold.get(name, ())) + len(predicted.get(name, ())) for name in sorted(named - wanted)
    }
    return Evaluation(
        coverage=Coverage(
            scored=len(scored),
            not_predicted=tuple(sorted(name for name in wanted - predicted.keys() if gold.get(name))),
            not_in_gold=tuple(sorted(name for name in wanted - gold.keys() if predicted.get(name))),
            left_out=left_out,
        ),
        scores=_scores(scored),
        roles=role_tallies(scored),
        accuracy=field_accuracy(scored),
        confusion={name: confusion(scored, name) for name in _CONFUSED},
        evidence=evidence_tallies(scored),
        false_alarms=_false_alarms(scored),
        errors=tuple(error for document in scored for error in find_errors(document)),
    )


def _scores(documents: Sequence[DocumentScore]) -> dict[str, dict[str, Score]]:
    groups: dict[str, tuple[Kind, ...]] = {ALL: KINDS, **{kind: (kind,) for kind in KINDS}}
    columns: dict[tuple[str, str], list[Tally]] = {}
    for measure, (group, kinds) in product(MEASURES, groups.items()):
        column = [_sum(document, measure, kinds) for document in documents]
        if group == ALL or any(tally != Tally() for tally in column):
            columns[measure, group] = column
    intervals = f1_intervals(list(columns.values()))
    scores: dict[str, dict[str, Score]] = {measure: {} for measure in MEASURES}
    for ((measure, group), column), interval in zip(columns.items(), intervals, strict=True):
        scores[measure][group] = Score(sum(column, Tally()), interval)
    return scores


def _sum(document: DocumentScore, measure: str, kinds: Sequence[Kind]) -> Tally:
    return sum((document.tallies.get((measure, kind), Tally()) for kind in kinds), Tally())


def _false_alarms(documents: Sequence[DocumentScore]) -> FalseAlarms:
    empty = [document for document in documents if not document.missing and not document.pairs]
    return FalseAlarms(
        documents=len(empty),
        alarmed=sum(bool(document.spurious) for document in empty),
        facts=sum(len(document.spurious) for document in empty),
    )
