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
            date.fromisoformat(f"{year.replace('0000', '0004')}{rest}") if rest.count("-") == 2 else None
            parse_edtf(written)
        except (ValueError, EDTFParseException):
            assert not is_edtf(written)
        else:
            assert is_edtf(written) or year == "0000"  # Python's calendar begins with the year 1
