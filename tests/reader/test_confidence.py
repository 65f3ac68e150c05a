from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.confidence import Calibration, log_doubt, log_odds


@given(st.floats(0.001, 0.999))
def test_a_trigger_is_as_likely_as_the_network_says_where_nothing_is_calibrated(likely):
    assert Calibration()({"trigger": log_odds(likely), "handle": 1.0}) == pytest.approx(likely)


def test_signals_are_weighed_and_those_that_are_not_told_count_nothing():
    calibrated = Calibration({"about": 2.0, "handle": 1.0, "where": 9.0}, offset=-1.5)
    assert calibrated({"about": 0.25, "handle": 1.0}) == 0.5
    assert calibrated({"about": 0.25}) < 0.5


@pytest.mark.parametrize("likely", [0.0, 1.0])
def test_nothing_is_taken_for_certain(likely):
    assert abs(log_odds(likely)) == pytest.approx(math.log(999), rel=1e-3)


@given(st.floats(0.01, 0.99))
def test_doubt_is_how_likely_it_is_another_value(likely):
    told = {"one": math.log(likely), "other": math.log(1 - likely)}
    assert log_doubt(told) == pytest.approx(math.log(min(likely, 1 - likely)), abs=0.1)
