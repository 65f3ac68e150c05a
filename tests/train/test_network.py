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
from pipeline.train.network import AGAIN, Finder, Network, Teller


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
        one = network.encoder(**alone.inputs, mask=alone.mask)[1][0]
        other = network.encoder(**padded.inputs, mask=padded.mask)[1][1, : len(one)]
    assert torch.allclose(one, other, atol=1e-4)


@pytest.mark.parametrize("length", [3, 20, 100])
def test_graphs_score_windows_of_any_length(network: Network, labels: Labels, length: int) -> None:
    ids = torch.full((1, length), 2000)
    nothing = torch.zeros_like(ids)
    with torch.inference_mode():
        tags, shared = Finder(network).eval()(ids, nothing, nothing, nothing)
        told, roles = Teller(network).eval()(shared, torch.tensor([length - 1]), torch.tensor([0]))
    assert tags.shape == (length, labels.trigger_tags)
    assert told.shape == (1, sum(map(len, labels.classes.values())))
    assert roles.shape == (1, length, len(labels.rows), 3)
    assert torch.allclose(roles.sum(-1), torch.ones(()), atol=1e-4)


def test_before_it_has_learnt_anything_a_trigger_is_read_as_the_encoder_reads_its_window(
    labels: Labels,
) -> None:
    network = Network(labels).eval()
    with torch.no_grad():
        for layer, again in zip(network.encoder.layers[-AGAIN:], network.again, strict=True):
            again.load_state_dict(layer.state_dict())
    ids, nothing = torch.arange(9)[None] + 50, torch.zeros((1, 9), dtype=torch.long)
    seen: list[torch.Tensor] = []
    network.again[-1].register_forward_hook(lambda module, given, made: seen.append(made))
    with torch.inference_mode():
        shared, hidden = network.encoder(ids, nothing, nothing, nothing)
        network.read(shared, torch.tensor([4]), torch.tensor([1]))
    assert torch.allclose(seen[0], hidden, atol=1e-5)


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
    padded = [part[1:] for part in little.encoder(**batch.inputs, mask=batch.mask)]
    torch.testing.assert_close(little.tags(padded[1])[:, :12], little.tags(alone[1]), atol=1e-5, rtol=1e-5)
    trigger = batch.places[1:], batch.kinds[1:]
    told, roles = little.read(alone[0], *trigger)
    padded_told, padded_roles = little.read(padded[0], *trigger, batch.mask[1:])
    torch.testing.assert_close(told, padded_told, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(roles, padded_roles[:, :12], atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_what_fills_a_role_hangs_on_the_trigger_and_its_kind(little, batch):
    torch.nn.init.normal_(little.marker.weight)
    torch.nn.init.zeros_(little.distance.weight)
    shared, _ = little.encoder(**{name: values[1:, :12] for name, values in batch.inputs.items()})

    def roles(place: int, kind: int) -> torch.Tensor:
        return little.read(shared, torch.tensor([place]), torch.tensor([kind]))[1]

    assert not torch.allclose(roles(4, 0), roles(4, 1), atol=1e-4)
    assert not torch.allclose(roles(4, 0), roles(5, 0), atol=1e-4)


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
    apart = torch.arange(sizes.POSITIONS)[None] - place
    (scores,) = little._roles(alike[0, :1], apart, alike)
    assert torch.allclose(scores[place + one], scores[place + other], atol=1e-6) is same


@torch.inference_mode()
@pytest.mark.parametrize("place", [0, 1, 300, 511])
def test_every_distance_in_the_longest_window_is_known(little, place):
    shared = torch.randn(1, sizes.POSITIONS, sizes.WIDTH)
    told, roles = little.read(shared, torch.tensor([place]), torch.tensor([0]))
    assert told.isfinite().all()
    assert roles.isfinite().all()


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
