"""Confidence on the development articles: how well it is meant, and the line that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import minimize
from spacy.language import Language

from pipeline.engine import extract_article
from pipeline.evaluate.compare import comparable
from pipeline.evaluate.score import score_document
from pipeline.reader.confidence import Calibration, log_odds
from pipeline.train.data import Labelled

#: A fact's confidence, and whether the fact is right by the core criterion.
Outcome = tuple[float, bool]

#: Confidence is compared with truth in so many bins of equal width (Guo et al. 2017).
_BINS: Final = 10


def outcomes(nlp: Language, articles: Sequence[Labelled]) -> list[Outcome]:
    """Return confidence and truth of every fact that a pipeline finds in labelled articles."""
    found: list[Outcome] = []
    for item in articles:
        facts = extract_article(nlp, item.article)
        scored = score_document(
            item.article.doc_id,
            [comparable(fact) for fact in item.facts],
            [comparable(fact) for fact in facts],
        )
        found += [(pair.predicted.fact.confidence or 0.0, pair.is_core) for pair in scored.pairs]
        found += [(spurious.fact.confidence or 0.0, False) for spurious in scored.spurious]
    return found


def calibrate(found: Sequence[Outcome]) -> Calibration:
    """Return the line that makes confidence agree best with truth; needs some of both outcomes."""
    if len({right for _, right in found}) < 2:
        return Calibration()
    odds = np.array([log_odds(confidence) for confidence, _ in found])
    signs = np.array([1.0 if right else -1.0 for _, right in found])

    def loss(line: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return float(np.logaddexp(0, -signs * (line[0] * odds + line[1])).mean())

    slope, offset = minimize(loss, [1.0, 0.0]).x
    return Calibration(round(float(slope), 3), round(float(offset), 3))


def calibration_error(found: Sequence[Outcome]) -> float:
    """Return the expected calibration error: the mean gap between confidence and truth over bins."""
    if not found:
        return 0.0
    confidence = np.array([score for score, _ in found])
    right = np.array([float(truth) for _, truth in found])
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = (abs((confidence - right)[bins == number].sum()) for number in range(_BINS))
    return float(sum(gaps) / len(found))
