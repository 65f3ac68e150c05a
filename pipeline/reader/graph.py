"""The network at run time: one ONNX graph finds the triggers of a window, another reads each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np

from pipeline.reader.labels import BEGIN
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = np.ndarray[Any, np.dtype[np.float32]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

#: The inputs of the graph that finds triggers, by their names in `Pieces`.
INPUTS: Final = ("ids", "casing", "marks", "cues")
#: The inputs of the graph that reads one.
TELLER_INPUTS: Final = ("shared", "place", "kind")
#: Pieces of the encoder's vocabulary that open and close a window.
_OPENING: Final = 101
_CLOSING: Final = 102


class Scores(NamedTuple):
    """What the network says of a window, all as probabilities but `told`.

    Attributes:
        tags: trigger tags [pieces, tags].
        places: index of the first piece of each likely trigger that the window answers for [triggers].
        kinds: index of its likeliest kind [triggers].
        told: class scores (logits) [triggers, values of all classes].
        roles: role tags [triggers, pieces, rows, 3].
    """

    tags: Floats
    places: Ints
    kinds: Ints
    told: Floats
    roles: Floats


class Scorer(Protocol):
    """Scores a window of pieces."""

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window of a text; indices in the result count its pieces from 0."""


class Graphs(Protocol):
    """The two graphs of a network. Each takes a batch of one, so no result hangs on another."""

    def find(self, inputs: dict[str, Ints]) -> tuple[Floats, Floats]:
        """Return trigger tags [pieces, tags] of a framed window, and what `tell` goes on from."""

    def tell(self, shared: Floats, place: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """Return class scores [1, values] and role tags [1, pieces, rows, 3] of a trigger.

        Args:
            shared: what `find` gave beside the tags.
            place: index of the first piece of the trigger in the framed window [1].
            kind: index of its kind [1].
        """


class GraphScorer:
    """Scores windows with the graphs of a network.

    Args:
        graphs: the graphs.
        least: how likely a trigger has to be to be read.
    """

    def __init__(self, graphs: Graphs, least: float) -> None:
        self._graphs = graphs
        self._least = least

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window."""
        tags, shared = self._graphs.find(framed(pieces, window))
        begins = tags[1:-1, BEGIN::2]
        own = slice(window.own_start - window.start, window.own_end - window.start)
        places = own.start + np.flatnonzero(begins[own].max(-1) >= self._least)
        kinds = begins[places].argmax(-1)
        if not len(places):
            nothing = np.empty((0, 0), np.float32), np.empty((0, 0, 0, 3), np.float32)
            return Scores(tags[1:-1], places, kinds, *nothing)
        read = [
            self._graphs.tell(shared, places[n : n + 1] + 1, kinds[n : n + 1]) for n in range(len(places))
        ]
        told, roles = (np.concatenate(parts) for parts in zip(*read, strict=True))
        return Scores(tags[1:-1], places, kinds, told, roles[:, 1:-1])


class OnnxGraphs:
    """Graphs in sessions of one thread, so that documents can be read side by side.

    Args:
        finder: the ONNX file of the graph that finds triggers.
        teller: that of the one that reads them.

    Raises:
        ValueError: a file is missing or holds no graph.
    """

    def __init__(self, finder: Path, teller: Path) -> None:
        self._finder, self._teller = _session(finder), _session(teller)

    def find(self, inputs: dict[str, Ints]) -> tuple[Floats, Floats]:
        """Find the triggers of a window."""
        tags, shared = self._finder.run(None, inputs)
        return tags, shared

    def tell(self, shared: Floats, place: Ints, kind: Ints) -> tuple[Floats, Floats]:
        """Read a trigger."""
        told, roles = self._teller.run(None, dict(zip(TELLER_INPUTS, (shared, place, kind), strict=True)))
        return told, roles


def _session(path: Path) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415 - only a trained model needs it
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (
        state.NoSuchFile,
        state.InvalidArgument,
        state.InvalidProtobuf,
        state.InvalidGraph,
        state.Fail,
    ) as reason:
        message = f"{path.name}: {reason}"
        raise ValueError(message) from reason


def framed(pieces: Pieces, window: Window) -> dict[str, Ints]:
    """Return the inputs of the graph that finds: a batch of one, opened and closed as the encoder expects."""
    inside = slice(window.start, window.end)
    inputs = {name: np.pad(getattr(pieces, name)[inside], 1)[None] for name in INPUTS}
    inputs["ids"][0, 0], inputs["ids"][0, -1] = _OPENING, _CLOSING
    return inputs
