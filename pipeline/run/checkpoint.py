"""How far a run is, so that it can be taken up again after it was killed."""

from __future__ import annotations

import hashlib
import os
from typing import Final

from pydantic import BaseModel, ConfigDict

from pipeline.errors import RunError
from pipeline.read import START, Place, Unreadable
from pipeline.read.inputs import STDIN, find_inputs
from pipeline.run.manifest import Account, Versions
from pipeline.run.plan import Plan

#: What may not change between two parts of a run, or the facts would not be those of one run.
FIXED: Final = ("package", "schema_version", "model_sha256", "tables_sha256", "knowledge")


class Checkpoint(BaseModel):
    """The content of ``checkpoint.json``: everything before it is safe on the disk.

    Attributes:
        plan, versions, account: of the run so far.
        source, record: place of the last record that is written, as in `Place`.
        inputs_sha256: what `InputWatch` says of the sources up to this place.
        lengths: name of an output file -> how many bytes of it are good.
        is_complete: whether all is written, and the files have only to get their names.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: Plan
    versions: Versions
    account: Account
    source: int
    record: int
    inputs_sha256: str
    lengths: dict[str, int] = {}
    is_complete: bool = False

    def check(self, plan: Plan, versions: Versions) -> None:
        """Make sure that a run goes on as it began.

        Args:
            plan: what is to be done now.
            versions: what would do it.

        Raises:
            RunError: E420, it is another plan; E421, it is other software or another model; E427, the input
                was a stream that is gone.
        """
        check_same(plan, self.plan)
        if differences := versions.differences(self.versions, FIXED):
            raise RunError("E421", what=differences[0])
        if STDIN in plan.inputs:
            raise RunError("E427")


def next_place(before: Checkpoint | None) -> Place:
    """Return where reading goes on behind a checkpoint; without one, the beginning."""
    return START if before is None else Place(before.source, before.record + 1)


def check_same(plan: Plan, earlier: Plan) -> None:
    """Make sure that two plans are the same.

    Raises:
        RunError: E420, they differ.
    """
    differing = [name for name in Plan.model_fields if getattr(plan, name) != getattr(earlier, name)]
    if differing:
        raise RunError("E420", settings=", ".join(differing))


class InputWatch:
    """Notices when input that was read has changed since, by names, sizes, times and readability of files.

    Args:
        plan: whose metadata and knowledge bases are watched from the start.
    """

    def __init__(self, plan: Plan) -> None:
        self._digest = hashlib.sha256()
        self._last = -1
        for path in filter(None, (plan.metadata, *plan.kb)):
            self._note(os.fspath(path))

    def reached(self, number: int, path: str | None) -> None:
        """Take note that a source has been reached.

        Args:
            number: its number, from 0.
            path: its file, or null.
        """
        if number > self._last:
            self._last = number
            self._note(path)

    def sha256(self) -> str:
        """Return a fingerprint of all sources reached so far."""
        return self._digest.hexdigest()

    def _note(self, path: str | None) -> None:
        try:
            status = os.stat(path) if path is not None else None  # noqa: PTH116 - no Path for each of millions
        except OSError:
            status = None
        told = (status.st_size, status.st_mtime_ns, os.access(path, os.R_OK)) if path and status else ()
        self._digest.update(f"{path!r}{told}\n".encode("utf-8", "surrogateescape"))


def watch_again(checkpoint: Checkpoint) -> InputWatch:
    """Walk the sources that a run has read once more.

    Returns:
        The watch as it was at the checkpoint.

    Raises:
        RunError: E422, the sources are not what they were.
    """
    plan = checkpoint.plan
    watch = InputWatch(plan)
    for number, found in enumerate(find_inputs(plan.inputs, leave_out=plan.metadata)):
        if number > checkpoint.source:
            break
        watch.reached(number, None if isinstance(found, Unreadable) else os.fspath(found))
    if watch.sha256() != checkpoint.inputs_sha256:
        raise RunError("E422")
    return watch
