"""From what the user names to files: paths, folders, patterns, and ``-`` for standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from pipeline.errors import ReadError
from pipeline.read.formats import ENDINGS
from pipeline.read.records import Unreadable, failed, not_opened, printable

#: What stands for standard input.
STDIN: Final = "-"

_MAGIC: Final = frozenset("*?[")


def find_inputs(
    inputs: Sequence[str | Path], *, leave_out: Path | None = None
) -> Iterator[Path | Unreadable | Literal["-"]]:
    """Give every file once, in the order of `inputs` and sorted by name within folders and patterns.

    Args:
        inputs: paths of files and folders, patterns (``news/**/*.txt``), or ``-``.
        leave_out: a file that is no input wherever it lies: the metadata file.
    """
    seen = set() if leave_out is None else {os.path.realpath(leave_out)}
    for item in inputs:
        for found in _expand(os.fspath(item)):
            if isinstance(found, Unreadable):
                yield found
                continue
            real = found if found == STDIN else os.path.realpath(found)
            if real not in seen:
                seen.add(real)
                yield found


def _expand(item: str) -> Iterator[Path | Unreadable | Literal["-"]]:
    if item == STDIN:
        yield STDIN
    elif item and _is_folder(Path(item)):
        yield from _walk(Path(item))
    elif os.path.lexists(item):
        yield Path(item)
    elif _MAGIC & set(item):
        yield from _match(Path(item))
    else:
        yield failed(item, ReadError("E101", path=printable(item)))


def _match(pattern: Path) -> Iterator[Path | Unreadable]:
    """Give the files that match a pattern, and the content of folders that do; hidden ones never match."""
    fixed = next(i for i, part in enumerate(pattern.parts) if _MAGIC & set(part))
    base, wild = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    # Unlike the module glob, pathlib does not follow links under **, so that loops of links end.
    matches = sorted(
        path for path in base.glob("/".join(wild)) if not any(map(_is_hidden, path.relative_to(base).parts))
    )
    if not matches:
        yield failed(pattern, ReadError("E102", pattern=printable(pattern)))
    for path in matches:
        if _is_folder(path):
            yield from _walk(path)
        else:
            yield path


def _walk(root: Path) -> Iterator[Path | Unreadable]:
    """Give the readable files below a folder, in sorted order; a folder reached twice is read once."""
    visited: set[str] = set()
    found = False
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            found = True
            yield path
        elif (real := os.path.realpath(path)) not in visited:
            visited.add(real)
            try:
                waiting += sorted(filter(_is_wanted, path.iterdir()), reverse=True)
            except OSError as error:
                found = True
                yield failed(path, not_opened(path, error))
    if not found:
        yield failed(root, ReadError("E103", path=printable(root), endings=", ".join(ENDINGS)))


def _is_wanted(path: Path) -> bool:
    if _is_hidden(path.name):
        return False
    # A dangling link of a known ending is wanted, so that its failure is reported; pipes and devices are not.
    return _is_folder(path) or (path.suffix.lower() in ENDINGS and (path.is_file() or not path.exists()))


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a folder on the way is closed to us


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name != ".."
