"""Where the results of a run go: a stream of facts, or an output folder (see `pipeline.run.folder`)."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from pipeline.run.checkpoint import Checkpoint
from pipeline.run.manifest import Manifest
from pipeline.run.records import DocumentDone
from pipeline.write import writing


class Sink(Protocol):
    """Takes the documents of a run as they are done, then the manifest; used in a ``with`` block.

    Attributes:
        checkpoint: where an earlier part of the run stopped, or null.
        finished: the manifest of the run, if it is finished already.
    """

    checkpoint: Checkpoint | None
    finished: Manifest | None

    @property
    def seen(self) -> Path | None:
        """The file that remembers documents, or null for a temporary one."""

    def begin(self) -> None:
        """Get ready to write: what an earlier run left and this one does not go on with is dropped."""

    def put(self, done: DocumentDone) -> None:
        """Take one document."""

    def save(self, checkpoint: Checkpoint) -> None:
        """Make all documents so far safe, and remember how far the run is."""

    def finish(self, manifest: Manifest, checkpoint: Checkpoint) -> Manifest:
        """Take the manifest: the run is complete. Return it as it was written."""

    def __enter__(self) -> Self:
        """Find out what an earlier run left."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of what is open, whether the run is complete or not."""


class FactStream:
    """Writes fact lines to a stream, and nothing else.

    Args:
        stream: a binary stream, for instance the standard output.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._name = Path(str(getattr(stream, "name", "the stream of facts")))
        self.checkpoint: Checkpoint | None = None
        self.finished: Manifest | None = None

    @property
    def seen(self) -> Path | None:
        """Null: documents are remembered as long as the run."""
        return None

    def begin(self) -> None:
        """Nothing: there is no earlier run."""

    def put(self, done: DocumentDone) -> None:
        """Write the facts of a document at once, so that the reader need not wait for the next one.

        Raises:
            RunError: E402 or E403, the stream cannot be written.
            BrokenPipeError: its reader has left.
        """
        with writing(self._name):
            self._stream.write(b"".join(done.lines))
            self._stream.flush()

    def save(self, checkpoint: Checkpoint) -> None:
        """Forget it: what has left cannot be taken back."""

    def finish(self, manifest: Manifest, checkpoint: Checkpoint) -> Manifest:
        """Leave the manifest out: a stream holds facts only."""
        return manifest

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass  # the stream belongs to the caller
