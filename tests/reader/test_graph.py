"""The graph that is shipped, on a text; `tests/train` compares what training writes with the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.facts.claims import Recognised
from pipeline.reader.component import GRAPH, open_tokenizer
from pipeline.reader.graph import OnnxScorer, Scores, framed
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces, cut, mark
from pipeline.reader.windows import Window

SHIPPED = Path(__file__).parents[2] / "models" / "reader" / "reader"
TEXT = (
    "Twitter suspended Ada Lane on Monday. The Treasury sanctioned the bank of her uncle, "
    "and YouTube restored the channel, which has 40,000 subscribers. It rained."
)
#: Its triggers, and their kinds: so plain that weights which miss one are none to ship.
TRIGGERS = {"suspended": 0, "sanctioned": 2, "restored": 1, "subscribers": 3}


@pytest.fixture(scope="module")
def pieces(labels: Labels) -> Pieces:
    tokenizer = open_tokenizer(SHIPPED / "tokenizer.json")
    return mark(cut(tokenizer, TEXT, [(0, len(TEXT))]), Recognised((), ()), labels)


@pytest.fixture(scope="module")
def whole(pieces: Pieces) -> Window:
    return Window(0, len(pieces.ids), 0, len(pieces.ids))


def words(pieces: Pieces, window: Window, scores: Scores) -> list[str]:
    places = scores.places + window.start
    return [TEXT[pieces.starts[place] : pieces.ends[place]] for place in places]


def test_each_likely_trigger_is_found_with_its_kind_and_read(labels, pieces, whole):
    scores = OnnxScorer(SHIPPED / GRAPH, 0.5)(pieces, whole)
    assert dict(zip(words(pieces, whole, scores), scores.kinds.tolist(), strict=True)) == TRIGGERS
    values = sum(map(len, labels.classes.values()))
    assert scores.tags.shape == (len(pieces.ids), labels.trigger_tags)
    assert scores.told.shape == (len(TRIGGERS), values)
    assert scores.roles.shape == (len(TRIGGERS), len(pieces.ids), len(labels.rows), 3)
    held = scores.roles[0, :, labels.rows.index("holder"), 1]
    assert TEXT[pieces.starts[held.argmax()] :].startswith("Ada")


def test_only_triggers_are_read_that_the_window_answers_for(pieces, whole):
    scorer = OnnxScorer(SHIPPED / GRAPH, 0.5)
    everything = scorer(pieces, whole)
    first, last = everything.places[1], everything.places[-1]
    some = scorer(pieces, replace(whole, own_start=int(first), own_end=int(last)))
    assert some.places.tolist() == everything.places[1:-1].tolist()
    assert np.array_equal(some.roles, everything.roles[1:-1])  # each is read by itself


def test_places_count_from_the_first_piece_of_the_window(pieces, whole):
    scorer = OnnxScorer(SHIPPED / GRAPH, 0.5)
    later = replace(whole, start=4, own_start=4)
    assert "sanctioned" in words(pieces, later, scorer(pieces, later))


def test_a_trigger_has_to_be_likely_enough(pieces, whole):
    likely = [len(OnnxScorer(SHIPPED / GRAPH, least)(pieces, whole).places) for least in (0.0, 0.5, 1.0)]
    assert likely == [len(pieces.ids), len(TRIGGERS), 0]


def test_a_window_without_a_trigger_has_no_readings(labels, pieces, whole):
    scores = OnnxScorer(SHIPPED / GRAPH, 0.5)(pieces, replace(whole, own_start=whole.end - 3))
    assert not len(scores.places)
    assert scores.tags.shape == (whole.end, labels.trigger_tags)
    assert (scores.told.size, scores.roles.size) == (0, 0)


def test_a_window_is_opened_and_closed_for_the_encoder():
    places = np.arange(8)
    nothing = np.zeros_like(places)
    pieces = Pieces(200 + places, nothing, 2 * places, 2 * places + 1, nothing, nothing, (0, 8))
    inputs = framed(pieces, Window(2, 4, 2, 4))
    assert inputs["ids"].tolist() == [[101, 202, 203, 102]]
    assert all(values.shape == (1, 4) for values in inputs.values())


@pytest.mark.parametrize("content", [None, b"", b"no graph"])
def test_a_file_that_is_missing_or_broken_is_named(tmp_path: Path, content: bytes | None):
    if content is not None:
        (tmp_path / GRAPH).write_bytes(content)
    with pytest.raises(ValueError, match=r"reader\.onnx"):
        OnnxScorer(tmp_path / GRAPH, 0.5)
