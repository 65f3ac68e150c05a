"""Lists of every shape, end to end: one fact a member, and the evidence of each quotes that member."""

from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline

ADA, BOB, CARL = "Ada Lane", "Bob Marsh", "Carl Stone"

LIST = "Ada Lane, Bob Marsh and Carl Stone"
LISTS = [
    (f"Twitter shut down accounts belonging to {LIST}.", [ADA, BOB, CARL]),
    ("Twitter shut down accounts belonging to Ada Lane, Bob Marsh, and Carl Stone.", [ADA, BOB, CARL]),
    (f"Twitter has shut down the following accounts: {LIST}.", [ADA, BOB, CARL]),
    (f"The Twitter accounts shut down include {LIST}.", [ADA, BOB, CARL]),
    (f"Among those suspended by Twitter were {LIST}.", [ADA, BOB, CARL]),
    (f"Twitter shut down several accounts, among them those of {LIST}.", [None, ADA, BOB, CARL]),
    (
        "The Twitter accounts of Ada Lane (@ada), Bob Marsh (@bob) and Carl Stone (@carl) were shut down.",
        [ADA, BOB, CARL],
    ),
    (f"{LIST} were suspended by Twitter.", [ADA, BOB, CARL]),
    pytest.param(
        f"{LIST} were among the users suspended by Twitter.",
        [ADA, BOB, CARL],
        marks=pytest.mark.xfail(strict=True, reason='names before "were among" are not read'),
    ),
    (
        "YouTube banned the channels of Ada Lane, Bob Marsh, and the Red Sparrow Collective.",
        [ADA, BOB, "Red Sparrow Collective"],
    ),
    (
        "YouTube banned several channels including Ada Lane, Red Sparrow and Blue Kettle.",
        [None, ADA, "Red Sparrow", "Blue Kettle"],
    ),
    (
        "Facebook also removed pages for Ada Lane, Bob Marsh and the group Red Sparrow.",
        [ADA, BOB, "Red Sparrow"],
    ),
    (
        "Accounts for activist Ada Lane, writer Bob Marsh and the Daily Kettle were shut down on Twitter.",
        [ADA, BOB, "Daily Kettle"],
    ),
    ("Ada Lane's YouTube channel and Bob Marsh's YouTube channel were banned.", [ADA, BOB]),
    (
        "Twitter removed the accounts of Ada Lane, a judge; Bob Marsh, an author; and Carl Stone, a lawyer.",
        [ADA, BOB, CARL],
    ),
    (
        "Facebook disabled the accounts of politicians Ada Lane and Bob Marsh, and of Kettle TV.",
        [ADA, BOB, "Kettle TV"],
    ),
    (
        f"Twitter accounts of at least ten journalists, including those of {LIST}, were shut down.",
        ["journalists", ADA, BOB, CARL],
    ),
    (f"The accounts that were shut down belonged to {LIST}, Twitter said.", [ADA, BOB, CARL]),
    pytest.param(
        "Twitter suspended Ada Lane and Kettle News.",
        [ADA, "Kettle News"],
        marks=pytest.mark.xfail(strict=True, reason='"and" joins any name to a body of two words'),
    ),
]


@pytest.mark.parametrize(("text", "holders"), LISTS)
def test_a_list_gives_one_fact_a_member(nlp: Language, text: str, holders: list[str | None]) -> None:
    facts = pipeline.extract(text, nlp=nlp)
    assert sorted(fact.holder or "" for fact in facts) == sorted(holder or "" for holder in holders)
    for fact in facts:
        (piece,) = fact.evidence
        words = piece.roles.get("holder")
        assert (words.text if words else None) == fact.holder


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("Twitter shut down @adalane, @bobm, and @cstone.", ["adalane", "bobm", "cstone"]),
        (
            "Twitter shut down ten accounts, including @adalane, @bobm and @cstone.",
            [None, "adalane", "bobm", "cstone"],
        ),
    ],
)
def test_a_list_of_handles_gives_one_fact_each(nlp: Language, text: str, handles: list[str | None]) -> None:
    facts = pipeline.extract(text, nlp=nlp)
    assert sorted(fact.handle or "" for fact in facts) == sorted(handle or "" for handle in handles)


