"""Windows to tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import torch
from torch import Tensor

from pipeline.reader.graph import INPUTS
from pipeline.reader.labels import BEGIN, INSIDE, Labels
from pipeline.reader.windows import Window
from pipeline.train.examples import PieceSpan, TriggerExample
from pipeline.train.lessons import Item
from pipeline.train.teachers import Advice

#: Pieces of the encoder that open, close and fill a window.
CLS, SEP, PAD = 101, 102, 0
#: What the losses leave out.
IGNORED: Final = -100
#: So many triggers of a batch are read at most: each is a window more. Of names, a batch has hundreds.
_READ: Final = 32
#: A trigger with its window and the number of that window in a batch.
_Placed: TypeAlias = tuple[int, Window, TriggerExample]


@dataclass(slots=True)
class Soft:
    """Likelihoods that teachers give, as tensors.

    Attributes:
        tags: of the trigger tags [windows, pieces, tags]; all 0 in the filling.
        window_of: the window of each likely trigger [triggers].
        places: index of its first piece there [triggers].
        kinds: its likeliest kind [triggers].
        weights: how likely it is a trigger [triggers].
        told: of the values of its classes [triggers, values].
        roles: of the tags of the words of its roles [triggers, pieces, rows, 3]; all 0 where none are learnt.
    """

    tags: Tensor
    window_of: Tensor
    places: Tensor
    kinds: Tensor
    weights: Tensor
    told: Tensor
    roles: Tensor


@dataclass(slots=True)
class Batch:
    """Windows as tensors.

    Attributes:
        inputs: the inputs of the encoder by name, each [windows, pieces].
        tags: trigger tags [windows, pieces].
        window_of: the window of each trigger [triggers].
        places: index of its first piece there [triggers].
        kinds: its kind [triggers].
        classes: its classes [triggers, classes].
        roles: tags of the words of its roles [triggers, pieces, rows].
        soft: what teachers say, null without any.
    """

    inputs: dict[str, Tensor]
    tags: Tensor
    window_of: Tensor
    places: Tensor
    kinds: Tensor
    classes: Tensor
    roles: Tensor
    soft: Soft | None = None

    @property
    def mask(self) -> Tensor:
        """What is added to attention scores: nothing for pieces, minus a lot for filling."""
        return torch.where(self.inputs["ids"] == PAD, -1e4, 0.0)[:, None, None, :]


def make_batch(items: Sequence[Item], labels: Labels) -> Batch:
    """Put windows into tensors, with what teachers say of them, if they were all shown to any."""
    length = max(item.size for item in items) + 2
    triggers = _drawn(
        [(n, item.window, trigger) for n, item in enumerate(items) for trigger in item.triggers]
    )
    inputs = {name: torch.full((len(items), length), PAD) for name in INPUTS}
    tags = torch.full_like(inputs["ids"], IGNORED)
    for n, item in enumerate(items):
        _fill(item, {name: rows[n] for name, rows in inputs.items()})
        if item.example.labelled:
            _tag(item, tags[n])
    roles = torch.zeros((len(triggers), length, len(labels.rows)), dtype=torch.long)
    for k, (n, window, trigger) in enumerate(triggers):
        _tag_roles(trigger, window, labels, roles[k])
        roles[k][inputs["ids"][n] == PAD] = IGNORED
    advice = [item.advice for item in items if item.advice is not None]
    return Batch(
        inputs=inputs,
        tags=tags,
        window_of=torch.tensor([n for n, _, _ in triggers], dtype=torch.long),
        places=torch.tensor([1 + t.span[0] - w.start for _, w, t in triggers], dtype=torch.long),
        kinds=torch.tensor([t.kind for _, _, t in triggers], dtype=torch.long),
        classes=torch.tensor([t.classes for _, _, t in triggers], dtype=torch.long).view(
            len(triggers), len(labels.classes)
        ),
        roles=roles,
        soft=_soft(advice, labels, length) if len(advice) == len(items) else None,
    )


def _drawn(triggers: Sequence[_Placed]) -> list[_Placed]:
    """Draw the triggers whose windows are read again, where a batch has too many."""
    drawn = torch.randperm(len(triggers))[:_READ].sort().values
    return [triggers[n] for n in drawn.tolist()]


def _fill(item: Item, inputs: Mapping[str, Tensor]) -> None:
    """Write the pieces of a window into its row of each input, opened and closed."""
    inside = slice(item.window.start, item.window.end)
    inputs["ids"][0], inputs["ids"][item.size + 1] = CLS, SEP
    for name, row in inputs.items():
        row[1 : item.size + 1] = torch.from_numpy(getattr(item.example.pieces, name)[inside])


def _tag(item: Item, tags: Tensor) -> None:
    """Write the triggers of a window into its row of tags [pieces]."""
    tags[1 : item.size + 1] = 0
    for trigger in item.triggers:
        begin = 1 + 2 * trigger.kind
        first, last = _placed(trigger.span, item.window) or (1, 1)
        tags[first:last] = begin + 1
        tags[first] = begin


def _tag_roles(trigger: TriggerExample, window: Window, labels: Labels, roles: Tensor) -> None:
    """Write the words of a trigger's roles into its tags [pieces, rows]."""
    known = set(labels.roles_of(labels.kinds[trigger.kind]))
    for r, row in enumerate(labels.rows):
        if row.split(".")[0] not in known:
            roles[:, r] = IGNORED
        for span in trigger.tags.get(row, ()):
            placed = _placed(span, window)
            if placed:
                roles[placed[0] : placed[1], r] = INSIDE
                roles[placed[0], r] = BEGIN


def _soft(advice: Sequence[Advice], labels: Labels, length: int) -> Soft:
    """Put what teachers say of windows into tensors for `length` pieces a window."""
    tags = torch.zeros((len(advice), length, labels.trigger_tags))
    opinions = [(n, opinion) for n, said in enumerate(advice) for opinion in said.opinions]
    roles = torch.zeros((len(opinions), length, len(labels.rows), 3))
    for n, said in enumerate(advice):
        tags[n, 1 : len(said.tags) + 1] = torch.from_numpy(said.tags)
    for k, (_, opinion) in enumerate(opinions):
        roles[k, 1 : len(opinion.roles) + 1] = torch.from_numpy(opinion.roles)
        known = labels.roles_of(labels.kinds[opinion.kind])
        roles[k, :, [row.split(".")[0] not in known for row in labels.rows]] = 0
    return Soft(
        tags=tags,
        window_of=torch.tensor([n for n, _ in opinions], dtype=torch.long),
        places=torch.tensor([1 + opinion.place for _, opinion in opinions], dtype=torch.long),
        kinds=torch.tensor([opinion.kind for _, opinion in opinions], dtype=torch.long),
        weights=torch.tensor([opinion.weight for _, opinion in opinions]),
        told=torch.from_numpy(np.array([opinion.told for _, opinion in opinions])),
        roles=roles,
    )


def _placed(span: PieceSpan, window: Window) -> PieceSpan | None:
    """Return where a span stands in the window's tensor, cut at its edges; null outside."""
    first, last = max(span[0], window.start), min(span[1], window.end)
    return (1 + first - window.start, 1 + last - window.start) if first < last else None
