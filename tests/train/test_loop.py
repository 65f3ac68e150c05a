from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.train import loop
from pipeline.train.examples import Example, TriggerExample
from pipeline.train.loop import Lesson, Vary, best_network, teach, train
from pipeline.train.network import Network
from pipeline.train.progress import EpochDone
from pipeline.train.settings import Settings
from pipeline.train.teachers import Advice, Opinion

SETTINGS = Settings(epochs=4, scored_from=0.5, pieces=200)


@pytest.fixture
def examples(numbered: Callable[..., Pieces]) -> list[Example]:
    told = [1, 0, 1, 0, 0, 0]
    triggers = [TriggerExample((n, n + 2), 0, told, {"holder": [(n + 3, n + 4)]}) for n in (2, 20)]
    return [Example(name, numbered(size), triggers) for name, size in (("one", 40), ("two", 64))]


class Dev:
    """Gives a network of each epoch the next score, and remembers its weights."""

    def __init__(self, *scores: float) -> None:
        self._scores = iter(scores)
        self.seen: list[dict[str, torch.Tensor]] = []

    def __call__(self, network: Network) -> float:
        self.seen.append({name: weights.clone() for name, weights in network.state_dict().items()})
        return next(self._scores)


@pytest.fixture
def start(
    small: None, labels: Labels, examples: list[Example], tmp_path: Path
) -> Callable[..., Iterator[EpochDone]]:
    """A function that begins a training of a small network, or goes on with it, in a folder."""

    def begin(dev: Dev, settings: Settings = SETTINGS, folder: str = "") -> Iterator[EpochDone]:
        (tmp_path / folder).mkdir(exist_ok=True)
        torch.manual_seed(settings.seed)
        network = Network(labels)
        return train(network, Lesson(examples, labels), settings, tmp_path / folder, dev)

    return begin


class Twice:
    """Teachers who find nothing, and count how often they are asked."""

    def __init__(self) -> None:
        self.asked = 0

    def advise(self, shown):
        self.asked += 1
        return [Advice(np.full((window.end - window.start, 9), 1 / 9, np.float32), []) for _, window in shown]


def test_teachers_are_asked_once_and_of_the_article_as_it_is(small, labels, examples):
    teachers = Twice()
    changed: Vary = lambda pieces, rng: replace(pieces, ids=pieces.ids + rng.randrange(1, 9))  # noqa: E731
    lesson = Lesson(examples, labels, changed, teachers)

    first, second = (lesson.items(random.Random(seed)) for seed in (1, 2))  # noqa: S311

    assert teachers.asked == 1
    assert [item.window for item in first] == [item.window for item in second]
    assert all(a.advice is b.advice for a, b in zip(first, second, strict=True))
    assert any(
        (a.example.pieces.ids != b.example.pieces.ids).any() for a, b in zip(first, second, strict=True)
    )


def test_what_teachers_say_is_learnt(small, labels, examples):
    bare = [replace(example, triggers=[], labelled=False) for example in examples]

    class Sure(Twice):
        """Finds a takedown at the second piece of every window."""

        def advise(self, shown):
            found = []
            for _, window in shown:
                tags = np.zeros((window.end - window.start, 9), np.float32)
                tags[:, 0] = 1
                tags[1, :2] = 0.1, 0.9
                told = np.full(sum(map(len, labels.classes.values())), 0.1, np.float32)
                roles = np.full((len(tags), len(labels.rows), 3), 1 / 3, np.float32)
                found.append(Advice(tags, [Opinion(1, 0, 0.9, told, roles)]))
            return found

    torch.manual_seed(0)
    settings = Settings(epochs=12, pieces=200, head_rate=1e-2)
    losses = [done.loss for done in teach(Network(labels), Lesson(bare, labels, teachers=Sure()), settings)]
    assert losses[-1] < losses[0] * 0.8


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def test_what_a_training_goes_on_with_is_kept_where_no_epoch_is_better(start, labels, tmp_path):
    settings = replace(SETTINGS, scored_from=0.0, patience=2)
    dev = Dev(0.3, 0.2, 0.1)

    epochs = list(start(dev, settings))

    assert [(done.number, done.score, done.best) for done in epochs] == [
        (0, 0.3, True),
        (1, 0.2, False),
        (2, 0.1, False),
    ]
    network, epoch = best_network(tmp_path, labels)
    assert epoch == 0
    assert same(network.state_dict(), dev.seen[0])


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_an_interrupted_training_ends_as_one_that_was_not(start, labels, tmp_path, stop):
    scores = (0.1, 0.2, 0.3)
    whole = list(start(Dev(*scores), folder="whole"))

    before = list(islice(start(Dev(*scores), folder="parts"), stop))
    after = list(start(Dev(*scores[max(0, stop - 1) :]), folder="parts"))

    assert before + after == whole
    (one, epoch), (other, same_epoch) = (best_network(tmp_path / name, labels) for name in ("whole", "parts"))
    assert same(one.state_dict(), other.state_dict())
    assert epoch == same_epoch == 4


