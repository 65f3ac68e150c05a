from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.gold.names import (
    alternatives,
    fold,
    leading_title,
    normalise_name,
    without_middle_initials,
)
from pipeline.tables import load_table


@pytest.mark.parametrize(
    "names",
    [
        ("U.S.", "US", "United States", "the United States of America", "America", "U.S. government"),
        ("UK", "U.K.", "Britain", "United Kingdom", "British government"),
        ("EU", "the European Union"),
        ("UN", "U.N.", "United Nations"),
        ("OFAC", "Office of Foreign Assets Control", "U.S. Treasury’s Office of Foreign Assets Control"),
        ("OFAC", "U.S. Department of the Treasury's Office of Foreign Assets Control (OFAC)"),
        (
            "U.S. Department of the Treasury",
            "Treasury Department",
            "US Treasury",
            "Treasury of the United States",
        ),
        ("State Department", "U.S. Department of State"),
        ("Council of the EU", "Council of the European Union"),
        ("Qassem Soleimani", "Maj. Gen. Qassem Soleimani", "the Major General Qassem  SOLEIMANI"),
        ("Donald Trump", "former President Donald Trump", "Donald Trump's"),
        ("Erdoğan", "Erdogan"),
        ("Yıldız", "Yildiz"),
        ("al-Qassam Brigades", "Al Qassam Brigades"),
        ("Facebook", "Facebook, Inc."),
        ("Twitter", "X", "X Corp."),
        ("Islamic Revolutionary Guard Corps (IRGC)", "Islamic Revolutionary Guard Corps"),
        ("Foreign Terrorist Organization", "foreign terrorist organisation"),
        ("Ｒｕｓｓｉａ", "Russia"),
    ],
)
def test_knows_spellings_of_one_name(names):
    assert len({normalise_name(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S. Treasury", "United States"),
        ("HM Treasury", "US Treasury"),
        ("Treasury", "US Treasury"),
        ("OFAC", "US Treasury"),
        ("EU Council", "European Union"),
        ("UN Security Council", "United Nations"),
        ("IRGC's Qods Force", "IRGC"),
        ("Captain America", "United States"),
        ("General Motors", "Motors"),
        ("Secretary of State", "State"),
        ("British Airways", "Britain"),
        ("🔥🔥", "🦊"),
        ("حماس", "طالبان"),
    ],
)
def test_keeps_different_names_apart(one, other):
    assert normalise_name(one) != normalise_name(other)


@pytest.mark.parametrize(
    ("name", "shorter"),
    [
        ("Donald J. Trump", "Donald Trump"),
        ("George H. W. Bush", "George Bush"),
        ("Émile Z. Öztürk", "Émile Öztürk"),
        ("A. T. Brännström", "A. T. Brännström"),
        ("the U. S. Treasury", "the U. S. Treasury"),
        ("Former U.S. Treasury", "Former U.S. Treasury"),
        ("Team B Media", "Team B Media"),
        ("Malcolm X", "Malcolm X"),
    ],
)
def test_drops_initials_between_two_names_only(name, shorter):
    assert without_middle_initials(name) == shorter


@given(st.text(min_size=1))
def test_normalising_ends_with_something_that_stays(name):
    once = normalise_name(name)

    assert once or not name.strip()
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize("section", ["within", "whole"])
def test_aliases_are_written_as_folded_and_belong_to_one_name(section):
    table = load_table("name_aliases")[section]
    variants = [variant for names in table.values() for variant in names]

    assert len(variants) == len(set(variants))
    assert [variant for variant in variants if fold(variant) != variant] == []


def test_every_whole_alias_can_be_reached_after_the_inner_ones():
    table = load_table("name_aliases")["whole"]

    assert {v: normalise_name(v) for names in table.values() for v in names} == {
        v: name for name, names in table.items() for v in names
    }


def test_titles_are_written_in_lower_case_without_dots():
    words = [word for section in load_table("name_titles").values() for word in section]

    assert [word for word in words if word != word.lower() or "." in word] == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Maj. Gen. Qassem Soleimani", "Maj Gen"),
        ("former President Joe Biden", "former President"),
        ("U.S. Senator John Smith", "US Senator"),
        ("Joe Biden", ""),
        ("President", ""),
        ("president's aides", ""),
        ("mayor candidates", ""),
        ("General Court", ""),
        ("Justice Department", ""),
        ("A. T. Brännström", ""),
    ],
)
def test_finds_the_title_before_a_name(name, title):
    assert leading_title(name) == title


@pytest.mark.parametrize(
    ("value", "parts"),
    [("A", ["A"]), ("A | B|C", ["A", "B", "C"]), ("A||B|", ["A", "B"]), ("|", ["|"])],
)
def test_splits_alternatives(value, parts):
    assert alternatives(value) == parts
