from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.facts.claims import Mention, Recognised, Trigger
from pipeline.recognise.sentences import mark_sentences
from pipeline.recognise.tokens import make_doc
from pipeline.relate.items import Item, Itemiser, Sentence, Spot

WORDS = st.sampled_from(
    ["Ada", "Lane", "suspended", "the", "such", "as", "n't", "isn't", "’s", '"', "“", "*", ".",
     "\n\n", "\r\n", "🙂", "İ", "since", "has", "and", "May", ",", "(", "مرحبا", "\u00a0", "-"]
)  # fmt: skip


@pytest.fixture(scope="session")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="session")
def itemiser(blank: Language) -> Itemiser:
    return Itemiser(blank)


def mention(text: str, words: str, kind: str) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), words, kind)  # type: ignore[arg-type]


def trigger(
    text: str, words: str, *, frame: str = "ed", lemma: str = "suspend", kind: str = "takedown"
) -> Trigger:
    start = text.index(words)
    return Trigger(start, start + len(words), words, kind, None, frame, lemma)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def cut(blank: Language, itemiser: Itemiser) -> Callable[..., list[Sentence]]:
    """A function that cuts a text into items; mentions are (words, type), triggers are records."""

    def items_of(text: str, *mentions: tuple[str, str], triggers: tuple[Trigger, ...] = ()) -> list[Sentence]:
        found = tuple(mention(text, words, kind) for words, kind in mentions)
        return itemiser.sentences(mark_sentences(blank.make_doc(text)), Recognised(triggers, found))

    return items_of


Cut = Callable[..., list[Sentence]]


def test_of_a_markdown_link_only_its_words_are_read(blank: Language, itemiser: Itemiser) -> None:
    text = "Kettle [Ada Lane was suspended](https://kettle.example/suspended-ada) on **Monday**."
    triggers = (trigger(text, "suspended"), trigger(text, "suspended-ada"))
    (sentence,) = itemiser.sentences(mark_sentences(make_doc(blank, text)), Recognised(triggers, ()))
    assert " ".join(item.text for item in sentence.items) == "Kettle Ada Lane was suspended on Monday ."
    assert len(list(sentence.spots())) == 1


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("person", "N"),
        ("organisation", "N"),
        ("place", "N"),
        ("name", "N"),
        ("media", "N"),
        ("country", "K"),
        ("authority", "A"),
        ("platform", "P"),
        ("handle", "H"),
        ("unit", "U"),
        ("count", "C"),
        ("date", "T"),
        ("language", "L"),
        ("program", "B"),
    ],
)
def test_a_mention_is_one_item_with_the_code_of_its_type(cut: Cut, kind: str, code: str) -> None:
    (sentence,) = cut("yes Blue Kettle there", ("Blue Kettle", kind))
    assert [(item.code, item.text) for item in sentence.items] == [
        ("w", "yes"),
        (code, "Blue Kettle"),
        ("w", "there"),
    ]


def test_closed_class_words_have_the_codes_of_the_table(cut: Cut) -> None:
    (sentence,) = cut("it hasn't been said in the room of his, and they were by her")
    assert [(item.text, item.code) for item in sentence.items] == [
        ("it", "R"),
        ("has", "h"),
        ("n't", "n"),
        ("been", "x"),
        ("said", "v"),
        ("in", "2"),
        ("the", "D"),
        ("room", "w"),
        ("of", "o"),
        ("his", "M"),
        (",", ","),
        ("and", "&"),
        ("they", "R"),
        ("were", "x"),
        ("by", "b"),
        ("her", "M"),
    ]


def test_phrases_of_the_table_are_one_item(cut: Cut) -> None:
    (sentence,) = cut("pages such as those belonging to her")
    assert [item.text for item in sentence.items] == ["pages", "such as", "those", "belonging to", "her"]


@pytest.mark.parametrize("mark", ['"', "“", "”", "«", "*", "_"])
def test_silent_marks_are_no_items(cut: Cut, mark: str) -> None:
    (sentence,) = cut(f"they said {mark} it {mark} once")
    assert sentence.codes == "RvR9"


def test_blanks_and_line_breaks_are_no_items(cut: Cut) -> None:
    first, second = cut("they  said\n\nthey left")
    assert (first.codes, second.codes) == ("Rv", "Rw")


