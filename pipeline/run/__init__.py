"""A run: articles in, facts out, every failure accounted for."""

from pipeline.run.folder import RunFolder
from pipeline.run.manifest import Manifest
from pipeline.run.plan import DEFAULT_INPUT, Execution, Plan
from pipeline.run.records import DocumentDone, DocumentRecord, QuarantineRecord, read_doc_ids
from pipeline.run.runner import Watcher, changes_since, run
from pipeline.run.sinks import FactStream, Sink

__all__ = [
    "DEFAULT_INPUT",
    "DocumentDone",
    "DocumentRecord",
    "Execution",
    "FactStream",
    "Manifest",
    "Plan",
    "QuarantineRecord",
    "RunFolder",
    "Sink",
    "Watcher",
    "changes_since",
    "read_doc_ids",
    "run",
]
