from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.vocabulary import ReasonCategory
from pipeline.normalise.reasons import reason_category
from pipeline.tables import load_table


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("promoting terrorism", "terrorism"),
        ("incitement to violence", "violence"),
        ("Hateful conduct", "hate_speech"),
        ("its abusive behaviour policy", "harassment"),
        ("misinformation about the pandemic", "disinformation"),
        ("coordinated inauthentic behaviour", "influence_operation"),
        ("platform spam", "spam"),
        ("on suspicion of being a fake", "impersonation"),
        ("an online scam", "fraud"),
        ("three copyright claims", "copyright"),
        ("publishing home addresses", "privacy"),
        ("nudity", "adult"),
        ("child abuse material", "child_safety"),
        ("promoting self-harm", "self_harm"),
        ("interfering in the election", "election"),
        ("in order to comply with US sanctions", "sanctions_compliance"),
        ("the crackdown on protests", "human_rights"),
        ("its nuclear and ballistic missile tests", "proliferation"),
        ("deploying ransomware", "cyber"),
        ("bribery", "corruption"),
        ("cocaine smuggling", "narcotics"),
        ("Russia’s war of aggression against Ukraine", "aggression"),
        ("in response to a legal demand", "government_order"),
        ("removed by mistake", "error"),
        ("after an appeal", "appeal"),
        ("breaking its rules", "policy_violation"),
        ("the owner moved to Cyprus", "other"),
    ],
)
def test_category_by_cue(words: str, category: str) -> None:
    assert reason_category(words) == category


def test_broken_rule_counts_only_where_nothing_says_which() -> None:
    assert reason_category("violating our policy against spam") == "spam"
    assert reason_category("violating our policy") == "policy_violation"


def test_first_reason_of_a_list_decides() -> None:
    assert reason_category("hate speech and spam") == "hate_speech"
    assert reason_category("spam and hate speech") == "spam"


def test_longest_cue_at_one_place_decides() -> None:
    assert reason_category("violence against peaceful demonstrators") == "human_rights"
    assert reason_category("violence in the streets") == "violence"


def test_cue_is_whole_words() -> None:
    assert reason_category("the robots took part") == "other"


@pytest.mark.parametrize("words", ["", "  \n"])
def test_no_words_give_no_category(words: str) -> None:
    assert reason_category(words) is None


def test_table_holds_categories_of_the_contract() -> None:
    table = load_table("reasons")
    assert set(table["specific"]) | set(table["fallback"]) | {"other"} == set(get_args(ReasonCategory))


@given(st.text(max_size=80))
def test_any_words_give_a_category_or_null(words: str) -> None:
    assert reason_category(words) in {*get_args(ReasonCategory), None}
