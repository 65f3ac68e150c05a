from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.reader.graph import GraphScorer, OnnxGraphs, framed
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

#: Piece -> number of its kind, and how likely it begins a trigger of that kind.
TRIGGERS = {1: (0, 0.9), 3: (2, 0.3), 4: (1, 0.05), 6: (3, 0.8)}
ROWS = 5


class Graphs:
    """Graphs that know some triggers; of a trigger they tell its kind, and mark its place for each role."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.read: list[tuple[int, int]] = []

    def find(self, inputs):
        ids = inputs["ids"][0]
        tags = np.zeros((len(ids), self.labels.trigger_tags), np.float32)
        for piece, (kind, likely) in TRIGGERS.items():
            tags[ids == 200 + piece, 1 + 2 * kind] = likely
        return tags, np.zeros((1, len(ids), 4), np.float32)

    def tell(self, shared, place, kind):
        self.read.append((int(place[0]), int(kind[0])))
        roles = np.zeros((1, shared.shape[1], ROWS, 3), np.float32)
        roles[0, place[0]] = 1
        return np.full((1, 7), kind[0], np.float32), roles


@pytest.fixture
def pieces() -> Pieces:
    places = np.arange(8)
    nothing = np.zeros_like(places)
    return Pieces(200 + places, nothing, 2 * places, 2 * places + 1, nothing, nothing, (0, 8))


def test_each_likely_trigger_is_read_by_itself(labels, pieces):
    graphs = Graphs(labels)
    scores = GraphScorer(graphs, 0.1)(pieces, Window(0, 8, 0, 8))
    assert (scores.places.tolist(), scores.kinds.tolist()) == ([1, 3, 6], [0, 2, 3])
    assert graphs.read == [(2, 0), (4, 2), (7, 3)]
    assert scores.told[:, 0].tolist() == [0, 2, 3]
    assert scores.roles[..., 0, 0].argmax(-1).tolist() == [1, 3, 6]
    assert scores.tags.shape == (8, labels.trigger_tags)


@pytest.mark.parametrize(
    ("window", "least", "places"),
    [
        (Window(0, 8, 2, 6), 0.1, [3]),
        (Window(1, 7, 1, 4), 0.1, [0, 2]),
        (Window(0, 8, 0, 8), 0.5, [1, 6]),
        (Window(0, 8, 0, 8), 0.01, [1, 3, 4, 6]),
    ],
)
def test_only_likely_triggers_are_read_that_the_window_answers_for(labels, pieces, window, least, places):
    assert GraphScorer(Graphs(labels), least)(pieces, window).places.tolist() == places


def test_a_trigger_is_of_its_likeliest_kind(labels, pieces):
    graphs = Graphs(labels)
    tags, shared = graphs.find({"ids": 200 + np.arange(8)[None]})
    tags[3, 1] = 0.25  # less than the sanction that it is
    graphs.find = lambda inputs: (np.pad(tags, ((1, 1), (0, 0))), np.pad(shared, ((0, 0), (1, 1), (0, 0))))
    assert GraphScorer(graphs, 0.1)(pieces, Window(0, 8, 0, 8)).kinds.tolist() == [0, 2, 3]


def test_a_window_without_a_trigger_is_not_read_again(labels, pieces):
    graphs = Graphs(labels)
    scores = GraphScorer(graphs, 0.1)(pieces, Window(4, 6, 4, 6))
    assert not graphs.read
    assert not len(scores.places)
    assert scores.tags.shape == (2, labels.trigger_tags)


def test_a_window_is_opened_and_closed_for_the_encoder(pieces):
    inputs = framed(pieces, Window(2, 4, 2, 4))
    assert inputs["ids"].tolist() == [[101, 202, 203, 102]]
    assert all(values.shape == (1, 4) for values in inputs.values())


@pytest.mark.parametrize("content", [None, b"", b"no graph"])
def test_a_file_that_is_missing_or_broken_is_named(tmp_path: Path, content: bytes | None):
    if content is not None:
        (tmp_path / "triggers.onnx").write_bytes(content)
    with pytest.raises(ValueError, match=r"triggers\.onnx"):
        OnnxGraphs(tmp_path / "triggers.onnx", tmp_path / "roles.onnx")
