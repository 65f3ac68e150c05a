from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.recognise.sentences import mark_sentences

DocOf = Callable[[str], Doc]
PIECES = st.sampled_from(
    ["He", "said", "Gen.", "Maj.", "U.S.", ".", "!", "?", "…", '"', "”", ")", " ", "\n", "\r\n", "\n\n", "\t",
     "\u2028", "🙂", "İ", "low", "No.", "3", "@ada", "مرحبا"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=15).map("".join))


def cut(doc: Doc) -> list[str]:
    return [sentence.text.strip() for sentence in doc.sents]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Gone? Yes! Well… Perhaps.", ["Gone?", "Yes!", "Well…", "Perhaps."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("Maj. Gen. Ali Rezaei spoke. He left.", ["Maj. Gen. Ali Rezaei spoke.", "He left."]),
        ("Dr. Lane met Mr. Marsh of Kettle Inc. Monday.", ["Dr. Lane met Mr. Marsh of Kettle Inc. Monday."]),
        ("The U.S. Treasury acted.", ["The U.S. Treasury acted."]),
        (
            "It is called kettle.tv today. See www.kettle.tv.",
            ["It is called kettle.tv today.", "See www.kettle.tv."],
        ),
        ("He wrote in e.g. June. Then", ["He wrote in e.g. June.", "Then"]),
        ("It ended. however, it went on.", ["It ended. however, it went on."]),
    ],
)
def test_a_sentence_ends_at_a_stop_that_no_abbreviation_owns(
    doc_of: DocOf, text: str, sentences: list[str]
) -> None:
    assert cut(doc_of(text)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('He said "It is gone." Then he left.', ['He said "It is gone."', "Then he left."]),
        ("He said “It is gone.” Then he left.", ["He said “It is gone.”", "Then he left."]),
        ("He said (“It is gone.”) Then he left.", ["He said (“It is gone.”)", "Then he left."]),
        ("She stayed (for good.) He left.", ["She stayed (for good.)", "He left."]),
        ("“It is gone.” “Is it?” “Yes.”", ["“It is gone.”", "“Is it?”", "“Yes.”"]),
        ('He said "It is gone." and left.', ['He said "It is gone." and left.']),
    ],
)
def test_quotes_and_brackets_behind_a_stop_belong_to_its_sentence(
    doc_of: DocOf, text: str, sentences: list[str]
) -> None:
    assert cut(doc_of(text)) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("A headline\nThe text goes on", ["A headline", "The text goes on"]),
        ("A headline\r\nThe text goes on", ["A headline", "The text goes on"]),
        ("A headline\n\n\nThe text", ["A headline", "The text"]),
        ("A headline\n  The text", ["A headline", "The text"]),
        ("the text is hard\nwrapped here", ["the text is hard\nwrapped here"]),
        ("the text is hard\r\nwrapped here", ["the text is hard\r\nwrapped here"]),
        ("a paragraph\n\nand another", ["a paragraph", "and another"]),
        ("a paragraph\r\n\r\nand another", ["a paragraph", "and another"]),
        ("a sentence of \t blanks", ["a sentence of \t blanks"]),
    ],
)
def test_a_line_break_ends_a_sentence_unless_the_line_goes_on(
    doc_of: DocOf, text: str, sentences: list[str]
) -> None:
    assert cut(doc_of(text)) == sentences


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("word " * 400, [400]),
        ("word " * 401, [400, 1]),
        ("word " * 1_000, [400, 400, 200]),
        ("He left. " + "Word " * 1_000, [3, 400, 400, 200]),
        ("word " * 300 + ". " + "Word " * 300, [301, 300]),
    ],
)
def test_a_stretch_without_a_stop_is_cut_at_400_tokens(doc_of: DocOf, text: str, lengths: list[int]) -> None:
    assert [len(sentence) for sentence in doc_of(text).sents] == lengths


@pytest.mark.parametrize("text", ["Ada", "\n\nAda", " Ada", ". Ada", "\u00a0"])
def test_the_first_token_starts_a_sentence(doc_of: DocOf, text: str) -> None:
    assert doc_of(text)[0].is_sent_start


def test_blank_tokens_belong_to_the_sentence_before(doc_of: DocOf) -> None:
    doc = doc_of("One.\n\nTwo.")
    assert [sentence.text for sentence in doc.sents] == ["One.\n\n", "Two."]


def test_an_empty_document_stays_empty(blank: Language) -> None:
    assert len(mark_sentences(blank.make_doc(""))) == 0


def test_gives_the_same_document_back(blank: Language) -> None:
    doc = blank.make_doc("One. Two.")
    assert mark_sentences(doc) is doc
    assert doc.has_annotation("SENT_START")


class CountingDoc(Doc):
    """Counts how often a token is looked up by its index."""

    reads = 0

    def __getitem__(self, key: int | slice) -> object:
        CountingDoc.reads += 1
        return super().__getitem__(key)


@pytest.mark.parametrize("unit", ["He left . ", "“ Go ! ” ) ", '" " " " . ', "One\nTwo\n\n", "\n . "])
def test_looks_at_each_token_a_bounded_number_of_times(blank: Language, unit: str) -> None:
    words = [word.text for word in blank.make_doc(unit * 500)]
    doc = CountingDoc(blank.vocab, words=words)
    CountingDoc.reads = 0
    mark_sentences(doc)
    assert 0 < CountingDoc.reads <= 12 * len(words)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_cover_the_text_and_none_is_blank_but_the_first(doc_of: DocOf, text: str) -> None:
    sentences = list(doc_of(text).sents)
    assert "".join(sentence.text_with_ws for sentence in sentences) == text
    assert all(not sentence[0].is_space for sentence in sentences[1:])


LONG = " ".join(["It saw that Ada Lane and Bob Marsh met Carl Stone in Kettle Bay and left with them"] * 4)


@pytest.mark.parametrize("prefix", ["", "> "])
def test_a_line_that_is_full_goes_on_in_the_next(doc_of: DocOf, prefix: str) -> None:
    text = textwrap.fill(f"{LONG}.", 40, initial_indent=prefix, subsequent_indent=prefix)
    assert len(cut(doc_of(text))) == 1
    assert len(cut(doc_of(text.replace("\n", "\r\n")))) == 1


@pytest.mark.parametrize(("width", "times"), [(120, 8), (40, 1)], ids=["too wide", "too few"])
def test_a_text_of_other_lines_breaks_none_at_a_width(doc_of: DocOf, width: int, times: int) -> None:
    words = "it saw that Ada Lane and also Bob Marsh met Carl Stone in Kettle Bay and left with them for "
    text = textwrap.fill((words * times).strip(), width)
    first, following = (text if times > 1 else f"{text[:60]}\nAda Lane left").split("\n")[:2]
    assert len(cut(doc_of(f"{first}\nAda {following}"))) == 2


def test_a_heading_is_no_full_line(doc_of: DocOf) -> None:
    text = textwrap.fill(f"{LONG}.", 40)
    assert cut(doc_of(f"Kettles Fall\n{text}"))[0] == "Kettles Fall"


def test_lines_of_all_lengths_are_none_that_is_full(doc_of: DocOf) -> None:
    assert len(cut(doc_of("Ada Lane and Bob Marsh met\nCarl Stone came\nIt rained on Kettle Bay"))) == 3
