"""Examples to batches of windows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from pipeline.reader.graph import INPUTS
from pipeline.reader.labels import BEGIN, INSIDE, Labels
from pipeline.reader.windows import Window, windows
from pipeline.train.examples import Example, PieceSpan, TriggerExample

#: Pieces of the encoder that open, close and fill a window.
CLS, SEP, PAD = 101, 102, 0
#: What the losses leave out.
IGNORED: Final = -100
#: Lengths of the windows of an epoch, in pieces. A mix does better on long windows than these alone.
LENGTHS: Final = (64, 128, 200, 250, 320)
#: Of the windows without a trigger this share is read in an epoch.
EMPTY: Final = 0.35


@dataclass(slots=True)
class Batch:
    """Windows as tensors.

    Attributes:
        inputs: the inputs of the encoder by name, each [windows, pieces].
        tags: trigger tags [windows, pieces].
        window_of: the window of each trigger [triggers].
        places: index of its first piece there [triggers].
        classes: its classes [triggers, classes].
        roles: tags of the words of its roles [triggers, pieces, rows].
    """

    inputs: dict[str, Tensor]
    tags: Tensor
    window_of: Tensor
    places: Tensor
    classes: Tensor
    roles: Tensor

    @property
    def mask(self) -> Tensor:
        """What is added to attention scores: nothing for pieces, minus a lot for filling."""
        return torch.where(self.inputs["ids"] == PAD, -1e4, 0.0)[:, None, None, :]


def epoch(examples: Sequence[Example], labels: Labels, rng: random.Random, *, pieces: int) -> Iterator[Batch]:
    """Yield the batches of an epoch, other windows each time.

    Args:
        examples: the articles.
        labels: what is learnt.
        rng: decides windows, their order, and which of those without a trigger are read.
        pieces: how many pieces a batch holds, about.
    """
    cut: list[tuple[Example, Window, list[TriggerExample]]] = []
    for example in examples:
        own = rng.choice(LENGTHS)
        before = rng.choice((0, own // 4))
        for window in windows(example.pieces.sentences, own=own - before, before=before, after=0):
            inside = [t for t in example.triggers if window.start <= t.span[0] < window.end]
            if inside or rng.random() < EMPTY:
                cut.append((example, window, inside))
    rng.shuffle(cut)
    cut.sort(key=lambda item: (item[1].end - item[1].start) // 48)
    groups: list[list[tuple[Example, Window, list[TriggerExample]]]] = [[]]
    for item in cut:
        longest = max([item[1].end - item[1].start, *(w.end - w.start for _, w, _ in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(item)
    rng.shuffle(groups)
    for group in groups:
        yield make_batch(group, labels)


def make_batch(items: Sequence[tuple[Example, Window, Sequence[TriggerExample]]], labels: Labels) -> Batch:
    """Put windows into tensors."""
    length = max(window.end - window.start for _, window, _ in items) + 2
    triggers = [(n, window, trigger) for n, (_, window, inside) in enumerate(items) for trigger in inside]
    inputs = {name: torch.full((len(items), length), PAD) for name in INPUTS}
    ids = inputs["ids"]
    tags = torch.full_like(ids, IGNORED)
    roles = torch.zeros((len(triggers), length, len(labels.rows)), dtype=torch.long)
    for n, (example, window, inside) in enumerate(items):
        size = window.end - window.start
        ids[n, 0], ids[n, size + 1] = CLS, SEP
        for name, rows in inputs.items():
            rows[n, 1 : size + 1] = torch.from_numpy(getattr(example.pieces, name)[window.start : window.end])
        tags[n, 1 : size + 1] = 0
        for trigger in inside:
            begin = 1 + 2 * trigger.kind
            first, last = _placed(trigger.span, window) or (1, 1)
            tags[n, first:last] = begin + 1
            tags[n, first] = begin
    for k, (n, window, trigger) in enumerate(triggers):
        known = set(labels.roles_of(labels.kinds[trigger.kind]))
        for r, row in enumerate(labels.rows):
            if row.split(".")[0] not in known:
                roles[k, :, r] = IGNORED
            for span in trigger.tags.get(row, ()):
                placed = _placed(span, window)
                if placed:
                    roles[k, placed[0] : placed[1], r] = INSIDE
                    roles[k, placed[0], r] = BEGIN
        roles[k][ids[n] == PAD] = IGNORED
    return Batch(
        inputs=inputs,
        tags=tags,
        window_of=torch.tensor([n for n, _, _ in triggers], dtype=torch.long),
        places=torch.tensor([1 + t.span[0] - w.start for _, w, t in triggers], dtype=torch.long),
        classes=torch.tensor([t.classes for _, _, t in triggers], dtype=torch.long).view(
            len(triggers), len(labels.classes)
        ),
        roles=roles,
    )


def _placed(span: PieceSpan, window: Window) -> PieceSpan | None:
    """Return where a span stands in the window's tensor, cut at its edges; null outside."""
    first, last = max(span[0], window.start), min(span[1], window.end)
    return (1 + first - window.start, 1 + last - window.start) if first < last else None