@pytest.mark.parametrize(
    "text",
    [
        "Facebook removed the pages of Ada Lane and Bob Marsh.",
        "Facebook removed pages for Ada Lane and Bob Marsh.",
        "Facebook removed the following pages: Ada Lane and Bob Marsh.",
    ],
)
def test_a_list_is_no_reason(nlp: Language, text: str) -> None:
    assert {fact.reason for fact in pipeline.extract(text, nlp=nlp)} == {None}


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "The EU sanctioned entities and local officials tied to fraud.",
            ["entities and local officials tied to fraud"],
        ),
        (
            "Britain imposed sanctions on other senior figures in Mr Kettle's regime, including Bob Marsh.",
            ["other senior figures in Mr Kettle's regime", BOB],
        ),
        ("The EU sanctioned officials and banks pursuant to a new law.", ["officials and banks"]),
        ("The EU sanctioned those responsible for the crackdown.", ["those responsible for the crackdown"]),
    ],
)
def test_a_group_is_named_by_its_whole_description(nlp: Language, text: str, targets: list[str]) -> None:
    assert sorted(fact.target for fact in pipeline.extract(text, nlp=nlp)) == sorted(targets)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        (
            "The EU sanctioned three hacking groups (Red Sparrow, Blue Kettle, and Green Marsh) on Monday.",
            ["three hacking groups", "Red Sparrow", "Blue Kettle", "Green Marsh"],
        ),
        (
            "The EU sanctioned two state-owned banks that fund the war: Ostrobank and Velmibank.",
            ["two state-owned banks", "Ostrobank", "Velmibank"],
        ),
        (
            "The EU sanctioned Ada Lane (and her son, Tom), Bob Marsh (and his son, Jim), and Carl Stone.",
            [ADA, BOB, CARL],
        ),
        (
            "The EU sanctioned Ada Lane, chief of police; Bob Marsh, head of staff at Kent; and Carl Stone.",
            [ADA, BOB, CARL],
        ),
        (
            "The EU sanctioned 32 entities and individuals carrying out attacks.",
            ["32 entities and individuals"],
        ),
    ],
)
def test_members_are_told_behind_remarks_and_descriptions(
    nlp: Language, text: str, targets: list[str]
) -> None:
    assert sorted(fact.target for fact in pipeline.extract(text, nlp=nlp)) == sorted(targets)


@pytest.mark.parametrize(
    "text",
    [
        "The EU sanctioned the banks (KB) on Monday.",
        "The EU sanctioned the banks: Kettle said so.",
        "The EU sanctioned the banks; Ada Lane was glad.",
    ],
)
def test_what_stands_in_brackets_or_behind_a_stop_is_not_always_a_member(nlp: Language, text: str) -> None:
    assert [fact.target for fact in pipeline.extract(text, nlp=nlp)] == ["banks"]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Twitter banned the site Zero Hedge. Zero Hedge had been warned.", ["Zero Hedge"]),
        ("Twitter banned Ada Lane over anti-Kettle posts.", [ADA]),
    ],
)
def test_a_name_is_what_a_reader_takes_for_one(nlp: Language, text: str, holders: list[str]) -> None:
    assert [fact.holder for fact in pipeline.extract(text, nlp=nlp)] == holders


@pytest.mark.parametrize(
    "text",
    [
        "Delete all the photos on your Facebook account.",
        "The EU said that after visiting the designated place Ada Lane was arrested.",
    ],
)
def test_what_is_told_to_the_reader_or_said_of_a_place_is_no_fact(nlp: Language, text: str) -> None:
    assert pipeline.extract(text, nlp=nlp) == []


def test_a_question_why_does_not_ask_for_the_act(nlp: Language) -> None:
    (fact,) = pipeline.extract("YouTube needs to explain why @adalane was banned.", nlp=nlp)
    assert fact.modality == "asserted"


def test_a_subject_that_is_a_list_gives_one_fact_a_name(nlp: Language) -> None:
    text = "Ada Lane, Bela Marsh, Abdella Hussein Stone, and Carl Stone are being designated by the EU."
    facts = pipeline.extract(text, nlp=nlp)
    assert [fact.target for fact in facts] == [ADA, "Bela Marsh", "Abdella Hussein Stone", CARL]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Ada Lane was suspended from her party after she shared an image on Facebook.", []),
        ("Facebook banned Ada Lane from the network.", [ADA]),
        ("Ada Lane was banned from posting on Twitter.", [ADA]),
    ],
)
def test_only_what_keeps_somebody_from_a_platform_is_a_takedown(
    nlp: Language, text: str, holders: list[str]
) -> None:
    assert [fact.holder for fact in pipeline.extract(text, nlp=nlp)] == holders
