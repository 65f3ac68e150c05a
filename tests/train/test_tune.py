from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.decode import Thresholds
from pipeline.reader.graph import Scores
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.tune import Remembered, tune, with_least_claim

TRIED = st.sampled_from([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])


def closeness(wanted: Thresholds) -> Callable[[Thresholds], float]:
    """Return a score that is the better the nearer thresholds are to the wanted ones."""
    goal = asdict(wanted)
    del goal["roles"], goal["insides"]
    return lambda tried: -sum(abs(getattr(tried, name) - value) for name, value in goal.items())


@given(st.builds(Thresholds, st.just(0.5), TRIED, TRIED, TRIED, TRIED))
def test_finds_the_best_thresholds(wanted):
    assert tune(closeness(wanted)) == wanted


def test_a_role_gets_a_threshold_of_its_own_where_that_is_better():
    def score(tried: Thresholds) -> float:
        return -abs(tried.least("date") - 0.8) - abs(tried.least("reason") - 0.5) - abs(tried.role - 0.5)

    found = tune(score, ["reason", "date"])

    assert (found.role, found.roles) == (0.5, {"date": 0.8})


def test_further_pieces_of_a_role_get_a_threshold_of_their_own_where_that_is_better():
    def score(tried: Thresholds) -> float:
        return -abs(tried.least_inside("reason") - 0.2) - 2 * abs(tried.inside - 0.5)

    found = tune(score, ["reason", "date"])

    assert (found.inside, found.insides) == (0.5, {"reason": 0.2})


def test_a_threshold_is_tried_again_with_the_others_as_found():
    def score(tried: Thresholds) -> float:
        return -10 * abs(tried.only - 0.7) - abs(tried.role - tried.only)

    found = tune(score)

    assert (found.role, found.only) == (0.7, 0.7)


@pytest.mark.parametrize("level", [0.0, 0.5])
def test_thresholds_stay_as_they_are_where_none_are_better(level):
    assert tune(lambda tried: level) == Thresholds()


@pytest.mark.parametrize("wanted", [0.0, 0.2, 0.45])
def test_finds_how_likely_a_claim_has_to_be_right(wanted):
    words = Thresholds(role=0.3, roles={"date": 0.6})

    found = with_least_claim(lambda tried: -abs(tried.claim - wanted), words)

    assert found == replace(words, claim=wanted)


class Counting:
    """A scorer that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        self.asked += 1
        return Scores(*[np.array([self.asked])] * 5)


def test_a_window_is_scored_once(numbered):
    inner, pieces = Counting(), numbered(30)
    scorer = Remembered(inner)
    first = scorer(pieces, Window(0, 10, 0, 10))

    assert scorer(numbered(30), Window(0, 10, 0, 10)) is first
    assert scorer(pieces, Window(1, 11, 1, 11)) is not first
    assert scorer(numbered(30), Window(0, 10, 2, 8)) is not first  # it answers for other triggers
    assert inner.asked == 3


@pytest.mark.parametrize("name", ["ids", "casing", "marks", "cues"])
def test_windows_that_differ_in_any_input_are_scored_apart(numbered, name):
    inner, changed = Counting(), numbered(10)
    scorer = Remembered(inner)
    scorer(numbered(10), Window(0, 10, 0, 10))
    getattr(changed, name)[4] += 1
    scorer(changed, Window(0, 10, 0, 10))
    assert inner.asked == 2
