from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.recognise.lexicon import Lexicon, Term, TermMatch, longest

FACEBOOK, X, PAGE, FAN_PAGE = (
    Term("platform", "facebook"),
    Term("platform", "twitter"),
    Term("unit", "page"),
    Term("unit", "fan page"),
)


@pytest.fixture
def lexicon(blank: Language) -> Lexicon:
    anyhow = [("Facebook", FACEBOOK), ("Face book", FACEBOOK), ("page", PAGE), ("fan page", FAN_PAGE)]
    return Lexicon(blank, anyhow, exact=[("X", X)])


@pytest.mark.parametrize("words", ["Facebook", "FACEBOOK", "facebook", "face Book"])
def test_case_does_not_matter(blank: Language, lexicon: Lexicon, words: str) -> None:
    assert [match.term for match in lexicon.find(blank.make_doc(f"On {words} it stood."))] == [FACEBOOK]


def test_case_matters_for_exact_words(blank: Language, lexicon: Lexicon) -> None:
    assert lexicon.find(blank.make_doc("X marks what x does not.")) == [TermMatch(0, 1, X)]


def test_finds_no_part_of_a_word(blank: Language, lexicon: Lexicon) -> None:
    assert lexicon.find(blank.make_doc("pages Facebooker homepage")) == []


def test_longest_comes_first_among_matches_of_one_start(blank: Language) -> None:
    lexicon = Lexicon(blank, [("fan", Term("word", "fan")), ("fan page", FAN_PAGE), ("page", PAGE)])
    matches = lexicon.find(blank.make_doc("a fan page"))
    assert [(match.start, match.end) for match in matches] == [(1, 3), (1, 2), (2, 3)]


def test_words_with_two_meanings_give_both(blank: Language) -> None:
    senses = [Term("language", "az"), Term("people", "AZ")]
    lexicon = Lexicon(blank, [("Azeri", sense) for sense in senses])
    assert [match.term for match in lexicon.find(blank.make_doc("in Azeri"))] == senses


def test_longest_keeps_one_of_those_that_overlap(blank: Language, lexicon: Lexicon) -> None:
    matches = lexicon.find(blank.make_doc("The fan page, the page."))
    assert list(longest(matches)) == [TermMatch(1, 3, FAN_PAGE), TermMatch(5, 6, PAGE)]


def test_longest_keeps_matches_that_only_touch() -> None:
    touching = [TermMatch(0, 2, PAGE), TermMatch(2, 3, FACEBOOK)]
    assert list(longest(touching)) == touching


def test_longest_goes_from_left_to_right() -> None:
    first, longer, behind = TermMatch(0, 2, PAGE), TermMatch(1, 5, FACEBOOK), TermMatch(2, 3, X)
    assert list(longest([first, longer, behind])) == [first, behind]


@pytest.mark.parametrize(
    ("contraction", "text"),
    [
        ("'ve", "They've gone"),
        ("’ve", "They’ve gone"),
        ("n't", "It didn't go"),
        ("n’t", "It didn’t go"),
        ("'ll", "It'll go"),
        ("’s", "Ada’s page"),
        ("’d", "She’d go"),
    ],
)
def test_finds_contractions_as_the_tokenizer_cuts_them_in_a_text(
    blank: Language, contraction: str, text: str
) -> None:
    lexicon = Lexicon(blank, [(contraction, PAGE)])
    doc = blank.make_doc(text)
    assert [doc[match.start : match.end].text for match in lexicon.find(doc)] == [contraction]


def test_indices_in_a_span_are_those_of_the_document(blank: Language, lexicon: Lexicon) -> None:
    doc = blank.make_doc("page one . page two . page three")
    assert lexicon.find(doc[3:6]) == [TermMatch(3, 4, PAGE)]


def test_a_lexicon_without_words_finds_nothing(blank: Language) -> None:
    assert Lexicon(blank, []).find(blank.make_doc("page")) == []


def test_finds_nothing_in_an_empty_document(blank: Language, lexicon: Lexicon) -> None:
    assert lexicon.find(blank.make_doc("")) == []
