"""What the training on facts begins with: the encoder as published, after the lessons before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch

from pipeline.reader.labels import Labels
from pipeline.train.encoder import begin_as, continuing_pieces, encoder_tokenizer, load_encoder
from pipeline.train.examples import Example
from pipeline.train.general import general_labels, hand_on
from pipeline.train.loop import Lesson, teach
from pipeline.train.masked import read_masked, windows_of
from pipeline.train.network import Network
from pipeline.train.progress import EpochDone, Watcher
from pipeline.train.settings import Settings

#: What the lessons leave in the folder of the training.
_NEWS, _NAMES = "news.pt", "names.pt"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is learnt before the facts.

    Attributes:
        news: texts to read first, words masked.
        general: names and coreference to learn then.
    """

    news: Sequence[str] = ()
    general: Sequence[Example] = ()


def beginning(
    labels: Labels,
    earlier: Earlier,
    settings: Settings,
    folder: Path,
    watcher: Watcher,
) -> Network:
    """Return the network that the training on facts begins with.

    Args:
        labels: what it is to tell apart.
        earlier: what is learnt before.
        settings: how.
        folder: keeps what each of these lessons leaves, so that it is not given again.
        watcher: told of each batch and each epoch.

    Raises:
        ModelError: E321, E322 if the encoder's weights are not to be had; E325 if the news is too short.
    """
    torch.manual_seed(settings.seed)
    network = Network(labels)
    load_encoder(network)
    if earlier.news:
        _read_news(network, earlier.news, settings, folder / _NEWS, watcher)
    if not earlier.general:
        return network
    first = general_labels(labels)
    taught, kept = Network(first), folder / _NAMES
    if kept.is_file():
        taught.load_state_dict(torch.load(kept))
    else:
        begin_as(taught, network.encoder)
        longer = replace(settings, epochs=settings.name_epochs)
        lesson = Lesson(earlier.general, first, told=partial(watcher.batch, "names"))
        for done in teach(taught, lesson, longer):
            watcher.epoch(done)
        torch.save(taught.state_dict(), kept)
    hand_on(taught, network)
    return network


def _read_news(
    network: Network,
    news: Sequence[str],
    settings: Settings,
    kept: Path,
    watcher: Watcher,
) -> None:
    """Let the encoder of a network read news, words masked, or take what it has learnt of them before."""
    if kept.is_file():
        network.encoder.load_state_dict(torch.load(kept))
    else:
        tokenizer = encoder_tokenizer()
        windows, flags = windows_of(news, tokenizer), continuing_pieces(tokenizer)
        told = partial(watcher.batch, "news")
        losses = read_masked(network.encoder, windows, flags, settings, told)
        for number, loss in enumerate(losses, start=1):
            watcher.epoch(EpochDone(number, loss, lesson="news"))
        torch.save(network.encoder.state_dict(), kept)
    begin_as(network, network.encoder)
