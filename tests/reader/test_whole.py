from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.whole import WholeWords


def whole(row: str) -> str:
    """Return the whole words around what stands between the two bars of `row`."""
    before, words, behind = row.split("|")
    text = before + words + behind
    start, end = WholeWords(text, 0, len(text)).around(len(before), len(before) + len(words))
    return text[start:end]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("a |sus|pended page", "suspended"),
        ("the |emam|Khomeini_ir page", "emamKhomeini_ir"),
        ("the |U|.S. Treasury", "U.S."),
        ("the |U.|S. Treasury", "U.S."),
        ("the |U.S|. Treasury", "U.S."),
        ("the U.|S. Treasury| said", "U.S. Treasury"),
        ("in the |U.|S, they say", "U.S"),
        ("under |E|.O. 14024", "E.O."),
        ("the |U|.S.-based group", "U.S."),
        ("|56|,577 posts", "56,577"),
        ("|nearly 200|,000 members", "nearly 200,000"),
        ("has |3|.4m fans", "3.4m"),
        ("on |26.05|.2021.The page", "26.05.2021"),
        ("|Ada Lane Jr|. said", "Ada Lane Jr."),
        ("|Evil Corp|. leaders", "Evil Corp."),
        ("|Factba|.se, which", "Factba.se"),
        ("they |don|'t work", "don't"),
        ("they don|’t| work", "don’t"),
        ("|Peter O|’Neill", "Peter O’Neill"),
        ("|the 21-year|-old said", "the 21-year-old"),
        ("two |16|-year-olds", "16-year-olds"),
    ],
)
def test_words_that_a_span_cuts_are_taken_whole(row: str, words: str) -> None:
    assert whole(row) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("|Putin|’s friends", "Putin"),
        ("|Putin’|s friends", "Putin"),
        ("|they'|re here", "they"),
        ("|Putin’s| friends", "Putin’s"),
        ("on |X|. While they", "X"),
        ("were |banned|. The page", "banned"),
        ("were |banned|.The page", "banned"),
        ("”|Facebook| said", "Facebook"),
        ("by @|emamKhomeini| and", "emamKhomeini"),
        ("|Iran|-backed", "Iran"),
        ("a |two-year| ban", "two-year"),
        ("the |‘fleet’| of", "‘fleet’"),
        ("a |’|s", "’"),
    ],
)
def test_spans_at_the_edges_of_words_stay(row: str, words: str) -> None:
    assert whole(row) == words


@given(st.text(alphabet="aZ1.,'’s _-\n", min_size=1), st.data())
def test_a_span_of_whole_words_is_its_own(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = WholeWords(text, 0, len(text))

    found = words.around(start, end)

    assert 0 <= found[0] <= start < found[1] <= len(text)
    assert words.around(*found) == found


@pytest.mark.parametrize("piece", ["a", "1", "a-", "1,", "a.", "a'", "’"])
def test_time_is_in_step_with_the_length_of_a_word(piece: str) -> None:
    text = piece * 100_000

    assert WholeWords(text, 0, len(text)).around(5, 6)[0] <= 5
