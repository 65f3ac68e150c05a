from __future__ import annotations

import numpy as np
import pytest
import torch

from pipeline.facts import Fact
from pipeline.reader.labels import BEGIN, INSIDE, OUTSIDE, Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.batches import CLS, IGNORED, PAD, SEP, Batch, make_batch
from pipeline.train.examples import Example, ExampleMaker, TriggerExample
from pipeline.train.lessons import Item
from pipeline.train.teachers import Advice, Opinion


def example_of(labels: Labels, text: str, pieces: Pieces, fact: Fact) -> Example:
    return ExampleMaker(labels).make("a", text, [fact], pieces)


def test_tags_stand_behind_the_opening_piece(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([Item(example, Window(0, 4, 0, 4), example.triggers)], labels)
    assert batch.inputs["ids"].tolist() == [[CLS, 1000, 1001, 1002, 1003, SEP]]
    assert batch.tags.tolist() == [[IGNORED, OUTSIDE, 1, OUTSIDE, OUTSIDE, IGNORED]]
    holder = batch.roles[0, :, labels.rows.index("holder")].tolist()
    assert holder == [OUTSIDE, OUTSIDE, OUTSIDE, BEGIN, INSIDE, OUTSIDE]


def test_rows_of_other_kinds_are_left_out_of_the_loss(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([Item(example, Window(0, 4, 0, 4), example.triggers)], labels)
    assert (batch.roles[0, :, labels.rows.index("target")] == IGNORED).all()


def test_words_beyond_the_window_are_cut(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([Item(example, Window(0, 3, 0, 3), example.triggers)], labels)
    assert batch.roles[0, :, labels.rows.index("holder")].tolist() == [OUTSIDE] * 3 + [BEGIN, OUTSIDE]


def test_filling_is_masked(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    example = example_of(labels, text, pieces, takedown)
    long, short = Item(example, Window(0, 9, 0, 9), example.triggers), Item(example, Window(0, 4, 0, 4), [])
    batch = make_batch([long, short], labels)
    filling = batch.inputs["ids"][1] == PAD
    assert filling.sum() == 5
    assert torch.equal(batch.mask[1, 0, 0] < 0, filling)
    assert (batch.tags[1][filling] == IGNORED).all()


TAKEDOWN, SANCTION = 0, 2
CLASSES = [1, 0, 1, 0, 0, 0]


def middle_of(labels: Labels, pieces: Pieces, trigger: TriggerExample) -> Batch:
    """Make a batch of pieces 2 to 8 of an article with one trigger."""
    return make_batch([Item(Example("doc", pieces, [trigger]), Window(2, 8, 2, 8), [trigger])], labels)


@pytest.mark.parametrize(
    ("span", "kind", "tags"),
    [
        ((3, 5), TAKEDOWN, [0, 1, 2, 0, 0, 0]),
        ((2, 3), SANCTION, [5, 0, 0, 0, 0, 0]),
        ((6, 11), SANCTION, [0, 0, 0, 0, 5, 6]),
        ((7, 9), TAKEDOWN, [0, 0, 0, 0, 0, 1]),
    ],
)
def test_a_trigger_is_tagged_as_far_as_the_window_goes(labels, numbered, span, kind, tags):
    batch = middle_of(labels, numbered(12), TriggerExample(span, kind, CLASSES))
    assert batch.tags[0].tolist() == [IGNORED, *tags, IGNORED]
    assert batch.places.tolist() == [span[0] - 2 + 1]
    assert batch.kinds.tolist() == [kind]
    assert batch.classes.tolist() == [CLASSES]


@pytest.mark.parametrize(
    ("span", "tags"),
    [
        ((5, 7), [0, 0, 0, BEGIN, INSIDE, 0]),
        ((0, 4), [BEGIN, INSIDE, 0, 0, 0, 0]),
        ((7, 12), [0, 0, 0, 0, 0, BEGIN]),
        ((0, 2), [0] * 6),
        ((8, 9), [0] * 6),
    ],
)
def test_words_of_a_role_are_tagged_as_far_as_the_window_goes(labels, numbered, span, tags):
    batch = middle_of(labels, numbered(12), TriggerExample((3, 4), TAKEDOWN, CLASSES, {"holder": [span]}))
    assert batch.roles[0, :, labels.rows.index("holder")].tolist() == [0, *tags, 0]


@pytest.mark.parametrize("kind", [TAKEDOWN, SANCTION])
def test_only_rows_of_the_kind_of_fact_are_learnt(labels, numbered, kind):
    batch = middle_of(labels, numbered(12), TriggerExample((3, 4), kind, CLASSES))
    learnt = {row for r, row in enumerate(labels.rows) if (batch.roles[0, :, r] == OUTSIDE).all()}
    assert learnt == {row for row in labels.rows if row.split(".")[0] in labels.roles_of(labels.kinds[kind])}
    left_out = [r for r, row in enumerate(labels.rows) if row not in learnt]
    assert (batch.roles[0, :, left_out] == IGNORED).all()


def test_every_input_is_framed_and_filled(labels, numbered):
    items = [Item(Example("doc", numbered(12), []), Window(2, end, 2, end), []) for end in (7, 4)]
    assert {name: values.tolist() for name, values in make_batch(items, labels).inputs.items()} == {
        "ids": [[CLS, 105, 106, 107, 108, 109, SEP], [CLS, 105, 106, SEP, PAD, PAD, PAD]],
        "casing": [[0, 2, 3, 4, 5, 6, 0], [0, 2, 3, 0, 0, 0, 0]],
        "marks": [[0, 2, 0, 1, 2, 0, 0], [0, 2, 0, 0, 0, 0, 0]],
        "cues": [[0, 2, 3, 4, 0, 1, 0], [0, 2, 3, 0, 0, 0, 0]],
    }


def test_of_hundreds_of_triggers_some_are_read_and_all_are_tagged(labels, numbered):
    triggers = [TriggerExample((n, n + 1), n % 4, CLASSES) for n in range(100)]
    torch.manual_seed(0)
    item = Item(Example("doc", numbered(100), triggers), Window(0, 100, 0, 100), triggers)
    first, second = (make_batch([item], labels) for _ in range(2))
    assert (first.tags > 0).sum() == 100
    assert len(first.places) == len(first.roles) == len(second.places) < 50
    assert first.places.tolist() == sorted(set(first.places.tolist()))
    assert first.kinds.tolist() == [(place - 1) % 4 for place in first.places.tolist()]
    assert first.places.tolist() != second.places.tolist()


def test_a_batch_without_triggers_has_tensors_of_no_rows(labels, numbered):
    batch = make_batch([Item(Example("doc", numbered(6), []), Window(0, 6, 0, 6), [])], labels)
    assert (len(batch.places), len(batch.window_of)) == (0, 0)
    assert batch.classes.shape == (0, len(labels.classes))
    assert batch.roles.shape == (0, 8, len(labels.rows))


def test_what_teachers_say_stands_where_labels_would(labels, numbered):
    values, rows = sum(map(len, labels.classes.values())), len(labels.rows)
    told, roles = np.full(values, 0.25, np.float32), np.full((6, rows, 3), 0.5, np.float32)
    opinion = Opinion(place=2, kind=SANCTION, weight=0.75, told=told, roles=roles)
    advice = Advice(np.full((6, labels.trigger_tags), 0.125, np.float32), [opinion])
    short = Advice(np.full((3, labels.trigger_tags), 0.125, np.float32), [])
    example = Example("doc", numbered(12), [], labelled=False)
    items = [Item(example, Window(0, 3, 0, 3), [], short), Item(example, Window(2, 8, 2, 8), [], advice)]

    batch = make_batch(items, labels)

    assert (batch.tags == IGNORED).all()
    soft = batch.soft
    assert [soft.window_of.tolist(), soft.places.tolist(), soft.weights.tolist()] == [[1], [3], [0.75]]
    assert soft.kinds.tolist() == [SANCTION]
    assert soft.told.tolist() == [told.tolist()]
    assert (soft.tags.sum(-1) > 0).tolist() == [
        [False, *[True] * 3, *[False] * 4],
        [False, *[True] * 6, False],
    ]
    learnt = {row for r, row in enumerate(labels.rows) if soft.roles[0, 1:7, r].all()}
    assert learnt == {row for row in labels.rows if row.split(".")[0] in labels.roles_of("sanction")}
    assert soft.roles[0, [0, 7]].sum() == 0


def test_without_advice_for_all_windows_there_is_nothing_soft(labels, numbered):
    assert make_batch([Item(Example("doc", numbered(6), []), Window(0, 6, 0, 6), [])], labels).soft is None
