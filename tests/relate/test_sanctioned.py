"""Whom sanctions are on, where a clause tells it or he stands before the verb."""

from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The EU sanctioned companies that ship oil.", ["companies that ship oil"]),
        ("The EU imposed sanctions on companies trading in tea.", ["companies trading in tea"]),
        ("The EU imposed sanctions on banks based in Chad.", ["banks based in Chad"]),
        ("The EU sanctioned those who ordered it.", ["those who ordered it"]),
        ("The EU sanctioned persons whose acts hurt us by stealth.", ["persons whose acts hurt us"]),
        ("The EU sanctioned people who have stolen tea, and left.", ["people who have stolen tea"]),
        ("The EU sanctioned companies that ship oil and Ada Lane.", ["companies that ship oil"]),
        ("The EU sanctioned companies.", []),
        ("The EU imposed sanctions on Chad and other steps.", ["Chad"]),
    ],
)
def test_a_group_is_told_by_the_clause_behind_it(nlp: Language, text: str, targets: list[str]) -> None:
    assert [fact.target for fact in pipeline.extract(text, nlp=nlp)] == targets


@pytest.mark.parametrize(
    "text",
    [
        "Red Sparrow, which the EU has sanctioned, is rich.",
        "Red Sparrow, the rich group which the EU has sanctioned, left.",
        "He met Red Sparrow, whom the EU sanctioned in May.",
        "The EU slapped Red Sparrow with new sanctions.",
        "Among those sanctioned by the EU was Red Sparrow.",
        "Added to the EU sanctions list was Red Sparrow.",
        "Red Sparrow, a designated terrorist group, met the EU over sanctions.",
        "The EU met over sanctions. He met Red Sparrow (a designated terrorist group) left.",
        "The EU sanctions include Red Sparrow.",
    ],
)
def test_who_is_sanctioned_can_stand_before_or_behind(nlp: Language, text: str) -> None:
    assert {fact.target for fact in pipeline.extract(text, nlp=nlp)} == {"Red Sparrow"}


@pytest.mark.parametrize(
    "text",
    [
        "The EU spoke of sanctions when he came to Red Sparrow.",
        "The EU spoke of sanctions, with attacks on Red Sparrow.",
        "The EU spoke of sanctions because he called on Red Sparrow.",
    ],
)
def test_what_stands_beyond_the_clause_is_not_sanctioned(nlp: Language, text: str) -> None:
    assert pipeline.extract(text, nlp=nlp) == []


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("The EU sanctioned five firms including Kettle Bank.", ["five firms", "Kettle Bank"]),
        ("The EU sanctioned two men.", ["two men"]),
        ("The EU sanctioned a number of bad tycoons.", ["number of bad tycoons"]),
        ("The EU sanctioned five judges with ties to Ada Lane, and two men.", ["five judges", "two men"]),
        ("The EU has designated, under a new law, Ada Lane over sanctions.", ["Ada Lane"]),
    ],
)
def test_a_group_is_sanctioned_with_those_beside_it(nlp: Language, text: str, targets: list[str]) -> None:
    assert [fact.target for fact in pipeline.extract(text, nlp=nlp)] == targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Canada met Ada Lane. Ada Lane was designated as an ally.", False),
        ("Canada met Ada Lane. Ada Lane was removed from the list.", False),
        ("Canada met Ada Lane. Ada Lane was designated as a terrorist organization.", True),
        ("Canada spoke of sanctions on Chad. Ada Lane was designated in May.", True),
        ("The EU designated Ada Lane.", True),
    ],
)
def test_without_an_author_words_of_other_uses_need_an_article_on_sanctions(
    nlp: Language, text: str, *, found: bool
) -> None:
    assert ("Ada Lane" in {fact.target for fact in pipeline.extract(text, nlp=nlp)}) is found
