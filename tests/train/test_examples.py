from __future__ import annotations

import re

import numpy as np
import pytest

from pipeline.facts import FACT, Fact
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.train.examples import Example, ExampleMaker


def made(labels: Labels, text: str, pieces: Pieces, *facts: Fact):  # type: ignore[no-untyped-def]
    maker = ExampleMaker(labels)
    return maker.make("a", text, facts, pieces), maker.losses


def test_a_fact_becomes_a_trigger_with_classes_and_tags(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example, losses = made(labels, text, pieces, takedown)
    (trigger,) = example.triggers
    assert (trigger.span, labels.kinds[trigger.kind]) == ((1, 2), "takedown")
    told = dict(zip(labels.classes, trigger.classes, strict=True))
    assert labels.classes["action"][told["action"]] == "account_suspension"
    assert labels.classes["attribution_type"][told["attribution_type"]] == "none"
    assert trigger.tags["holder"] == [(2, 4)]
    assert not losses.counts


def test_words_elsewhere_that_name_the_filler_are_tagged_in_the_row_of_names(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example, _ = made(labels, text, pieces, takedown)
    assert example.triggers[0].tags["holder.name"] == [(2, 4), (8, 9)]  # "Ada Lane." and "Lane"


def test_facts_of_one_trigger_share_it(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    other = takedown.model_dump(mode="json") | {"holder": "Twitter", "id": None}
    other["evidence"][0]["roles"]["holder"] = other["evidence"][0]["roles"]["actor"]
    example, losses = made(labels, text, pieces, takedown, FACT.validate_python(other))
    (trigger,) = example.triggers
    assert trigger.tags["holder"] == [(2, 4), (0, 1)]
    assert not losses.counts


def test_what_cannot_be_represented_is_counted_with_its_place(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    planned = FACT.validate_python(takedown.model_dump(mode="json") | {"modality": "planned", "id": None})
    _, losses = made(labels, text, pieces, takedown, planned)
    assert losses.counts == {"facts of one trigger differ in a class": 1}
    assert losses.where["facts of one trigger differ in a class"] == ["a 8: suspended"]


NEWS = (
    "Twitter suspended the accounts of Ada Lane and Bob Marsh on Monday. "
    "Lane called Twitter unfair. She was sanctioned by France\u200b."
)


def short_pieces(text: str) -> Pieces:
    """Cut a text into pieces of at most five letters: "suspe|nded"; a blank of no width is in none."""
    spans = np.array([match.span() for match in re.finditer(r"\w{1,5}|[^\w\s\u200b]", text)])
    nothing = np.zeros(len(spans), np.int64)
    return Pieces(nothing, nothing, spans[:, 0], spans[:, 1], nothing, nothing, (0, len(spans)))


@pytest.fixture
def maker(labels: Labels) -> ExampleMaker:
    return ExampleMaker(labels)


@pytest.fixture
def news(maker: ExampleMaker, fact):
    """A function that makes the example of facts of the news, each given as a pair: arguments, fields."""

    def make(*given) -> Example:
        facts = [fact(NEWS, *args, **fields) for args, fields in given]
        return maker.make("doc", NEWS, facts, short_pieces(NEWS))

    return make


SUSPENDED, CALLED = ("suspended", "takedown"), ("called", "takedown")


@pytest.mark.parametrize(
    ("role", "filler", "span"),
    [
        ("unit", "accounts", (5, 7)),
        ("holder", "Ada Lane", (8, 10)),
        ("date", "on Monday", (13, 16)),
        ("platform", "Twit", (0, 1)),
    ],
)
def test_words_of_a_role_become_the_pieces_that_they_touch(news, role, filler, span):
    (trigger,) = news(((*SUSPENDED, {role: filler}), {})).triggers
    assert trigger.span == (2, 4)
    assert trigger.tags[role] == [span]


@pytest.mark.parametrize(
    ("role", "value", "filler", "names"),
    [
        ("platform", "twitter", None, ["Twitter", "Twitter"]),
        ("holder", "Ada Lane", None, ["Ada Lane", "Lane"]),
        ("holder", "the editor|Ada Lane", None, ["Ada Lane", "Lane"]),
        ("holder", "Adelaide Lane", "Ada Lane", ["Lane", "Lane"]),
        ("holder", "Robert", "Marsh", ["Marsh"]),
        ("holder", "Bob Mars", None, []),
        ("holder", "Zoe", "She", []),
        ("holder", "Society of Friends of Lane", None, []),
        ("holder", None, "Ada Lane", []),
    ],
)
def test_names_are_as_gold_gives_them_or_surnames_but_no_pronouns(news, role, value, filler, names):
    roles = {} if filler is None else {role: filler}
    example = news(((*SUSPENDED, roles), {role: value}))
    spans = sorted(example.triggers[0].tags.get(f"{role}.name", ()))
    assert [NEWS[example.pieces.starts[a] : example.pieces.ends[b - 1]] for a, b in spans] == names


@pytest.mark.parametrize(
    ("facts", "reason", "place"),
    [
        ([(("\u200b", "takedown"), {})], "trigger without a piece", "\u200b"),
        ([(SUSPENDED, {}), (("suspended", "sanction"), {})], "trigger of two kinds", "suspended"),
        (
            [(SUSPENDED, {}), (("Twitter suspended", "takedown"), {})],
            "trigger overlaps another",
            "Twitter suspended",
        ),
        ([((*CALLED, {"holder": "\u200b"}), {})], "role without a piece", "called"),
        (
            [((*CALLED, {"holder": "Ada Lane"}), {}), ((*CALLED, {"holder": "Lane and Bob"}), {})],
            "words of holder overlap others",
            "called",
        ),
    ],
)
def test_each_loss_has_its_reason_and_place(news, maker, facts, reason, place):
    news(*facts)
    assert dict(maker.losses.counts) == {reason: 1}
    assert maker.losses.where[reason] == [f"doc {NEWS.index(place)}: {place}"]


def test_a_role_that_the_labels_lack_is_a_loss(labels, fact):
    roles = {role: rule for role, rule in labels.roles.items() if role != "date"}
    maker = ExampleMaker(Labels(labels.kinds, labels.marks, roles, labels.classes))
    maker.make("doc", NEWS, [fact(NEWS, *SUSPENDED, {"date": "on Monday"})], short_pieces(NEWS))
    assert maker.losses.counts == {"role date is not learnt": 1}


def test_a_class_of_which_gold_tells_nothing_is_unknown(labels, fact):
    labels = Labels(labels.kinds, labels.marks, labels.roles, {"permanence": ("temporary", "permanent")})
    example = ExampleMaker(labels).make("doc", NEWS, [fact(NEWS, *SUSPENDED)], short_pieces(NEWS))
    assert example.triggers[0].classes == [-1]


def test_triggers_stand_in_the_order_of_the_text(news, labels):
    example = news((("sanctioned", "sanction"), {}), (SUSPENDED, {}))
    assert [labels.kinds[trigger.kind] for trigger in example.triggers] == ["takedown", "sanction"]
