"""The training loop: epochs with a checkpoint each, the best kept by its score on the dev articles."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

import torch
from torch import nn

from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.train.batches import make_batch
from pipeline.train.examples import Example
from pipeline.train.lessons import Item, ask, cut_windows, groups
from pipeline.train.loss import loss_of
from pipeline.train.network import AGAIN, LAYERS, Network
from pipeline.train.progress import EpochDone
from pipeline.train.settings import Settings
from pipeline.train.teachers import Teachers

#: Parts below the heads that the encoder as published does not have.
_NEW: Final = frozenset(
    {"encoder.casing.weight", "encoder.marks.weight", "encoder.cues.weight", "marker.weight"}
)
#: What a training keeps in its folder.
_CHECKPOINT: Final = "checkpoint.pt"
_BEST: Final = "best.pt"
#: The learning rate never falls below this share of its height.
_LEAST: Final = 0.02


#: Returns the pieces of an article as an epoch is to see them.
Vary: TypeAlias = Callable[[Pieces, random.Random], Pieces]


@dataclass(frozen=True)
class Lesson:
    """What is to be learnt.

    Attributes:
        examples: the articles.
        labels: what is told apart.
        vary: changes the articles from epoch to epoch.
        teachers: models whose likelihoods are learnt too. They are asked once: the windows are the same in
            each epoch then, and what is said of an article holds for the same article changed.
        seed: decides the windows that teachers are asked about.
        told: is told before each batch what share (0 to 1) of all epochs has gone by.
    """

    examples: Sequence[Example]
    labels: Labels
    vary: Vary = lambda pieces, rng: pieces
    teachers: Teachers | None = None
    seed: int = 0
    told: Callable[[float], None] = lambda gone: None

    @cached_property
    def _advised(self) -> list[Item]:
        rng = random.Random(self.seed)  # noqa: S311
        return (
            [] if self.teachers is None else list(ask(self.teachers, list(cut_windows(self.examples, rng))))
        )

    def items(self, rng: random.Random) -> list[Item]:
        """Return the windows of an epoch, which `rng` changes from the last one."""
        items = list(cut_windows(self.examples, rng)) if self.teachers is None else self._advised
        varied = {
            id(example): replace(example, pieces=self.vary(example.pieces, rng)) for example in self.examples
        }
        return [replace(item, example=varied[id(item.example)]) for item in items]


@dataclass(slots=True)
class _State:
    """All that a training needs to go on."""

    network: Network
    optimizer: torch.optim.Optimizer
    rng: random.Random
    done: int = 0
    best: float = -1.0
    best_epoch: int = 0

    def stale(self, settings: Settings) -> bool:
        """Say whether the last scored epochs brought nothing."""
        return self.best >= 0 and self.done - self.best_epoch >= settings.patience

    def save(self, path: Path) -> None:
        data = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "rng": self.rng.getstate(),
            "torch": torch.get_rng_state(),
            "rest": (self.done, self.best, self.best_epoch),
        }
        torch.save(data, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def load(self, path: Path) -> None:
        # Only the project's own checkpoint is read here: it holds the state of Python's generator too.
        data: dict[str, Any] = torch.load(path, weights_only=False)
        self.network.load_state_dict(data["network"])
        self.optimizer.load_state_dict(data["optimizer"])
        self.rng.setstate(data["rng"])
        torch.set_rng_state(data["torch"])
        self.done, self.best, self.best_epoch = data["rest"]


def teach(network: Network, lesson: Lesson, settings: Settings) -> Iterator[EpochDone]:
    """Train a network epoch by epoch, without scoring it.

    Args:
        network: the network, changed in place.
        lesson: what is learnt.
        settings: how.

    Yields:
        What each epoch gave.
    """
    state = _State(network, _optimizer(network, settings), random.Random(settings.seed))  # noqa: S311
    while state.done < settings.epochs:
        loss = _epoch(state, lesson, settings)
        state.done += 1
        yield EpochDone(state.done, loss, lesson="names")


def train(
    network: Network,
    lesson: Lesson,
    settings: Settings,
    folder: Path,
    score: Callable[[Network], float],
) -> Iterator[EpochDone]:
    """Train a network epoch by epoch; `best_network` gives the best one when it is done.

    Args:
        network: the network to begin with, changed in place.
        lesson: what is learnt.
        settings: how.
        folder: takes a checkpoint after each epoch; where one lies there, training goes on from it.
        score: scores a network on the dev articles; higher is better.

    Yields:
        What each epoch gave, once its checkpoint is written.
    """
    state = _State(network, _optimizer(network, settings), random.Random(settings.seed))  # noqa: S311
    checkpoint = folder / _CHECKPOINT
    if checkpoint.is_file():
        state.load(checkpoint)
    elif settings.scored_from == 0:
        yield _scored(state, None, score, folder)
    while state.done < settings.epochs and not state.stale(settings):
        loss = _epoch(state, lesson, settings)
        state.done += 1
        if state.done < settings.scored_from * settings.epochs:
            done = EpochDone(state.done, loss)
        else:
            done = _scored(state, loss, score, folder)
        state.save(checkpoint)
        yield done


def _scored(state: _State, loss: float | None, score: Callable[[Network], float], folder: Path) -> EpochDone:
    """Score what an epoch gave, and keep it if it is the best yet."""
    reached = score(state.network)
    better = reached > state.best
    if better:
        state.best, state.best_epoch = reached, state.done
        torch.save({"network": state.network.state_dict(), "epoch": state.done}, folder / _BEST)
    return EpochDone(state.done, loss, reached, best=better)


def best_network(folder: Path, labels: Labels) -> tuple[Network, int]:
    """Return the best network of a training in `folder`, and the epoch that gave it."""
    stored = torch.load(folder / _BEST)
    network = Network(labels)
    network.load_state_dict(stored["network"])
    return network, int(stored["epoch"])


def _epoch(state: _State, lesson: Lesson, settings: Settings) -> float:
    """Learn from each article once; return the mean loss."""
    state.network.train()
    batches = groups(lesson.items(state.rng), state.rng, pieces=settings.pieces)
    total = 0.0
    for number, together in enumerate(batches):
        gone = (state.done + number / len(batches)) / settings.epochs
        lesson.told(gone)
        _set_rates(state.optimizer, settings, gone)
        batch = make_batch(together, lesson.labels)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(state.network, batch, lesson.labels)
        state.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(state.network.parameters(), 1.0)
        state.optimizer.step()
        total += loss.item()
    return total / max(1, len(batches))


def _set_rates(optimizer: torch.optim.Optimizer, settings: Settings, gone: float) -> None:
    """Set the learning rates for when `gone` (0 to 1) of the training has gone by."""
    share = min(gone / settings.warm_up, 1.0) * max(_LEAST, 1 - gone)
    for group in optimizer.param_groups:
        group["lr"] = group["height"] * share


def _optimizer(network: Network, settings: Settings) -> torch.optim.Optimizer:
    """Make the optimizer: layers learn the slower the lower they are, word vectors not at all."""
    network.encoder.words.weight.requires_grad_(False)
    groups = []
    for name, weights in network.named_parameters():
        if not weights.requires_grad:
            continue
        height = settings.head_rate
        if name in _NEW:
            height = settings.head_rate / 2
        elif name.startswith(("encoder.", "again.")):
            height = settings.rate * settings.layer_decay ** _layers_above(name)
        decay = 0.01 if weights.dim() > 1 else 0.0
        groups.append({"params": [weights], "lr": 0.0, "height": height, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def _layers_above(name: str) -> int:
    """Return how many layers stand above a part of the encoder, or of the layers that read again."""
    for layers, many in (("encoder.layers.", LAYERS), ("again.", AGAIN)):
        if name.startswith(layers):
            return many - 1 - int(name.removeprefix(layers).split(".")[0])
    return LAYERS
