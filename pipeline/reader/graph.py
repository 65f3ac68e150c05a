"""The network at run time: an ONNX graph that finds the triggers of a window and reads each of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import numpy as np

from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = np.ndarray[Any, np.dtype[np.float32]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

#: The inputs of the graph that tell of a window, by their names in `Pieces`.
INPUTS: Final = ("ids", "casing", "marks", "cues")
#: Those that say which triggers are to be read: the first piece that the window answers for, the one behind
#: the last, and how likely a trigger has to be.
ASKED: Final = ("own_start", "own_end", "least")
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


class OnnxScorer:
    """Scores windows with the graph of a model, in a session of one thread.

    So documents can be read side by side, and no result hangs on what is read beside it.

    Args:
        path: the ONNX file.
        least: how likely a trigger has to be to be read.

    Raises:
        ValueError: the file is missing, or holds no graph or one of another form.
    """

    def __init__(self, path: Path, least: float) -> None:
        self._session = _session(path)
        if {given.name for given in self._session.get_inputs()} != {*INPUTS, *ASKED}:
            message = f"{path.name}: it is a graph of another form"
            raise ValueError(message)
        self._least = np.array(least, np.float32)

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window."""
        first, last = own_places(window)
        asked = dict(
            zip(ASKED, (np.array([first], np.int64), np.array([last], np.int64), self._least), strict=True)
        )
        return unframed(Scores(*self._session.run(None, framed(pieces, window) | asked)))


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
    """Return what the graph is told of a window: a batch of one, opened and closed as the encoder expects."""
    inside = slice(window.start, window.end)
    inputs = {name: np.pad(getattr(pieces, name)[inside], 1)[None] for name in INPUTS}
    inputs["ids"][0, 0], inputs["ids"][0, -1] = _OPENING, _CLOSING
    return inputs


def own_places(window: Window) -> tuple[int, int]:
    """Return which pieces of a framed window it answers for, the second exclusive."""
    return 1 + window.own_start - window.start, 1 + window.own_end - window.start


def unframed(scores: Scores) -> Scores:
    """Return the scores of a framed window without those of its opening and its closing."""
    if not len(scores.places):
        nothing = np.empty((0, 0), np.float32), np.empty((0, 0, 0, 3), np.float32)
        return Scores(scores.tags[1:-1], scores.places, scores.kinds, *nothing)
    return Scores(scores.tags[1:-1], scores.places - 1, scores.kinds, scores.told, scores.roles[:, 1:-1])
