"""Who is meant by the words of a role: names elsewhere, pronouns, descriptions."""

from __future__ import annotations

import pytest

from pipeline.reader.claims import claims_of
from pipeline.reader.decode import Filler, Reading
from pipeline.reader.fillers import Words


@pytest.mark.parametrize(
    ("words", "role", "name"),
    [
        ("his", "holder", "Ada Lane"),
        ("the group", "holder", "Hamas"),
        ("the platform", "platform", "Twitter"),
    ],
)
def test_words_that_refer_are_kept_beside_what_is_named_elsewhere(read, words, role, name):
    text = f"{name} is known. It suspended {words} account."

    (claim,) = read(text, "suspended", "takedown", {role: [words], f"{role}.name": [name]})

    assert (claim.roles[role].text, claim.antecedents[role].text) == (words, name)
    assert claim.antecedents[role].start == 0


@pytest.mark.parametrize(("role", "kind"), [("holder", "takedown"), ("target", "sanction")])
def test_a_pronoun_without_a_name_means_the_person_of_the_article(read, role, kind):
    text = "Ada Lane spoke. Acme acted on her."

    (claim,) = read(text, "acted", kind, {role: ["her"]}, known={"Ada Lane": ("person", None)})

    assert (claim.roles[role].text, claim.antecedents[role].text) == ("her", "Ada Lane")


@pytest.mark.parametrize(("pronoun", "named"), [("his", "Bob Marsh"), ("its", "Acme")])
def test_a_pronoun_of_a_person_means_no_body(read, pronoun, named):
    text = f"Bob Marsh runs Acme. It suspended {pronoun} account."
    roles = {"holder": [pronoun], "holder.name": [("Acme", 0.9), ("Bob Marsh", 0.8)]}

    (claim,) = read(text, "suspended", "takedown", roles, known={"Acme": ("organisation", None)})

    assert claim.antecedents["holder"].text == named


@pytest.mark.parametrize(("words", "role"), [("his", "holder"), ("the platform", "platform")])
def test_words_that_name_nobody_are_dropped_where_no_name_is_known(read, words, role):
    (claim,) = read(f"It suspended {words} account.", "suspended", "takedown", {role: [words]})

    assert claim.naming(role) is None


def test_a_description_stands_where_no_name_is_known(read):
    (claim,) = read("It suspended the group.", "suspended", "takedown", {"holder": ["the group"]})

    assert (claim.roles["holder"].text, claim.antecedents) == ("the group", {})


@pytest.mark.parametrize("words", ["Bob Marsh", "officials"])
def test_words_that_refer_to_nobody_keep_their_meaning(read, words):
    text = f"Ada Lane said: it suspended {words}."

    (claim,) = read(text, "suspended", "takedown", {"holder": [words], "holder.name": ["Ada Lane"]})

    assert (claim.roles["holder"].text, claim.antecedents) == (words, {})


def test_a_name_without_words_near_the_trigger_fills_the_role(read):
    text = "Ada Lane is known. The account was suspended."

    (claim,) = read(text, "suspended", "takedown", {"holder.name": ["Ada Lane"]})

    assert ("holder" in claim.roles, claim.antecedents["holder"].text) == (False, "Ada Lane")


@pytest.mark.parametrize(
    ("unit", "holder"),
    [("account", "Ada Lane"), ("the account", "Ada Lane"), ("It", "Ada Lane"), ("page", None)],
)
def test_the_account_without_a_name_is_of_whom_the_last_claim_is_about(labels, unit, holder):
    text = "It suspended Ada Lane. The account fell, a page too. It fell."
    classes = {**dict.fromkeys(labels.classes, "none"), "modality": "asserted"}

    def filler(words: str) -> tuple[Filler, ...]:
        start = text.lower().rindex(words.lower())
        return (Filler(start, start + len(words), 0.9),)

    readings = [
        Reading(3, 12, "takedown", 0.9, classes, {"holder": filler("Ada Lane")}),
        Reading(35, 39, "takedown", 0.9, classes, {"unit": filler(unit)}),
    ]
    last = claims_of(readings, Words(text, []), text, labels, [(0, len(text))])[-1]

    naming = last.naming("holder")
    assert (naming and naming.text) == holder
    assert "holder" not in last.roles


SANCTIONS = "Syldavia sanctioned Acme. Ruritania listed Beta, Ruritania froze Cargo. Delta was sanctioned."


@pytest.fixture
def whose(labels):
    """A function that gives whose the last of some sanctions is.

    Args:
        target: whom it is on.
        roles: row -> words found where they first stand, each with its score.
        others: the words that fill the authority of the other three sanctions.
    """
    classes = {**dict.fromkeys(labels.classes, "none"), "modality": "asserted"}

    def filler(words: str, score: float) -> Filler:
        return Filler(SANCTIONS.index(words), SANCTIONS.index(words) + len(words), score)

    def sanction(trigger: str, **roles: tuple[str, float]) -> Reading:
        start = SANCTIONS.rindex(trigger)
        told = {role.replace("_", "."): (filler(*words),) for role, words in roles.items()}
        return Reading(start, start + len(trigger), "sanction", 0.9, classes, told)

    def authority(target: str, others: tuple[str, str, str], **roles: tuple[str, float]) -> str | None:
        readings = [
            sanction(trigger, target=(on, 0.9), authority=(by, 0.9))
            for trigger, on, by in zip(
                ("Acme", "listed", "froze"), ("Acme", "Beta", "Cargo"), others, strict=True
            )
        ]
        readings.append(sanction("sanctioned", target=(target, 0.9), **roles))
        found = claims_of(readings, Words(SANCTIONS, []), SANCTIONS, labels, [(0, len(SANCTIONS))])
        naming = found[-1].naming("authority")
        return naming and naming.text

    return authority


NAMED = ("Syldavia", "Ruritania", "Ruritania")


@pytest.mark.parametrize(
    ("roles", "authority"),
    [
        ({}, "Ruritania"),
        ({"authority_name": ("Syldavia", 0.5)}, "Ruritania"),
        ({"authority_name": ("Syldavia", 0.7)}, "Syldavia"),
        ({"authority": ("Syldavia", 0.3)}, "Syldavia"),
    ],
    ids=["none", "unsure", "sure", "near"],
)
def test_a_sanction_is_of_whom_the_article_names_most_where_no_other_is_sure(whose, roles, authority):
    assert whose("Delta", NAMED, **roles) == authority


def test_nobody_sanctions_himself_as_the_authority_named_most(whose):
    assert whose("Ruritania", NAMED) == "Syldavia"


def test_descriptions_are_not_counted_among_the_authorities_of_an_article(whose):
    assert whose("Delta", ("Syldavia", "listed Beta", "listed Beta")) == "Syldavia"


def test_no_authority_is_made_up_where_the_article_names_none(read):
    (claim,) = read("Acme was sanctioned.", "sanctioned", "sanction", {"target": ["Acme"]})

    assert claim.naming("authority") is None
