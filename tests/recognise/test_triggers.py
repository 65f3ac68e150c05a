from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Trigger
from pipeline.recognise.triggers import TriggerFinder

DocOf = Callable[[str], Doc]


class Seen(NamedTuple):
    """What a test looks at of a trigger."""

    text: str
    frame: str
    action: str | None


@pytest.fixture(scope="session")
def triggers_in(blank: Language, doc_of: DocOf) -> Callable[[str], list[Trigger]]:
    finder = TriggerFinder(blank)
    return lambda text: finder.find(doc_of(text))


TriggersIn = Callable[[str], list[Trigger]]


def of_kind(triggers: list[Trigger], kind: str) -> list[Seen]:
    return [Seen(trigger.text, trigger.frame, trigger.action) for trigger in triggers if trigger.kind == kind]


@pytest.mark.parametrize(
    ("word", "frame"),
    [
        ("suspend", "base"),
        ("suspends", "s"),
        ("suspended", "ed"),
        ("Suspending", "ing"),
        ("suspension", "noun"),
        ("SUSPENSIONS", "noun"),
    ],
)
def test_every_form_of_a_word_is_found(triggers_in: TriggersIn, word: str, frame: str) -> None:
    assert of_kind(triggers_in(f"It was about the {word} then."), "takedown") == [
        Seen(word, frame, "account_suspension")
    ]


@pytest.mark.parametrize(
    ("word", "frame"), [("froze", "past"), ("frozen", "part"), ("withheld", "ed"), ("scrubbed", "ed")]
)
def test_irregular_forms_are_found(triggers_in: TriggersIn, word: str, frame: str) -> None:
    found = triggers_in(f"They {word} it.")
    assert {(trigger.text, trigger.frame) for trigger in found} == {(word, frame)}


@pytest.mark.parametrize(
    "word", ["cancelled", "canceled", "demonetised", "demonetized", "labeled", "expelled"]
)
def test_british_and_american_spellings_are_found(triggers_in: TriggersIn, word: str) -> None:
    assert of_kind(triggers_in(f"They {word} it."), "takedown")


def test_labelled_is_found(triggers_in: TriggersIn) -> None:
    assert of_kind(triggers_in("They labelled it."), "takedown")


@pytest.mark.parametrize("word", ["suspender", "bandage", "removable", "unsuspecting"])
def test_other_words_are_not(triggers_in: TriggersIn, word: str) -> None:
    assert triggers_in(f"The {word} stood there.") == []


@pytest.mark.parametrize(
    ("text", "words", "frame"),
    [
        ("They took down his page.", "took down", "past"),
        ("They took his page down.", "took his page down", "split_past"),
        ("They have taken the whole page down.", "taken the whole page down", "split_part"),
        ("It was shut down.", "shut down", "ed"),
        ("They shut it down.", "shut it down", "split_ed"),
        ("They are kicking Ada Lane off.", "kicking Ada Lane off", "split_ing"),
    ],
)
def test_a_phrasal_verb_may_hold_its_object(
    triggers_in: TriggersIn, text: str, words: str, frame: str
) -> None:
    assert of_kind(triggers_in(text), "takedown") == [Seen(words, frame, "account_termination")]


@pytest.mark.parametrize(
    "text",
    [
        "They took it, she said, down.",
        "They took the very old and very dull page down.",
        "They took it.\n\nDown with it.",
    ],
)
def test_a_phrasal_verb_does_not_reach_over_stops_or_many_words(triggers_in: TriggersIn, text: str) -> None:
    assert of_kind(triggers_in(text), "takedown") == []


def test_a_phrasal_verb_ends_at_its_first_particle(triggers_in: TriggersIn) -> None:
    found = of_kind(triggers_in("They took it down and calmed down."), "takedown")
    assert found == [Seen("took it down", "split_past", "account_termination")]


def test_a_longer_trigger_hides_those_inside_it(triggers_in: TriggersIn) -> None:
    found = of_kind(triggers_in("They pulled down the page."), "takedown")
    assert found == [Seen("pulled down", "ed", "account_termination")]


def test_senses_of_one_word_stand_side_by_side(triggers_in: TriggersIn) -> None:
    found = triggers_in("They removed it.")
    assert {(trigger.kind, trigger.action) for trigger in found} == {
        ("takedown", "account_termination"),
        ("sanction", "lifting"),
    }
    assert len({(trigger.start, trigger.end) for trigger in found}) == 1


def test_a_verb_and_a_noun_of_one_spelling_are_two(triggers_in: TriggersIn) -> None:
    assert [trigger.frame for trigger in triggers_in("The ban held.")] == ["base", "noun"]


def test_a_state_brings_its_modality(triggers_in: TriggersIn) -> None:
    found = triggers_in("It went dark but remains accessible.")
    assert [(trigger.text, trigger.frame, trigger.modality) for trigger in found] == [
        ("went dark", "state", None),
        ("remains accessible", "state", "negated"),
    ]


@pytest.mark.parametrize(
    ("word", "metric"),
    [
        ("followers", "followers"),
        ("fans", "followers"),
        ("subscribers", "subscribers"),
        ("members", "members"),
    ],
)
def test_a_metric_word_has_no_action(triggers_in: TriggersIn, word: str, metric: str) -> None:
    (found,) = triggers_in(f"It had 104,000 {word}.")
    assert (found.kind, found.frame, found.lemma, found.action) == ("follower_count", "metric", metric, None)


def test_offsets_count_code_points(triggers_in: TriggersIn) -> None:
    text = "🙂 İ\r\nThey suspended it."
    (found,) = triggers_in(text)
    assert text[found.start : found.end] == found.text == "suspended"


def test_triggers_come_in_the_order_of_the_text(triggers_in: TriggersIn) -> None:
    found = triggers_in("They took it down, restored it and had sanctions and 20 followers.")
    starts = [trigger.start for trigger in found]
    assert starts == sorted(starts)
    assert {trigger.kind for trigger in found} == {"takedown", "restoration", "sanction", "follower_count"}
