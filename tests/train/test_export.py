from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from pipeline.reader.graph import OnnxScorer
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.export import export
from pipeline.train.network import Network
from pipeline.train.trial import TorchScorer

#: What weights of eight bits may change in a likelihood.
CLOSE = 0.05


@pytest.fixture
def network(small: None, labels: Labels) -> Network:
    torch.manual_seed(3)
    network = Network(labels).eval()
    torch.nn.init.normal_(network.marker.weight, std=3)
    torch.nn.init.normal_(network.pair.weight)
    return network


def some(length: int) -> Pieces:
    places = np.arange(length)
    nothing = np.zeros_like(places)
    return Pieces(50 + places % 60, nothing, 2 * places, 2 * places + 1, nothing, nothing, (0, length))


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")  # of torch's exporter
def test_the_graph_gives_what_the_network_gives(network: Network, tmp_path: Path) -> None:
    export(network, tmp_path / "reader.onnx")
    for length, own, least in ((5, (0, 5), 0.0), (90, (30, 37), 0.0), (90, (0, 90), 1.0)):
        pieces, window = some(length), Window(0, length, *own)
        trained = TorchScorer(network, least)(pieces, window)
        shipped = OnnxScorer(tmp_path / "reader.onnx", least)(pieces, window)
        assert trained.places.tolist() == (list(range(*own)) if least == 0 else [])
        for name in ("places", "kinds"):
            assert getattr(trained, name).tolist() == getattr(shipped, name).tolist()
        for name in ("tags", "told", "roles"):
            ours, theirs = getattr(trained, name), getattr(shipped, name)
            assert ours.shape == theirs.shape
            assert np.abs(ours - theirs).max(initial=0) < CLOSE
        for one, other in pairwise(trained.roles):
            assert np.abs(one - other).max() > 2 * CLOSE  # else the test would not tell triggers apart


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")  # of torch's exporter
def test_the_graph_names_no_file_of_the_machine_that_made_it(network: Network, tmp_path: Path) -> None:
    export(network, tmp_path / "reader.onnx")
    assert b"network.py" not in (tmp_path / "reader.onnx").read_bytes()


def test_the_shipped_graph_names_no_file_of_the_machine_that_made_it() -> None:
    shipped = Path(__file__).parents[2] / "models" / "reader" / "reader" / "reader.onnx"
    assert b".py" not in shipped.read_bytes()
