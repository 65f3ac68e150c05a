from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline.normalise.names import given_names
from pipeline.recognise.names import find_names, is_organisation

DocOf = Callable[[str], Doc]
WORDS = st.sampled_from(
    ["Ada", "Lane", "bin", "von", "al", "-", "’", "of", "the", "The", "Ministry", "and", "&",
     "President", "Maj.", "Gen.", "NEWS", ".", ",", '"', "\n", "said", "Comedian", "İ", "🙂", "A.",
     "O'Keefe", "3", "Kim", "Jong-un"]
)  # fmt: skip


@pytest.fixture(scope="session")
def names_in(doc_of: DocOf) -> Callable[..., list[str]]:
    """A function that returns the words of the names of a text; some of its words are taken."""

    def find(text: str, *taken: str) -> list[str]:
        doc = doc_of(text)
        return [
            name.text for name in find_names(doc, frozenset(token.i for token in doc if token.text in taken))
        ]

    return find


NamesIn = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Removing it is hard. We met Ada Lane.", ["Ada Lane"]),
        ("Karimi said so. We met Karimi later.", ["Karimi", "Karimi"]),
        ("IRGC said so.", ["IRGC"]),
        ("Ada Lane said so.", ["Ada Lane"]),
        ("“Karimi” he said. We met Karimi.", ["Karimi", "Karimi"]),
        ("Yesterday Ada Lane spoke.", ["Ada Lane"]),
        ("When Ada Lane spoke, we left.", ["Ada Lane"]),
        ("Removing it is hard.", []),
    ],
)
def test_a_capital_that_starts_a_sentence_is_no_name_by_itself(
    names_in: NamesIn, text: str, names: list[str]
) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Site Suspends Page Of Ada Lane\nOn Monday Ada Lane wept.", ["Ada Lane", "Ada Lane"]),
        ("Site Suspends Page Of Popular Baker\nOn Monday she wept.", []),
        ("Site Suspends Page Of Lane\nOn Monday Ada Lane wept.", ["Lane", "Ada Lane"]),
        ("Site Suspends Page Of Popular Baker.", ["Site Suspends Page", "Popular Baker"]),
    ],
    ids=["named in the text", "named nowhere", "a part is known", "a full stop makes it no headline"],
)
def test_capitals_of_a_headline_count_where_the_text_has_them_too(
    names_in: NamesIn, text: str, names: list[str]
) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    "name",
    [
        "Mohammed bin Salman",
        "Bashar al-Assad",
        "al-Assad",
        "Omar Abu Kettle",
        "Jean-Luc Marsh",
        "Brenda O'Keefe",
        "Brenda O’Keefe",
        "Quds-Force",
        "A. J. Marsh",
        "J. Marsh",
        "Marsh & Sons",
        "Department of State",
        "Ministry of the Interior",
        "Bank for Trade",
        "Amateur Operatic and Dramatic Society",
        "Red Sparrow",
        "İpek Yıldız",
        "Ursula von der Marsch",
        "Marie de la Marche",
        "Kim Jong-un",
        "Do Minh",
        "Ada May",
        "April Lane",
        "June Marsh May",
    ],
)
def test_a_name_is_whole(names_in: NamesIn, name: str) -> None:
    assert names_in(f"Yesterday we met {name} there.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("we met Ada Lane and Bob Marsh there.", ["Ada Lane", "Bob Marsh"]),
        ("we met Ada Lane of Kettle News there.", ["Ada Lane", "Kettle News"]),
        ("we met Ada Lane, Bob Marsh there.", ["Ada Lane", "Bob Marsh"]),
        ("we met Ada Lane. Bob Marsh left.", ["Ada Lane", "Bob Marsh"]),
        ("we met Kettle Corp. Kettle Corp. left.", ["Kettle Corp.", "Kettle Corp."]),
        ("we met Kettle Co. Ltd. there.", ["Kettle Co. Ltd."]),
        ("we met Ada Lane, who asked: ‘Does Bob Marsh know?", ["Ada Lane", "Bob Marsh"]),
        ("we met Ada Lane yesterday\n\nBob Marsh left.", ["Ada Lane", "Bob Marsh"]),
        ("we met Ada Lane (Bob Marsh) there.", ["Ada Lane", "Bob Marsh"]),
        ("we met Ada Lane’s aide Bob Marsh.", ["Ada Lane", "Bob Marsh"]),
        pytest.param(
            "we met Ada Lane and Kettle News there.",
            ["Ada Lane", "Kettle News"],
            marks=pytest.mark.xfail(
                strict=True, reason='"and" joins any name to a body of two words behind it'
            ),
        ),
        ("we met Mr. Marsh and Kettle News League there.", ["Marsh", "Kettle News League"]),
        ("we met Marsh Group and Kettle News there.", ["Marsh Group", "Kettle News"]),
        (
            "we met Mohammed bin Salman and European Union officials there.",
            ["Mohammed bin Salman", "European Union"],
        ),
    ],
)
def test_two_names_stay_two(names_in: NamesIn, text: str, names: list[str]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we met Maj. Gen. Ali Rezaei.", "Ali Rezaei"),
        ("we met President Ada Lane.", "Ada Lane"),
        ("we met Foreign Minister Hassan Tavakoli.", "Hassan Tavakoli"),
        ("we met Comedian Jim Davidson.", "Jim Davidson"),
        ("we met Baker Alice Lane.", "Alice Lane"),
    ],
)
def test_what_stands_before_a_name_is_off(names_in: NamesIn, text: str, name: str) -> None:
    assert names_in(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We met Ada Lane. Watch Ada Lane speak.", "Ada Lane"),
        ("We met President Ada Lane. Watch Ada Lane speak.", "Ada Lane"),
        ("We met Rex, a playful cat. Playful Rex left.", "Rex"),
        ("We met Rex. Meet Rex.", "Rex"),
        ("We met Kettle there. Praising Kettle is fine.", "Kettle"),
        ("We met Alice. Recently Alice left.", "Alice"),
        ("We met Lane. Recently Lane left.", "Recently Lane"),
        ("We met Alice. Sally Alice left.", "Sally Alice"),
        ("We met Lane. Fleming Lane left.", "Fleming Lane"),
        ("We met Lane. Rose Lane rose.", "Rose Lane"),
        ("We met Lane of Playful Lane. Playful Lane left.", "Playful Lane"),
        ("We met Lane. Theodora Lane left.", "Theodora Lane"),
        ("We met Lane-Marsh. Theodora Lane-Marsh left.", "Theodora Lane-Marsh"),
    ],
)
def test_the_first_word_of_a_sentence_is_off_a_name_that_stands_elsewhere_without_it(
    names_in: NamesIn, text: str, name: str
) -> None:
    assert names_in(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the song Free Alice is out.", "Alice"),
        ("the show 'Ask Alice' is out.", "Alice"),
        ("the firm Free Lane is out.", "Free Lane"),
        ("the show Ask Alice Lane is out.", "Ask Alice Lane"),
    ],
)
def test_a_cry_or_a_title_around_a_given_name_is_off(names_in: NamesIn, text: str, name: str) -> None:
    assert names_in(text) == [name]


