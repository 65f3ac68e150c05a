"""A model folder as what a training begins with: the weights of its graph, read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from pipeline.errors import ModelError
from pipeline.reader.component import GRAPH, LABELS
from pipeline.reader.graph import OnnxScorer
from pipeline.reader.labels import Labels
from pipeline.train.joining import EACH, loop_body
from pipeline.train.network import Network

_Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

#: What the names of a network's weights begin with in its graph, behind the mark of those in its loop.
_OWN: Final = "network."
#: What the name of rounded weights ends with; scale and zero stand under names with other endings.
_ROUNDED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"


def load_base(folder: Path, labels: Labels) -> Network:
    """Return the network of a model folder, with its weights as they run: rounded to eight bits.

    Args:
        folder: the model folder.
        labels: what the network is to tell apart.

    Raises:
        ModelError: E324 if the folder holds no reader, or one that tells other things apart.
    """
    try:
        weights = _model_weights(folder / "reader", labels)
        network = Network(labels)
        network.load_state_dict({name: torch.tensor(values) for name, values in weights.items()})
    except (OSError, ValueError, KeyError, RuntimeError) as reason:
        raise ModelError("E324", path=folder, why=reason) from reason
    return network


def _model_weights(place: Path, labels: Labels) -> dict[str, _Array]:
    """Return the weights of a model that tells `labels` apart."""
    own = Labels.of(json.loads((place / LABELS).read_text("utf-8")))
    if own.as_dict() != labels.as_dict():
        message = "it tells other kinds, roles or classes apart"
        raise ValueError(message)
    OnnxScorer(place / GRAPH, 1)  # says what is wrong with a damaged file
    graph = onnx.load(place / GRAPH).graph
    return graph_weights(graph) | graph_weights(loop_body(graph))


def graph_weights(graph: onnx.GraphProto) -> dict[str, _Array]:
    """Return the weights of a graph by their names in the network, without those of its loop.

    Rounding gives the matrices of linear layers names of its own; the name of the bias that is added to what
    comes out tells whose they are.
    """
    stored = {_plain(item.name): numpy_helper.to_array(item) for item in graph.initializer}
    weights = {
        name.removeprefix(_OWN): values
        for name, values in stored.items()
        if name.startswith(_OWN) and name.endswith((".weight", ".bias"))
    }
    for name in stored:
        if name.startswith(_OWN) and name.endswith(f".weight{_ROUNDED}"):
            rounded = name.removesuffix(_ROUNDED)
            weights[rounded.removeprefix(_OWN)] = _exact(stored, rounded)
    users = {used: node for node in graph.node for used in node.input}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            names = map(_plain, node.input)
            rounded = next(name for name in names if name in stored and name.endswith(_ROUNDED))
            bias = _added(node, users, stored).removeprefix(_OWN)
            weights[bias.removesuffix("bias") + "weight"] = _exact(stored, rounded.removesuffix(_ROUNDED)).T
    return weights


def _exact(stored: dict[str, _Array], name: str) -> _Array:
    """Return weights as numbers of 32 bits; of a matrix each column has a scale of its own."""
    raised = stored[name + _ROUNDED].astype(np.int32) - stored[name + _ZERO].astype(np.int32)
    exact: _Array = raised.astype(np.float32) * stored[name + _SCALE]
    return exact


def _added(node: onnx.NodeProto, users: dict[str, onnx.NodeProto], stored: dict[str, _Array]) -> str:
    """Return the name of the bias that is added to what comes out of a node."""
    while node.op_type != "Add":
        node = users[node.output[0]]
    return next(name for name in map(_plain, node.input) if name in stored)


def _plain(name: str) -> str:
    return name.removeprefix(EACH)
