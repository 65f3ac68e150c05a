"""JSON Lines: one object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.records import Row, printable


def json_rows(path: Path) -> Iterator[Row]:
    """Give the objects of a JSON Lines file, numbered by line. A broken line is given as its error.

    Raises:
        ReadError: E106 if the file is UTF-16 or UTF-32: JSON is UTF-8 (RFC 8259, section 8.1).
    """
    with path.open("rb") as stream:
        yield from parse_lines(stream, printable(path))


def parse_lines(lines: Iterable[bytes], path: str) -> Iterator[Row]:
    """Parse lines of JSON, numbered from 1; blank ones count, but give nothing.

    Args:
        lines: the lines as bytes, with or without their ends.
        path: the name of the file, for messages.

    Raises:
        ReadError: E106 if the first line starts with the mark of UTF-16 or UTF-32.
    """
    for number, line in enumerate(lines, 1):
        if number == 1:
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
                raise ReadError("E106", path=path)
            content = line.removeprefix(codecs.BOM_UTF8)
        else:
            content = line
        if content.strip():
            yield number, _parse(content, number, path)


def _parse(line: bytes, number: int, path: str) -> Mapping[str, object] | ReadError:
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return ReadError("E113", line=number, path=path, reason=str(error))
    if not isinstance(value, dict):
        return ReadError("E113", line=number, path=path, reason=f"it holds a {type(value).__name__}")
    return value
