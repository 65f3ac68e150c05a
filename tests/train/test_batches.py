from __future__ import annotations

import random

import pytest
import torch

from pipeline.facts import Fact
from pipeline.reader.labels import BEGIN, INSIDE, OUTSIDE, Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.batches import CLS, IGNORED, PAD, SEP, Batch, epoch, make_batch
from pipeline.train.examples import Example, ExampleMaker, TriggerExample


def example_of(labels: Labels, text: str, pieces: Pieces, fact: Fact) -> Example:
    return ExampleMaker(labels).make("a", text, [fact], pieces)


def test_tags_stand_behind_the_opening_piece(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([(example, Window(0, 4, 0, 4), example.triggers)], labels)
    assert batch.inputs["ids"].tolist() == [[CLS, 1000, 1001, 1002, 1003, SEP]]
    assert batch.tags.tolist() == [[IGNORED, OUTSIDE, 1, OUTSIDE, OUTSIDE, IGNORED]]
    holder = batch.roles[0, :, labels.rows.index("holder")].tolist()
    assert holder == [OUTSIDE, OUTSIDE, OUTSIDE, BEGIN, INSIDE, OUTSIDE]


def test_rows_of_other_kinds_are_left_out_of_the_loss(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([(example, Window(0, 4, 0, 4), example.triggers)], labels)
    assert (batch.roles[0, :, labels.rows.index("target")] == IGNORED).all()


def test_words_beyond_the_window_are_cut(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    example = example_of(labels, text, pieces, takedown)
    batch = make_batch([(example, Window(0, 3, 0, 3), example.triggers)], labels)
    assert batch.roles[0, :, labels.rows.index("holder")].tolist() == [OUTSIDE] * 3 + [BEGIN, OUTSIDE]


def test_filling_is_masked(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    example = example_of(labels, text, pieces, takedown)
    long, short = (example, Window(0, 9, 0, 9), example.triggers), (example, Window(0, 4, 0, 4), [])
    batch = make_batch([long, short], labels)
    filling = batch.inputs["ids"][1] == PAD
    assert filling.sum() == 5
    assert torch.equal(batch.mask[1, 0, 0] < 0, filling)
    assert (batch.tags[1][filling] == IGNORED).all()


def test_an_epoch_reads_every_trigger_once_and_the_same_seed_the_same_windows(
    labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    examples = [example_of(labels, text, pieces, takedown)] * 7
    seeds = random.Random(3), random.Random(3)  # noqa: S311
    first, second = (list(epoch(examples, labels, seed, pieces=40)) for seed in seeds)
    assert sum(len(batch.places) for batch in first) == 7
    assert [batch.tags.tolist() for batch in first] == [batch.tags.tolist() for batch in second]


TAKEDOWN, SANCTION = 0, 2
CLASSES = [1, 0, 1, 0, 0, 0]


def middle_of(labels: Labels, pieces: Pieces, trigger: TriggerExample) -> Batch:
    """Make a batch of pieces 2 to 8 of an article with one trigger."""
    return make_batch([(Example("doc", pieces, [trigger]), Window(2, 8, 2, 8), [trigger])], labels)


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
    items = [(Example("doc", numbered(12), []), Window(2, end, 2, end), []) for end in (7, 4)]
    assert {name: values.tolist() for name, values in make_batch(items, labels).inputs.items()} == {
        "ids": [[CLS, 105, 106, 107, 108, 109, SEP], [CLS, 105, 106, SEP, PAD, PAD, PAD]],
        "casing": [[0, 2, 3, 4, 5, 6, 0], [0, 2, 3, 0, 0, 0, 0]],
        "marks": [[0, 2, 0, 1, 2, 0, 0], [0, 2, 0, 0, 0, 0, 0]],
        "cues": [[0, 2, 3, 4, 0, 1, 0], [0, 2, 3, 0, 0, 0, 0]],
    }


def test_a_batch_without_triggers_has_tensors_of_no_rows(labels, numbered):
    batch = make_batch([(Example("doc", numbered(6), []), Window(0, 6, 0, 6), [])], labels)
    assert (len(batch.places), len(batch.window_of)) == (0, 0)
    assert batch.classes.shape == (0, len(labels.classes))
    assert batch.roles.shape == (0, 8, len(labels.rows))


@pytest.mark.parametrize("seed", range(3))
def test_batches_of_long_articles_keep_to_the_size_and_lose_no_trigger(labels, numbered, seed):
    triggers = [TriggerExample((n, n + 1), TAKEDOWN, CLASSES) for n in range(0, 700, 11)]
    examples = [Example("doc", numbered(700), triggers)]

    batches = list(epoch(examples, labels, random.Random(seed), pieces=700))  # noqa: S311

    assert sum(len(batch.places) for batch in batches) >= len(triggers)
    assert all(batch.tags.shape[0] * (batch.tags.shape[1] - 2) <= 700 for batch in batches)


def test_an_epoch_leaves_out_most_windows_without_a_trigger(labels, numbered):
    examples = [Example("doc", numbered(40), [])] * 100
    batches = epoch(examples, labels, random.Random(0), pieces=700)  # noqa: S311
    assert 20 <= sum(len(batch.tags) for batch in batches) <= 50
