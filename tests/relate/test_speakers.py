from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline


@pytest.mark.parametrize(
    "text",
    [
        "Bob Marsh was sad.\n\n> Twitter banned my account.\n> Sad.\n>\n> -- Ada Lane (@ada1) May 2020\n",
        "Bob Marsh was sad. Twitter banned my account — Ada Lane (@adalane) October 17, 2020",
        "Bob Marsh was sad.\n\nTwitter banned my account.\n\n— Ada Lane (@adalane) October 17, 2020",
        'Bob Marsh was sad. "Twitter banned my account," said Ada Lane.',
        'Bob Marsh was sad. "Twitter banned my account," Ada Lane told reporters.',
        'Bob Marsh was sad. Ada Lane said: "Twitter banned my account."',
        'Bob Marsh has often met Ada Lane. "Twitter banned my account," she said.',
    ],
)
def test_i_am_who_signs_or_says_it(nlp: Language, text: str) -> None:
    (fact,) = pipeline.extract(text, nlp=nlp)
    assert fact.holder == "Ada Lane"


def test_a_signature_in_another_paragraph_is_of_another_post(nlp: Language) -> None:
    text = "Bob Marsh was sad. Twitter banned my account. It hurts.\n\nMore:\n-- Ada Lane (@ada1) May 2020\n"
    (fact,) = pipeline.extract(text, nlp=nlp)
    assert fact.holder == "Bob Marsh"
