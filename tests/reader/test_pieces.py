from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.facts.claims import Mention, Recognised, Trigger
from pipeline.reader.pieces import (
    DIGITS,
    LOWER,
    MARK,
    MIXED,
    OTHER,
    TITLE,
    UPPER,
    WITH_DIGITS,
    casing_class,
    cut,
    mark,
)

HARD = [
    "🔥 Instagram removed 👩‍👩‍👧 accounts.",
    "İran removed İT and iİ.",
    "One.\r\nTwo accounts\r\n\r\nremoved.",
    "قال suspended العربية account.",
    "\u202bסגר account\u202c",
    "Cafe\u0301 naïve Zoë K Å",
    "a\u200bb c\x00d\ufeffe",
    "ﬁ ẞ 한국 中文account",
]
#: Letters that lower-casing, decomposition and cleaning lengthen, shorten or drop, among plain ones.
TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("aBc1 İé\u0301\r\n🔥\u200b\u202bق.@"))
)


def hard_examples(test):
    """Try a test of a text and of places to divide it on every hard text, undivided and divided."""
    for text in HARD:
        test = example(text, [])(example(text, [3, 5, 5, 9])(test))
    return test


def sentences_at(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    """Divide a text into sentences that tile it; some can be empty or blank."""
    bounds = [0, *sorted(min(place, len(text)) for place in cuts), len(text)]
    return list(pairwise(bounds))


def plain(words: str) -> str:
    """Lower-case and drop accents, as the encoder sees words."""
    letters = unicodedata.normalize("NFD", words)
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").lower()


@hard_examples
@given(TEXTS, st.lists(st.integers(0, 60), max_size=4))
def test_every_piece_lies_in_its_sentence(tokenizer, text, cuts):
    sentences = sentences_at(text, cuts)

    pieces = cut(tokenizer, text, sentences)

    starts, ends = pieces.starts.tolist(), pieces.ends.tolist()
    begins = [begin for begin, _ in sentences]
    holders = []
    for first, last in pairwise(pieces.sentences):
        begin, end = sentences[bisect_right(begins, starts[first]) - 1]
        assert all(begin <= starts[n] < ends[n] <= end for n in range(first, last))
        holders.append(begin)
    assert holders == sorted(set(holders))
    assert (starts, ends) == (sorted(starts), sorted(ends))
    assert (pieces.sentences[0], pieces.sentences[-1]) == (0, len(pieces.ids))


@hard_examples
@given(TEXTS, st.lists(st.integers(0, 60), max_size=4))
def test_offsets_hold_the_letters_of_each_piece(tokenizer, text, cuts):
    pieces = cut(tokenizer, text, sentences_at(text, cuts))

    for number, start, end in zip(pieces.ids, pieces.starts, pieces.ends, strict=True):
        piece = tokenizer.id_to_token(int(number))
        assert piece == "[UNK]" or plain(text[start:end]) == piece.removeprefix("##")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🔥 account", ["🔥", "account"]),
        ("İT", ["İ", "T"]),
        ("Removed\r\nIT", ["Remov", "ed", "I", "T"]),
        ("قال account", ["قال", "account"]),
        ("é.", ["é", "."]),
    ],
)
def test_pieces_cut_the_text_as_written(tokenizer, text, words):
    pieces = cut(tokenizer, text, [(0, len(text))])

    assert [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)] == words


def test_sentences_without_pieces_are_passed_over(tokenizer):
    text = "account.\r\n \u200b\r\nremoved."

    pieces = cut(tokenizer, text, [(0, 8), (8, 13), (13, len(text))])

    assert pieces.sentences == (0, 2, 5)


def test_a_text_without_pieces_has_no_sentence(tokenizer):
    assert cut(tokenizer, " \r\n", [(0, 3)]).sentences == (0,)
    assert cut(tokenizer, "", []).sentences == (0,)


@hard_examples
@given(TEXTS, st.lists(st.integers(0, 60), min_size=2, max_size=2))
def test_a_span_has_the_pieces_that_share_letters_with_it(tokenizer, text, cuts):
    pieces = cut(tokenizer, text, [(0, len(text))])
    start, end = min(cuts, default=0), max(cuts, default=0) + 1

    touched = [
        n
        for n, (first, last) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
        if first < end and last > start
    ]

    assert pieces.span(start, end) == ((touched[0], touched[-1] + 1) if touched else None)


@pytest.mark.parametrize(
    ("word", "casing"),
    [
        ("account", LOWER),
        ("naïve", LOWER),
        ("Iran", TITLE),
        ("İran", TITLE),
        ("EU", UPPER),
        ("iPhone", MIXED),
        ("2019", DIGITS),
        ("25K", WITH_DIGITS),
        (",", MARK),
        ("🔥", MARK),
        ("قال", OTHER),
        ("中文", OTHER),
    ],
)
def test_casing_class(word, casing):
    assert casing_class(word) == casing


def test_all_pieces_of_a_word_have_the_casing_of_the_word(tokenizer):
    pieces = cut(tokenizer, "Removed iOS 25k.", [(0, 16)])

    assert pieces.casing.tolist() == [TITLE] * 2 + [MIXED] * 3 + [WITH_DIGITS] * 3 + [MARK]


TEXT = "Removed Ada, 2 account."
PIECES = ["Remov", "ed", "A", "d", "a", ",", "2", "account", "."]


def mention(words: str, kind: str) -> Mention:
    start = TEXT.index(words)
    return Mention(start, start + len(words), words, kind)  # type: ignore[arg-type]


def test_marks_tell_the_first_piece_of_a_mention_from_the_others(tokenizer, labels):
    pieces = cut(tokenizer, TEXT, [(0, len(TEXT))])
    known = Recognised(mentions=(mention("Ada", "person"), mention("account", "unit")))

    marked = mark(pieces, known, labels)

    person, unit = (1 + 2 * labels.marks.index(kind) for kind in ("person", "unit"))
    assert marked.marks.tolist() == [0, 0, person, person + 1, person + 1, 0, 0, unit, 0]
    assert marked.marks.max() < labels.mark_tags
    assert not pieces.marks.any()


@pytest.mark.parametrize("odd", [mention("Ada", "speaker"), mention(" ", "person")], ids=["type", "blank"])
def test_mentions_of_other_types_or_without_pieces_leave_no_mark(tokenizer, labels, odd):
    pieces = cut(tokenizer, TEXT, [(0, len(TEXT))])

    assert not mark(pieces, Recognised(mentions=(odd,)), labels).marks.any()


def test_cues_tell_the_kind_of_a_known_trigger(tokenizer, labels):
    pieces = cut(tokenizer, TEXT, [(0, len(TEXT))])
    trigger = Trigger(0, 7, "Removed", "sanction", "lifting", "ed")

    cues = mark(pieces, Recognised(triggers=(trigger,)), labels).cues.tolist()

    assert cues == [1 + labels.kinds.index("sanction")] * 2 + [0] * (len(PIECES) - 2)
