"""The lesson before all others: words of news are masked, and guessed from the words around them.

Masked language modelling (Devlin et al. 2019) with whole words masked. The encoder as published was trained
to compare sentences; this makes it good at single words again, and shows it their casing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from pipeline.errors import ModelError
from pipeline.reader.pieces import cut
from pipeline.train.batches import CLS, SEP
from pipeline.train.exchange import Flags
from pipeline.train.network import TABLES, Encoder
from pipeline.train.settings import Settings

#: Pieces of a window between the two that open and close it, and windows of a batch.
LENGTH: Final = 318
_BATCH: Final = 16
#: This share of the words is masked. More than the 0.15 of BERT, as Wettig et al. (2023) advise.
MASKED: Final = 0.2
#: Of the pieces of these words so many are shown as masked, so many as any other piece, the rest as they are.
_HIDDEN, _OTHER = 0.8, 0.1
#: The piece that is shown for a masked one; those below `_WORDS` are marks and pieces that no text has.
MASK: Final = 103
_WORDS: Final = 1000
#: Word vectors learn at this share of the rate of the layers.
_VECTORS: Final = 0.4


class Guesser(nn.Module):
    """An encoder with what guesses the pieces that were masked.

    Args:
        encoder: the encoder; its word vectors are what the guesses are compared with.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        vocabulary, width = encoder.words.weight.shape
        self.dense, self.norm = nn.Linear(width, width), nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, ids: Tensor, casing: Tensor, asked: Tensor) -> Tensor:
        """Return scores [asked pieces, vocabulary] for windows [windows, pieces], where `asked` is true."""
        nothing = torch.zeros_like(ids)
        _, hidden = self.encoder(ids, casing, nothing, nothing)
        guessed = self.norm(functional.gelu(self.dense(hidden[asked])))
        scores: Tensor = guessed @ self.encoder.words.weight.T + self.bias
        return scores


def windows_of(texts: Sequence[str], tokenizer: Tokenizer) -> tuple[Tensor, Tensor]:
    """Return the pieces of texts and their casing classes, each [windows, `LENGTH`].

    The texts, one at least, follow each other with a closing piece between them. What fills no window is left
    out.

    Raises:
        ModelError: E325 if they fill none.
    """
    ids, casing = [], []
    for text in texts:
        pieces = cut(tokenizer, text, [(0, len(text))])
        ids += [pieces.ids, np.array([SEP])]
        casing += [pieces.casing, np.array([0])]
    whole = sum(map(len, ids)) // LENGTH
    if not whole:
        raise ModelError("E325", pieces=LENGTH)
    one, other = (
        torch.from_numpy(np.concatenate(values)[: whole * LENGTH]).view(whole, LENGTH)
        for values in (ids, casing)
    )
    return one, other


def mask(ids: Tensor, continuing: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Mask whole words.

    Args:
        ids: pieces [windows, pieces].
        continuing: of each piece of the vocabulary, whether it goes on a word.
        generator: decides which.

    Returns:
        The pieces as they are shown, and which of them are asked for, both of the shape of `ids`.
    """
    word = (~continuing[ids]).cumsum(1)
    drawn = torch.rand((len(ids), ids.shape[1] + 1), generator=generator).gather(1, word)
    asked = (drawn < MASKED) & (ids != SEP)
    shown_as = torch.rand(ids.shape, generator=generator)
    others = torch.randint(min(_WORDS, len(continuing) // 2), len(continuing), ids.shape, generator=generator)
    shown = torch.where(asked & (shown_as < _HIDDEN), MASK, ids)
    return torch.where(asked & (shown_as >= 1 - _OTHER), others, shown), asked


def read_masked(
    encoder: Encoder,
    windows: tuple[Tensor, Tensor],
    continuing: Flags,
    settings: Settings,
    told: Callable[[float], None] = lambda gone: None,
) -> Iterator[float]:
    """Train an encoder to guess masked words.

    Args:
        encoder: the encoder, changed in place.
        windows: pieces and casing classes, of `windows_of`.
        continuing: of each piece of the vocabulary, whether it goes on a word.
        settings: how long, and at which rate.
        told: is told before each batch what share (0 to 1) of all epochs has gone by.

    Yields:
        The mean loss of each epoch.
    """
    generator = torch.Generator().manual_seed(settings.seed)
    guesser, flags = Guesser(encoder).train(), torch.from_numpy(continuing)
    optimizer = _optimizer(guesser, settings.news_rate)
    steps = -(-len(windows[0]) // _BATCH)
    for epoch in range(settings.news_epochs):
        total = 0.0
        order = torch.randperm(len(windows[0]), generator=generator)
        for number in range(steps):
            rows = order[number * _BATCH : (number + 1) * _BATCH]
            gone = (epoch + number / steps) / settings.news_epochs
            told(gone)
            for group in optimizer.param_groups:
                group["lr"] = group["height"] * min(gone / settings.warm_up, 1.0, 1 - gone)
            ids, casing = (values[rows] for values in windows)
            shown, asked = mask(ids, flags, generator)
            with torch.autocast("cpu", torch.bfloat16):
                scores = guesser(
                    _framed(shown, CLS, SEP), _framed(casing, 0, 0), _framed(asked, False, False)
                )
            loss = functional.cross_entropy(scores.float(), ids[asked])
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(guesser.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        yield total / steps


def _framed(values: Tensor, first: float, last: float) -> Tensor:
    """Return windows with a value before and one behind each."""
    return functional.pad(functional.pad(values, (1, 0), value=first), (0, 1), value=last)


def _optimizer(guesser: Guesser, rate: float) -> torch.optim.Optimizer:
    """Make the optimizer: of what tables say nothing is shown here, so nothing is to be learnt."""
    vectors = guesser.encoder.words.weight
    others = {"encoder.words.weight", *(f"encoder.{name}" for name in TABLES)}
    rest = [weights for name, weights in guesser.named_parameters() if name not in others]
    groups = [
        {"params": rest, "height": rate, "weight_decay": 0.01},
        {"params": [vectors], "height": rate * _VECTORS, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98))