@pytest.mark.parametrize(
    ("frame", "lemma", "kind", "code"),
    [
        ("ed", "suspend", "takedown", "V"),
        ("noun", "suspension", "takedown", "Q"),
        ("state", "went dark", "takedown", "Q"),
        ("metric", "followers", "follower_count", "F"),
        ("ed", "add", "sanction", "v"),
    ],
    ids=["verb", "noun", "state", "metric", "a common verb, which sanctions only before a list"],
)
def test_a_trigger_has_the_code_of_its_form(cut: Cut, frame: str, lemma: str, kind: str, code: str) -> None:
    text = "they zzz it"
    (sentence,) = cut(text, triggers=(trigger(text, "zzz", frame=frame, lemma=lemma, kind=kind),))
    assert sentence.codes == f"R{code}R"


def test_senses_of_a_word_make_one_item_and_a_spot_each(cut: Cut) -> None:
    text = "they removed it"
    senses = (trigger(text, "removed"), trigger(text, "removed", kind="sanction", lemma="remove"))
    (sentence,) = cut(text, triggers=senses)
    assert sentence.codes == "RVR"
    assert list(sentence.spots()) == [Spot(sentence, 1, senses[0]), Spot(sentence, 1, senses[1])]


def test_a_phrasal_verb_leaves_its_object_to_be_read(cut: Cut) -> None:
    text = "they took his page down"
    split = trigger(text, "took his page down", frame="split_past", lemma="take down")
    (sentence,) = cut(text, ("page", "unit"), triggers=(split,))
    assert [item.text for item in sentence.items] == ["they", "took", "his", "page", "down"]
    assert sentence.codes.startswith("RVMU")


def test_a_trigger_inside_a_mention_keeps_its_spot(cut: Cut) -> None:
    text = "they kept snapback sanctions"
    inside = trigger(text, "sanctions", frame="noun", lemma="sanctions", kind="sanction")
    (sentence,) = cut(text, ("snapback sanctions", "program"), triggers=(inside,))
    assert sentence.codes == "RvB"
    assert [spot.index for spot in sentence.spots()] == [2]


@pytest.mark.parametrize(
    ("text", "unit"), [("they froze bank accounts", "accounts"), ("they ban hate speech", "speech")]
)
def test_a_unit_word_in_longer_words_is_no_unit(cut: Cut, text: str, unit: str) -> None:
    (sentence,) = cut(text, (unit, "unit"))
    assert sentence.codes == "Rww"


def test_a_word_inside_a_name_is_no_act(cut: Cut) -> None:
    text = "they met Kettle Block here"
    (sentence,) = cut(text, ("Kettle Block", "name"), triggers=(trigger(text, "Block", lemma="block"),))
    assert list(sentence.spots()) == []


def test_a_trigger_longer_than_a_mention_stays_whole(cut: Cut) -> None:
    text = "it went dark then"
    (sentence,) = cut(text, ("went", "name"), triggers=(trigger(text, "went dark", frame="state"),))
    assert [(item.code, item.text) for item in sentence.items][1] == ("Q", "went dark")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("it has since been so", "a"),
        ("it was then gone", "a"),
        ("it went and then it came", "a"),
        ("so since it came", "9"),
    ],
)
def test_clause_words_behind_has_and_and_are_adverbs(cut: Cut, text: str, code: str) -> None:
    (sentence,) = cut(text)
    assert [item.code for item in sentence.items if item.text in {"since", "then"}] == [code]


def test_offsets_are_those_of_the_article(cut: Cut) -> None:
    text = "🙂 One.\r\nAda Lane left."
    _, second = cut(text, ("Ada Lane", "person"))
    assert (second.index, text[second.start : second.end]) == (1, "Ada Lane left.")
    assert text[second.items[0].start : second.items[0].end] == "Ada Lane"


def test_words_between_items_come_as_they_are_written(cut: Cut) -> None:
    text = "they met the “senior”  officials there"
    (sentence,) = cut(text)
    found = sentence.words(2, 5)
    assert (found.text, found.type) == ("the “senior”  officials", "group")
    assert text[found.start : found.end] == found.text


