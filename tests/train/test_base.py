from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnx.utils
import pytest
import torch

from pipeline.errors import ModelError
from pipeline.reader.graph import OnnxScorer
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.base import load_base
from pipeline.train.export import export
from pipeline.train.network import Network

#: Weights of eight bits are off by half of a 127th of the largest of their column at most.
STEP = 1 / 253
SHIPPED = Path(__file__).parents[2] / "models" / "reader"


@pytest.fixture
def folder(tmp_path: Path, labels: Labels) -> Path:
    (tmp_path / "reader").mkdir()
    (tmp_path / "reader" / "labels.json").write_text(json.dumps(labels.as_dict()), "utf-8")
    return tmp_path


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")  # of torch's exporter
def test_every_weight_comes_back_rounded(small: None, folder: Path, labels: Labels) -> None:
    torch.manual_seed(3)
    network = Network(labels)
    for weights in network.parameters():
        torch.nn.init.normal_(weights)
    export(network, folder / "reader" / "reader.onnx")

    back = load_base(folder, labels).state_dict()

    assert back.keys() == network.state_dict().keys()
    for name, weights in network.state_dict().items():
        assert (back[name] - weights).abs().max() <= STEP * weights.abs().max(), name


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::UserWarning")  # of torch's exporter
def test_the_shipped_model_comes_back_as_it_reads(tmp_path: Path, labels: Labels) -> None:
    places = np.arange(40)
    nothing = np.zeros_like(places)
    pieces = Pieces(2000 + 37 * places, nothing, places, places + 1, nothing, nothing, (0, 40))
    export(load_base(SHIPPED, labels), tmp_path / "again.onnx")
    shipped, again = (
        OnnxScorer(graph, 0)(pieces, Window(0, 40, 20, 22))
        for graph in (SHIPPED / "reader" / "reader.onnx", tmp_path / "again.onnx")
    )
    for name in ("tags", "roles"):
        assert np.abs(getattr(shipped, name) - getattr(again, name)).max() < 0.001
    assert again.tags.std() > 0.1


def test_a_model_of_other_labels_is_refused(folder: Path, labels: Labels) -> None:
    known = {**labels.as_dict(), "kinds": ["arson"]}
    (folder / "reader" / "labels.json").write_text(json.dumps(known), "utf-8")
    with pytest.raises(ModelError, match=r"E324.*other kinds") as caught:
        load_base(folder, labels)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize("fault", ["no folder", "no graph", "broken graph", "graph of another network"])
def test_a_folder_without_a_whole_model_is_refused(folder: Path, labels: Labels, fault: str) -> None:
    if fault == "no folder":
        shutil.rmtree(folder / "reader")
    if fault == "broken graph":
        (folder / "reader" / "reader.onnx").write_bytes(b"no graph")
    if fault == "graph of another network":
        whole = onnx.load(SHIPPED / "reader" / "reader.onnx")
        part = onnx.utils.Extractor(whole).extract_model(["ids", "casing", "marks", "cues"], ["tags"])
        onnx.save(part, folder / "reader" / "reader.onnx")
    with pytest.raises(ModelError, match="E324"):
        load_base(folder, labels)
