"""The network: a MiniLM encoder with heads for triggers, their classes and the words of their roles.

The encoder is BERT's (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020): 6 layers, 384
wide. Casing classes of the words take the place of token types, all rows starting from row 0.
"""

from __future__ import annotations

import math
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.reader.labels import BEGIN, OUTSIDE, Labels
from pipeline.reader.pieces import CASINGS

WIDTH: Final = 384
LAYERS: Final = 6
HEADS: Final = 12
INNER: Final = 1536
VOCABULARY: Final = 30522
POSITIONS: Final = 512
EPSILON: Final = 1e-12
#: Width of the layer in which a trigger meets each piece of the window.
PAIR: Final = 192
#: Distances between trigger and piece, in pieces, are told apart up to these bounds, each way.
DISTANCES: Final = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192)
#: What "outside" is ahead by before training.
_OUTSIDE: Final = 4.0
#: A graph reads the roles of so many triggers of a window at most: the surest.
TRIGGERS: Final = 16


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.out_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.narrow_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return vectors of the shape of `x` [batch, pieces, width]; `mask` is added to the scores."""
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            scores = scores + mask
        met = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.out_norm(x + self.dropout(self.out(met)))
        inner: Tensor = self.narrow(functional.gelu(self.wide(x)))
        y: Tensor = self.narrow_norm(x + self.dropout(inner))
        return y


class Encoder(nn.Module):
    """The encoder: word pieces with their casing, and what the tables say of them -> vectors."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.casing = nn.Embedding(CASINGS, WIDTH)
        self.marks = nn.Embedding(labels.mark_tags, WIDTH)
        self.cues = nn.Embedding(1 + len(labels.kinds), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)

    def forward(
        self, ids: Tensor, casing: Tensor, marks: Tensor, cues: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """Return vectors [batch, pieces, width] of pieces given by four tensors [batch, pieces]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places)[None] + self.casing(casing)
        x = x + self.marks(marks) + self.cues(cues)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        y: Tensor = x
        return y


class Network(nn.Module):
    """Encoder and heads.

    Args:
        labels: what the heads tell apart.
    """

    bounds: Tensor

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.rows = len(labels.rows)
        self.encoder = Encoder(labels)
        self.dropout = nn.Dropout(0.2)
        self.trigger = nn.Linear(WIDTH, labels.trigger_tags)
        self.class_hidden = nn.Linear(WIDTH, WIDTH)
        self.classes = nn.Linear(WIDTH, sum(map(len, labels.classes.values())))
        self.left = nn.Linear(WIDTH, PAIR)
        self.right = nn.Linear(WIDTH, PAIR)
        self.left_factor = nn.Linear(WIDTH, PAIR)
        self.right_factor = nn.Linear(WIDTH, PAIR)
        self.distance = nn.Embedding(2 * len(DISTANCES), PAIR)
        self.pair = nn.Linear(PAIR, 3 * self.rows)
        self.edges = nn.Linear(WIDTH, 2)
        self.register_buffer("bounds", torch.tensor(DISTANCES), persistent=False)
        nn.init.normal_(self.distance.weight, std=0.02)
        with torch.no_grad():  # Nearly all pieces are outside of all spans: begin there.
            self.trigger.bias[OUTSIDE] += _OUTSIDE
            self.pair.bias.view(self.rows, 3)[:, OUTSIDE] += _OUTSIDE

    def tags(self, hidden: Tensor) -> Tensor:
        """Return trigger tag scores [batch, pieces, tags]."""
        scores: Tensor = self.trigger(self.dropout(hidden))
        return scores

    def told(self, heads: Tensor) -> Tensor:
        """Return class scores [triggers, values of all classes] from trigger vectors [triggers, width]."""
        scores: Tensor = self.classes(self.dropout(functional.gelu(self.class_hidden(self.dropout(heads)))))
        return scores

    def roles(self, heads: Tensor, places: Tensor, hidden: Tensor) -> Tensor:
        """Return tag scores [triggers, pieces, rows, 3].

        Args:
            heads: trigger vectors [triggers, width].
            places: index of each trigger's first piece [triggers].
            hidden: vectors of the pieces of each trigger's window, or of the one window of all of them,
                [triggers or 1, pieces, width].
        """
        heads, hidden = self.dropout(heads), self.dropout(hidden)
        apart = torch.arange(hidden.shape[1], device=hidden.device)[None] - places[:, None]
        bucket = (apart.abs()[..., None] >= self.bounds[None, None]).sum(-1) - 1
        bucket = bucket + len(DISTANCES) * (apart > 0).long()
        met = self.left(heads)[:, None] + self.right(hidden) + self.distance(bucket)
        met = met + self.left_factor(heads)[:, None] * self.right_factor(hidden)
        scores = self.pair(self.dropout(functional.gelu(met))).unflatten(-1, (self.rows, 3))
        # Where spans begin and go on is learnt for all roles together, from the piece alone.
        outside, filled, inside = scores.unbind(-1)
        edges = self.edges(hidden)[..., None, :]
        return torch.stack((outside, filled + edges[..., 0], filled + inside + edges[..., 1]), -1)


class Graph(nn.Module):
    """What is exported: one window in, the scores of its surest triggers out.

    The window is a batch of one without padding, so no result hangs on what else was read.
    """

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, ids: Tensor, casing: Tensor, marks: Tensor, cues: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the fields of `Scores`, from tensors [1, pieces]."""
        hidden = self.network.encoder(ids, casing, marks, cues)
        tags = self.network.tags(hidden)[0].softmax(-1)
        starts = tags[:, BEGIN::2].amax(-1)
        # A window shorter than the number of triggers gets more places, of no weight.
        places = torch.cat([starts, starts.new_zeros(TRIGGERS)]).topk(TRIGGERS).indices
        places = places.minimum(torch.tensor(starts.shape[0] - 1))
        heads = hidden[0, places]
        told = self.network.told(heads)
        roles = self.network.roles(heads, places, hidden).softmax(-1)
        return tags, places, told, roles