def test_a_spot_tells_the_codes_on_both_sides(cut: Cut) -> None:
    text = "they zzz it"
    (sentence,) = cut(text, triggers=(trigger(text, "zzz"),))
    (spot,) = sentence.spots()
    assert (spot.before, spot.behind) == ("R", "R")


@pytest.mark.parametrize(
    ("code", "kind"), [("M", "pronoun"), ("R", "pronoun"), ("r", "pronoun"), ("G", "group"), ("w", "group")]
)
def test_an_item_without_a_mention_is_a_pronoun_or_a_group(code: str, kind: str) -> None:
    assert Item(code, 3, 6, "Her").as_mention() == Mention(3, 6, "Her", kind)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_codes_equal_items_and_offsets_give_the_words(cut: Cut, text: str) -> None:
    mentions = [(words, "person") for words in ("Ada Lane", "May") if words in text]
    for sentence in cut(text, *mentions):
        assert sentence.codes == "".join(item.code for item in sentence.items)
        assert len(sentence.codes) == len(sentence)
        assert all(text[item.start : item.end] == item.text for item in sentence.items)
        assert all(
            one.end <= other.start for one, other in zip(sentence.items, sentence.items[1:], strict=False)
        )


def test_half_a_compound_is_no_verb(itemiser: Itemiser, blank: Language) -> None:
    text = "A state-owned bank owned it"
    (sentence,) = itemiser.sentences(mark_sentences(blank(text)), Recognised([], []))
    codes = [item.code for item in sentence.items if item.text == "owned"]
    assert codes == ["w", "v"]


@pytest.mark.parametrize(
    ("text", "code"), [("they have all gone", "a"), ("they were both gone", "a"), ("all gone", "D")]
)
def test_a_word_for_all_behind_an_auxiliary_is_an_adverb(cut: Cut, text: str, code: str) -> None:
    (sentence,) = cut(text)
    assert sentence.codes[text.split().index("both" if "both" in text else "all")] == code


@pytest.mark.parametrize(("words", "unit"), [("links to", "website"), ("hashtags", "content")])
def test_some_words_are_units_for_the_grammar_alone(cut: Cut, words: str, unit: str) -> None:
    (sentence,) = cut(f"they removed {words} kettles")
    item = sentence.items[2]
    assert (item.code, item.text, item.as_mention().value) == ("U", words, unit)


@pytest.mark.parametrize(
    "text",
    [
        'they met <span id="one"/> today',
        "they met Ada LaneBob Marsh opens a shop The Kettle is back MORE today",
    ],
    ids=["a tag", "headlines"],
)
def test_tags_and_inserted_headlines_are_not_read(cut: Cut, text: str) -> None:
    (sentence,) = cut(text)
    assert [item.text for item in sentence.items if item.text in {"met", "opens", "span", "today"}] == [
        "met",
        "today",
    ]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("YouTube met Ada Lane READ MORE", ("YouTube", "platform")),
        ("DeLane met Ada and DeLane left READ MORE", ("DeLane", "name")),
    ],
    ids=["a platform", "told twice"],
)
def test_a_capital_inside_a_word_begins_no_headline(cut: Cut, text: str, known: tuple[str, str]) -> None:
    (sentence,) = cut(text, known)
    assert "met" in [item.text for item in sentence.items]


@pytest.mark.parametrize(("text", "code"), [("run by the group", "G"), ("they saw the group", "U")])
def test_a_group_that_runs_something_is_its_owner(cut: Cut, text: str, code: str) -> None:
    (sentence,) = cut(text, ("group", "unit"))
    assert sentence.codes[-1] == code


def test_an_acronym_behind_its_name_is_passed_over(cut: Cut) -> None:
    (sentence,) = cut("Kettle Bay University (KBU) fell (KBU)", ("Kettle Bay University", "organisation"))
    assert [item.text for item in sentence.items] == ["Kettle Bay University", "fell", "(", "KBU", ")"]


def test_what_is_no_acronym_of_the_name_stays(cut: Cut) -> None:
    (sentence,) = cut("Kettle Bay University (XYZ) fell", ("Kettle Bay University", "organisation"))
    assert "XYZ" in [item.text for item in sentence.items]
