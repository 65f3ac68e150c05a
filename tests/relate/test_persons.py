from __future__ import annotations

import pytest

from pipeline.relate.persons import agrees, gender_of


@pytest.mark.parametrize(
    ("pronoun", "gender"), [("her", "she"), ("himself", "he"), ("their", None), ("it", None)]
)
def test_a_pronoun_has_a_gender_or_none(pronoun: str, gender: str | None) -> None:
    assert gender_of(pronoun) == gender


@pytest.mark.parametrize(
    ("pronoun", "name", "fits"),
    [
        ("she", "Emma Lane", True),
        ("she", "Bob Marsh", False),
        ("his", "Emma Lane", False),
        ("his", "Bob", True),
        ("their", "Bob Marsh", True),
        ("her", "Marsh", True),
        ("her", "Alex Marsh", True),
    ],
)
def test_a_pronoun_agrees_with_names_of_its_gender_and_of_none(pronoun: str, name: str, fits: bool) -> None:
    assert agrees(pronoun, name) is fits
