"""The network: a MiniLM encoder that finds triggers, and reads the window again for each of them.

The encoder is BERT's (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020): 6 layers, 384
wide. Casing classes of the words take the place of token types, all rows starting from row 0.

A trigger is marked in what the lower layers make of the window, and layers of their own read on from
there: so each word is seen in the light of the trigger whose role it may fill. Markers in the text do
that at the cost of a whole reading for each trigger (Zhong and Chen 2021); here the lower layers are shared.
"""

from __future__ import annotations

import math
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from pipeline.reader.labels import OUTSIDE, Labels
from pipeline.reader.pieces import CASINGS

WIDTH: Final = 384
LAYERS: Final = 6
#: So many layers read on for each trigger, from below as many of the encoder's last ones.
AGAIN: Final = 3
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
#: Weights of an encoder that say what the tables say; no encoder as published has them.
TABLES: Final = ("marks.weight", "cues.weight")


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
    ) -> tuple[Tensor, Tensor]:
        """Return vectors [batch, pieces, width] of pieces given by four tensors [batch, pieces].

        The first are those of the layer that the reading of a trigger begins from, the others the last.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places)[None] + self.casing(casing)
        x = x + self.marks(marks) + self.cues(cues)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:-AGAIN]:
            x = layer(x, mask)
        y = x
        for layer in self.layers[-AGAIN:]:
            y = layer(y, mask)
        return x, y


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
        self.marker = nn.Embedding(len(labels.kinds), WIDTH)
        self.again = nn.ModuleList(Layer() for _ in range(AGAIN))
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
        nn.init.zeros_(self.marker.weight)
        with torch.no_grad():  # Nearly all pieces are outside of all spans: begin there.
            self.trigger.bias[OUTSIDE] += _OUTSIDE
            self.pair.bias.view(self.rows, 3)[:, OUTSIDE] += _OUTSIDE

    def tags(self, hidden: Tensor) -> Tensor:
        """Return trigger tag scores [batch, pieces, tags]."""
        scores: Tensor = self.trigger(self.dropout(hidden))
        return scores

    def read(
        self, shared: Tensor, places: Tensor, kinds: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Read windows again, a trigger marked in each.

        Args:
            shared: the encoder's first vectors of each trigger's window [triggers, pieces, width].
            places: index of each trigger's first piece [triggers].
            kinds: its kind [triggers].
            mask: what is added to attention scores.

        Returns:
            Class scores [triggers, values of all classes] and role tag scores [triggers, pieces, rows, 3].
        """
        apart = torch.arange(shared.shape[1], device=shared.device)[None] - places[:, None]
        x = shared + (apart == 0)[..., None] * self.marker(kinds)[:, None]
        for layer in self.again:
            x = layer(x, mask)
        heads = x.gather(1, places[:, None, None].expand(-1, 1, WIDTH))[:, 0]
        return self._told(heads), self._roles(heads, apart, x)

    def _told(self, heads: Tensor) -> Tensor:
        scores: Tensor = self.classes(self.dropout(functional.gelu(self.class_hidden(self.dropout(heads)))))
        return scores

    def _roles(self, heads: Tensor, apart: Tensor, hidden: Tensor) -> Tensor:
        heads, hidden = self.dropout(heads), self.dropout(hidden)
        bucket = (apart.abs()[..., None] >= self.bounds[None, None]).sum(-1) - 1
        bucket = bucket + len(DISTANCES) * (apart > 0).long()
        met = self.left(heads)[:, None] + self.right(hidden) + self.distance(bucket)
        met = met + self.left_factor(heads)[:, None] * self.right_factor(hidden)
        scores = self.pair(self.dropout(functional.gelu(met))).unflatten(-1, (self.rows, 3))
        # Where spans begin and go on is learnt for all roles together, from the piece alone.
        outside, filled, inside = scores.unbind(-1)
        edges = self.edges(hidden)[..., None, :]
        return torch.stack((outside, filled + edges[..., 0], filled + inside + edges[..., 1]), -1)


class Finder(nn.Module):
    """What is exported to find triggers: one window in, a batch of one without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, casing: Tensor, marks: Tensor, cues: Tensor) -> tuple[Tensor, Tensor]:
        """Return trigger tags [pieces, tags] of inputs [1, pieces], and what the reading goes on from."""
        shared, hidden = self.network.encoder(ids, casing, marks, cues)
        return self.network.tags(hidden)[0].softmax(-1), shared


class Teller(nn.Module):
    """What is exported to read a trigger: its window as the finder leaves it, its place and its kind."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, shared: Tensor, place: Tensor, kind: Tensor) -> tuple[Tensor, Tensor]:
        """Return class scores [1, values of all classes] and role tags [1, pieces, rows, 3]."""
        told, roles = self.network.read(shared, place, kind)
        return told, roles.softmax(-1)
