"""Names in the form in which they are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.names import Part, abbreviation, name_key, name_words, parts_of, reads_as


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("The U.S. Treasury's", "us treasury"),
        ("Gazprom Neft PJSC", "gazprom neft"),
        ("Sarpdere Denizcilik A.S.", "sarpdere denizcilik"),
        ("Ekrem İmamoğlu", "ekrem imamoglu"),
        ("Kata'ib Hezbollah", "kataib hezbollah"),
        ("Foreign, Commonwealth & Development Office", "foreign commonwealth and development office"),
        ("X Corp.", "x corp"),  # nothing but a letter would be left
        ("Islamic Revolutionary Guard Corps (IRGC)", "islamic revolutionary guard corps"),
        ("...", ""),
        ("word " * 100, ""),
    ],
)
def test_words_are_those_that_tell_names_apart(name: str, words: str) -> None:
    assert " ".join(name_words(name)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qassem Soleimani", "Soleimani, Qasim"),
        ("Hossein Salami", "Hussain Salami"),
        ("Alexei Kudrin", "Aleksey Kudrin"),
        ("Yevgeny Prigozhin", "Evgeniy Prigozhin"),
        ("Donald J. Trump", "Donald Trump"),
        ("al-Qassam Brigades", "Qassam Brigades"),
    ],
)
def test_other_spellings_have_one_key(one: str, other: str) -> None:
    assert name_key(name_words(one)) == name_key(name_words(other)) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bank of China", "Bank of Iran"), ("Kim Jong-un", "Kim Jong-il"), ("Donald Trump", "Donald Trump Jr.")],
)
def test_other_names_have_another_key(one: str, other: str) -> None:
    assert name_key(name_words(one)) != name_key(name_words(other))


@pytest.mark.parametrize(
    ("name", "short"),
    [("U.N.", "UN"), ("the FBI", "FBI"), ("ICC's", "ICC"), ("Iran", None), ("TV-Novosti", None)],
)
def test_tells_abbreviations(name: str, short: str | None) -> None:
    assert abbreviation(name) == short


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("Ali Khamenei", "person"),
        ("Mohammad bin Salman", "person"),
        ("Bank of China", "body"),
        ("Ali Bank", "body"),
        ("Ali Trading LLC", "body"),
        ("IRGC", "body"),
        ("Kataib Hezbollah", None),
        ("Rihanna", None),
        ("Ali and his friends of old", None),
    ],
)
def test_tells_persons_from_bodies_where_words_do(name: str, reads: str | None) -> None:
    assert reads_as(name) == reads


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Iran's judiciary", Part("judiciary", "IR", "Iran")),
        ("British Treasury", Part("Treasury", "GB", "British")),
        ("Treasury of the United States", Part("Treasury", "US", "the United States")),
        ("IRGC's Quds Force", Part("Quds Force", None, "IRGC")),
    ],
)
def test_divides_a_part_from_its_owner(name: str, part: Part) -> None:
    assert part in parts_of(name)


def test_a_name_without_an_owner_has_no_parts() -> None:
    assert parts_of("Ali Khamenei") == []


@given(st.text())
def test_never_raises(text: str) -> None:
    words = name_words(text)
    assert all(words)
    assert isinstance(name_key(words), str)
    assert reads_as(text) in {"person", "body", None}
    assert all(part.name for part in parts_of(text))
    assert abbreviation(text) is None or text
