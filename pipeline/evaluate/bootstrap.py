"""How far a score would move with other documents: a percentile bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.evaluate.score import Tally

#: Draws and their seed: the same counts always give the same interval.
DRAWS: Final = 2_000
SEED: Final = 0
#: Draws at a time, so that memory does not grow with draws times documents.
_BLOCK: Final = 50


def f1_intervals(columns: Sequence[Sequence[Tally]], level: float = 0.95) -> list[tuple[float, float] | None]:
    """Estimate confidence intervals of F1 by resampling documents.

    Documents are drawn with replacement, not facts, since facts of one article stand and fall together.
    All measures are computed on the same draws. The percentile method is used because BCa is undefined
    for a perfect score.

    Args:
        columns: for each measure, its counts in each document, the documents in the same order.
        level: the share of draws inside the interval.

    Returns:
        For each measure (lower, upper), or None where there is nothing to find and nothing was predicted.
    """
    import numpy as np  # noqa: PLC0415 -- not paid by other commands

    if not columns or not columns[0]:
        return [None for _ in columns]
    counts = np.array(
        [[(2 * t.right, t.predicted + t.gold) for t in column] for column in columns], dtype=float
    )
    documents = counts.shape[1]
    random = np.random.default_rng(SEED)
    blocks = []
    for _ in range(0, DRAWS, _BLOCK):
        times_drawn = random.multinomial(documents, np.full(documents, 1 / documents), size=_BLOCK)
        blocks.append(np.tensordot(times_drawn, counts, axes=(1, 1)))
    numerator, denominator = np.moveaxis(np.concatenate(blocks), -1, 0)
    with np.errstate(invalid="ignore"):
        scores = numerator / denominator  # not a number in draws without any fact of the kind
    tail = 50 * (1 - level)
    return [
        (float(np.nanpercentile(column, tail)), float(np.nanpercentile(column, 100 - tail)))
        if np.isfinite(column).any()
        else None
        for column in scores.T
    ]
