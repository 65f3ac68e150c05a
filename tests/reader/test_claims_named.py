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


SANCTIONS = "Ruritania sanctioned Acme. Ruritania listed Beta, Syldavia did not. Cargo was sanctioned."


def authority_of_the_last(labels, near: list[str], elsewhere: tuple[str, float] | None) -> str | None:
    """Return whose the last sanction of the text is, with words of the role and a name marked for it."""
    classes = {**dict.fromkeys(labels.classes, "none"), "modality": "asserted"}

    def filler(words: str, score: float = 0.9) -> Filler:
        return Filler(SANCTIONS.index(words), SANCTIONS.index(words) + len(words), score)

    def sanction(start: int, end: int, target: str, **roles: tuple[Filler, ...]) -> Reading:
        return Reading(start, end, "sanction", 0.9, classes, {"target": (filler(target),), **roles})

    roles = {
        "authority": tuple(map(filler, near)),
        "authority.name": (filler(*elsewhere),) if elsewhere else (),
    }
    readings = [
        sanction(10, 20, "Acme", authority=(filler("Ruritania"),)),
        sanction(SANCTIONS.rindex("sanctioned"), len(SANCTIONS) - 1, "Cargo", **roles),
    ]
    found = claims_of(readings, Words(SANCTIONS, []), SANCTIONS, labels, [(0, len(SANCTIONS))])
    naming = list(found)[-1].naming("authority")
    return naming and naming.text


@pytest.mark.parametrize(
    ("near", "elsewhere", "authority"),
    [
        ([], None, "Ruritania"),
        ([], ("Syldavia", 0.5), "Ruritania"),
        ([], ("Syldavia", 0.7), "Syldavia"),
        (["Syldavia"], None, "Syldavia"),
    ],
)
def test_a_sanction_is_the_usual_authoritys_where_no_other_is_sure(labels, near, elsewhere, authority):
    assert authority_of_the_last(labels, near, elsewhere) == authority


def test_no_authority_is_made_up_where_the_article_names_none(read):
    (claim,) = read("Acme was sanctioned.", "sanctioned", "sanction", {"target": ["Acme"]})

    assert claim.naming("authority") is None
