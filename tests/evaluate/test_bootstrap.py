from __future__ import annotations

from time import perf_counter

import pytest

from pipeline.evaluate.bootstrap import f1_intervals
from pipeline.evaluate.score import Tally


def test_brackets_the_score_and_shrinks_with_more_documents():
    documents = [Tally(1, 1, 1), Tally(0, 1, 1), Tally(1, 2, 1), Tally(2, 2, 2)]

    (few,) = f1_intervals([documents])
    (many,) = f1_intervals([documents * 25])
    score = sum(documents, Tally()).f1

    assert few[0] < score < few[1]
    assert many[0] < score < many[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_agrees_with_the_normal_approximation_of_many_documents():
    # F1 of documents with one fact each is a share: its standard error is known.
    documents = [Tally(1, 1, 1)] * 700 + [Tally(0, 1, 1)] * 300
    ((low, high),) = f1_intervals([documents])
    margin = 1.96 * (0.7 * 0.3 / 1000) ** 0.5

    assert low == pytest.approx(0.7 - margin, abs=0.0025)
    assert high == pytest.approx(0.7 + margin, abs=0.0025)


def test_perfect_score_has_a_defined_interval():
    assert f1_intervals([[Tally(3, 3, 3)] * 5]) == [(1.0, 1.0)]


def test_is_the_same_every_time():
    documents = [Tally(1, 2, 3), Tally(0, 1, 0), Tally(2, 2, 2)]

    assert f1_intervals([documents]) == f1_intervals([documents])


def test_skips_draws_without_any_fact():
    (interval,) = f1_intervals([[Tally(1, 1, 1), Tally(), Tally()]])

    assert interval == (1.0, 1.0)


def test_is_undefined_without_facts_or_documents():
    assert f1_intervals([[Tally(), Tally()]]) == [None]
    assert f1_intervals([[]]) == [None]
    assert f1_intervals([]) == []


def test_resamples_all_measures_alike():
    documents = [Tally(1, 2, 3), Tally(0, 1, 0), Tally(2, 2, 2)]

    assert len(set(f1_intervals([documents, documents]))) == 1


def test_stays_quick_with_thousands_of_documents():
    start = perf_counter()
    f1_intervals([[Tally(1, 2, 2)] * 3_000] * 25)

    assert perf_counter() - start < 10
