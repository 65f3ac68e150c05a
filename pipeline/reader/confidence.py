"""From what the network says of a claim to a confidence that means something."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: A likelihood is never taken for surer than this, either way.
_EDGE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Calibration:
    """A weighted sum of signals that is the log-odds of being right, fitted on the development articles.

    Attributes:
        weights: signal -> what it counts; the others count nothing.
        offset: of the sum.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: {"trigger": 1.0})
    offset: float = 0.0

    def __call__(self, signals: Mapping[str, float]) -> float:
        """Return how likely a claim with these signals is right, 0 to 1."""
        odds = sum(weight * signals.get(name, 0.0) for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-(odds + self.offset)))


def log_odds(likely: float) -> float:
    """Return the log-odds of a likelihood between 0 and 1."""
    inside = min(max(likely, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))


def log_doubt(log_likelihoods: Mapping[str, float]) -> float:
    """Return the logarithm of how likely it is another than the likeliest value."""
    return math.log(_EDGE + 1 - math.exp(min(0.0, max(log_likelihoods.values()))))
