"""Parquet files, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ReadError
from pipeline.read.names import printable
from pipeline.read.records import Row, is_known_key

#: Rows held in memory at a time.
_ROWS: Final = 64

#: How much of a column is read at a time, in bytes; otherwise a row group has it whole in memory.
_BUFFER: Final = 1 << 18


def parquet_rows(path: Path, skip: int = 0) -> Iterator[Row | None]:
    """Give the rows of a Parquet file, numbered from 1, with those columns that an article can use.

    Args:
        path: the file.
        skip: how many rows at the start are given as null, but for the first, which tells the columns. Row
            groups of such rows alone are not read.

    Raises:
        ReadError: E117 if the file is broken.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415

    with path.open("rb") as stream:
        number = 0
        try:
            table = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
            for row in _rows(table, skip):
                number += 1
                yield None if row is None else (number, row)
        except (pa.ArrowException, ValueError, OSError) as error:
            raise ReadError("E117", path=printable(path), reason=str(error)) from error


def _rows(table: Any, skip: int) -> Iterator[dict[str, object] | None]:
    """Give the rows of all row groups under their columns; see `parquet_rows` for `skip`."""
    columns = [name for name in table.schema_arrow.names if is_known_key(name)]
    done = 0
    for group in range(table.num_row_groups):
        size = table.metadata.row_group(group).num_rows
        if done + size <= skip:
            first = None if done else dict.fromkeys(columns)
            yield from islice(chain([first], repeat(None)), size)
        else:
            # One thread: the process may be forked for workers while the file is open.
            for batch in table.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False):
                yield from batch.to_pylist()
        done += size
