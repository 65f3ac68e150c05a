"""Where the results of a run go: an output folder, or a stream of facts."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Protocol, Self

from pipeline.errors import RunError
from pipeline.run.manifest import Manifest
from pipeline.run.records import DocumentDone
from pipeline.write import JsonlWriter, json_line, move_into_place, write_partial

_FILES: Final = ("facts", "documents", "quarantine")


class Sink(Protocol):
    """Takes the documents of a run as they are done, then the manifest; used in a ``with`` block."""

    def put(self, done: DocumentDone) -> None:
        """Take one document."""

    def finish(self, manifest: Manifest) -> None:
        """Take the manifest: the run is complete."""

    def __enter__(self) -> Self:
        """Get ready, once it is known that the run can start."""

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

    def put(self, done: DocumentDone) -> None:
        """Write the facts of a document at once, so that the reader need not wait for the next one."""
        self._stream.write(b"".join(done.lines))
        self._stream.flush()

    def finish(self, manifest: Manifest) -> None:
        """Leave the manifest out: a stream holds facts only."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass  # the stream belongs to the caller


class RunFolder:
    """An output folder, whose files get their names together when the run is complete.

    ``facts.jsonl``, ``documents.jsonl`` and ``quarantine.jsonl`` are written under partial names; an
    older run in the folder stays whole until then. The manifest goes last and holds the SHA-256 of
    the others, so that it vouches for a complete run.

    Args:
        path: the folder; made when the run starts, if need be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open = ExitStack()

    @property
    def files(self) -> dict[str, Path]:
        """What a file holds -> where it lies once the run is complete."""
        return {name: self.path / f"{name}.jsonl" for name in _FILES} | {
            "manifest": self.path / "manifest.json"
        }

    def __enter__(self) -> Self:
        """Make the folder and the partial files.

        Raises:
            RunError: E401, the folder cannot be used; E402 or E403, the files cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError("E401", path=str(self.path), reason=error.strerror or str(error)) from error
        with self._open as stack:
            self._writers = [stack.enter_context(closing(JsonlWriter(self.files[name]))) for name in _FILES]
            self._facts, self._documents, self._quarantine = self._writers
            self._open = stack.pop_all()
        return self

    def put(self, done: DocumentDone) -> None:
        """Append one document to the files.

        Raises:
            RunError: E402 or E403, the disk fails.
        """
        self._facts.write(done.lines)
        if done.quarantine is not None:
            self._quarantine.write([json_line(done.quarantine)])
        # Last, so that a document with a line here is known to be whole in the other files.
        self._documents.write([json_line(done.document)])

    def finish(self, manifest: Manifest) -> None:
        """Move the files into place, the manifest last.

        Raises:
            RunError: E402 or E403, the disk fails. Unless a move itself fails, nothing has then been moved.
        """
        files = {writer.path.name: writer.seal() for writer in self._writers}
        # Not pydantic's JSON: the name of an input can hold bytes that are no UTF-8, and the run is over.
        text = json.dumps(manifest.model_copy(update={"files": files}).model_dump(mode="json"), indent=2)
        path = self.files["manifest"]
        write_partial(path, text.encode() + b"\n")
        for writer in self._writers:
            writer.publish()
        move_into_place(path)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
