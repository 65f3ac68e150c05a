"""Confidence on the development articles: how well it is meant, and the weights that mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from scipy.optimize import minimize
from spacy.language import Language

from pipeline.assemble import assembled
from pipeline.engine import article_doc
from pipeline.evaluate.compare import comparable
from pipeline.evaluate.score import score_document
from pipeline.facts import Fact
from pipeline.reader.confidence import Calibration
from pipeline.train.data import Labelled

#: A fact's confidence, and whether the fact is right by the core criterion.
Outcome: TypeAlias = tuple[float, bool]
#: The signals of the claims that state a fact, and whether the fact is right.
Judged: TypeAlias = tuple[list[Mapping[str, float]], bool]
_Vector: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
_Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

#: Confidence is compared with truth in so many bins of equal width (Guo et al. 2017).
_BINS: Final = 10
#: How strongly weights are held near 0, per standard deviation of their signal: a ridge.
_RIDGE: Final = 20.0
#: A fact is never taken for surer than this to be wrong.
_EDGE: Final = 1e-9


def outcomes(nlp: Language, articles: Sequence[Labelled]) -> list[Outcome]:
    """Return confidence and truth of every fact that a pipeline finds in labelled articles."""
    return [(fact.confidence or 0.0, right) for fact, _, right in _found(nlp, articles)]


def judged(nlp: Language, articles: Sequence[Labelled]) -> list[Judged]:
    """Return the signals behind every fact that a pipeline finds in labelled articles, and its truth."""
    return [(signals, right) for _, signals, right in _found(nlp, articles)]


def _found(
    nlp: Language, articles: Sequence[Labelled]
) -> Iterator[tuple[Fact, list[Mapping[str, float]], bool]]:
    """Yield the facts of articles, the signals of the claims that state each, and whether it is right."""
    for item in articles:
        doc = nlp(article_doc(nlp, item.article))
        facts = list(assembled(doc.text, doc._.valued, item.article.doc_id))
        scored = score_document(
            item.article.doc_id,
            [comparable(fact) for fact in item.facts],
            [comparable(fact) for fact, _ in facts],
        )
        right = {id(pair.predicted.fact) for pair in scored.pairs if pair.is_core}
        for fact, claims in facts:
            yield fact, [valued.claim.signals for valued in claims], id(fact) in right


def calibrate(found: Sequence[Judged]) -> Calibration:
    """Return the weights that make the confidence of facts agree best with truth.

    A fact is wrong if all claims that state it are, so its confidence is 1 less the product of their doubts:
    logistic regression by bags of claims, with a ridge (a noisy-or, as in Maron and Lozano-Pérez 1998).

    Args:
        found: facts with the signals of their claims; needs some that are right and some that are not.
    """
    if len({right for _, right in found}) < 2:
        return Calibration()
    names = list(found[0][0][0])
    signals = np.array([[claim[name] for name in names] for claims, _ in found for claim in claims])
    bag = np.repeat(np.arange(len(found)), [len(claims) for claims, _ in found])
    right = np.array([truth for _, truth in found])
    mean, spread = signals.mean(0), signals.std(0)
    spread[spread == 0] = 1.0
    columns = np.column_stack([np.ones(len(signals)), (signals - mean) / spread])

    def loss(weights: _Vector) -> tuple[float, _Vector]:
        return _loss(weights, columns, bag, right)

    fitted = minimize(loss, np.zeros(columns.shape[1]), jac=True).x
    weights = fitted[1:] / spread
    told = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    return Calibration(told, round(float(fitted[0] - weights @ mean), 3))


def _loss(weights: _Vector, columns: _Array, bag: _Array, right: _Array) -> tuple[float, _Vector]:
    """Return the loss of weights and its gradient.

    Args:
        weights: the offset and the weights [1 + signals].
        columns: ones and the signals of claims [claims, 1 + signals].
        bag: the fact that each claim states [claims].
        right: of each fact whether it is right [facts].
    """
    odds = columns @ weights
    doubt = np.bincount(bag, np.logaddexp(0, odds), len(right))  # minus its logarithm
    sure = np.maximum(-np.expm1(-doubt), _EDGE)
    slope = np.where(right, -np.exp(-doubt) / sure, 1.0)
    loss = np.where(right, -np.log(sure), doubt).sum() + _RIDGE * (weights[1:] ** 2).sum() / 2
    gradient = columns.T @ (slope[bag] / (1 + np.exp(-odds)))
    return float(loss), gradient + _RIDGE * np.r_[0.0, weights[1:]]


def calibration_error(found: Sequence[Outcome]) -> float:
    """Return the expected calibration error: the mean gap between confidence and truth over bins."""
    if not found:
        return 0.0
    confidence = np.array([score for score, _ in found])
    right = np.array([float(truth) for _, truth in found])
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = (abs((confidence - right)[bins == number].sum()) for number in range(_BINS))
    return float(sum(gaps) / len(found))
