"""What is recorded of every document: the lines of ``documents.jsonl`` and ``quarantine.jsonl``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self

from jsonlines import InvalidLineError
from pydantic import BaseModel, BeforeValidator, ConfigDict

from pipeline.errors import PipelineError, RunError
from pipeline.facts import Kind
from pipeline.facts.lines import parse_lines
from pipeline.read import Place

#: Where a document failed: read as an article, its facts extracted, or its facts written.
Stage = Literal["read", "extract", "write"]


def _encodable(text: str | None) -> str | None:
    return None if text is None else text.encode("utf-8", "backslashreplace").decode()


#: Names of files and messages of errors can hold lone surrogates, which UTF-8 has no bytes for.
Printable = Annotated[str, BeforeValidator(_encodable)]
PrintableOrNull = Annotated[str | None, BeforeValidator(_encodable)]


class DocumentRecord(BaseModel):
    """A line of ``documents.jsonl``: what became of one document.

    Attributes:
        doc_id: name of the document.
        path: the file it came from, or null.
        text_sha256: SHA-256 of its text, as in its facts; null if it could not be read.
        status: ``done``; ``screened`` if it holds no word of a fact and was not analysed; ``copy`` if it is a
            copy and copies were to give no facts; ``quarantined`` if it gave an error and therefore no facts.
        copy_of: the document read before that this is a copy of, or null.
        similarity: how much of their wording the two share, up to 1 for the same text; null if no copy.
        facts: number of its facts written.
        words: number of its words, divided by white space.
        milliseconds: time spent on it after reading.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_id: str
    path: PrintableOrNull
    text_sha256: str | None
    status: Literal["done", "screened", "copy", "quarantined"]
    copy_of: str | None = None
    similarity: float | None = None
    facts: int
    words: int
    milliseconds: float


class QuarantineRecord(BaseModel):
    """A line of ``quarantine.jsonl``: why a document gave no facts, and what to do about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_id: str
    path: PrintableOrNull
    stage: Stage
    code: str
    message: Printable
    remedy: Printable

    @classmethod
    def of(cls, record: DocumentRecord, stage: Stage, error: PipelineError) -> Self:
        """Return the line of a document that failed.

        Args:
            record: its line of ``documents.jsonl``.
            stage: where it failed.
            error: what happened.
        """
        return cls(
            doc_id=record.doc_id,
            path=record.path,
            stage=stage,
            code=error.code,
            message=error.message,
            remedy=error.remedy,
        )


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """One document is through: its facts or its error, ready to be written.

    Attributes:
        place: where in the input it stands.
        source: the file that it comes from, or null.
        document: its line of ``documents.jsonl``.
        lines: its facts as lines of ``facts.jsonl``, each ended by a line feed; none if it failed.
        counts: (kind, modality) -> number of its facts.
        quarantine: its line of ``quarantine.jsonl``, or null.
        signature: what near copies of its text are found by, or null.
        seconds: stage -> time spent on it.
        windows, screened_windows: of its windows for the network, how many there are and how many the screen
            left out.
        trace: the traceback of an error that nobody foresaw, for the log.
    """

    place: Place
    source: str | None
    document: DocumentRecord
    lines: tuple[bytes, ...] = ()
    counts: Mapping[tuple[Kind, str], int] = field(default_factory=dict)
    quarantine: QuarantineRecord | None = None
    signature: bytes | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    windows: int = 0
    screened_windows: int = 0
    trace: str | None = None


def read_doc_ids(path: Path) -> set[str]:
    """Return the documents that a run read, whether they gave facts or not.

    Args:
        path: its ``documents.jsonl``.

    Raises:
        RunError: E409, a line is no record of a document.
    """
    documents = set()
    with path.open("rb") as lines:
        for number, record in parse_lines(lines, DocumentRecord.model_validate_json):
            if isinstance(record, InvalidLineError):
                raise RunError("E409", path=str(path), line=number) from record
            documents.add(record.doc_id)
    return documents
