"""JSON Lines: one object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from jsonlines import InvalidLineError

from pipeline.errors import ReadError
from pipeline.facts.lines import explain, parse_lines
from pipeline.read.names import printable
from pipeline.read.opening import open_input
from pipeline.read.records import Row

#: How UTF-16 and UTF-32 begin; the mark of UTF-32 LE begins like that of UTF-16 LE.
_OTHER_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def json_rows(path: Path, skip: int = 0) -> Iterator[Row | None]:
    """Give the objects of a JSON Lines file, numbered by line. A broken line is given as its error.

    Args:
        path: the file.
        skip: how many rows at the start are not parsed, and given as null.

    Raises:
        ReadError: E106 if the file is UTF-16 or UTF-32: JSON is UTF-8 (RFC 8259, section 8.1); E141 where it
            is damaged, E142 at a line that is too long.
    """
    with open_input(path) as stream:
        yield from object_rows(stream, printable(path), skip)


def object_rows(lines: Iterable[bytes], path: str, skip: int = 0) -> Iterator[Row | None]:
    """Give the objects of lines of JSON, numbered from 1; blank lines count, but give nothing.

    Args:
        lines: the lines as bytes, with or without their ends.
        path: the name of the file, for messages.
        skip: how many rows at the start are not parsed, and given as null.

    Raises:
        ReadError: E106 if the first line starts with the mark of UTF-16 or UTF-32.
    """
    rest = _in_utf8(lines, path)
    skipped = 0
    for number, _ in islice(parse_lines(rest, _pass_over), skip):
        skipped = number
        yield None
    for later, value in parse_lines(rest, _parse):
        line = skipped + later
        if isinstance(value, dict):
            yield line, value
        else:
            yield line, ReadError("E113", line=line, path=path, reason=_fault(value))


def _fault(value: Any) -> str:
    return explain(value) if isinstance(value, InvalidLineError) else f"it holds a {type(value).__name__}"


def _in_utf8(lines: Iterable[bytes], path: str) -> Iterator[bytes]:
    rest = iter(lines)
    first = next(rest, b"")
    if first.startswith(_OTHER_MARKS):
        raise ReadError("E106", path=path)
    return chain([first], rest)


def _pass_over(line: str | bytes) -> None:
    if not line.strip():
        raise ValueError  # blank, as JSON would have it


def _parse(line: str | bytes) -> Any:
    try:
        return json.loads(line)
    except RecursionError as error:  # nested too deep: an error of the line like any other
        raise ValueError(str(error)) from error
