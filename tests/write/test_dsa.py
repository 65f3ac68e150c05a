import json
from collections import Counter

from pipeline.write import Tally, dsa_lines


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


def test_a_line_has_the_codes_that_the_fact_holds(make_fact):
    held = {"decision_account": "DECISION_ACCOUNT_SUSPENDED", "category": "STATEMENT_CATEGORY_OTHER"}
    (line,) = map(json.loads, dsa_lines([make_fact(dsa=held)], Tally()))
    assert {key: line[key] for key in held} == held
