"""From what the user names to files: paths, folders, patterns, and ``-`` for standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal

from pipeline.errors import ReadError
from pipeline.read.formats import ENDINGS
from pipeline.read.names import ending_of, printable
from pipeline.read.records import Unreadable, failed, not_opened

#: What stands for standard input.
STDIN: Final = "-"

_MAGIC: Final = frozenset("*?[")

#: What a run leaves in its output folder that has an ending of articles, and by what such a folder is told:
#: the state of a run under way, or the files of one that is complete.
_RESULTS: Final = frozenset({"facts.jsonl", "documents.jsonl", "quarantine.jsonl"})
_STATE: Final = ".run"
_COMPLETE: Final = ("manifest.json", "facts.jsonl", "documents.jsonl")


def find_inputs(
    inputs: Sequence[str | Path], *, leave_out: Path | None = None
) -> Iterator[Path | Unreadable | Literal["-"]]:
    """Give every file once, in the order of `inputs` and sorted by name within folders and patterns.

    Folders are walked as their files are asked for, and the results of runs in them are passed over. Only the
    names of folders are remembered, and the entries of those on the way; of a pattern all matches are held.

    Args:
        inputs: paths of files and folders, patterns (``news/**/*.txt``), or ``-``.
        leave_out: a file that is no input wherever it lies: the metadata file.
    """
    given = _Given()
    if leave_out is not None:
        given.is_new(leave_out)
    for item in dict.fromkeys(os.fspath(item) for item in inputs):
        yield from _expand(item, given)


class _Given:
    """Which files were given. Those of a walked folder are known by their folder, not each by itself."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: dict[str, object] = {}

    def is_new(self, path: str | Path) -> bool:
        """Say whether a file that was named, matched or linked to is new, and take note of it."""
        real = os.path.realpath(path)
        is_walked = str(Path(real).parent) in self._folders and _is_file(real) and _is_wanted(Path(real))
        if real in self._files or is_walked:
            return False
        self._files.add(real)
        return True

    def is_new_entry(self, entry: Path | os.DirEntry[str], folder: str) -> bool:
        """Say whether a file found in a folder (its real path) is new, and take note of it if need be."""
        own = str(Path(folder, entry.name))
        if entry.is_symlink() and os.path.realpath(entry) != own:
            return self.is_new(Path(entry))
        return own not in self._files

    def enter(self, folder: str, walk: object) -> None:
        """Take note of a folder (its real path) that is being walked."""
        self._folders[folder] = walk

    def walk_of(self, folder: str) -> object | None:
        """Return the walk in which a folder (its real path) was come to first, or null."""
        return self._folders.get(folder)


def _expand(item: str, given: _Given) -> Iterator[Path | Unreadable | Literal["-"]]:
    if item == STDIN:
        yield STDIN
    elif item and _is_folder(Path(item)):
        yield from _walk(Path(item), given)
    elif os.path.lexists(item):
        yield from filter(given.is_new, [Path(item)])
    elif _MAGIC & set(item):
        yield from _match(Path(item), given)
    else:
        yield failed(item, ReadError("E101", path=printable(item)))


def _match(pattern: Path, given: _Given) -> Iterator[Path | Unreadable]:
    """Give the files that match a pattern, and the content of folders that do; hidden ones never match."""
    fixed = next(i for i, part in enumerate(pattern.parts) if _MAGIC & set(part))
    base, wild = Path(*pattern.parts[:fixed]), [_one_star(part) for part in pattern.parts[fixed:]]
    # Unlike the module glob, pathlib does not follow links under **, so that loops of links end.
    matches = sorted(
        path for path in base.glob("/".join(wild)) if not any(map(_is_hidden, path.relative_to(base).parts))
    )
    if not matches:
        yield failed(pattern, ReadError("E102", pattern=printable(pattern)))
    for path in matches:
        if _is_folder(path):
            yield from _walk(path, given)
        elif given.is_new(path):
            yield path


def _one_star(part: str) -> str:
    """Return a part of a pattern with `**` only where it is all of it, as Python before 3.13 wants."""
    return part if part == "**" else re.sub(r"\*+", "*", part)


def _walk(root: Path, given: _Given) -> Iterator[Path | Unreadable]:
    """Give the readable files below a folder, in sorted order; a folder reached twice is read once."""
    walk, found = object(), False
    levels: list[tuple[str, Iterator[Path | os.DirEntry[str]]]] = [("", iter([root]))]
    while levels:
        folder, entries = levels[-1]
        entry = next(entries, None)
        if entry is None:
            levels.pop()
        elif not _is_folder(entry):
            found = True
            if given.is_new_entry(entry, folder):
                yield Path(entry)
        elif (before := given.walk_of(real := os.path.realpath(entry))) is not None:
            found = found or before is not walk
        else:
            try:
                levels.append((real, _wanted_entries(entry)))
                given.enter(real, walk)
            except OSError as error:
                found = True
                yield failed(entry, not_opened(entry, error))
    if not found:
        yield failed(root, ReadError("E103", path=printable(root), endings=", ".join(ENDINGS)))


def _wanted_entries(folder: Path | os.DirEntry[str]) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return iter(sorted(filter(_is_wanted, entries), key=attrgetter("name")))


def _is_wanted(entry: Path | os.DirEntry[str]) -> bool:
    if _is_hidden(entry.name) or _is_result(entry):
        return False
    # A dangling link of a known ending is wanted, so that its failure is reported; pipes and devices are not.
    return _is_folder(entry) or (
        ending_of(entry.name) in ENDINGS and (_is_file(entry) or not os.path.exists(entry))  # noqa: PTH110 - as below
    )


def _is_result(entry: Path | os.DirEntry[str]) -> bool:
    """Say whether a file is one of those that a run left in its output folder."""
    if entry.name not in _RESULTS:
        return False
    folder = Path(entry).parent
    return _is_folder(folder / _STATE) or all(_is_file(folder / name) for name in _COMPLETE)


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    if isinstance(path, os.DirEntry) and not path.is_symlink():
        return path.is_dir()  # the listing of the folder says so, without a look at each of millions
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a folder on the way is closed to us


def _is_file(path: str | os.DirEntry[str] | Path) -> bool:
    if isinstance(path, os.DirEntry) and not path.is_symlink():
        return path.is_file()
    return os.path.isfile(path)  # noqa: PTH113 - as above


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name != ".."
