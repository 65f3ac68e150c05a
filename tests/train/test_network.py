from __future__ import annotations

import pytest
import torch

from pipeline.facts import Fact
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train import network as sizes
from pipeline.train.batches import Batch, make_batch
from pipeline.train.examples import Example, ExampleMaker, TriggerExample
from pipeline.train.lessons import Item
from pipeline.train.loss import loss_of
from pipeline.train.network import TRIGGERS, Graph, Network


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network(Labels.of_table())


def test_padding_changes_no_score(
    network: Network, labels: Labels, text: str, pieces: Pieces, takedown: Fact
) -> None:
    network.eval()
    example = ExampleMaker(labels).make("a", text, [takedown], pieces)
    short, long = Window(0, 4, 0, 4), Window(0, 9, 0, 9)
    alone = make_batch([Item(example, short, [])], labels)
    padded = make_batch([Item(example, long, []), Item(example, short, [])], labels)
    with torch.inference_mode():
        one = network.encoder(**alone.inputs, mask=alone.mask)[0]
        other = network.encoder(**padded.inputs, mask=padded.mask)[1, : len(one)]
    assert torch.allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("length", [3, TRIGGERS, 100])
def test_a_graph_scores_windows_of_any_length(network: Network, labels: Labels, length: int) -> None:
    ids = torch.full((1, length), 2000)
    nothing = torch.zeros_like(ids)
    with torch.inference_mode():
        tags, places, told, roles = Graph(network).eval()(ids, nothing, nothing, nothing)
    assert tags.shape == (length, labels.trigger_tags)
    assert places.shape == (TRIGGERS,)
    assert 0 <= int(places.min()) <= int(places.max()) < length
    assert told.shape == (TRIGGERS, sum(map(len, labels.classes.values())))
    assert roles.shape == (TRIGGERS, length, len(labels.rows), 3)
    assert torch.allclose(roles.sum(-1), torch.ones(()), atol=1e-4)


def test_a_few_steps_lower_the_loss(labels: Labels, text: str, pieces: Pieces, takedown: Fact) -> None:
    torch.manual_seed(0)
    network = Network(labels)
    example = ExampleMaker(labels).make("a", text, [takedown], pieces)
    batch = make_batch([Item(example, Window(0, 9, 0, 9), example.triggers)], labels)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    losses = []
    for _ in range(20):
        loss = loss_of(network, batch, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] * 0.7


@pytest.fixture
def little(small: None, labels: Labels) -> Network:
    torch.manual_seed(7)
    return Network(labels).eval()


@pytest.fixture
def batch(labels: Labels, numbered) -> Batch:
    """Windows of 30 and 10 pieces, each with a trigger that has a holder."""
    triggers = [TriggerExample((3, 5), 0, [1, 0, 1, 0, 0, 0], {"holder": [(6, 8)], "holder.name": [(1, 2)]})]
    items = [
        Item(Example("doc", numbered(size), triggers), Window(0, size, 0, size), triggers)
        for size in (30, 10)
    ]
    return make_batch(items, labels)


@torch.inference_mode()
def test_padding_changes_no_score_of_triggers_and_roles(little, batch):
    alone = little.encoder(**{name: values[1:, :12] for name, values in batch.inputs.items()})
    padded = little.encoder(**batch.inputs, mask=batch.mask)[1:]
    place = batch.places[1:]
    torch.testing.assert_close(little.tags(padded)[:, :12], little.tags(alone), atol=1e-5, rtol=1e-5)
    one, other = (little.roles(hidden[0, place], place, hidden) for hidden in (alone, padded))
    torch.testing.assert_close(one, other[:, :12], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
@pytest.mark.parametrize("size", [4, 15, 16, 40])
def test_a_graph_reads_the_surest_triggers_surest_first(little, size):
    ids = torch.arange(size)[None] + 50
    nothing = torch.zeros_like(ids)
    tags, places, _, _ = Graph(little)(ids, nothing, nothing, nothing)
    begins, count = tags[:, 1::2].amax(-1), min(size, TRIGGERS)
    assert begins[places[:count]].tolist() == begins.sort(descending=True).values[:count].tolist()


@torch.inference_mode()
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0, 1, False),
        (1, -1, False),
        (4, 5, True),
        (5, 6, False),
        (-24, -31, True),
        (-31, -32, False),
        (191, 192, False),
        (192, 255, True),
        (-192, -256, True),
    ],
)
def test_pieces_differ_by_how_far_from_the_trigger_they_stand(little, one, other, same):
    place, alike = 256, torch.ones(1, sizes.POSITIONS, sizes.WIDTH)
    (scores,) = little.roles(alike[0, :1], torch.tensor([place]), alike)
    assert torch.allclose(scores[place + one], scores[place + other], atol=1e-6) is same


@torch.inference_mode()
@pytest.mark.parametrize("place", [0, 1, 300, 511])
def test_every_distance_in_the_longest_window_is_known(little, place):
    hidden = torch.randn(1, sizes.POSITIONS, sizes.WIDTH)
    scores = little.roles(hidden[0, place : place + 1], torch.tensor([place]), hidden)
    assert scores.isfinite().all()


@pytest.mark.parametrize("unknown", [0, 4])
def test_a_class_of_which_gold_tells_nothing_teaches_nothing(little, batch, labels, unknown):
    batch.classes[:, unknown] = -1
    loss_of(little, batch, labels).backward()
    gradient = little.classes.weight.grad
    assert not gradient[list(labels.class_slices.values())[unknown]].any()
    assert gradient.isfinite().all()
    assert gradient.any()


def test_a_batch_without_triggers_has_a_loss(little, labels, numbered):
    loss = loss_of(
        little, make_batch([Item(Example("doc", numbered(9), []), Window(0, 9, 0, 9), [])], labels), labels
    )
    assert loss.isfinite()
    assert loss > 0
