import json
import re
from collections import Counter
from typing import get_args

import pytest

from pipeline.facts import UNIT_CLASS, vocabulary
from pipeline.tables import load_table
from pipeline.write import Tally, dsa_codes, dsa_lines

FIELDS = ("decision_account", "decision_visibility", "decision_provision")
DECISION = re.compile(r"DECISION_(ACCOUNT|VISIBILITY|PROVISION)_[A-Z_]+")


def codes(fact):
    found = dsa_codes(fact)
    return found.decision_account, found.decision_visibility, found.decision_provision


@pytest.mark.parametrize(
    ("action", "unit", "wanted"),
    [
        ("account_suspension", "page", ("DECISION_ACCOUNT_SUSPENDED", None, None)),
        ("account_suspension", None, ("DECISION_ACCOUNT_SUSPENDED", None, None)),
        ("account_termination", "channel", ("DECISION_ACCOUNT_TERMINATED", None, None)),
        ("account_termination", "website", (None, None, "DECISION_PROVISION_TOTAL_TERMINATION")),
        ("account_termination", "platform", (None, None, None)),
        ("content_removal", "content", (None, ["DECISION_VISIBILITY_CONTENT_REMOVED"], None)),
        ("content_removal", "app", (None, ["DECISION_VISIBILITY_CONTENT_REMOVED"], None)),
        ("account_restriction", "account", (None, None, "DECISION_PROVISION_PARTIAL_SUSPENSION")),
        ("account_restriction", "website", (None, None, None)),
        ("service_block", "platform", (None, None, None)),
        ("service_block", "page", (None, None, None)),
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
    assert dsa_codes(fact).decision_visibility == wanted


def test_no_more_money_is_none_of_the_decisions(make_fact):
    fact = make_fact(words="demonetised", action="account_restriction", unit="channel")
    assert codes(fact) == (None, None, None)


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
    found = dsa_codes(make_fact("restoration", action=action, reason_category="spam"))
    assert set(found.model_dump().values()) == {None}


def test_asserted_acts_become_lines_and_the_rest_is_counted(make_fact):
    tally = Tally()
    facts = [
        make_fact(handle="ada", platform="twitter", reason_category="error"),
        make_fact("restoration"),
        make_fact(modality="negated"),
        make_fact("sanction", target="A"),
        make_fact("follower_count"),
    ]
    lines = [json.loads(line) for line in dsa_lines(facts, tally)]
    assert [(line["kind"], line["decision_account"]) for line in lines] == [
        ("takedown", "DECISION_ACCOUNT_TERMINATED"),
        ("restoration", None),
    ]
    assert (lines[0]["handle"], lines[0]["dsa_schema"]) == ("ada", "v2")
    assert tally.records == 2
    assert tally.left_out == Counter({"modality negated": 1, "kind sanction": 1, "kind follower_count": 1})
    assert tally.reduced == Counter({"no category for error": 1, "no code for account_restoration": 1})


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
