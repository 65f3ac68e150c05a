"""Counts of right, predicted and gold things, by document, and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.evaluate.align import Pair, align, best_assignment
from pipeline.evaluate.compare import ATTRIBUTES, Comparable, same
from pipeline.evaluate.criteria import equal
from pipeline.facts import KINDS, ROLES, Kind, Span

#: What is counted for every kind of fact:
#: detection -- aligned facts, whatever their values;
#: core, strict -- aligned facts that are right by the criterion;
#: argument -- values of roles, right only in the aligned fact (CEAF phi3);
#: tuple -- distinct (kind, role, value) of the document, wherever they stand. Its gap to `argument` shows
#: facts that were split or merged.
MEASURES: Final = ("core", "strict", "detection", "argument", "tuple")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many predicted things are right, of how many predicted and how many in gold."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right; None if nothing is predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of gold that is found; None if gold has nothing."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if there is nothing to find and nothing was."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted or self.gold else None


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """One document's alignment and counts.

    Attributes:
        doc_id: the document.
        pairs: the aligned facts.
        missing: gold facts without a partner.
        spurious: predicted facts without a partner.
        tallies: (measure, kind) -> counts.
    """

    doc_id: str
    pairs: tuple[Pair, ...]
    missing: tuple[Comparable, ...]
    spurious: tuple[Comparable, ...]
    tallies: Mapping[tuple[str, Kind], Tally]


def score_document(doc_id: str, gold: Sequence[Comparable], predicted: Sequence[Comparable]) -> DocumentScore:
    """Align and count the facts of one document."""
    pairs = tuple(align(gold, predicted))
    matched = {id(pair.gold) for pair in pairs} | {id(pair.predicted) for pair in pairs}
    return DocumentScore(
        doc_id,
        pairs,
        missing=tuple(fact for fact in gold if id(fact) not in matched),
        spurious=tuple(fact for fact in predicted if id(fact) not in matched),
        tallies={
            (measure, kind): tally
            for kind in KINDS
            for measure, tally in _tallies(kind, pairs, gold, predicted)
            if tally != Tally()
        },
    )


def role_tallies(documents: Sequence[DocumentScore]) -> dict[str, Tally]:
    """Count the values of each role over all facts; a value is right only in an aligned fact.

    Returns:
        role -> counts, in the order of the schema.
    """
    right: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for document in documents:
        right.update(name for pair in document.pairs for name in pair.hits)
        gold.update(name for fact in _gold(document) for name in fact.keys)
        predicted.update(name for fact in _predicted(document) for name in fact.keys)
    roles = dict.fromkeys(role for kind in KINDS for role in ROLES[kind])
    return {role: Tally(right[role], predicted[role], gold[role]) for role in roles}


def field_accuracy(documents: Sequence[DocumentScore]) -> dict[str, tuple[int, int]]:
    """Count for every role and attribute how often aligned facts agree in it.

    Returns:
        field -> (pairs that agree, pairs of which at least one has a value).
    """
    fields = dict.fromkeys((*ATTRIBUTES, *(role for kind in KINDS for role in ROLES[kind])))
    counts = {name: [0, 0] for name in fields}
    for pair in (pair for document in documents for pair in document.pairs):
        for name in pair.gold.keys.keys() | pair.predicted.keys.keys():
            counts[name][0] += equal(name, pair.gold, pair.predicted)
            counts[name][1] += 1
    return {name: (agree, total) for name, (agree, total) in counts.items()}


def confusion(documents: Sequence[DocumentScore], field: str) -> dict[tuple[str, str], int]:
    """Count (gold value, predicted value) of an attribute over aligned facts, the most frequent first."""
    seen = Counter(
        (str(pair.gold.keys[field]), str(pair.predicted.keys[field]))
        for document in documents
        for pair in document.pairs
        if field in pair.gold.keys
    )
    return dict(sorted(seen.items(), key=lambda item: (-item[1], item[0])))


def evidence_tallies(documents: Sequence[DocumentScore]) -> dict[str, Tally]:
    """Count the evidence of aligned facts: code points of passages, and whole passages and triggers.

    A passage or trigger is right only with exactly gold's offsets.
    """
    totals = dict.fromkeys(("characters", "passages", "triggers"), Tally())
    for pair in (pair for document in documents for pair in document.pairs):
        gold, predicted = pair.gold.fact.evidence, pair.predicted.fact.evidence
        totals["characters"] += _common(pair.gold.characters, pair.predicted.characters)
        totals["passages"] += _common(_offsets(gold), _offsets(predicted))
        totals["triggers"] += _common(
            _offsets(e.trigger for e in gold), _offsets(e.trigger for e in predicted)
        )
    return totals


def _offsets(spans: Iterable[Span]) -> frozenset[tuple[int, int]]:
    return frozenset((span.start, span.end) for span in spans)


def _tallies(
    kind: Kind, pairs: Sequence[Pair], gold: Sequence[Comparable], predicted: Sequence[Comparable]
) -> Iterator[tuple[str, Tally]]:
    pairs = [pair for pair in pairs if pair.gold.kind == kind]
    gold = [fact for fact in gold if fact.kind == kind]
    predicted = [fact for fact in predicted if fact.kind == kind]
    yield "core", Tally(sum(pair.is_core for pair in pairs), len(predicted), len(gold))
    yield "strict", Tally(sum(pair.is_strict for pair in pairs), len(predicted), len(gold))
    yield "detection", Tally(len(pairs), len(predicted), len(gold))
    roles = frozenset(ROLES[kind])
    yield (
        "argument",
        Tally(
            sum(pair.arguments for pair in pairs),
            sum(len(fact.keys.keys() & roles) for fact in predicted),
            sum(len(fact.keys.keys() & roles) for fact in gold),
        ),
    )
    yield "tuple", sum((_distinct(role, predicted, gold) for role in ROLES[kind]), Tally())


def _distinct(role: str, predicted: Sequence[Comparable], gold: Sequence[Comparable]) -> Tally:
    ours = list(dict.fromkeys(fact.keys[role] for fact in gold if role in fact.keys))
    theirs = list(dict.fromkeys(fact.keys[role] for fact in predicted if role in fact.keys))
    return Tally(_most_matches(role, ours, theirs), len(theirs), len(ours))


def _most_matches(role: str, gold: Sequence[Any], predicted: Sequence[Any]) -> int:
    if not gold or not predicted:
        return 0
    matches = [[same(role, one, other) for other in predicted] for one in gold]
    return sum(matches[row][column] for row, column in best_assignment(matches))


def _common(gold: frozenset[Any], predicted: frozenset[Any]) -> Tally:
    return Tally(len(gold & predicted), len(predicted), len(gold))


def _gold(document: DocumentScore) -> Iterator[Comparable]:
    yield from (pair.gold for pair in document.pairs)
    yield from document.missing


def _predicted(document: DocumentScore) -> Iterator[Comparable]:
    yield from (pair.predicted for pair in document.pairs)
    yield from document.spurious
