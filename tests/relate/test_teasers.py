"""Lines that lead to other articles."""

from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline

FACT = "Twitter suspended Ada Lane's account."


@pytest.mark.parametrize(
    "line",
    [
        "* [Twitter suspended Bob Marsh's account](https://a.b/c)",
        "[Twitter suspended Bob Marsh's account](https://a.b/c)",
        "JUST WATCHED Twitter suspended Bob Marsh's account",
        "Read more: Twitter suspended Bob Marsh's account",
    ],
)
def test_a_line_that_leads_elsewhere_tells_nothing(nlp: Language, line: str) -> None:
    assert [fact.holder for fact in pipeline.extract(f"{FACT}\n\n{line}\n\n{FACT}", nlp=nlp)] == ["Ada Lane"]


def test_a_link_in_a_sentence_tells_as_its_words_do(nlp: Language) -> None:
    (fact,) = pipeline.extract("Twitter [suspended Ada Lane's account](https://a.b/c) in May.", nlp=nlp)
    assert fact.holder == "Ada Lane"