def test_a_finished_training_has_nothing_left_to_do(start, labels, tmp_path):
    assert len(list(start(Dev(0.3, 0.2, 0.1)))) == 4
    assert list(start(Dev())) == []
    assert best_network(tmp_path, labels)[1] == 2


@pytest.mark.parametrize(
    ("scores", "best"),
    [((0.1, 0.2, 0.3), 4), ((0.1, 0.3, 0.2), 3), ((0.3, 0.3, 0.1), 2), ((0.0, 0.0, 0.0), 2)],
)
def test_the_first_network_with_the_best_score_is_kept(start, labels, tmp_path, scores, best):
    dev = Dev(*scores)

    epochs = list(start(dev))

    network, epoch = best_network(tmp_path, labels)
    assert epoch == best
    assert same(network.state_dict(), dev.seen[best - 2])
    assert [done.number for done in epochs if done.best][-1] == best


def test_early_epochs_are_not_scored(start):
    scores = [done.score for done in start(Dev(0.1, 0.2, 0.3))]
    assert scores == [None, 0.1, 0.2, 0.3]


def test_training_stops_when_scores_stay_behind_the_best(start):
    settings = Settings(epochs=9, scored_from=0, patience=3, pieces=200)
    epochs = list(start(Dev(0.1, 0.4, 0.3, 0.4, 0.2), settings))
    assert [done.number for done in epochs] == [0, 1, 2, 3, 4]


def test_the_loss_of_the_epochs_falls(start):
    settings = Settings(epochs=12, scored_from=1, pieces=200, head_rate=1e-2)
    losses = [done.loss for done in start(Dev(0.1), settings)]
    assert losses[-1] < losses[0] / 2


def test_it_is_told_before_each_batch_what_share_has_gone_by(small, labels, examples):
    shares: list[float] = []
    settings = Settings(epochs=2, pieces=1)
    list(teach(Network(labels), Lesson(examples, labels, told=shares.append), settings))
    assert shares[0] == 0.0
    assert 0.5 in shares
    assert shares == sorted(set(shares))
    assert shares[-1] < 1


def test_another_seed_gives_another_network(start):
    losses = [next(start(Dev(), Settings(epochs=4, seed=seed), str(seed))).loss for seed in (1, 2)]
    assert losses[0] != losses[1]


@pytest.mark.parametrize(
    ("gone", "share"), [(0, 0), (0.05, 0.5 * 0.95), (0.1, 0.9), (0.55, 0.45), (0.99, 0.02), (1, 0.02)]
)
def test_rates_rise_and_then_fall(gone, share):
    weights = [nn.Parameter(torch.zeros(1)) for _ in range(2)]
    groups = [{"params": [one], "height": height} for one, height in zip(weights, (1.0, 10.0), strict=True)]
    optimizer = torch.optim.SGD(groups, lr=0.0)

    loop._set_rates(optimizer, Settings(warm_up=0.1), gone)

    assert [group["lr"] for group in optimizer.param_groups] == pytest.approx([share, 10 * share])


def test_lower_layers_learn_more_slowly_and_word_vectors_not_at_all(small, labels):
    network = Network(labels)
    optimizer = loop._optimizer(network, Settings(rate=1.0, layer_decay=0.5, head_rate=8.0))
    heights = {id(group["params"][0]): group["height"] for group in optimizer.param_groups}
    parts = {
        "layers.1": network.encoder.layers[1].query.weight,
        "layers.0": network.encoder.layers[0].query.weight,
        "positions": network.encoder.positions.weight,
        "marks": network.encoder.marks.weight,
        "again": network.again[0].query.weight,
        "marker": network.marker.weight,
        "heads": network.trigger.weight,
        "words": network.encoder.words.weight,
    }
    assert {name: heights.get(id(weights)) for name, weights in parts.items()} == {
        "layers.1": 1.0,
        "layers.0": 0.5,
        "positions": 0.25,
        "marks": 4.0,
        "again": 1.0,
        "marker": 4.0,
        "heads": 8.0,
        "words": None,
    }
