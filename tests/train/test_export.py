from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from pipeline.reader.graph import OnnxGraphs
from pipeline.reader.labels import Labels
from pipeline.train.export import export
from pipeline.train.network import Network
from pipeline.train.trial import TorchGraphs

#: What weights of eight bits may change in a likelihood.
CLOSE = 0.05


@pytest.fixture
def network(small: None, labels: Labels) -> Network:
    torch.manual_seed(3)
    network = Network(labels).eval()
    torch.nn.init.normal_(network.marker.weight, std=3)
    torch.nn.init.normal_(network.pair.weight)
    return network


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")  # of torch's exporter
def test_the_graphs_give_what_the_network_gives(network: Network, tmp_path: Path) -> None:
    finder, teller = tmp_path / "triggers.onnx", tmp_path / "roles.onnx"
    export(network, finder, teller)
    trained, shipped = TorchGraphs(network), OnnxGraphs(finder, teller)
    for length in (5, 90):
        nothing = np.zeros((1, length), np.int64)
        inputs = {
            "ids": 50 + np.arange(length)[None] % 60,
            "casing": nothing,
            "marks": nothing,
            "cues": nothing,
        }
        (tags, shared), (shipped_tags, shipped_shared) = trained.find(inputs), shipped.find(inputs)
        assert np.abs(tags - shipped_tags).max() < CLOSE
        seen = []
        for place, kind in ((1, 0), (1, 3), (length - 1, 3)):
            trigger = np.array([place]), np.array([kind])
            told, roles = trained.tell(shared, *trigger)
            shipped_told, shipped_roles = shipped.tell(shipped_shared, *trigger)
            assert np.abs(told - shipped_told).max() < CLOSE
            assert np.abs(roles - shipped_roles).max() < CLOSE
            seen.append(roles)
        assert np.abs(seen[0] - seen[1]).max() > 2 * CLOSE
        assert np.abs(seen[1] - seen[2]).max() > 2 * CLOSE
