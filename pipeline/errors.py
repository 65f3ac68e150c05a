"""The errors of the project: one small family, each with a code and a remedy.

A message always reads ``E104: what happened (what to do about it)``, so that a log line, a
quarantine record and a traceback say the same thing. The catalogue below is the only place where
codes are defined; families only tell callers which part of the work failed.
"""

from __future__ import annotations

from typing import ClassVar, Final

#: code -> (what happened, what to do). Placeholders are filled from keyword arguments.
CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    # E0xx: the contract of facts
    "E001": (
        "the action {action!r} does not belong to kind {kind!r}",
        "use one of: {allowed}",
    ),
    "E002": ("a span ends at {end}, before or at its start {start}", "end is exclusive: make it larger"),
    "E003": (
        "the span text {text!r} has {length} code points, but its offsets cover {width}",
        "count offsets in Unicode code points of the untouched article",
    ),
    "E004": (
        "the count {text!r} has neither a value nor a bound",
        "give value, min or max, call it vague, or leave the whole count null",
    ),
    "E005": ("{date!r} is not an EDTF level 1 date", "write e.g. 2019-04-16, 2019-04, 2019-22, 2018-11~ or 2014/2016"),
    "E006": ("the role {role!r} does not belong to kind {kind!r}", "use one of: {allowed}"),
    "E007": (
        "the trigger {text!r} lies outside its evidence span",
        "widen the evidence until it covers the trigger",
    ),
    "E008": ("the count {text!r} has bounds {min} to {max} that its value {value} breaks", "correct value, min or max"),
    "E009": ("{value!r} is not an ISO {standard} code", "use {example}, or null"),
}


class PipelineError(Exception):
    """An error of this project, with a code of `CATALOGUE`.

    Args:
        code: a key of `CATALOGUE`, for instance ``"E104"``.
        details: what fills the placeholders of the message and the remedy.
    """

    family: ClassVar[str] = "pipeline"

    def __init__(self, code: str, /, **details: object) -> None:
        message, remedy = CATALOGUE[code]
        self.code = code
        self.details = details
        self.message = message.format(**details)
        self.remedy = remedy.format(**details)
        super().__init__(f"{code}: {self.message} ({self.remedy})")

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from code and details, so that a worker process can send the error back."""
        return _rebuild, (type(self), self.code, self.details)


def _rebuild(kind: type[PipelineError], code: str, details: dict[str, object]) -> PipelineError:
    return kind(code, **details)


class ContractError(PipelineError, ValueError):
    """A fact, count, date or span that breaks the contract (E0xx)."""


class ReadError(PipelineError):
    """An input that cannot be read as an article (E1xx)."""


class GoldError(PipelineError):
    """A gold or prediction file that cannot be used (E2xx)."""


class ModelError(PipelineError):
    """A model folder that cannot be found or loaded (E3xx)."""


class RunError(PipelineError):
    """A run that cannot start or go on (E4xx)."""
