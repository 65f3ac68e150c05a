"""Sanctions that were imposed or lifted before: "may lift the sanctions that Congress imposed"."""

from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The EU may lift sanctions imposed on Iran by Canada.",
            [("imposition", "asserted", "Canada"), ("lifting", "hypothetical", "European Union")],
        ),
        (
            "The EU may reimpose sanctions on Iran that were lifted in 2015.",
            [("imposition", "hypothetical", "European Union"), ("lifting", "asserted", "European Union")],
        ),
        (
            "The EU may ease the sanctions that Canada imposed on Iran.",
            [("easing", "hypothetical", "European Union"), ("imposition", "asserted", "Canada")],
        ),
        (
            "The EU may lift the sanctions that it imposed on Iran in 2012.",
            [("imposition", "asserted", "European Union"), ("lifting", "hypothetical", "European Union")],
        ),
        ("The EU may lift sanctions on Iran.", [("lifting", "hypothetical", "European Union")]),
    ],
)
def test_what_was_done_before_is_a_fact_of_its_own(
    nlp: Language, text: str, expected: list[tuple[str, str, str]]
) -> None:
    facts = pipeline.extract(text, nlp=nlp)
    assert sorted((fact.action, fact.modality, fact.authority) for fact in facts) == expected  # type: ignore[attr-defined]
