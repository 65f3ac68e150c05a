from __future__ import annotations

import pytest

from pipeline.facts.claims import Mention, MentionType
from pipeline.reader.antecedents import Antecedents
from pipeline.reader.fillers import Words


def antecedents(text: str, *known: tuple[str, MentionType]) -> Antecedents:
    """Take the known words of a text in their order, each from where the one before it ends."""
    mentions = []
    end = 0
    for words, kind in known:
        start = text.index(words, end)
        end = start + len(words)
        mentions.append(Mention(start, end, words, kind))
    return Antecedents(Words(text, mentions))


def meant(found: Antecedents, text: str, pronoun: str) -> str | None:
    start = text.index(f" {pronoun} ") + 1
    mention = found.of(Mention(start, start + len(pronoun), pronoun, "pronoun"))
    return mention.text if mention else None


def test_a_person_pronoun_means_who_has_been_named_most():
    text = "Ada Lane spoke. Bob Marsh and Lane met. Later his or her page fell. Marsh, Marsh and Marsh wept."
    names = [("Ada Lane", "person"), ("Bob Marsh", "person"), ("Lane", "name"), ("Marsh", "name")]
    found = antecedents(text, *names, ("Marsh", "name"), ("Marsh", "name"))  # type: ignore[arg-type]

    assert meant(found, text, "her") == "Lane"


@pytest.mark.parametrize(("pronoun", "person"), [("her", "Lane"), ("his", "Marsh"), ("my", "Marsh")])
def test_a_person_pronoun_means_nobody_of_the_other_gender(pronoun, person):
    text = f"Emma Lane spoke. Bob Marsh and Lane met. Marsh and Marsh wept. Later {pronoun} page fell."
    names = [("Emma Lane", "person"), ("Bob Marsh", "person"), ("Lane", "name"), *[("Marsh", "name")] * 2]
    found = antecedents(text, *names)  # type: ignore[arg-type]

    assert meant(found, text, pronoun) == person


def test_words_behind_a_pronoun_are_not_counted_for_it():
    text = "So then her page fell, said Ada Lane."

    assert meant(antecedents(text, ("Ada Lane", "person")), text, "her") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Ruritania", "country"), ("Lane", "name"), ("PENALTY OF THE DAY", "name"), ("Acme", "organisation")],
)
def test_what_is_not_introduced_as_a_person_is_none(name, kind):
    text = f"{name} was told. Later her page fell."

    assert meant(antecedents(text, (name, kind)), text, "her") is None


def test_who_speaks_is_the_person_named_most_where_no_claim_was_told():
    text = "Ada Lane runs Acme. Now my page fell, and our page fell too."
    found = antecedents(text, ("Ada Lane", "person"), ("Acme", "organisation"))

    assert meant(found, text, "my") == "Ada Lane"
    found.tell(Mention(14, 18, "Acme", "organisation"))
    assert meant(found, text, "our") == "Acme"


def test_another_pronoun_means_whom_the_last_claim_is_about():
    text = "Ada Lane runs Acme. Later their page fell."
    found = antecedents(text, ("Ada Lane", "person"), ("Acme", "organisation"))

    assert meant(found, text, "their") is None
    found.tell(Mention(14, 18, "Acme", "organisation"))
    assert meant(found, text, "their") == "Acme"
