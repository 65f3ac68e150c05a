"""The manifest of a run: what ran, on what, with what result."""

from __future__ import annotations

import hashlib
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from time import perf_counter
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict

from pipeline import __version__
from pipeline.facts import KINDS, SCHEMA_VERSION
from pipeline.run.plan import Execution, Plan
from pipeline.run.records import DocumentDone

if TYPE_CHECKING:
    from spacy.language import Language


class KnowledgeFile(BaseModel):
    """A file of a user's knowledge base, as it was indexed.

    Attributes:
        path: its path, as it was given or below the folder that was given.
        sha256: hash of its bytes.
        entities: number of its entities that names can link to.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    sha256: str
    entities: int


class Versions(BaseModel):
    """What ran: two runs with equal versions and equal input give equal facts.

    Attributes:
        package, schema_version, python, spacy: version numbers.
        model, model_version: name and version of the model, as its meta.json says.
        model_sha256: hash of the model's configuration and of what it has learnt.
        tables_sha256: hash of the lexical tables and the shipped knowledge base.
        knowledge: the files of the user's knowledge bases, in the order of use.
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
    knowledge: tuple[KnowledgeFile, ...] = ()

    def differences(self, other: Versions, fields: Iterable[str]) -> list[str]:
        """Return in words which of the fields another has otherwise."""
        differing = (name for name in fields if getattr(self, name) != getattr(other, name))
        return [name.removesuffix("_sha256").replace("_", " ") for name in differing]


class Counts(BaseModel):
    """What came of it.

    Attributes:
        documents: number of documents read, the quarantined ones included.
        words: number of words in the articles.
        screened, screened_words: those of them that hold no word of a fact and were not analysed.
        windows: number of windows of the other documents that a network could have been shown.
        screened_windows: those of them that hold no word of a fact and that it was not shown.
        copies: number of documents that are copies of earlier ones.
        facts: kind -> modality -> number of facts written.
        quarantined: code of the error -> number of documents.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: int = 0
    words: int = 0
    screened: int = 0
    screened_words: int = 0
    windows: int = 0
    screened_windows: int = 0
    copies: int = 0
    facts: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    quarantined: dict[str, int] = {}

    @property
    def total_facts(self) -> int:
        """Number of facts of all kinds."""
        return sum(sum(modalities.values()) for modalities in self.facts.values())

    @property
    def total_quarantined(self) -> int:
        """Number of documents that gave an error."""
        return sum(self.quarantined.values())


class Account(BaseModel):
    """How far a run is: what it counted, and the time it took.

    Attributes:
        counts: see there.
        started: when it began, in UTC.
        seconds: time spent on the documents, reading and writing included, loading the model not.
        stages: stage -> seconds, summed over all workers.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    counts: Counts = Counts()
    started: datetime
    seconds: float = 0.0
    stages: dict[str, float] = {}


class Manifest(Account):
    """The content of ``manifest.json``: what became of a run, and what ran.

    Attributes:
        versions, plan, execution: see there.
        finished: when, in UTC.
        words_per_second: words read in the time spent.
        files: name of an output file -> its SHA-256; empty where the facts were streamed.
    """

    versions: Versions
    plan: Plan
    execution: Execution
    finished: datetime
    words_per_second: float
    files: dict[str, str] = {}

    @classmethod
    def of(cls, account: Account, versions: Versions, plan: Plan, execution: Execution) -> Self:
        """Return the manifest of a run that is complete now."""
        speed = account.counts.words / account.seconds if account.seconds else 0.0
        return cls(
            **dict(account),
            versions=versions,
            plan=plan,
            execution=execution,
            finished=datetime.now(UTC),
            words_per_second=round(speed, 1),
        )


class Tally:
    """Counts documents while they pass, and the time since it was made.

    Args:
        before: where an earlier part of the run stopped, or null.
    """

    def __init__(self, before: Account | None = None) -> None:
        account = before or Account(started=datetime.now(UTC))
        counts = account.counts
        self._before = account
        self._clock = perf_counter()
        self._numbers = Counter(counts.model_dump(exclude={"facts", "quarantined"}))
        self._facts = Counter(
            {
                (kind, modality): number
                for kind, row in counts.facts.items()
                for modality, number in row.items()
            }
        )
        self._quarantined = Counter(counts.quarantined)
        self._stages = Counter(account.stages)

    @property
    def documents(self) -> int:
        """Number of documents so far, in earlier parts of the run too."""
        return self._numbers["documents"]

    def add(self, done: DocumentDone) -> None:
        """Count one document."""
        record = done.document
        self._numbers.update(
            documents=1,
            words=record.words,
            windows=done.windows,
            screened_windows=done.screened_windows,
        )
        if record.status == "screened":
            self._numbers.update(screened=1, screened_words=record.words)
        if record.copy_of is not None:
            self._numbers.update(copies=1)
        self._facts.update(done.counts)
        if done.quarantine is not None:
            self._quarantined[done.quarantine.code] += 1
        self.spend(done.seconds)

    def spend(self, seconds: Mapping[str, float]) -> None:
        """Add time spent in stages, in seconds."""
        self._stages.update(seconds)

    def account(self) -> Account:
        """Return the count so far, all numbers in a fixed order."""
        facts: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
        for (kind, modality), number in sorted(self._facts.items()):
            facts[kind][modality] = number
        return Account(
            counts=Counts(facts=facts, quarantined=dict(sorted(self._quarantined.items())), **self._numbers),
            started=self._before.started,
            seconds=round(self._before.seconds + perf_counter() - self._clock, 3),
            stages={stage: round(seconds, 3) for stage, seconds in self._stages.items()},
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
        knowledge=tuple(_knowledge(nlp)),
    )


def _knowledge(nlp: Language) -> Iterator[KnowledgeFile]:
    from pipeline.knowledge.component import FactLinker  # noqa: PLC0415 - spaCy is slow to import

    linkers = (stage for _, stage in nlp.pipeline if isinstance(stage, FactLinker))
    for path, index in (opened for linker in linkers for opened in linker.own):
        sha256, entities = index.source()
        yield KnowledgeFile(path=str(path), sha256=sha256, entities=entities)


def _model_sha256(nlp: Language) -> str:
    """Hash the configuration of the pipeline, and what its stages keep in folders of the model."""
    config = nlp.config.copy()
    for stage in config["components"].values():
        if stage.get("factory") == "claims_link":
            stage |= {"bases": [], "folder": None}  # the user's, and no part of the model
    digest = hashlib.sha256(config.to_str().encode())
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
