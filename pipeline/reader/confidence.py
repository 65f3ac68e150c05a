"""From the scores of the network to a confidence that means something."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

#: A score is never taken for surer than this, either way.
_EDGE: Final = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """A line through the log-odds of a score (Platt 1999), fitted on the development articles.

    Attributes:
        slope, offset: of the line; 1 and 0 leave a score as it is.
    """

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, score: float) -> float:
        """Return how likely a claim of this score (0 to 1) is right."""
        return 1 / (1 + math.exp(-(self.slope * log_odds(score) + self.offset)))


def log_odds(score: float) -> float:
    """Return the log-odds of a score between 0 and 1."""
    inside = min(max(score, _EDGE), 1 - _EDGE)
    return math.log(inside / (1 - inside))
