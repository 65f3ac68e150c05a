"""The executor that works in this process, one document after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.read import Raw
from pipeline.run.plan import Plan
from pipeline.run.process import prepare
from pipeline.run.records import DocumentDone

if TYPE_CHECKING:
    from pipeline.run.manifest import Versions


class Inline:
    """Works in this process; used in a ``with`` block. Nothing can stop a document that takes too long.

    Args:
        plan: what is done with each document.

    Raises:
        ModelError: the model cannot be loaded.
    """

    def __init__(self, plan: Plan) -> None:
        self._process, self._versions = prepare(plan)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass  # the model goes with this object

    def versions(self) -> Versions:
        """Say what runs."""
        return self._versions

    def run(self, raws: Iterable[Raw]) -> Iterator[DocumentDone]:
        """Work on raw records.

        Args:
            raws: the records, in order.

        Yields:
            Each document once it is done, in the order of the input. Only one is in memory at a time.
        """
        return map(self._process, raws)
