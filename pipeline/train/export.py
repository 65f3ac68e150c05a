"""The trained network as two ONNX graphs, their weights quantised to eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from pipeline.reader.graph import INPUTS, TELLER_INPUTS
from pipeline.train.network import Finder, Network, Teller

#: An opset that every onnxruntime in use reads.
_OPSET: Final = 18
#: Pieces of the example that the exporter traces; the graphs take windows of any length.
_TRACED: Final = 64


def export(network: Network, finder: Path, teller: Path) -> None:
    """Write the graphs of a network.

    Args:
        network: the trained network.
        finder: the ONNX file to write of the graph that finds triggers.
        teller: that of the one that reads them.
    """
    pieces = torch.export.Dim("pieces", min=4, max=512)
    inputs = tuple(torch.ones((1, _TRACED), dtype=torch.long) for _ in INPUTS)
    _write(
        Finder(network),
        dict(zip(INPUTS, inputs, strict=True)),
        ["tags", "shared"],
        {name: {1: pieces} for name in INPUTS},
        finder,
    )
    # Place and kind are two tensors: the exporter takes one that is given twice for one input.
    trigger = (
        torch.ones((1, _TRACED, network.marker.embedding_dim)),
        torch.ones(1).long(),
        torch.zeros(1).long(),
    )
    _write(
        Teller(network),
        dict(zip(TELLER_INPUTS, trigger, strict=True)),
        ["told", "roles"],
        {"shared": {1: pieces}, "place": {}, "kind": {}},
        teller,
    )


def _write(
    graph: nn.Module,
    example: dict[str, Tensor],
    outputs: list[str],
    shapes: dict[str, dict[int, Any]],
    path: Path,
) -> None:
    """Write a graph, quantised per channel, without fusing transformers first, which makes int8 slower."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
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
            path,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": 1},
        )
