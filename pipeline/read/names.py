"""Names of files: what their endings say, and how they are shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

#: Endings of compressed files; the ending before says what is in them.
COMPRESSIONS: Final = (".gz", ".bz2", ".xz", ".zst")


def printable(path: str | os.PathLike[str]) -> str:
    r"""Return a path as text that any UTF-8 file can hold: bytes that are no UTF-8 become ``\xe9``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def compression_of(path: str | os.PathLike[str]) -> str:
    """Return the ending of a compressed file in lower case (``.gz``), or an empty string."""
    return _endings(path)[1]


def ending_of(path: str | os.PathLike[str]) -> str:
    """Return the ending that tells the format, in lower case: ``.jsonl`` for ``a.JSONL.gz``."""
    return _endings(path)[0]


def stem_of(path: str | os.PathLike[str]) -> str:
    """Return the name of a file without its folder and endings, printable: ``a`` for ``news/a.jsonl.gz``."""
    return printable(_inner(path).stem)


def _inner(path: str | os.PathLike[str]) -> Path:
    return Path(path).with_suffix("") if compression_of(path) else Path(path)


def _endings(path: str | os.PathLike[str]) -> tuple[str, str]:
    name = os.path.basename(path)  # noqa: PTH119 - no Path for each of millions of files
    last = _suffix(name)
    return (_suffix(name[: -len(last)]), last) if last in COMPRESSIONS else (last, "")


def _suffix(name: str) -> str:
    """Return the ending of a name as pathlib would, in lower case."""
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""
