"""ISO codes."""

from __future__ import annotations

import pytest

from pipeline.facts.codes import is_country, is_language


@pytest.mark.parametrize(
    ("code", "known"), [("IR", True), ("XK", True), ("ir", False), ("IRN", False), ("ZZ", False)]
)
def test_countries_are_two_capitals(code: str, known: bool) -> None:
    assert is_country(code) is known


@pytest.mark.parametrize(
    ("code", "known"), [("fa", True), ("en", True), ("FA", False), ("fas", False), ("zz", False), ("", False)]
)
def test_languages_are_two_small_letters(code: str, known: bool) -> None:
    assert is_language(code) is known
