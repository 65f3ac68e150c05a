from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.recognise.inflect import inflect


@pytest.mark.parametrize(
    ("lemma", "third", "past", "ing"),
    [
        ("suspend", "suspends", "suspended", "suspending"),
        ("remove", "removes", "removed", "removing"),
        ("free", "frees", "freed", "freeing"),
        ("deny", "denies", "denied", "denying"),
        ("destroy", "destroys", "destroyed", "destroying"),
        ("purge", "purges", "purged", "purging"),
        ("axe", "axes", "axed", "axing"),
        ("tax", "taxes", "taxed", "taxing"),
        ("pass", "passes", "passed", "passing"),
        ("buzz", "buzzes", "buzzed", "buzzing"),
        ("punish", "punishes", "punished", "punishing"),
        ("unlatch", "unlatches", "unlatched", "unlatching"),
        ("de-platform", "de-platforms", "de-platformed", "de-platforming"),
    ],
)
def test_regular_verbs_follow_the_spelling_rules(lemma: str, third: str, past: str, ing: str) -> None:
    assert inflect(lemma, {}) == {lemma: {"base"}, third: {"s"}, past: {"past", "part"}, ing: {"ing"}}


def test_last_consonant_doubles_where_the_table_says_so() -> None:
    forms = inflect("ban", {"double": True})
    assert forms == {"ban": {"base"}, "bans": {"s"}, "banned": {"past", "part"}, "banning": {"ing"}}


def test_irregular_past_and_participle_are_told_apart() -> None:
    forms = inflect("take", {"past": "took", "part": "taken"})
    assert forms["took"] == {"past"}
    assert forms["taken"] == {"part"}
    assert forms["taking"] == {"ing"}


def test_irregular_past_is_the_participle_where_none_is_given() -> None:
    assert inflect("bring", {"past": "brought"})["brought"] == {"past", "part"}


def test_one_surface_can_be_several_forms() -> None:
    forms = inflect("shut", {"past": "shut", "part": "shut", "double": True})
    assert forms == {"shut": {"base", "past", "part"}, "shuts": {"s"}, "shutting": {"ing"}}


def test_every_form_can_be_given() -> None:
    forms = inflect("lie", {"past": "lay", "part": "lain", "s": "lies", "ing": "lying"})
    assert forms == {"lie": {"base"}, "lies": {"s"}, "lay": {"past"}, "lain": {"part"}, "lying": {"ing"}}


@settings(deadline=None)
@given(st.from_regex(r"[a-z]{1,4}[aeiou][a-z]{1,5}", fullmatch=True))
def test_every_verb_has_each_form_once(lemma: str) -> None:
    names = sorted(name for forms in inflect(lemma, {}).values() for name in forms)
    assert names == ["base", "ing", "part", "past", "s"]
