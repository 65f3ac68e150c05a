"""The best one-to-one alignment of predicted with gold facts of a document.

After CEAF for templates (iterx, CEAF-RME phi3): an optimal assignment, never a greedy one, since the
order of lines must not change a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.compare import ATTRIBUTES, Comparable, same
from pipeline.evaluate.criteria import core_failures, same_target, strict_failures
from pipeline.facts import KINDS, ROLES


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted fact of the same kind that are about the same thing.

    Attributes:
        gold, predicted: the two facts.
        core: fields by which the pair misses the core criterion; empty if it is right.
        strict: fields that differ beyond the core.
        hits: roles and attributes in which both have the same value.
    """

    gold: Comparable
    predicted: Comparable
    core: tuple[str, ...]
    strict: tuple[str, ...]
    hits: frozenset[str]

    @property
    def is_core(self) -> bool:
        """Whether the prediction is right by the core criterion."""
        return not self.core

    @property
    def is_strict(self) -> bool:
        """Whether the prediction is right by the strict criterion."""
        return not self.core and not self.strict

    @property
    def arguments(self) -> int:
        """In how many roles both have the same value."""
        return sum(name in ROLES[self.gold.kind] for name in self.hits)

    @property
    def evidence_iou(self) -> float:
        """Code points of evidence in common, as a share of those of either (0 to 1)."""
        common = len(self.gold.characters & self.predicted.characters)
        return common / (len(self.gold.characters) + len(self.predicted.characters) - common)


def align(gold: Sequence[Comparable], predicted: Sequence[Comparable]) -> list[Pair]:
    """Align the facts of one document one to one.

    Only facts of the same kind that name the same target or quote overlapping evidence can be a pair. Of
    all alignments the one is taken that has, in this order, the most core matches, strict matches, roles in
    common, attributes in common, pairs, and the greatest overlap of evidence.

    Args:
        gold: the gold facts of the document, in any order.
        predicted: its predicted facts.

    Returns:
        The pairs, in the order of `gold` within each kind.
    """
    pairs: list[Pair] = []
    for kind in KINDS:
        ours = [fact for fact in gold if fact.kind == kind]
        theirs = [fact for fact in predicted if fact.kind == kind]
        if ours and theirs:
            pairs.extend(_align_kind(ours, theirs))
    return pairs


def make_pair(gold: Comparable, predicted: Comparable) -> Pair | None:
    """Compare two facts of the same kind; None if they share neither target nor words."""
    if not (same_target(gold, predicted) or gold.overlaps(predicted)):
        return None
    hits = frozenset(name for name, key in gold.keys.items() if same(name, key, predicted.keys.get(name)))
    return Pair(gold, predicted, core_failures(gold, predicted), strict_failures(gold, predicted), hits)


def weight(pair: Pair, size: int) -> float:
    """Return what a pair adds to the sum that the assignment maximises.

    Args:
        pair: the pair.
        size: the greatest number of pairs in the alignment. One step of a level weighs more than all the
            lower levels of so many pairs together, so no core match is ever given up for other values.
    """
    levels = (
        (pair.is_core, 1),
        (pair.is_strict, 1),
        (pair.arguments, len(ROLES[pair.gold.kind])),
        (len(pair.hits) - pair.arguments, len(ATTRIBUTES)),
        (1, 1),
        (pair.evidence_iou, 1),
    )
    total = 0.0
    for value, most in levels:
        total = total * (size * most + 1) + value
    return total


def _align_kind(gold: Sequence[Comparable], predicted: Sequence[Comparable]) -> list[Pair]:
    size = min(len(gold), len(predicted))
    pairs = [[make_pair(ours, theirs) for theirs in predicted] for ours in gold]
    weights = [[weight(pair, size) if pair else 0.0 for pair in row] for row in pairs]
    chosen = (pairs[row][column] for row, column in best_assignment(weights))
    return [pair for pair in chosen if pair is not None]


def best_assignment(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Choose cells of a matrix, at most one in each row and column, whose sum is greatest.

    Args:
        weights: the rows, none empty.

    Returns:
        (row, column) of each chosen cell, in the order of the rows.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 -- half a second, not paid by other commands

    rows, columns = linear_sum_assignment(weights, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
