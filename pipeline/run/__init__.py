"""A run: articles in, facts out, every failure accounted for."""

from pipeline.run.manifest import Manifest
from pipeline.run.records import DocumentDone, DocumentRecord, QuarantineRecord, read_doc_ids
from pipeline.run.runner import run
from pipeline.run.settings import DEFAULT_INPUT, RunSettings
from pipeline.run.sinks import FactStream, RunFolder, Sink

__all__ = [
    "DEFAULT_INPUT",
    "DocumentDone",
    "DocumentRecord",
    "FactStream",
    "Manifest",
    "QuarantineRecord",
    "RunFolder",
    "RunSettings",
    "Sink",
    "read_doc_ids",
    "run",
]
