from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.descriptions import describes_one


@pytest.mark.parametrize(
    "words",
    [
        "a Chinese virologist",
        "the man convicted of the murders",
        "its main airline",
        "the head of the agency's forces",
        "an adviser and his wife",
        "a network of pages",
        "the company’s press",
    ],
)
def test_words_for_one_are_known(words: str) -> None:
    assert describes_one(words)


@pytest.mark.parametrize(
    "words",
    [
        "users",
        "Chinese users",
        "the leaders of the movement",
        "13 more companies",
        "state media",
        "people who lie",
        "the director and the chairman",
        "",
        "...",
    ],
)
def test_words_for_several_are_known(words: str) -> None:
    assert not describes_one(words)


@given(st.text())
def test_any_words_are_of_one_or_of_several(words: str) -> None:
    assert describes_one(words) in {True, False}
