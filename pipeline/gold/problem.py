"""What is wrong, or doubtful, in a gold file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import GoldError

#: A code of the catalogue of errors, and what fills its placeholders.
Finding = tuple[str, dict[str, Any]]

#: From this code on the catalogue holds doubts about gold files, which are warnings.
_FIRST_WARNING = "E220"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, or doubtful, in a gold file.

    Attributes:
        file: the file.
        line: the number of the line, from 1, or null for the whole file.
        code: the code of the catalogue of errors.
        severity: an error makes the file unfit as gold; a warning asks for a second look.
        message: what is wrong.
        remedy: what to do about it.
    """

    file: str
    line: int | None
    code: str
    severity: Literal["error", "warning"]
    message: str
    remedy: str


def make_problem(file: Path, line: int | None, code: str, details: Mapping[str, Any]) -> Problem:
    """Put a finding into the words of the catalogue."""
    error = GoldError(code, **details)
    severity: Literal["error", "warning"] = "warning" if code >= _FIRST_WARNING else "error"
    return Problem(str(file), line, code, severity, error.message, error.remedy)
