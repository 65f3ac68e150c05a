"""Thresholds and confidence, chosen on the development articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from itertools import chain
from typing import Final

from pipeline.reader.decode import Thresholds
from pipeline.reader.graph import Scorer, Scores, framed
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

#: What each threshold is tried at.
_TRIED: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
#: What that of a claim is tried at: F1 is best where all that is left out is right less often than in half
#: of F1 (Lipton, Elkan and Naryanaswamy 2014).
_TRIED_OF_CLAIM: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
#: What a threshold of its own has to bring a role: less is as good as chance.
_WORTH: Final = 0.001
#: How often each is gone through: the second time with the others as found.
_ROUNDS: Final = 2


class Remembered:
    """A scorer that scores each window once."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._known: dict[bytes, Scores] = {}

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window, or remember its scores."""
        own = repr((window.own_start - window.start, window.own_end - window.start)).encode()
        key = own + b"".join(values.tobytes() for values in framed(pieces, window).values())
        if key not in self._known:
            self._known[key] = self._scorer(pieces, window)
        return self._known[key]


def tune(score: Callable[[Thresholds], float], roles: Sequence[str] = ()) -> Thresholds:
    """Return the thresholds of words with the best score, found one at a time, the common ones first.

    That of the triggers stays: whether a claim is right all its signals tell better than its trigger.

    Args:
        score: scores thresholds; higher is better.
        roles: the roles that get thresholds of their own, one for their first piece and one for further ones,
            where that is better by `_WORTH`.
    """
    best = Thresholds()
    reached = score(best)
    for _ in range(_ROUNDS):
        for name in ("role", "naming", "inside", "only"):
            for value in _TRIED:
                tried = Thresholds(**(asdict(best) | {name: value}))
                if tried != best and (new := score(tried)) > reached:
                    best, reached = tried, new
    of_roles = (("roles", role, _TRIED[1::2]) for role in roles)
    of_insides = (("insides", role, _TRIED[1::2]) for role in roles)
    for table, name, values in chain[tuple[str, str, Sequence[float]]](of_roles, of_insides):
        for value in values:
            tried = Thresholds(**(asdict(best) | {table: {**getattr(best, table), name: value}}))
            if (new := score(tried)) > reached + _WORTH:
                best, reached = tried, new
    return best


def with_least_claim(score: Callable[[Thresholds], float], thresholds: Thresholds) -> Thresholds:
    """Return thresholds with the best one for claims; the confidence has to be calibrated before.

    Args:
        score: scores thresholds; higher is better.
        thresholds: the others.
    """
    return max([thresholds, *(replace(thresholds, claim=value) for value in _TRIED_OF_CLAIM)], key=score)
