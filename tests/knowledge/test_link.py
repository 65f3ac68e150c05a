"""Linking names, and abstaining."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.vocabulary import LinkedRole
from pipeline.knowledge import Entity, Index, Linker, Query
from pipeline.knowledge.index import MOST_CANDIDATES
from pipeline.knowledge.link import likeness
from pipeline.knowledge.names import name_words

Make = Callable[..., Linker]
ROOT = Path(__file__).parents[2]
CASES = [
    tuple(line.split("\t"))
    for line in (ROOT / "benchmarks" / "linking_cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def linked(linker: Linker, name: str, role: LinkedRole = "target", *countries: str) -> str | None:
    link = linker.link(Query(name, role, frozenset(countries)))
    return link.id if link else None


def person(id_: str, name: str, *countries: str, **more: tuple[str, ...]) -> Entity:
    return Entity(id_, "Person", (name,), countries=countries, **more)


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("Qassem Soleimani", 1.0),
        ("Soleimani, Qassem", 0.99),
        ("Qasim Suleimani", 0.95),
        ("Qassem al-Soleimani", 0.98),
    ],
)
def test_scores_how_well_a_name_fits(linker_of: Make, name: str, score: float) -> None:
    link = linker_of(person("Q1", "Qassem Soleimani")).link(Query(name, "target"))
    assert link is not None
    assert (link.id, link.score) == ("Q1", score)


@pytest.mark.parametrize(
    "name", ["Hassan Soleimani", "Soleimani", "Qassem Soleimani Jr.", "Qassem Sulaiman", "Qassem", "his"]
)
def test_abstains_from_namesakes_and_parts_of_names(linker_of: Make, name: str) -> None:
    assert linked(linker_of(person("Q1", "Qassem Soleimani")), name) is None


def test_abstains_where_two_fit_as_well(linker_of: Make) -> None:
    linker = linker_of(person("Q1", "John Lee", "us"), person("Q2", "John Lee", "hk"))
    assert linked(linker, "John Lee") is None
    assert linked(linker, "John Lee", "target", "FR") is None
    assert linked(linker, "John Lee", "target", "US", "HK") is None


def test_the_countries_of_the_article_decide_between_two(linker_of: Make) -> None:
    linker = linker_of(person("Q1", "John Lee", "us"), person("Q2", "John Lee", "hk"))
    link = linker.link(Query("John Lee", "target", frozenset({"HK", "CN"})))
    assert link is not None
    assert (link.id, link.score) == ("Q2", 0.95)


def test_two_with_one_wikidata_id_are_no_rivals(linker_of: Make) -> None:
    linker = linker_of(
        person("a", "Ada Example", wikidata=("Q1",)), person("b", "Ada Example", wikidata=("Q1",))
    )
    assert linked(linker, "Ada Example") == "a"


def test_abstains_from_a_name_that_too_many_have(linker_of: Make) -> None:
    many = [person(f"Q{number}", "Ali Example") for number in range(MOST_CANDIDATES + 1)]
    assert linked(linker_of(*many), "Ali Example") is None


@pytest.mark.parametrize(
    ("schema", "role", "fits"),
    [
        ("Vessel", "target", True),
        ("Vessel", "authority", False),
        ("Company", "authority", False),
        ("PublicBody", "authority", True),
        ("Company", "actor", True),
        ("Airplane", "holder", False),
    ],
)
def test_the_kind_of_entity_must_fit_the_role(
    linker_of: Make, schema: str, role: LinkedRole, fits: bool
) -> None:
    assert (linked(linker_of(Entity("X1", schema, ("Brava Luz",))), "Brava Luz", role) == "X1") == fits


def test_a_persons_name_is_no_companys(linker_of: Make) -> None:
    linker = linker_of(Entity("C1", "Company", ("Ali Example Ltd",)))
    assert linked(linker, "Ali Example") is None
    assert linked(linker, "Ali Example Ltd") == "C1"


def test_a_companys_name_is_no_persons(linker_of: Make) -> None:
    assert linked(linker_of(person("Q1", "Ali Example")), "Ali Example LLC") is None


def test_an_abbreviation_keeps_its_case(linker_of: Make) -> None:
    linker = linker_of(Entity("A1", "PublicBody", ("Institute of Things",), aliases=("IT",)))
    assert linked(linker, "I.T.") == "A1"
    assert linked(linker, "it") is None


def test_a_word_alone_means_a_person_only_as_its_name(linker_of: Make) -> None:
    linker = linker_of(person("Q1", "Rihanna"), person("Q2", "Ali Example", aliases=("Zoraya",)))
    assert linked(linker, "Rihanna") == "Q1"
    assert linked(linker, "Zoraya") is None


def test_the_users_base_comes_before_the_shipped_one(
    shipped_linker: Linker, shipped: dict[str, Entity]
) -> None:
    own = Index.of([person("mine", "Ali Khamenei"), Entity("state", "PublicBody", ("Iran",))])
    linker = Linker([own, Index.of(shipped.values())])
    assert linked(linker, "Ali Khamenei") == "mine"
    assert linked(linker, "Qassem Soleimani") == "person:qassem_soleimani"
    assert linked(linker, "Iran") == "iso:IR"  # a state keeps its code


@pytest.mark.parametrize(("role", "name", "wanted", "source"), [case for case in CASES if case[3] == "near"])
def test_abstains_from_near_misses(
    shipped_linker: Linker, role: LinkedRole, name: str, wanted: str, source: str
) -> None:
    assert linked(shipped_linker, name, role) is None


def test_links_hardly_any_gold_name_wrongly(shipped_linker: Linker) -> None:
    gold = [case for case in CASES if case[3] != "near"]
    found = [(linked(shipped_linker, name, role), wanted) for role, name, wanted, _ in gold]  # type: ignore[arg-type]
    links = [pair for pair in found if pair[0] is not None]
    assert sum(link == wanted for link, wanted in links) >= 0.98 * len(links)
    assert len(links) >= 0.9 * len(gold)


def test_likeness_is_that_of_the_least_alike_words() -> None:
    whole = likeness(name_words("Hassan Rouhanian"), name_words("Hassan Rouhani"))
    assert 0.8 < whole < 0.9
    assert likeness(name_words("Bank of Iran"), name_words("Bank of Iraq")) == 0.0


@given(st.text(), st.text())
def test_likeness_is_symmetric_and_within_bounds(one: str, other: str) -> None:
    mine, theirs = name_words(one), name_words(other)
    assert 0 <= likeness(mine, theirs) <= 1
    assert not mine or likeness(mine, mine) == 1


names = st.one_of(st.text(), st.sampled_from([name for _, name, _, _ in CASES]))


@given(
    name=st.one_of(names, st.tuples(names, st.sampled_from(["'s ", " of ", " "]), names).map("".join)),
    role=st.sampled_from(["holder", "actor", "target", "authority"]),
    countries=st.frozensets(st.sampled_from(["US", "IR", "HK"])),
)
def test_gives_an_id_of_the_base_or_none(
    shipped_linker: Linker,
    shipped: dict[str, Entity],
    name: str,
    role: LinkedRole,
    countries: frozenset[str],
) -> None:
    link = shipped_linker.link(Query(name, role, countries))
    assert link is None or (link.id in shipped and 0 < link.score <= 1)
