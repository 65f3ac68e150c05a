"""Who is meant by the words of a role: names elsewhere, pronouns, descriptions."""

from __future__ import annotations

import pytest


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
