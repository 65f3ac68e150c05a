from __future__ import annotations

from datetime import date

import pytest

from pipeline.normalise.date_calendar import days_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2019-04-16", date(2019, 4, 16), date(2019, 4, 16)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-11~", date(2018, 11, 1), date(2018, 11, 30)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-22", date(2019, 6, 1), date(2019, 8, 31)),
        ("2019-24", date(2019, 12, 1), date(2020, 2, 29)),
        ("2019-04-15/2019-04-21", date(2019, 4, 15), date(2019, 4, 21)),
        ("2014/2016-02", date(2014, 1, 1), date(2016, 2, 29)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf: str, first: date, last: date) -> None:
    assert days_of(edtf) == (first, last)


@pytest.mark.parametrize("edtf", ["2018-01/..", "../2018-12-01", "XXXX-06-01", "199X", "2019?", "9999-24"])
def test_a_date_of_unknown_ends_has_no_days(edtf: str) -> None:
    assert days_of(edtf) is None
