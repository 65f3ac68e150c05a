"""The trained network as an ONNX graph, its weights quantised to eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from pipeline.reader.graph import INPUTS
from pipeline.train.joining import TELLER_INPUTS, joined
from pipeline.train.network import Finder, Network, Teller

#: An opset that every onnxruntime in use reads.
_OPSET: Final = 18
#: Pieces of the example that the exporter traces; the graph takes windows of any length.
_TRACED: Final = 64


def export(network: Network, path: Path) -> None:
    """Write the graph of a network.

    Args:
        network: the trained network.
        path: the ONNX file to write.
    """
    pieces = torch.export.Dim("pieces", min=4, max=512)
    inputs = tuple(torch.ones((1, _TRACED), dtype=torch.long) for _ in INPUTS)
    finder = _rounded(
        Finder(network),
        dict(zip(INPUTS, inputs, strict=True)),
        ["tags", "shared"],
        {name: {1: pieces} for name in INPUTS},
    )
    # Place and kind are two tensors: the exporter takes one that is given twice for one input.
    trigger = (
        torch.ones((1, _TRACED, network.marker.embedding_dim)),
        torch.ones(1).long(),
        torch.zeros(1).long(),
    )
    teller = _rounded(
        Teller(network),
        dict(zip(TELLER_INPUTS, trigger, strict=True)),
        ["told", "roles"],
        {"shared": {1: pieces}, "place": {}, "kind": {}},
    )
    onnx.save(joined(finder, teller), path)


def _rounded(
    graph: nn.Module, example: dict[str, Tensor], outputs: list[str], shapes: dict[str, dict[int, Any]]
) -> onnx.ModelProto:
    """Return a graph, quantised per channel, without fusing transformers first, which makes int8 slower."""
    with tempfile.TemporaryDirectory() as folder:
        plain, rounded = Path(folder) / "plain.onnx", Path(folder) / "rounded.onnx"
        torch.onnx.export(
            graph.eval(),
            tuple(example.values()),
            str(plain),
            input_names=list(example),
            output_names=outputs,
            dynamic_shapes=shapes,
            opset_version=_OPSET,
            external_data=False,
            dynamo=True,
            verbose=False,
        )
        quantize_dynamic(
            plain,
            rounded,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": 1},
        )
        return onnx.load(rounded)
