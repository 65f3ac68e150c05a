"""The manifest of a run: what ran, on what, with what result."""

from __future__ import annotations

import hashlib
import platform
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from time import perf_counter
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from pipeline import __version__
from pipeline.facts import KINDS, SCHEMA_VERSION
from pipeline.run.records import DocumentDone
from pipeline.run.settings import RunSettings

if TYPE_CHECKING:
    from spacy.language import Language


class Versions(BaseModel):
    """What ran: two runs with equal versions and equal input give equal facts.

    Attributes:
        package, schema_version, python, spacy: version numbers.
        model, model_version: name and version of the model, as its meta.json says.
        model_sha256: hash of the model's configuration and of what it has learnt.
        tables_sha256: hash of the lexical tables and the shipped knowledge base.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())

    package: str
    schema_version: str
    python: str
    spacy: str
    model: str
    model_version: str
    model_sha256: str
    tables_sha256: str


class Counts(BaseModel):
    """What came of it.

    Attributes:
        documents: number of documents read, the quarantined ones included.
        words: number of words in the articles.
        facts: kind -> modality -> number of facts written.
        quarantined: code of the error -> number of documents.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: int
    words: int
    facts: dict[str, dict[str, int]]
    quarantined: dict[str, int]

    @property
    def total_facts(self) -> int:
        """Number of facts of all kinds."""
        return sum(sum(modalities.values()) for modalities in self.facts.values())

    @property
    def total_quarantined(self) -> int:
        """Number of documents that gave an error."""
        return sum(self.quarantined.values())


class Manifest(BaseModel):
    """The content of ``manifest.json``.

    Attributes:
        versions, settings, counts: see there.
        started, finished: when, in UTC.
        seconds: time spent on the documents, reading and writing included, loading the model not.
        words_per_second: words read in that time.
        files: name of an output file -> its SHA-256; empty where the facts were streamed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    versions: Versions
    settings: RunSettings
    counts: Counts
    started: datetime
    finished: datetime
    seconds: float
    words_per_second: float
    files: dict[str, str] = {}


class Tally:
    """Counts documents while they pass, and the time since it was made."""

    def __init__(self) -> None:
        self._started = datetime.now(UTC)
        self._clock = perf_counter()
        self._documents = 0
        self._words = 0
        self._facts: Counter[tuple[str, str]] = Counter()
        self._quarantined: Counter[str] = Counter()

    def add(self, done: DocumentDone) -> None:
        """Count one document."""
        self._documents += 1
        self._words += done.document.words
        self._facts.update(done.counts)
        if done.quarantine is not None:
            self._quarantined[done.quarantine.code] += 1

    def manifest(self, versions: Versions, settings: RunSettings) -> Manifest:
        """Close the count and return the manifest, all numbers in a fixed order."""
        seconds = perf_counter() - self._clock
        facts: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for (kind, modality), number in sorted(self._facts.items()):
            facts[kind][modality] = number
        return Manifest(
            versions=versions,
            settings=settings,
            counts=Counts(
                documents=self._documents,
                words=self._words,
                facts=facts,
                quarantined=dict(sorted(self._quarantined.items())),
            ),
            started=self._started,
            finished=datetime.now(UTC),
            seconds=round(seconds, 3),
            words_per_second=round(self._words / seconds, 1) if seconds else 0.0,
        )


def describe(nlp: Language) -> Versions:
    """Say what runs: the versions of the software, and the identity of the model and its tables."""
    return Versions(
        package=__version__,
        schema_version=SCHEMA_VERSION,
        python=platform.python_version(),
        spacy=version("spacy"),
        model=f"{nlp.meta['lang']}_{nlp.meta['name']}",
        model_version=nlp.meta["version"],
        model_sha256=_model_sha256(nlp),
        tables_sha256=_tables_sha256(),
    )


def _model_sha256(nlp: Language) -> str:
    """Hash the configuration of the pipeline, and what its stages keep in folders of the model."""
    digest = hashlib.sha256(nlp.config.to_str().encode())
    folders = (nlp.path / name for name in nlp.pipe_names) if nlp.path else ()
    for file in sorted(file for folder in folders for file in folder.rglob("*") if file.is_file()):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def _tables_sha256() -> str:
    digest = hashlib.sha256()
    folder = files("pipeline.tables")
    entries = [*folder.iterdir(), *folder.joinpath("knowledge").iterdir()]
    for table in sorted(entries, key=lambda entry: entry.name):
        if table.name.endswith((".yaml", ".jsonl")):
            digest.update(f"{table.name}\n".encode() + table.read_bytes())
    return digest.hexdigest()
