"""How many articles a file holds, as far as it can be told without reading it through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from pipeline.read.formats import holds_one

#: Of a longer file of lines so many bytes at its beginning tell how long its lines are.
_LOOKED_AT: Final = 1 << 26


def count_of(path: Path) -> int | None:
    """Return how many articles a file gives, or null where only reading it through can tell.

    Lines of JSON are counted, in a long file estimated from its first 64 MiB; of Parquet its footer tells.
    Tables in text, archives and packed files are not counted.
    """
    if holds_one(path):
        return 1
    count = _COUNTS.get(path.suffix.lower())
    try:
        return count(path) if count else None
    except (OSError, ValueError):  # unreadable or broken: the reading will say so
        return None


def _lines(path: Path) -> int:
    size, seen, lines = path.stat().st_size, 0, 0
    with path.open("rb") as stream:
        for line in stream:
            seen += len(line)
            lines += bool(line.strip())
            if seen >= _LOOKED_AT:
                return round(lines * size / seen)
    return lines


def _rows(path: Path) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    with path.open("rb") as stream:
        return int(pq.ParquetFile(stream).metadata.num_rows)


_COUNTS: Final[dict[str, Callable[[Path], int]]] = {".jsonl": _lines, ".ndjson": _lines, ".parquet": _rows}
