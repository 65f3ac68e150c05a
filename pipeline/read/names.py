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
    ending = Path(path).suffix.lower()
    return ending if ending in COMPRESSIONS else ""


def ending_of(path: str | os.PathLike[str]) -> str:
    """Return the ending that tells the format, in lower case: ``.jsonl`` for ``a.JSONL.gz``."""
    return _inner(path).suffix.lower()


def stem_of(path: str | os.PathLike[str]) -> str:
    """Return the name of a file without its folder and endings, printable: ``a`` for ``news/a.jsonl.gz``."""
    return printable(_inner(path).stem)


def _inner(path: str | os.PathLike[str]) -> Path:
    return Path(path).with_suffix("") if compression_of(path) else Path(path)
