"""Facts as flat tables, one row a fact: CSV and Parquet, with the columns of `read_facts`."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.facts import Fact
from pipeline.write.disk import move_into_place, partial_path, writing
from pipeline.write.frame import COLUMNS, flat_row
from pipeline.write.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

#: Column -> SQL type of the exported tables. `evidence` is the JSON of the whole list.
SQL_TYPES: Final[dict[str, str]] = {
    name: {"Int64": "BIGINT", "Float64": "DOUBLE"}.get(dtype, "VARCHAR") for name, dtype in COLUMNS.items()
}

#: Rows that are held in memory before they are written to Parquet as one row group.
_ROW_GROUP: Final = 10_000


def csv_lines(facts: Iterable[Fact], tally: Tally) -> Iterator[bytes]:
    r"""Give facts as CSV after RFC 4180: a header, then a row a fact.

    A missing value is an empty cell. Rows end in ``\r\n``; line ends inside a cell stay as they are.

    Args:
        facts: the facts.
        tally: gets the number of rows, and of numbers that no column holds; no fact is left out.

    Yields:
        Each row in UTF-8; a row spans several lines where a cell does.
    """
    buffer = StringIO(newline="")
    writer = csv.DictWriter(buffer, list(COLUMNS))
    writer.writeheader()
    for fact in facts:
        yield _drained(buffer)
        writer.writerow(_row(fact, tally))
        tally.records += 1
    yield _drained(buffer)


def write_parquet(facts: Iterable[Fact], path: Path, tally: Tally) -> None:
    """Write facts as a Parquet file, which gets its name when it is finished.

    Args:
        facts: the facts.
        path: the file; its folder must exist.
        tally: gets the number of rows, and of numbers that no column holds; no fact is left out.

    Raises:
        RunError: E402 or E403, the file cannot be written; an older `path` stays as it was.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow

    schema, rest = _schema(), iter(facts)
    with (
        writing(partial_path(path)),
        partial_path(path).open("wb") as stream,
        pq.ParquetWriter(stream, schema) as writer,
    ):
        while group := [_row(fact, tally) for fact in islice(rest, _ROW_GROUP)]:
            writer.write_table(pa.Table.from_pylist(group, schema))
            tally.records += len(group)
        writer.close()
        stream.flush()
        os.fsync(stream.fileno())
    move_into_place(path)


def _schema() -> pa.Schema:
    """Return the schema, with the note by which pandas knows its own types again: `Int64`, not floats."""
    import pandas as pd  # noqa: PLC0415 - slow
    import pyarrow as pa  # noqa: PLC0415 - slow

    frame = pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS | {"evidence": "string"})
    note = pa.Schema.from_pandas(frame, preserve_index=False).metadata
    types = {"BIGINT": pa.int64(), "DOUBLE": pa.float64(), "VARCHAR": pa.string()}
    return pa.schema([(name, types[sql]) for name, sql in SQL_TYPES.items()], metadata=note)


def _row(fact: Fact, tally: Tally) -> dict[str, Any]:
    row = flat_row(fact, tally)
    return row | {"evidence": json.dumps(row["evidence"], ensure_ascii=False)}


def _drained(buffer: StringIO) -> bytes:
    """Return what a buffer holds and empty it."""
    content = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return content.encode()
