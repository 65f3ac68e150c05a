"""One graph of two: what finds the triggers of a window, and a loop that reads each of the likely ones.

The loop reads one trigger at a time: weights of eight bits are applied with a scale that hangs on all
that is read together, so what is said of one trigger would otherwise change with the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto
from onnx.compose import add_prefix_graph
from onnx.helper import make_graph, make_model, make_node, make_tensor_value_info
from onnx.numpy_helper import from_array

from pipeline.reader.graph import ASKED, Scores

#: A node of a graph: what it does, what it takes, what it gives, and how.
_Line: TypeAlias = tuple[str, str, str, dict[str, Any]]
#: The inputs of the graph that reads a trigger.
TELLER_INPUTS: Final = ("shared", "place", "kind")
#: What all names begin with that are used for each trigger.
EACH: Final = "each/"
#: The numbers that the nodes below use.
_NUMBERS: Final = {
    "axis_0": np.array([0]),
    "axis_1": np.array([1]),
    "first_begin": np.array([1]),
    "every_second": np.array([2]),
    "to_the_end": np.array([np.iinfo(np.int64).max]),
    "always": np.array(True),
}
#: What lies between the two graphs: a node a line, what it takes, and what it gives. From the tags of the
#: pieces that the window answers for to the places and kinds of its likely triggers, as in `TorchScorer`.
_BETWEEN: Final[tuple[_Line, ...]] = (
    ("Slice", "tags own_start own_end axis_0", "own_tags", {}),
    ("Slice", "own_tags first_begin to_the_end axis_1 every_second", "begins", {}),
    ("ReduceMax", "begins axis_1", "highest", {"keepdims": 0}),
    ("GreaterOrEqual", "highest least", "is_likely", {}),
    ("NonZero", "is_likely", "likely", {}),
    ("Squeeze", "likely axis_0", "found", {}),
    ("Add", "found own_start", "places", {}),
    ("ArgMax", "begins", "likeliest", {"axis": 1, "keepdims": 0}),
    ("Gather", "likeliest found", "kinds", {}),
    ("Size", "found", "count", {}),
)
#: What the loop does before and behind the reading of the trigger number `each`.
_BEFORE: Final[tuple[_Line, ...]] = (
    ("Unsqueeze", "each axis_0", "number", {}),
    ("Gather", "places number", f"{EACH}place", {}),
    ("Gather", "kinds number", f"{EACH}kind", {}),
    ("Identity", "shared", f"{EACH}shared", {}),
    ("Identity", "goes_on", "goes_on_still", {}),
)
_BEHIND: Final[tuple[_Line, ...]] = (
    ("Squeeze", f"{EACH}told axis_0", "one_told", {}),
    ("Squeeze", f"{EACH}roles axis_0", "one_roles", {}),
)


def joined(finder: ModelProto, teller: ModelProto) -> ModelProto:
    """Return one graph of a network; it gives `Scores` of a framed window.

    The shapes that the exporter noted in passing are left out: with them onnxruntime (1.32) makes one step of
    each sum and the norm behind it, which takes several times as long as both, a quarter of the whole time.

    Args:
        finder: the graph that finds triggers, with the outputs tags and shared.
        teller: the graph that reads one, with `TELLER_INPUTS` and the outputs told and roles.
    """
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    for graph in (finder.graph, teller.graph):
        _forget_origins(graph)
    loop = make_node("Loop", ["count", "always"], ["told", "roles"], body=_loop_body(teller.graph))
    start, end, least = ASKED
    whole_graph = make_graph(
        [*finder.graph.node, *_nodes(_BETWEEN), loop],
        "reader",
        [
            *finder.graph.input,
            make_tensor_value_info(start, whole, [1]),
            make_tensor_value_info(end, whole, [1]),
            make_tensor_value_info(least, floats, []),
        ],
        [_any_shape(name, whole if name in {"places", "kinds"} else floats) for name in Scores._fields],
        [*finder.graph.initializer, *(from_array(value, name) for name, value in _NUMBERS.items())],
    )
    return make_model(whole_graph, opset_imports=finder.opset_import, ir_version=finder.ir_version)


def loop_body(graph: GraphProto) -> GraphProto:
    """Return what a joined graph does for each trigger.

    Raises:
        ValueError: the graph is none that was joined.
    """
    for node in graph.node:
        if node.op_type == "Loop":
            body: GraphProto = node.attribute[0].g
            return body
    message = "its graph reads no triggers"
    raise ValueError(message)


def _loop_body(teller: GraphProto) -> GraphProto:
    named = add_prefix_graph(teller, EACH)
    return make_graph(
        [*_nodes(_BEFORE), *named.node, *_nodes(_BEHIND)],
        "each",
        [
            make_tensor_value_info("each", TensorProto.INT64, []),
            make_tensor_value_info("goes_on", TensorProto.BOOL, []),
        ],
        [
            make_tensor_value_info("goes_on_still", TensorProto.BOOL, []),
            _any_shape("one_told", TensorProto.FLOAT),
            _any_shape("one_roles", TensorProto.FLOAT),
        ],
        named.initializer,
    )


def _forget_origins(graph: GraphProto) -> None:
    """Take out what the exporter notes of where each part comes from: paths of the machine it ran on."""
    for part in (*graph.node, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")


def _nodes(lines: Iterable[_Line]) -> list[NodeProto]:
    return [make_node(kind, taken.split(), [given], **options) for kind, taken, given, options in lines]


def _any_shape(name: str, kind: int) -> ValueInfoProto:
    return make_tensor_value_info(name, kind, None)
