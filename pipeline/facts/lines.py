"""Files of one JSON value a line: each line gives its value, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Final, TypeVar, cast

from jsonlines import InvalidLineError, Reader
from pydantic import ValidationError

from pipeline.errors import ContractError
from pipeline.facts.vocabulary import KINDS

T = TypeVar("T")

#: Types of pydantic's errors whose messages speak of its own workings.
_IN_PLAIN_WORDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "no such field belongs to this kind of fact",
    "union_tag_not_found": "kind is missing",
    "union_tag_invalid": f"kind must be one of {', '.join(KINDS)}",
    "too_short": "must not be empty",
}


def parse_lines(
    lines: Iterable[bytes], parse: Callable[[str | bytes], T]
) -> Iterator[tuple[int, T | InvalidLineError]]:
    """Parse lines one by one; a broken line does not keep the next one from being read.

    Args:
        lines: the lines in UTF-8, with or without their ends. A byte order mark before a line is skipped.
        parse: makes a value of the words of a line, or raises a ValueError.

    Yields:
        The number, counted from 1, of each line that is not blank, with its value or its error. The cause
        of the error is that of `parse`, or a UnicodeDecodeError.
    """
    reader = Reader(lines, loads=parse)
    for number in count(1):
        try:
            value = cast("T", reader.read(allow_none=True))
        except EOFError:
            return
        except InvalidLineError as error:
            if error.line.strip():
                yield number, error
        else:
            yield number, value


def explain(error: InvalidLineError) -> str:
    """Say in one sentence what is wrong with a line.

    Of what pydantic finds in a fact, the first is told, with its place in the fact (``evidence.0`` is the
    first piece of evidence); further ones are counted. An error of our own contract is told with its code
    and remedy.
    """
    cause = error.__cause__
    if not isinstance(cause, ValidationError):
        return str(cause or error)
    first, *others = cause.errors(include_url=False, include_input=False)
    place = ".".join(str(step) for step in first["loc"] if step not in KINDS)
    broken = first.get("ctx", {}).get("error")
    if isinstance(broken, ContractError):
        message = str(broken)
    else:
        message = _IN_PLAIN_WORDS.get(first["type"]) or first["msg"][:1].lower() + first["msg"][1:]
    more = f", and {len(others)} more" if others else ""
    return f"{place}: {message}{more}" if place else f"{message}{more}"
