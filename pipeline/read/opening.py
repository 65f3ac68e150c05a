"""Files as streams of bytes: compressed ones are unpacked as they are read, up to a limit."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

from pipeline.errors import ReadError
from pipeline.read.names import compression_of, printable

#: Longest article or line in bytes: 256 MiB, a thousand times the longest articles there are. As text it can
#: take four times as much memory. What a small file unpacks to has no other bound.
LIMIT: Final = 1 << 28

#: How much is unpacked at a time, in bytes.
_BLOCK: Final = 1 << 17


def too_long(place: str) -> ReadError:
    """Return the error of what is longer than `LIMIT`."""
    return ReadError("E142", place=place, limit=f"{LIMIT >> 20} MiB")


class InputStream(io.BufferedReader):
    """The bytes of an input.

    Args:
        raw: where they come from.
        place: its name, for messages.
    """

    def __init__(self, raw: io.RawIOBase, place: str) -> None:
        super().__init__(raw, _BLOCK)
        self._place = place

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line, as iteration does too.

        Raises:
            ReadError: E141 where the file is damaged, E142 if the line is longer than `LIMIT`.
        """
        if size is not None and size >= 0:
            return super().readline(size)
        line = super().readline(LIMIT + 1)
        self._check(len(line))
        return line

    def read_whole(self) -> bytes:
        """Return all that is left.

        Raises:
            ReadError: E141 where the file is damaged, E142 if there is more than `LIMIT`.
        """
        content = io.BytesIO()
        while block := self.read1(_BLOCK):
            content.write(block)
            self._check(content.tell())
        return content.getvalue()

    def _check(self, length: int) -> None:
        if length > LIMIT:
            raise too_long(self._place)


class _Unpacked(io.RawIOBase):
    """What a compressed file holds. Going back means unpacking from the start again.

    Args:
        packed: the file, as the library of its compression opens it.
        damage: the errors of that library for damaged files, beside plain OSErrors.
        place: its name, for messages.
    """

    def __init__(self, packed: Any, damage: tuple[type[Exception], ...], place: str) -> None:
        self._packed, self._damage, self._place = packed, damage, place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        position: int = self._packed.seek(offset, whence)
        return position

    def readinto(self, buffer: Any, /) -> int:
        # Only read1 gives all that comes before the damage.
        try:
            block = self._packed.read1(len(buffer))
        except self._damage as error:
            raise ReadError("E141", place=self._place, reason=str(error)) from error
        except OSError as error:
            if error.errno is not None:  # of the disk, not of the content
                raise
            raise ReadError("E141", place=self._place, reason=str(error)) from error
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._packed.close()
        super().close()


def open_input(path: Path) -> InputStream:
    """Open a file; what it gives is unpacked if its ending says that it is compressed.

    Raises:
        OSError: if it cannot be opened.
    """
    compression = compression_of(path)
    raw = _unpacked(path, compression, printable(path)) if compression else path.open("rb", buffering=0)
    return InputStream(raw, printable(path))


def unpack(data: bytes, compression: str, place: str) -> bytes:
    """Return what compressed bytes hold.

    Args:
        data: all of them.
        compression: the ending that a file of them would have, one of `COMPRESSIONS`.
        place: where they stand, for messages.

    Raises:
        ReadError: E141 if they are damaged, E142 if they hold more than `LIMIT`.
    """
    with InputStream(_unpacked(io.BytesIO(data), compression, place), place) as stream:
        return stream.read_whole()


def _unpacked(source: Path | BinaryIO, compression: str, place: str) -> _Unpacked:
    open_packed, damage = _library(compression)
    return _Unpacked(open_packed(source), damage, place)


def _library(compression: str) -> tuple[Callable[..., Any], tuple[type[Exception], ...]]:
    """Return what opens files of a compression, and its errors for damaged ones beside plain OSErrors."""
    if compression == ".gz":
        import gzip  # noqa: PLC0415 - each is imported where a file needs it
        import zlib  # noqa: PLC0415

        return gzip.open, (EOFError, zlib.error)
    if compression == ".bz2":
        import bz2  # noqa: PLC0415

        return bz2.open, (EOFError,)
    if compression == ".xz":
        import lzma  # noqa: PLC0415

        return lzma.open, (EOFError, lzma.LZMAError)
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415
    else:
        from backports import zstd  # noqa: PLC0415

    return zstd.open, (EOFError, zstd.ZstdError)
