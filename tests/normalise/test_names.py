from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.names import acronym_pairs, same_name, strip_titles

WORDS = st.sampled_from(
    ["the", "The", "President", "Maj.", "Gen.", "former", "Iranian", "U.S.", "rapper", "Ali", "Khamenei",
     "of", "REZVANI,", "bin", "Court", "(IRGC)", "“", "”", "'s", "’s", ".", ",", "İ", "🙂", "\u00a0", "Mr",
     "Facebook", "(", "al-Houthi", "IRGC"]
)  # fmt: skip
NAMES = st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=8).map(" ".join))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Maj. Gen. Qassem Soleimani", "Qassem Soleimani"),
        ("_The Harbour Times_", "Harbour Times"),
        ("ada_lane_", "ada_lane_"),
        ("__ada__", "__ada__"),
        ("Iranian Foreign Minister Javad Zarif", "Javad Zarif"),
        ("South Korean President Moon Jae-in", "Moon Jae-in"),
        ("former U.S. President Donald Trump", "Donald Trump"),
        ("Facebook CEO Mark Zuckerberg", "Mark Zuckerberg"),
        ("Infowars host Alex Jones", "Alex Jones"),
        ("Singer Ilona Varga", "Ilona Varga"),
        ("Billionaires Elon Musk", "Elon Musk"),
        ("HarbourWatch.org Director Robert Spencer", "Robert Spencer"),
        ("Artist Rights Watch", "Artist Rights Watch"),
        ("Actor Network", "Actor Network"),
        ("Iran's supreme leader, Ayatollah Ali Khamenei", "Ali Khamenei"),
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Mr. Barké Oumarou", "Barké Oumarou"),
        ("“Dr Okwuosa-Reyes”", "Okwuosa-Reyes"),
        ("U.S. Treasury Department's", "U.S. Treasury Department"),
        ("Brindle Lane Bakery’s", "Brindle Lane Bakery"),
        ("the IRGC", "IRGC"),
        ("Both Ruritania", "Ruritania"),
        ("Office of Foreign Assets Control (OFAC)", "Office of Foreign Assets Control"),
        ("REZVANI, Ali", "Ali Rezvani"),
        ("VAN DER SCHUIT, Anneliese", "Anneliese van der Schuit"),
        ("the New York Times", "New York Times"),
        ("The Washington Post", "The Washington Post"),
    ],
)
def test_bare_name_has_no_title_article_or_possessive(words: str, name: str) -> None:
    assert strip_titles(words) == name


@pytest.mark.parametrize(
    "name",
    [
        "General Court",
        "Prime Minister's Office",
        "President of Iran",
        "State Department",
        "Lady Gaga",
        "Javad Zarif",
    ],
)
def test_title_that_is_part_of_the_name_stays(name: str) -> None:
    assert strip_titles(name) == name


def test_title_without_a_name_stays() -> None:
    assert strip_titles("the President") == "President"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Soleimani", "Qassem Soleimani"),
        ("Mr. Kim", "Kim Jong-un"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("bin Salman", "Mohammed bin Salman"),
        ("Houthi", "Abdul Malik al-Houthi"),
        ("Maduro", "Nicolás Maduro Moros"),
        ("MADURO", "Nicolás Maduro"),
        ("Donald Trump", "Donald J. Trump"),
        ("M. J. Zarif", "Mohammad Javad Zarif"),
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("OFAC", "U.S. Department of the Treasury’s Office of Foreign Assets Control"),
        ("the Treasury", "U.S. Department of the Treasury"),
        ("Treasury Department", "Department of the Treasury"),
        ("State Department", "US State Department"),
        ("Twitter", "Twitter Inc."),
        ("EU", "European Union"),
        ("Islamic Republic of Iran", "Iran"),
    ],
)
def test_later_mention_refers_to_the_full_name(short: str, full: str) -> None:
    assert same_name(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Jong", "Qassem Soleimani"),
        ("Trump", "Donald Trump Jr."),
        ("Iran", "Iran Air"),
        ("Facebook", "Facebook Oversight Board"),
        ("Hezbollah", "Hezbollah’s military wing"),
        ("European Union", "Council of the European Union"),
        ("Group", "Lazarus Group"),
        ("UN", "Kim Jong-un"),
        ("UN", "UN Security Council"),
        ("RT", "Radio Tamzak"),
        ("Zarif Javad", "Javad Zarif"),
        ("🙂", "Javad Zarif"),
    ],
)
def test_another_name_is_told_apart(short: str, full: str) -> None:
    assert not same_name(short, full)


def test_finds_acronyms_explained_in_either_order() -> None:
    text = (
        "The Islamic Revolutionary Guard Corps (IRGC) and the CBU (Coalition des Braves de l’Uélé) told "
        "Internet Service Providers (ISPs) and the Treasury's Office of Foreign Assets Control (OFAC) (so)."
    )
    assert acronym_pairs(text) == [
        ("Islamic Revolutionary Guard Corps", "IRGC"),
        ("Coalition des Braves de l’Uélé", "CBU"),
        ("Internet Service Providers", "ISPs"),
        ("Office of Foreign Assets Control", "OFAC"),
    ]


@pytest.mark.parametrize(
    "text", ["Tehran (IRGC)", "in May (BBC)", "the guards (see below)", "()", "IRGC (in Iran)"]
)
def test_parenthesis_that_spells_nothing_is_no_acronym(text: str) -> None:
    assert acronym_pairs(text) == []


@given(NAMES)
def test_stripping_twice_is_stripping_once(words: str) -> None:
    once = strip_titles(words)
    assert strip_titles(once) == once


@given(NAMES)
def test_expansion_and_acronym_stand_in_the_text(text: str) -> None:
    assert all(long in text and short in text for long, short in acronym_pairs(text))
