"""A run as a plan: what is read, what is done with it, and, apart from that, where the work is done."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

#: What is read where no input is named.
DEFAULT_INPUT: Final = "corpus/articles"
#: Seconds after which a document is given up. An article of ten megabytes takes minutes.
DEFAULT_TIMEOUT: Final = 900.0


class Plan(BaseModel):
    """What a run does: all that its facts depend on, in a form that can be sent to other machines.

    The same plan over the same input gives the same bytes of facts with every `Execution`.

    Attributes:
        inputs: files and folders of articles, ``-`` for the standard input, in the order of reading.
        metadata: a table that says title, date and source of the articles, or null.
        screen: whether documents that hold no word of a fact are dropped before they are analysed.
        model: name or folder of the model, or null for the default one.
        kb: knowledge bases of the user's own, to link names to before the shipped one.
        kb_index: the folder for their indexes, or null for the user's cache.
        min_confidence: facts less sure than this, from 0 to 1, are left out.
        dedupe: whether copies of an article that came before give no facts of their own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: tuple[str, ...] = (DEFAULT_INPUT,)
    metadata: Path | None = None
    screen: bool = True
    model: str | None = None
    kb: tuple[Path, ...] = ()
    kb_index: Path | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    dedupe: bool = False


class Execution(BaseModel):
    """Where and how a plan is carried out; changes nothing in the facts.

    Attributes:
        backend: ``inline`` in this process, ``processes`` in worker processes of this machine, ``ray`` on a
            Ray cluster.
        workers: number of worker processes (on Ray, of the whole cluster), or null for one a core. Without
            meaning for ``inline``.
        timeout: seconds that a document may take; then it is stopped and quarantined. ``inline`` has no way
            of stopping one.
        address: the Ray cluster to use, or null to start one on this machine for the time of the run.
        checkpoint: seconds between two checkpoints; so much work is done again at most after a crash.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: Literal["inline", "processes", "ray"] = "inline"
    workers: Annotated[int, Field(ge=1)] | None = None
    timeout: Annotated[float, Field(gt=0)] = DEFAULT_TIMEOUT
    address: str | None = None
    checkpoint: Annotated[float, Field(ge=0)] = 5.0
