"""Reading gold and prediction files: JSONL with one fact a line, or a folder of such files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from pipeline.errors import ContractError, GoldError
from pipeline.facts import FACT, KINDS, Fact

_BOM: Final = b"\xef\xbb\xbf"
#: Types of pydantic's errors whose messages speak of its own workings.
_IN_PLAIN_WORDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "no such field belongs to this kind of fact",
    "union_tag_not_found": "kind is missing",
    "union_tag_invalid": f"kind must be one of {', '.join(KINDS)}",
    "too_short": "must not be empty",
}


def iter_facts(path: Path) -> Iterator[Fact]:
    """Read facts one at a time, in the order of the lines.

    Args:
        path: a JSONL file, or a folder whose ``*.jsonl`` files are read in the order of their names.

    Yields:
        Each fact. Blank lines and empty files hold none.

    Raises:
        GoldError: there is no such file or folder (E201), the folder holds no ``*.jsonl`` (E202), or a line
            is no fact (E203); the message names file and line.
    """
    for file in gold_files(path):
        for number, line in numbered_lines(file):
            yield parse_line(line, file, number)


def load_gold(path: Path) -> dict[str, list[Fact]]:
    """Read all facts of a file or folder by document.

    Args:
        path: as for `iter_facts`. In a folder every file stands for a document, named as the file without
            its ending, even where it is empty: an article read and found to state no fact.

    Returns:
        doc_id -> the facts of that document, both in the order of reading.

    Raises:
        GoldError: as `iter_facts`.
    """
    documents: dict[str, list[Fact]] = {}
    if path.is_dir():
        documents = {file.stem: [] for file in gold_files(path)}
    for fact in iter_facts(path):
        documents.setdefault(fact.doc_id, []).append(fact)
    return documents


def gold_files(path: Path) -> list[Path]:
    """List the JSONL files that `path` stands for: itself, or those in the folder, sorted by name.

    Raises:
        GoldError: there is no such file or folder (E201), or the folder holds no ``*.jsonl`` (E202).
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise GoldError("E201", path=str(path))
    files = sorted(path.glob("*.jsonl"))
    if not files:
        raise GoldError("E202", path=str(path))
    return files


def numbered_lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """Read the lines of a file that are not blank, with their numbers from 1, without their line ends."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            content = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
            if content:
                yield number, content


def parse_line(line: bytes, file: Path, number: int) -> Fact:
    """Read one line as a fact.

    Args:
        line: the JSON of the fact, in UTF-8.
        file: the file it comes from, for the message.
        number: the number of the line, from 1, for the message.

    Raises:
        GoldError: the line is no fact (E203).
    """
    try:
        return FACT.validate_json(line)
    except ValidationError as error:
        raise GoldError("E203", path=str(file), line=number, reason=explain(error)) from error


def explain(error: ValidationError) -> str:
    """Say in one sentence what pydantic found wrong with a fact.

    The first finding is told, with its place in the fact (``evidence.0`` is the first piece of evidence);
    further ones are counted. An error of our own contract is told with its code and remedy.
    """
    first, *others = error.errors(include_url=False, include_input=False)
    place = ".".join(str(step) for step in first["loc"] if step not in KINDS)
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, ContractError):
        message = str(cause)
    else:
        message = _IN_PLAIN_WORDS.get(first["type"]) or first["msg"][:1].lower() + first["msg"][1:]
    more = f", and {len(others)} more" if others else ""
    return f"{place}: {message}{more}" if place else f"{message}{more}"
