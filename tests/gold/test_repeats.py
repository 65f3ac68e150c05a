from __future__ import annotations

import pytest

from pipeline.gold.repeats import Repeats


@pytest.fixture
def findings(parse):
    def run(*lines):
        repeats = Repeats()
        return [
            finding
            for number, line in enumerate(lines, start=1)
            for finding in repeats.add(parse(line), number)
        ]

    return run


def test_different_facts_are_no_repeats(findings, takedown, sanction, follower_count):
    assert findings(takedown, sanction, follower_count, {**takedown, "platform": "twitter"}) == []


def test_finds_the_same_line(findings, takedown, sanction):
    assert findings(takedown, sanction, takedown) == [("E214", {"other": 1})]


def test_order_of_keys_makes_no_other_line(findings, takedown):
    assert findings(takedown, dict(reversed(takedown.items()))) == [("E214", {"other": 1})]


def test_finds_the_same_fact_with_other_evidence(findings, takedown):
    evidence = [{**takedown["evidence"][0], "roles": {}}]

    assert findings(takedown, {**takedown, "evidence": evidence}) == [("E215", {"other": 1})]


def test_names_differ_in_more_than_case_and_blanks(findings, takedown):
    ((code, _),) = findings(takedown, {**takedown, "holder": "qassem  soleimani"})

    assert code == "E236"


def test_finds_a_fact_that_differs_only_beside_its_identity(findings, takedown):
    assert findings(takedown, {**takedown, "actor": "Instagram"}) == [("E236", {"other": 1})]


def test_same_fact_in_another_document_is_no_repeat(findings, takedown):
    assert findings(takedown, {**takedown, "doc_id": "other"}) == []


@pytest.mark.parametrize("swap", [False, True], ids=["takedown first", "follower_count first"])
def test_finds_a_follower_count_that_hangs_on_the_word_of_an_act(findings, takedown, follower_count, swap):
    follower_count["evidence"] = takedown["evidence"]
    lines = [follower_count, takedown] if swap else [takedown, follower_count]

    ((code, details),) = findings(*lines)

    assert (code, details["text"], details["other"]) == ("E233", "removed", 1)


def test_acts_may_share_a_trigger(findings, takedown):
    restoration = {**takedown, "kind": "restoration", "action": "account_restoration"}

    assert findings(takedown, {**takedown, "holder": "Hossein Salami"}, restoration) == []
