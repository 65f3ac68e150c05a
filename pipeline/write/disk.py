"""Writing to a disk that may be full or read-only, without ever leaving half a finished file."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import RunError

#: Numbers of errors that say that no room is left: on the disk, or in the user's share of it.
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the errors of the operating system inside the block into errors of the run.

    Args:
        path: the file that is written, for the message.

    Raises:
        RunError: E402, no room left; E403, any other reason why `path` cannot be written.
        BrokenPipeError: it is a pipe, and its reader has left.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        code = "E402" if error.errno in FULL else "E403"
        raise RunError(code, path=str(path), reason=error.strerror or str(error)) from error


def partial_path(path: Path) -> Path:
    """Return where `path` is written until it is finished: the same name with ``.partial`` behind it."""
    return path.with_name(f"{path.name}.partial")


def move_into_place(path: Path) -> None:
    """Give the finished, synced partial file of `path` its name, and make the new name last.

    Raises:
        RunError: E402 or E403, the file cannot be moved; it keeps its partial name.
    """
    with writing(path):
        partial_path(path).replace(path)
        _sync_folder(path.parent)


def write_partial(path: Path, content: bytes) -> None:
    """Put the whole content of `path` safely on the disk, still under the partial name.

    Raises:
        RunError: E402 or E403, the file cannot be written; an older `path` stays as it was.
    """
    partial = partial_path(path)
    with writing(partial), partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    # A rename lasts only once its folder is synced; Windows cannot open folders and needs no such thing.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
