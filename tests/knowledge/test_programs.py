"""Programmes with their authority."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge import Entity, Linker, Query, program_id
from pipeline.tables import load_table

PROGRAMS = load_table("program_ids")["programs"]


@pytest.mark.parametrize(
    ("words", "authority", "wanted"),
    [
        ("foreign terrorist organizations (FTOs)", "State Department", "US-FTO219"),
        ("list of Foreign Terrorist Organisations", "United States", "US-FTO219"),
        ("Specially Designated Global Terrorists", "U.S. Treasury Department", "US-TERR"),
        ("Executive Order (E.O.) 13694", "OFAC", "US-CYB"),
        ("E.O. 14024", "U.S. Department of the Treasury’s Office of Foreign Assets Control", "US-RUSHAR"),
        ("EU Global Human Rights Sanctions Regime", "Council of the EU", "EU-HR"),
        ("human rights sanctions list", "Britain", "GB-HR"),
        ("Libya list", "UN Security Council", "UN-SC1970"),
        ("Libya list", "Council of the European Union", "EU-LBY"),
        ("ISIL (Da'esh) and Al-Qaida sanctions list", "United Nations", "UN-SCISIL"),
        ("Russia list", "Foreign, Commonwealth & Development Office", "GB-RUS"),
    ],
)
def test_the_authority_tells_which_programme_a_name_means(
    shipped_linker: Linker, words: str, authority: str, wanted: str
) -> None:
    link = shipped_linker.link(Query(authority, "authority"))
    assert link is not None
    assert program_id(words, shipped_linker.roots(link.id)) == wanted


@pytest.mark.parametrize(
    ("words", "authorities"),
    [
        ("SDN list", {"us_ofac", "us_treasury", "iso:US"}),  # a list of many programmes
        ("state sponsors of terrorism", {"us_state", "iso:US"}),
        ("Russia list", {"eu_council", "european_union"}),  # two programmes
        ("foreign terrorist organization", {"iso:CA"}),
        ("foreign terrorist organization", set()),
        ("foreign terrorist organization and specially designated global terrorists", {"iso:US"}),
    ],
)
def test_abstains_where_name_and_authority_do_not_tell(words: str, authorities: set[str]) -> None:
    assert program_id(words, authorities) is None


def test_keys_have_the_form_of_opensanctions() -> None:
    assert all(re.fullmatch(r"[A-Z]{2}-[A-Z0-9]+(?:-[A-Z]+)*", key) for key in PROGRAMS)


def test_authorities_are_in_the_base(shipped: dict[str, Entity]) -> None:
    assert {entry["authority"] for entry in PROGRAMS.values()} <= shipped.keys()


@pytest.mark.parametrize(
    ("key", "name"), [(key, name) for key, entry in PROGRAMS.items() for name in entry["names"]]
)
def test_no_name_means_two_programmes_of_one_authority(key: str, name: str) -> None:
    assert program_id(name, {PROGRAMS[key]["authority"]}) == key


@given(st.text(), st.sets(st.sampled_from(["iso:US", "european_union", "united_nations"])))
def test_gives_a_key_of_the_table_or_none(words: str, authorities: set[str]) -> None:
    assert program_id(words, authorities) in {*PROGRAMS, None}
