"""JSON Lines: one record a line, the same bytes for the same record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO, Final

from pydantic import BaseModel

from pipeline.errors import RunError
from pipeline.write.disk import move_into_place, partial_path, writing

#: How many bytes are read at a time.
_BLOCK: Final = 1 << 20


def json_line(record: BaseModel) -> bytes:
    r"""Return a record as a line of JSON in UTF-8, keys in the order of its model, ended by ``\n``.

    Raises:
        pydantic_core.PydanticSerializationError: a string holds a lone surrogate.
    """
    return record.model_dump_json().encode() + b"\n"


class JsonlWriter:
    """Appends lines to a file that gets its name only when it is finished.

    Until `publish`, the lines stand in ``<name>.partial`` beside it; after a crash that file keeps
    what was written, up to the last complete document.

    Args:
        path: the finished file; its folder must exist.
        keep: how many bytes of an earlier partial file are kept; what lies behind them is cut off.

    Raises:
        RunError: E402 or E403, the partial file cannot be made; E423, it is shorter than what is to be kept.
    """

    def __init__(self, path: Path, *, keep: int = 0) -> None:
        self.path = path
        self._partial = partial_path(path)
        self._digest = hashlib.sha256()
        with writing(self._partial):
            self._stream = self._partial.open("r+b" if keep else "wb")
        if keep:
            self._cut(keep)

    def write(self, lines: Iterable[bytes]) -> None:
        """Append the lines of one document and hand them to the operating system.

        Args:
            lines: each ended by a line feed, as `json_line` gives them.

        Raises:
            RunError: E402, no room left; E403, another failure of the disk.
        """
        with writing(self._partial):
            for line in lines:
                self._stream.write(line)
                self._digest.update(line)
            self._stream.flush()

    def sync(self) -> int:
        """Put all lines safely on the disk, still under the partial name.

        Returns:
            The length of the file in bytes.

        Raises:
            RunError: E402 or E403, the lines cannot be stored.
        """
        with writing(self._partial):
            self._stream.flush()
            os.fsync(self._stream.fileno())
            return self._stream.tell()

    def seal(self) -> str:
        """Put all lines safely on the disk and close the file, still under the partial name.

        Returns:
            The hexadecimal SHA-256 of the file.

        Raises:
            RunError: E402 or E403, the lines cannot be stored.
        """
        self.sync()
        with writing(self._partial):
            self._stream.close()
        return self._digest.hexdigest()

    def publish(self) -> None:
        """Give the sealed file its name, in place of an older one.

        Raises:
            RunError: E402 or E403, the file cannot be moved.
        """
        move_into_place(self.path)

    def _cut(self, keep: int) -> None:
        """Take the first bytes of the file as written, and cut off the rest."""
        with ExitStack() as stack, writing(self._partial):
            stack.callback(self.close)
            for block in _blocks(self._stream, keep):
                self._digest.update(block)
                keep -= len(block)
            if keep:
                raise RunError("E423", path=str(self._partial))
            self._stream.truncate()
            stack.pop_all()

    def close(self) -> None:
        """Let go of the file, finished or not; an unfinished one keeps its partial name."""
        with suppress(OSError):  # a full disk was reported by `write` already
            self._stream.close()


def _blocks(stream: BinaryIO, length: int) -> Iterator[bytes]:
    """Give the first bytes of a file, as far as there are so many."""
    while length > 0 and (block := stream.read(min(length, _BLOCK))):
        length -= len(block)
        yield block
