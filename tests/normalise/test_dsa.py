import re
from typing import get_args

import pytest

from pipeline.facts import FACT, UNIT_CLASS, vocabulary
from pipeline.normalise.dsa import dsa_codes
from pipeline.tables import load_table

FIELDS = ("decision_account", "decision_visibility", "decision_provision")
DECISION = re.compile(r"DECISION_(ACCOUNT|VISIBILITY|PROVISION)_[A-Z_]+")


@pytest.fixture
def make_fact():
    """A function that makes a fact whose trigger is the words given."""

    def make(kind="takedown", words="removed", **fields):
        span = {"start": 0, "end": len(words), "text": words}
        least = {"kind": kind, "doc_id": "d", "modality": "asserted", "evidence": [span | {"trigger": span}]}
        action = {} if kind == "follower_count" else {"action": "account_termination"}
        return FACT.validate_python(least | action | fields)

    return make


def codes(fact):
    found = dsa_codes(fact)
    return found and (found.decision_account, found.decision_visibility, found.decision_provision)


@pytest.mark.parametrize(
    ("action", "unit", "wanted"),
    [
        ("account_suspension", "page", ("DECISION_ACCOUNT_SUSPENDED", None, None)),
        ("account_suspension", None, ("DECISION_ACCOUNT_SUSPENDED", None, None)),
        ("account_termination", "channel", ("DECISION_ACCOUNT_TERMINATED", None, None)),
        ("account_termination", "website", (None, None, "DECISION_PROVISION_TOTAL_TERMINATION")),
        ("account_termination", "platform", None),
        ("content_removal", "content", (None, ["DECISION_VISIBILITY_CONTENT_REMOVED"], None)),
        ("content_removal", "app", (None, ["DECISION_VISIBILITY_CONTENT_REMOVED"], None)),
        ("account_restriction", "account", (None, None, "DECISION_PROVISION_PARTIAL_SUSPENSION")),
        ("account_restriction", "website", None),
        ("service_block", "platform", None),
        ("service_block", "page", None),
    ],
)
def test_codes_follow_action_and_unit(make_fact, action, unit, wanted):
    assert codes(make_fact(action=action, unit=unit)) == wanted


@pytest.mark.parametrize("action", ["account_restriction", "content_removal"])
def test_what_is_hidden_in_one_country_is_disabled(make_fact, action):
    fact = make_fact(action=action, unit="account", territory="TR")
    assert codes(fact) == (None, ["DECISION_VISIBILITY_CONTENT_DISABLED"], None)


@pytest.mark.parametrize(
    ("trigger", "wanted"),
    [
        ("Labelled", ["DECISION_VISIBILITY_CONTENT_LABELLED"]),
        ("clipped the reach", ["DECISION_VISIBILITY_CONTENT_DEMOTED"]),
        ("could no longer be reached", None),
        ("stripped of its badge", ["DECISION_VISIBILITY_OTHER"]),
        ("taken the adverts off", None),
    ],
)
def test_words_of_a_restriction_say_what_it_is(make_fact, trigger, wanted):
    fact = make_fact(words=trigger, action="account_restriction", unit="channel")
    found = dsa_codes(fact)
    assert (found and found.decision_visibility) == wanted


@pytest.mark.parametrize(
    "other",
    [{"action": "imposition"}, {"metric": "followers", "count": {"qualifier": "vague", "text": "many"}}],
)
def test_sanctions_and_follower_counts_have_no_codes(make_fact, other):
    kind = "sanction" if "action" in other else "follower_count"
    assert dsa_codes(make_fact(kind, **other)) is None


def test_no_more_money_is_none_of_the_decisions(make_fact):
    fact = make_fact(words="demonetised", action="account_restriction", unit="channel")
    assert codes(fact) is None


@pytest.mark.parametrize(
    ("reason", "category"),
    [
        ("terrorism", "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY"),
        ("spam", "STATEMENT_CATEGORY_SCAMS_AND_FRAUD"),
        ("sanctions_compliance", None),
        (None, None),
    ],
)
def test_category_follows_the_reason(make_fact, reason, category):
    assert dsa_codes(make_fact(reason_category=reason)).category == category


@pytest.mark.parametrize("action", get_args(vocabulary.RestorationAction))
def test_restorations_have_no_code_whatever_their_reason(make_fact, action):
    assert dsa_codes(make_fact("restoration", action=action, reason_category="spam")) is None


# The table


def decisions():
    table = load_table("dsa")
    yield from (code for units in table["decisions"].values() for code in units.values())
    yield table["in_one_country"]["code"]
    yield from (entry["code"] for entry in table["restrictions"])


def test_table_uses_known_actions_units_and_reasons():
    table = load_table("dsa")
    actions = set(get_args(vocabulary.TakedownAction))
    assert actions >= {*table["decisions"], *table["in_one_country"]["actions"]}
    assert {unit for units in table["decisions"].values() for unit in units} <= {*UNIT_CLASS, "account"}
    assert set(table["categories"]) <= set(get_args(vocabulary.ReasonCategory))


def test_codes_of_the_table_belong_to_their_field():
    for code in decisions():
        for field, value in code.items():
            assert field in FIELDS
            assert DECISION.fullmatch(value)[1].lower() == field.removeprefix("decision_")
    assert all(value.startswith("STATEMENT_CATEGORY_") for value in load_table("dsa")["categories"].values())
