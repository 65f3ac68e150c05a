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
        "a network of pages",
        "the 33-year-old",
        "a member of many groups",
    ],
)
def test_words_for_one_are_known(words: str) -> None:
    assert describes_one(words)


@pytest.mark.parametrize(
    "words",
    [
        "users",
        "the users’",
        "a number of accounts",
        "a few people",
        "a dozen officials",
        "five Chinese fishermen",
        "the five fishermen",
        "many of them",
        "those who lie",
        "the public",
        "an airline and two banks",
        "an adviser, his wife",
        "hacker",
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


@given(st.lists(st.sampled_from(["the", "a", "bank", "banks", "of", "12", "three", "and", "head", ","])))
def test_what_is_counted_or_listed_is_never_one(words: list[str]) -> None:
    said = " ".join(words)
    if "of" not in words and {"12", "three", "and", ","}.intersection(words):
        assert not describes_one(said)
