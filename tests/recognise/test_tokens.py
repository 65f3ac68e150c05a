from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.recognise.tokens import make_doc

BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u2028"])
WORDS = st.sampled_from(
    ["He", "said", "U.S.", "don't", "(@ada)", "“Go!”", "🙂", "👩‍👧", "İ", "مرحبا", "https://a.b/c"]
)
OVERLONG = st.builds(
    lambda unit, size: (unit * size)[:size],
    st.sampled_from(["x", "*", "🙂", "ab.", "='", "İ"]),
    st.integers(499, 1_600),
)
TEXTS = st.lists(st.one_of(BLANKS, WORDS, OVERLONG), max_size=12).map("".join)
ORDINARY = st.lists(st.one_of(BLANKS, WORDS), max_size=12).map("".join)


def tokens(doc: Doc) -> list[tuple[str, str]]:
    return [(token.text, token.whitespace_) for token in doc]


@settings(deadline=None)
@given(TEXTS)
def test_the_tokens_make_up_the_text(blank: Language, text: str) -> None:
    doc = make_doc(blank, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert max(map(len, doc), default=0) <= 500


@settings(deadline=None)
@given(ORDINARY)
def test_text_without_an_overlong_stretch_has_the_tokens_of_the_tokenizer(blank: Language, text: str) -> None:
    assert tokens(make_doc(blank, text)) == tokens(blank.make_doc(text))


@pytest.mark.parametrize(
    ("size", "pieces"), [(500, [500]), (501, [500, 1]), (1_000, [500, 500]), (1_201, [500, 500, 201])]
)
def test_an_overlong_stretch_is_cut_into_pieces(blank: Language, size: int, pieces: list[int]) -> None:
    assert [len(token) for token in make_doc(blank, "x" * size)] == pieces


def test_what_stands_around_an_overlong_stretch_keeps_its_tokens(blank: Language) -> None:
    doc = make_doc(blank, f"He didn't. {'x' * 600}\nShe did. {'y' * 501}")
    words = [token.text for token in doc if not token.is_space]
    assert words == ["He", "did", "n't", ".", "x" * 500, "x" * 100, "She", "did", ".", "y" * 500, "y"]


def test_no_text_has_no_tokens(blank: Language) -> None:
    assert len(make_doc(blank, "")) == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("by [Ada Lane](https://a.b/c).", ["by", "[", "Ada", "Lane", "]"]),
        ("[Lane](/e/lane)", ["[", "Lane", "]"]),
        ("the _Daily Beacon_, a paper", ["the", "_", "Daily", "Beacon", "_", ",", "a", "paper"]),
        ("[_Beacon_](https://a.b)", ["[", "_", "Beacon", "_", "]"]),
        ("in snake_case", ["in", "snake_case"]),
    ],
)
def test_a_word_ends_before_the_marks_of_markdown(blank: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in make_doc(blank, text)][: len(words)] == words
