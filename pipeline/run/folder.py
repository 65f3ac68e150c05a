"""The output folder of a run: complete or not, taken up again or refused, and never in two hands at once."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self, TypeVar

from filelock import FileLock, Timeout
from pydantic import BaseModel

from pipeline.errors import RunError
from pipeline.run.checkpoint import Checkpoint
from pipeline.run.manifest import Manifest
from pipeline.run.records import DocumentDone
from pipeline.write import JsonlWriter, json_line, move_into_place, write_partial
from pipeline.write.disk import partial_path

_FILES: Final = ("facts", "documents", "quarantine")
#: Where the state of a run lies until it is complete, below its folder.
_STATE: Final = ".run"

#: What to do with an earlier run in the folder: refuse, go on with it, or take its place.
Mode = Literal["new", "resume", "force"]

_Model = TypeVar("_Model", bound=BaseModel)


class RunFolder:
    """An output folder, whose files get their names together when the run is complete.

    ``facts.jsonl``, ``documents.jsonl`` and ``quarantine.jsonl`` are only ever appended to, under partial
    names; an older run in the folder stays whole until the new one is complete. Every few seconds a
    checkpoint says how much of them is good. The manifest goes last and holds the SHA-256 of the others, so
    that it vouches for a complete run.

    Args:
        path: the folder; made when the run starts, if need be.
        mode: what to do with an earlier run in it.
    """

    def __init__(self, path: Path, mode: Mode = "new") -> None:
        self.path = path
        self.checkpoint: Checkpoint | None = None
        self.finished: Manifest | None = None
        self.seen = path / _STATE / "seen.sqlite"
        self._mode = mode
        self._state = path / _STATE / "checkpoint.json"
        self._has_begun = False
        self._made: list[Path] = []
        self._open = ExitStack()

    @property
    def files(self) -> dict[str, Path]:
        """What a file holds -> where it lies once the run is complete."""
        return {name: self.path / f"{name}.jsonl" for name in _FILES} | {
            "manifest": self.path / "manifest.json"
        }

    def __enter__(self) -> Self:
        """Take the folder, and find out what an earlier run left in it; nothing of that is touched yet.

        Raises:
            RunError: E401, the folder cannot be used; E417, another run uses it; E418 or E419, it holds a run
                that is finished or not; E423, it is damaged.
        """
        with self._open as stack:
            self._take(stack)
            stack.callback(self._tidy)
            self.checkpoint = self._earlier()
            if self.checkpoint is None and self._mode == "resume":
                self.finished = _read(Manifest, self.files["manifest"])
            self._open = stack.pop_all()
        return self

    def begin(self) -> None:
        """Open the partial files where the last checkpoint left them; without one, begin them anew.

        Raises:
            RunError: E402 or E403, the files cannot be made; E423, they are damaged.
        """
        if self.checkpoint is None:
            for leftover in (self._state, self.seen):
                leftover.unlink(missing_ok=True)
        keep = self.checkpoint.lengths if self.checkpoint else {}
        self._open.callback(self._discard)
        self._writers = {
            name: self._open.enter_context(closing(JsonlWriter(self.files[name], keep=keep.get(name, 0))))
            for name in _FILES
        }

    def put(self, done: DocumentDone) -> None:
        """Append one document to the files.

        Raises:
            RunError: E402 or E403, the disk fails.
        """
        self._has_begun = True
        self._writers["facts"].write(done.lines)
        if done.quarantine is not None:
            self._writers["quarantine"].write([json_line(done.quarantine)])
        self._writers["documents"].write([json_line(done.document)])

    def save(self, checkpoint: Checkpoint) -> None:
        """Put all documents so far safely on the disk, then the checkpoint.

        Raises:
            RunError: E402 or E403, the disk fails; the last checkpoint stays.
        """
        lengths = {name: writer.sync() for name, writer in self._writers.items()}
        self._save(checkpoint.model_copy(update={"lengths": lengths}))

    def finish(self, manifest: Manifest, checkpoint: Checkpoint) -> Manifest:
        """Give the files their names, the manifest last. Killed on the way, the run can be taken up again.

        Returns:
            The manifest with the hashes of the other files.

        Raises:
            RunError: E402 or E403, the disk fails. Unless a move itself fails, nothing has then been moved.
        """
        files = {writer.path.name: writer.seal() for writer in self._writers.values()}
        # Not pydantic's JSON: the name of an input can hold bytes that are no UTF-8, and the run is over.
        manifest = manifest.model_copy(update={"files": files})
        text = json.dumps(manifest.model_dump(mode="json"), indent=2)
        write_partial(self.files["manifest"], text.encode() + b"\n")
        self._save(checkpoint.model_copy(update={"is_complete": True}))
        self._publish()
        return manifest

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the folder; a run that has not written a line leaves nothing behind."""
        self._open.close()

    def _take(self, stack: ExitStack) -> None:
        try:
            self._made = [path for path in (self.path, *self.path.parents) if not path.exists()]
            self._state.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(self._state.with_name("lock"), timeout=0))
        except Timeout as error:
            raise RunError("E417", path=str(self.path)) from error
        except OSError as error:
            raise RunError("E401", path=str(self.path), reason=error.strerror or str(error)) from error

    def _earlier(self) -> Checkpoint | None:
        """Return the checkpoint to go on from, if there is one; refuse to lose what is in the folder."""
        if self._mode == "force":
            return None
        earlier = _read(Checkpoint, self._state)
        if earlier is not None and self._mode == "new":
            raise RunError("E419", path=str(self.path))
        if earlier is not None and earlier.is_complete:  # killed between its last line and its last name
            self._publish()
            return None
        is_finished = self.files["manifest"].exists() and self._mode == "resume"
        if earlier is None and not is_finished and any(path.exists() for path in self.files.values()):
            raise RunError("E418", path=str(self.path))
        return earlier

    def _discard(self) -> None:
        """Delete files that hold nothing."""
        if not self._has_begun and self.checkpoint is None:
            for path in self.files.values():
                partial_path(path).unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Delete the state of a run that cannot be taken up again, and folders made for nothing."""
        if not self._state.exists():
            shutil.rmtree(self._state.parent, ignore_errors=True)
        with suppress(OSError):  # where something lies in one of them
            for folder in self._made:
                folder.rmdir()

    def _save(self, checkpoint: Checkpoint) -> None:
        write_partial(self._state, json.dumps(checkpoint.model_dump(mode="json")).encode())
        move_into_place(self._state)

    def _publish(self) -> None:
        """Give all complete files their names, then forget the state of the run."""
        for path in self.files.values():
            if partial_path(path).exists():
                move_into_place(path)
        shutil.rmtree(self._state.parent, ignore_errors=True)


def _read(model: type[_Model], path: Path) -> _Model | None:
    try:
        # Not pydantic's JSON, which refuses names of files that are no UTF-8.
        return model.model_validate(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except ValueError as error:  # broken JSON, or not what the model wants
        raise RunError("E423", path=str(path)) from error
    except OSError as error:
        raise RunError("E407", path=str(path), reason=error.strerror or str(error)) from error
