"""The loss of a batch."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional

from pipeline.reader.labels import OUTSIDE, Labels
from pipeline.train.batches import IGNORED, Batch
from pipeline.train.network import Network


def loss_of(network: Network, batch: Batch, labels: Labels) -> Tensor:
    """Return the sum of the losses of triggers, classes and roles, each a mean over what is positive."""
    hidden = network.encoder(**batch.inputs, mask=batch.mask)
    tags = network.tags(hidden).float()
    loss = functional.cross_entropy(
        tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED, reduction="sum"
    ) / (1 + (batch.tags > OUTSIDE).sum())
    if not len(batch.places):
        return loss
    heads = hidden[batch.window_of, batch.places]
    told = network.told(heads).float()
    for column, where in enumerate(labels.class_slices.values()):
        wanted = batch.classes[:, column]
        if (wanted >= 0).any():
            loss = loss + 0.3 * functional.cross_entropy(told[:, where], wanted, ignore_index=-1)
    roles = network.roles(heads, batch.places, hidden[batch.window_of]).float()
    return loss + functional.cross_entropy(
        roles.flatten(0, 2), batch.roles.flatten(), ignore_index=IGNORED, reduction="sum"
    ) / (1 + (batch.roles > OUTSIDE).sum())
