from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from pipeline.engine import load
from pipeline.reader.confidence import Calibration
from pipeline.train import calibrate as calibration
from pipeline.train.calibrate import calibrate, calibration_error, judged, outcomes
from pipeline.train.data import labelled_articles


@pytest.mark.parametrize(
    ("outcomes", "error"),
    [
        ([], 0),
        ([(1.0, True), (0.0, False)], 0),
        ([(0.9, True), (0.9, False)], 0.4),
        ([(0.95, True), (0.05, True)], 0.5),
        ([(0.5, True), (0.5, False)], 0),
        ([(1.0, False)], 1),
    ],
)
def test_the_calibration_error_is_the_gap_between_confidence_and_truth(outcomes, error):
    assert calibration_error(outcomes) == pytest.approx(error)


def together(calibrated: Calibration, claims: list[dict[str, float]]) -> float:
    """Return the confidence of a fact that these claims state, as assembly gives it."""
    return float(1 - np.prod([1 - calibrated(claim) for claim in claims]))


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_calibrated_confidence_is_the_share_that_is_right(share):
    many = 400
    found = [
        *(([{"told": 1.0}], number < many * share) for number in range(many)),
        *(([{"told": 0.0}], number < many * share / 2) for number in range(many)),
    ]
    calibrated = calibrate(found)
    assert calibrated({"told": 1.0}) == pytest.approx(share, abs=0.03)
    assert calibrated({"told": 0.0}) == pytest.approx(share / 2, abs=0.03)


def test_claims_that_state_one_fact_are_right_together():
    one, two = [{"told": 0.0}], [{"told": 0.0}, {"told": 0.0}]
    found = [(claims, number < 300) for claims in (one, two) for number in range(600)]
    calibrated = calibrate(found)
    assert together(calibrated, one) < 0.5 < together(calibrated, two)
    assert (together(calibrated, one) + together(calibrated, two)) / 2 == pytest.approx(0.5, abs=0.02)


def test_a_signal_that_tells_nothing_counts_nothing():
    found = [([{"told": float(n % 2), "noise": float(n % 3)}], n % 2 == 1) for n in range(600)]
    weights = calibrate(found).weights
    assert weights["told"] > 2
    assert abs(weights["noise"]) < 0.01


def test_a_signal_that_is_always_the_same_does_no_harm():
    found = [([{"told": float(n % 2), "same": 4.0}], n % 2 == 1) for n in range(200)]
    assert calibrate(found).weights["same"] == 0


def test_the_gradient_is_that_of_the_loss():
    rng = np.random.default_rng(0)
    columns = np.column_stack([np.ones(9), rng.normal(size=(9, 3))])
    bag, right = np.array([0, 0, 1, 2, 2, 2, 3, 4, 4]), np.array([True, False, True, True, False])
    weights = rng.normal(size=4)
    numeric = approx_fprime(weights, lambda w: calibration._loss(w, columns, bag, right)[0], 1e-6)
    assert calibration._loss(weights, columns, bag, right)[1] == pytest.approx(numeric, abs=1e-3)


@pytest.mark.parametrize("found", [[], [([{"told": 1.0}], True)], [([{"told": 1.0}], False)] * 2])
def test_confidence_stays_as_it_is_where_all_facts_are_alike(found):
    assert calibrate(found) == Calibration()


def test_facts_are_judged_with_the_signals_of_all_claims_that_state_them(corpus):
    articles = list(labelled_articles(corpus / "gold", corpus / "articles", "dev"))[:3]
    nlp = load("reader")
    calibrated = nlp.get_pipe("reader").calibration  # type: ignore[attr-defined]

    facts, confidences = judged(nlp, articles), outcomes(nlp, articles)

    assert [right for _, right in facts] == [right for _, right in confidences]
    assert {right for _, right in facts} == {True, False}
    for (claims, _), (confidence, _) in zip(facts, confidences, strict=True):
        assert together(calibrated, claims) == pytest.approx(confidence, abs=1e-4)