def test_a_given_name_before_a_given_name_stays(names_in: NamesIn) -> None:
    assert names_in("we met Mary Ann Marsh.") == ["Mary Ann Marsh"]


@pytest.mark.parametrize("word", ["TV", "President", "Monday", "Internet", "May", "CEO"])
def test_some_words_are_no_names_alone(names_in: NamesIn, word: str) -> None:
    assert names_in(f"we waited for {word} there") == []


def test_words_that_are_taken_are_no_part_of_a_name(names_in: NamesIn) -> None:
    assert names_in("we saw Twitter Ada Lane.", "Twitter") == ["Ada Lane"]
    assert names_in("we saw Ada Lane Twitter.", "Twitter") == ["Ada Lane"]
    assert names_in("said President Lane May 5.", "May") == ["Lane"]


@pytest.mark.parametrize("word", ["Muslim", "April"])
def test_words_that_are_no_names_alone_are_none_in_a_headline_either(names_in: NamesIn, word: str) -> None:
    text = f"Site Suspends {word} Page Of Baker\nOn Monday the {word} page was gone."
    assert names_in(text) == []


def test_tells_bodies_by_their_words() -> None:
    assert [
        is_organisation(name) for name in ("Kettle Inc.", "Ministry of Truth", "Ada Lane", "Bankside")
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_knows_given_names_of_many_languages() -> None:
    assert {"Alice", "Larissa", "Mohammed", "Reza"} <= given_names()


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=20).map(" ".join)))
def test_offsets_give_the_words_and_names_do_not_overlap(doc_of: DocOf, text: str) -> None:
    doc = doc_of(text)
    names = find_names(doc, frozenset())
    assert all(doc.text[name.start : name.end] == name.text for name in names)
    assert all(doc[name.first : name.last].text == name.text for name in names)
    assert all(one.end <= other.start for one, other in pairwise(names))


def test_a_name_goes_on_over_the_end_of_a_full_line(names_in: NamesIn) -> None:
    text = textwrap.fill(" ".join(["it then saw Ada Lane and also Bob Marsh in the bay"] * 6), 30)
    assert {" ".join(name.split()) for name in names_in(text)} == {"Ada Lane", "Bob Marsh"}


def test_a_title_before_a_broken_name_is_off(names_in: NamesIn) -> None:
    text = textwrap.fill(" ".join(["it then saw Dr. Ada Lane and also Dr. Bob Marsh in the bay"] * 6), 30)
    names = names_in(text.replace("\n", " \n"))
    assert {" ".join(name.split()) for name in names} == {"Ada Lane", "Bob Marsh"}


def test_a_generation_ends_a_name(names_in: NamesIn) -> None:
    assert names_in("They met Ada Lane Jr. and left") == ["Ada Lane Jr."]
