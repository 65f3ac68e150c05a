"""The trained network as one ONNX graph, its weights quantised to eight bits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from pipeline.reader.graph import INPUTS
from pipeline.train.network import Graph, Network

#: An opset that every onnxruntime in use reads.
_OPSET: Final = 18
#: Pieces of the example that the exporter traces; the graph takes windows of any length.
_TRACED: Final = 64


def export(network: Network, path: Path) -> None:
    """Write the graph of a network.

    Dynamic quantisation per channel, without fusing transformers first, which makes int8 slower.

    Args:
        network: the trained network.
        path: the ONNX file to write.
    """
    graph = Graph(network).eval()
    example = tuple(torch.ones((1, _TRACED), dtype=torch.long) for _ in INPUTS)
    pieces = torch.export.Dim("pieces", min=4, max=512)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            graph,
            example,
            str(plain),
            input_names=list(INPUTS),
            output_names=["tags", "places", "told", "roles"],
            dynamic_shapes={name: {1: pieces} for name in INPUTS},
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
