"""Parquet files, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.read.records import Row, is_known_key, printable

#: Rows held in memory at a time.
_ROWS: Final = 64


def parquet_rows(path: Path) -> Iterator[Row]:
    """Give the rows of a Parquet file, numbered from 1, with those columns that an article can use.

    Raises:
        ReadError: E117 if the file is broken.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415

    with path.open("rb") as stream:
        number = 0
        try:
            table = pq.ParquetFile(stream, pre_buffer=False)
            columns = [name for name in table.schema_arrow.names if is_known_key(name)]
            # One thread: the process may be forked for workers while the file is open.
            for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
        except (pa.ArrowException, ValueError, OSError) as error:
            raise ReadError("E117", path=printable(path), reason=str(error)) from error
