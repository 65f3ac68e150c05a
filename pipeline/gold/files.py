"""Reading gold and prediction files: JSONL with one fact a line, or a folder of such files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jsonlines import InvalidLineError

from pipeline.errors import GoldError
from pipeline.facts import FACT, Fact
from pipeline.facts.lines import explain, parse_lines


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
        for _, fact in numbered_facts(file):
            if isinstance(fact, InvalidLineError):
                raise no_fact(file, fact) from fact
            yield fact


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
    files = sorted(file for file in path.glob("*.jsonl") if file.is_file())
    if not files:
        raise GoldError("E202", path=str(path))
    return files


def numbered_facts(file: Path) -> Iterator[tuple[int, Fact | InvalidLineError]]:
    """Read the lines of a file that are not blank: the number of each, from 1, and its fact or its error."""
    with file.open("rb") as lines:
        yield from parse_lines(lines, FACT.validate_json)


def no_fact(file: Path, error: InvalidLineError) -> GoldError:
    """Return the error of a line that is no fact (E203)."""
    return GoldError("E203", path=str(file), line=error.lineno, reason=explain(error))
