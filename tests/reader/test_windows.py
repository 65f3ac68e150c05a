from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reader.windows import Window, windows

#: Lengths of the sentences of a text -> index of the first piece of each, and the number of pieces.
SENTENCES = st.lists(st.integers(1, 12), max_size=12).map(lambda lengths: [0, *accumulate(lengths)])
SIZES = st.fixed_dictionaries(
    {"own": st.integers(1, 20), "before": st.integers(0, 12), "after": st.integers(0, 12)}
)


@given(SENTENCES, SIZES)
def test_own_stretches_tile_the_text(sentences, sizes):
    found = list(windows(sentences, **sizes))

    assert [piece for w in found for piece in range(w.own_start, w.own_end)] == list(range(sentences[-1]))


@given(SENTENCES, SIZES)
def test_no_window_is_empty_or_longer_than_its_parts_may_be(sentences, sizes):
    for window in windows(sentences, **sizes):
        assert 0 <= window.start <= window.own_start < window.own_end <= window.end <= sentences[-1]
        assert window.own_end - window.own_start <= sizes["own"]
        assert window.own_start - window.start <= sizes["before"]
        assert window.end - window.own_end <= sizes["after"]


@given(SENTENCES, SIZES)
def test_only_sentences_longer_than_a_window_are_cut(sentences, sizes):
    pairs = pairwise(sentences)
    short = [(first, last) for first, last in pairs if last - first <= sizes["own"]]
    for window in windows(sentences, **sizes):
        for bound in (window.start, window.own_start, window.own_end, window.end):
            assert not [1 for first, last in short if first < bound < last]


@given(SENTENCES, SIZES)
def test_a_window_takes_all_sentences_that_it_has_room_for(sentences, sizes):
    lengths = [last - first for first, last in pairwise(sentences)]
    if max(lengths, default=0) > sizes["own"]:
        return
    for window in windows(sentences, **sizes):
        for taken, most, index in (
            (window.own_end - window.own_start, sizes["own"], sentences.index(window.own_end)),
            (window.end - window.own_end, sizes["after"], sentences.index(window.end)),
        ):
            assert index == len(lengths) or taken + lengths[index] > most
        index = sentences.index(window.start)
        assert not index or window.own_start - sentences[index - 1] > sizes["before"]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([0], []),
        ([0, 4], [Window(0, 4, 0, 4)]),
        ([0, 4, 10], [Window(0, 10, 0, 10)]),
        ([0, 4, 11], [Window(0, 4, 0, 4), Window(0, 11, 4, 11)]),
        ([0, 4, 9, 19], [Window(0, 9, 0, 9), Window(4, 19, 9, 19)]),
        ([0, 6, 12, 15], [Window(0, 6, 0, 6), Window(6, 15, 6, 15)]),
        ([0, 8, 16, 19], [Window(0, 8, 0, 8), Window(8, 19, 8, 16), Window(16, 19, 16, 19)]),
        ([0, 23], [Window(0, 10, 0, 10), Window(10, 23, 10, 20), Window(20, 23, 20, 23)]),
    ],
    ids=["no text", "one", "two fit", "before", "just before", "too long before", "after", "cut"],
)
def test_windows_of_whole_sentences(sentences, expected):
    assert list(windows(sentences, own=10, before=5, after=3)) == expected
