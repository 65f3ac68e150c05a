"""The network at run time: one ONNX graph that scores a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

import numpy as np

from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

Floats = np.ndarray[Any, np.dtype[np.float32]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

#: The inputs of the graph, by their names in `Pieces`.
INPUTS: Final = ("ids", "casing", "marks", "cues")
#: Pieces of the encoder's vocabulary that open and close a window.
_OPENING: Final = 101
_CLOSING: Final = 102


class Scores(NamedTuple):
    """What the network says of a window, all as probabilities but `told`.

    Attributes:
        tags: trigger tags [pieces, tags].
        places: index of the first piece of each trigger candidate [triggers].
        told: class scores (logits) [triggers, values of all classes].
        roles: role tags [triggers, pieces, rows, 3].
    """

    tags: Floats
    places: Ints
    told: Floats
    roles: Floats


class Scorer(Protocol):
    """Scores a window of pieces."""

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window of a text; indices in the result count its pieces from 0."""


class OnnxGraph:
    """A graph in a session of one thread, so that documents can be read side by side.

    Args:
        path: the ONNX file.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime  # noqa: PLC0415 - only a trained model needs it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window."""
        return unframed(*self._session.run(None, framed(pieces, window)))


def framed(pieces: Pieces, window: Window) -> dict[str, Ints]:
    """Return the inputs of the graph: a batch of one, opened and closed as the encoder expects."""
    inside = slice(window.start, window.end)
    inputs = {name: np.pad(getattr(pieces, name)[inside], 1)[None] for name in INPUTS}
    inputs["ids"][0, 0], inputs["ids"][0, -1] = _OPENING, _CLOSING
    return inputs


def unframed(tags: Floats, places: Ints, told: Floats, roles: Floats) -> Scores:
    """Return the outputs of the graph without the opening and closing piece."""
    inside = (places > 0) & (places < len(tags) - 1)
    return Scores(tags[1:-1], places[inside] - 1, told[inside], roles[inside, 1:-1])
