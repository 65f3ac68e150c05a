"""A run as a plan, and the executor that carries it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.facts import Article
from pipeline.read import Unreadable
from pipeline.run.records import DocumentDone


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with which documents; how and where is up to the executor.

    Attributes:
        documents: the articles, and what could not be read as one, in the order of the input.
        process: what is done with each; it raises no error of a document.
    """

    documents: Iterable[Article | Unreadable]
    process: Callable[[Article | Unreadable], DocumentDone]


def execute_in_order(plan: Plan) -> Iterator[DocumentDone]:
    """Carry out a plan in this process, one document after the other.

    Yields:
        Each document once it is done, in the order of the input. Only one is in memory at a time.
    """
    for document in plan.documents:
        yield plan.process(document)
