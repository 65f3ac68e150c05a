"""The loss of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from torch import Tensor
from torch.nn import functional

from pipeline.reader.labels import OUTSIDE, Labels
from pipeline.train.batches import IGNORED, Batch, Soft
from pipeline.train.network import Network

#: What classes count beside triggers and roles.
_CLASSES: Final = 0.3
#: Where there are teachers, labels count so much, and what the teachers say the rest.
_LABELS: Final = 0.5


#: Gives the scores of classes and roles of triggers.
_Read: TypeAlias = Callable[[Batch | Soft], tuple[Tensor, Tensor]]


def loss_of(network: Network, batch: Batch, labels: Labels) -> Tensor:
    """Return the sum of the losses of triggers, classes and roles, each a mean over what is positive."""
    shared, hidden = network.encoder(**batch.inputs, mask=batch.mask)
    tags = network.tags(hidden).float()

    def read(which: Batch | Soft) -> tuple[Tensor, Tensor]:
        windows = which.window_of
        told, roles = network.read(shared[windows], which.places, which.kinds, batch.mask[windows])
        return told.float(), roles.float()

    hard = _hard(batch, labels, tags, read)
    if batch.soft is None:
        return hard
    return _LABELS * hard + (1 - _LABELS) * _soft(batch.soft, labels, tags, read)


def _hard(batch: Batch, labels: Labels, tags: Tensor, read: _Read) -> Tensor:
    """Return the loss against labels."""
    loss = functional.cross_entropy(
        tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED, reduction="sum"
    ) / (1 + (batch.tags > OUTSIDE).sum())
    if not len(batch.places):
        return loss
    told, roles = read(batch)
    for column, where in enumerate(labels.class_slices.values()):
        wanted = batch.classes[:, column]
        if (wanted >= 0).any():
            loss = loss + _CLASSES * functional.cross_entropy(told[:, where], wanted, ignore_index=-1)
    return loss + functional.cross_entropy(
        roles.flatten(0, 2), batch.roles.flatten(), ignore_index=IGNORED, reduction="sum"
    ) / (1 + (batch.roles > OUTSIDE).sum())


def _soft(soft: Soft, labels: Labels, tags: Tensor, read: _Read) -> Tensor:
    """Return the loss against what teachers say, of which each trigger counts as likely as it is one."""
    loss = _apart(tags, soft.tags) / (1 + soft.tags[..., OUTSIDE + 1 :].sum())
    if not len(soft.places):
        return loss
    told, roles = read(soft)
    for where in labels.class_slices.values():
        wanted = soft.weights[:, None] * soft.told[:, where]
        loss = loss + _CLASSES * _apart(told[:, where], wanted) / soft.weights.sum()
    wanted = soft.weights[:, None, None, None] * soft.roles
    return loss + _apart(roles, wanted) / (1 + wanted[..., OUTSIDE + 1 :].sum())


def _apart(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return how far scores are from what is wanted (cross-entropy), summed over all."""
    return -(wanted * scores.log_softmax(-1)).sum()
