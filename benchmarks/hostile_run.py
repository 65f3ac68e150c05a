"""Runs hostile folders, and checks what must hold for any input whatever."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any, Final
from unittest import mock

from pipeline import engine
from pipeline.facts import FACT, Article
from pipeline.read import read_articles, read_raw
from pipeline.run import Manifest, Plan, RunFolder, run

#: An error that nobody foresaw, facts that the contract refuses, misquotations: defects, whatever the input.
_DEFECTS: Final = frozenset({"E301", "E404", "E405"})
#: Seconds of the processor that no folder of these sizes may take, loading a model included.
_SLOW: Final = 20


@dataclass
class Findings:
    """What many folders came to.

    Attributes:
        inputs: number of folders that went through.
        documents, facts: how many.
        quarantined: code -> number of documents.
        slowest: milliseconds of the slowest document.
        slowest_text: the beginning of its file.
    """

    inputs: int = 0
    documents: int = 0
    facts: int = 0
    quarantined: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_text: str = ""


@contextmanager
def models_loaded_once() -> Iterator[None]:
    """Keep a model from being loaded anew for every run inside the block."""
    with mock.patch.object(engine, "load", cache(engine.load)):
        yield


def run_and_check(files: dict[str, bytes], model: str, findings: Findings) -> None:
    """Run a folder of files, and check that all is accounted for and quoted exactly.

    Args:
        files: name -> content.
        model: name of the model.
        findings: what came of it is added.

    Raises:
        AssertionError: something that must always hold does not.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder, out = Path(scratch, "in"), Path(scratch, "out")
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        began = process_time()
        manifest = run(Plan(inputs=(str(folder),), model=model, screen=False), RunFolder(out))
        _check(process_time() - began < _SLOW, "it takes too long")
        documents, quarantine = _lines(out / "documents.jsonl"), _lines(out / "quarantine.jsonl")
        _check_all_accounted_for(folder, files, documents)
        _check_counts(manifest, documents, quarantine)
        texts = {item.doc_id: item.text for item in read_articles([folder]) if isinstance(item, Article)}
        facts = (out / "facts.jsonl").read_bytes().splitlines()
    _check(len(facts) == manifest.counts.total_facts, "a fact line is not counted, or one too many is")
    for line in facts:
        fact = FACT.validate_json(line)
        for piece in fact.evidence:
            for name, span in piece.spans():
                _check(span.holds_in(texts[fact.doc_id]), f"the {name} is misquoted: {line!r}")
    _note(manifest, documents, files, findings)


def _check_all_accounted_for(folder: Path, files: dict[str, bytes], documents: list[dict[str, Any]]) -> None:
    """Every record has its line, in the order of the input, and every file at least one."""
    listed = [(document["doc_id"], document["path"]) for document in documents]
    _check(
        listed == [(raw.doc_id, raw.path) for raw in read_raw([folder])], f"documents are missing: {listed}"
    )
    of_file = Counter(Path(path).name.partition("#")[0] for _, path in listed)
    for name, content in files.items():
        at_least = sum(map(bool, map(bytes.strip, content.split(b"\n")))) if name.endswith(".jsonl") else 1
        _check(of_file[name] >= min(at_least, 1), f"{name} left nothing behind")
        if name.endswith((".txt", ".md", ".html", ".txt.gz")):
            _check(of_file[name] == 1, f"{name} gave {of_file[name]} documents")


def _check_counts(
    manifest: Manifest, documents: list[dict[str, Any]], quarantine: list[dict[str, Any]]
) -> None:
    failed = [document["doc_id"] for document in documents if document["status"] == "quarantined"]
    _check(failed == [line["doc_id"] for line in quarantine], "the quarantine is not that of the documents")
    counts = manifest.counts
    _check(counts.documents == len(documents), "the manifest counts other documents")
    _check(counts.quarantined == Counter(line["code"] for line in quarantine), "codes are counted wrongly")
    _check(
        counts.total_facts == sum(document["facts"] for document in documents), "facts are counted wrongly"
    )
    for line in quarantine:
        _check(line["code"] not in _DEFECTS, f"{line['code']}: {line['message']}")


def _note(
    manifest: Manifest, documents: list[dict[str, Any]], files: dict[str, bytes], findings: Findings
) -> None:
    findings.inputs += 1
    findings.documents += manifest.counts.documents
    findings.facts += manifest.counts.total_facts
    findings.quarantined.update(manifest.counts.quarantined)
    slowest = max(documents, key=lambda document: document["milliseconds"])
    if slowest["milliseconds"] > findings.slowest:
        findings.slowest = slowest["milliseconds"]
        content = files[Path(slowest["path"]).name.partition("#")[0]]
        findings.slowest_text = f"{slowest['words']} words, {len(content)} bytes: {content[:200]!r}"


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
