"""Counts and dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.facts import Count, is_edtf

BOUND = st.none() | st.integers(0, 50)


@pytest.mark.parametrize(
    "numbers",
    [
        {"qualifier": "exact", "value": 104000},
        {"qualifier": "more_than", "value": 100000, "min": 100000},
        {"qualifier": "at_most", "value": 100000, "max": 100000},
        {"qualifier": "approximately", "value": 1000000, "max": 1000000},
        {"qualifier": "range", "min": 200, "max": 300},
        {"qualifier": "vague", "min": 24},
        {"qualifier": "vague"},  # "many" bounds nothing
        {"qualifier": "exact", "value": 0},
    ],
)
def test_accepts_the_forms_of_the_guidelines(numbers: dict[str, Any]) -> None:
    assert Count(text="words", **numbers).model_dump(exclude_unset=True) == {"text": "words", **numbers}


@given(value=BOUND, low=BOUND, high=BOUND)
def test_accepts_exactly_the_numbers_that_agree(value: int | None, low: int | None, high: int | None) -> None:
    given_ones = [number for number in (low, value, high) if number is not None]
    numbers = {"value": value, "min": low, "max": high}
    if not given_ones:
        code = "E004"
    elif given_ones != sorted(given_ones):
        code = "E008"
    else:
        assert Count(qualifier="exact", text="n", **numbers).value == value
        return
    with pytest.raises(ValidationError) as caught:
        Count(qualifier="exact", text="n", **numbers)
    assert caught.value.errors()[0]["ctx"]["error"].code == code


@pytest.mark.parametrize("numbers", [{"value": -1}, {"value": 1.5}, {"min": -3, "value": 2}])
def test_refuses_what_cannot_be_counted(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Count(qualifier="exact", text="n", **numbers)


@pytest.mark.parametrize(
    "date",
    [
        "2019-04-16",
        "2019-04",
        "2019",
        "2019-22",
        "2018-11~",
        "2014/2016",
        "2018-01/..",
        "../2018-12-01",
        "XXXX-06-01",
        "201X",
        "2020-02-29",
    ],
)
def test_accepts_edtf(date: str) -> None:
    assert is_edtf(date)


@pytest.mark.parametrize(
    "date", ["", "Tuesday", "16 April 2019", "2019-4-16", "2019-13", "2019-02-31", "2019-04-16T10:00"]
)
def test_refuses_what_is_no_edtf(date: str) -> None:
    assert not is_edtf(date)


DAYS = ("", *(f"-{month:02}-{day:02}" for month in (0, 2, 12, 13) for day in (0, 1, 28, 31, 32)))


@pytest.mark.parametrize("year", ["0000", "2019", "9999"])
@pytest.mark.parametrize("mark", ["", "?", "~", "%", "!"])
def test_plain_dates_are_those_of_the_grammar(year: str, mark: str) -> None:
    for rest in (*DAYS, *(f"-{number:02}" for number in range(45))):
        written = f"{year}{rest}{mark}"
        try:
            exists = rest.count("-") < 2 or bool(date.fromisoformat(year + rest))
        except ValueError:  # Python's calendar begins with the year 1
            exists = False
        assert is_edtf(written) == (exists and _parses(written))


@pytest.mark.parametrize(
    "one", ["2014", "2014-05", "2014-05-06", "2014~", "2014-05?", "2014-21", "..", "2014-13"]
)
@pytest.mark.parametrize("other", ["2016", "2016-02-30", "2013-12-31%", "2016-24", "..", "1", "2016-25"])
def test_plain_intervals_are_those_of_the_grammar(one: str, other: str) -> None:
    assert is_edtf(f"{one}/{other}") == (_parses(f"{one}/{other}") and "-02-30" not in other)


@pytest.mark.parametrize("month", ["00", "01", "02", "12", "13"])
@pytest.mark.parametrize("day", ["00", "01", "30", "31", "32"])
def test_plain_days_of_an_unknown_year_are_those_of_the_grammar(month: str, day: str) -> None:
    assert is_edtf(f"XXXX-{month}-{day}") == _parses(f"XXXX-{month}-{day}")


def _parses(written: str) -> bool:
    try:
        parse_edtf(written)
    except (EDTFParseException, TypeError):
        return False
    return True
