"""What a run is asked to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

#: What is read where no input is named.
DEFAULT_INPUT: Final = "corpus/articles"


class RunSettings(BaseModel):
    """What a run is asked to do; written into its manifest as it stands.

    Attributes:
        inputs: files and folders of articles, ``-`` for the standard input, in the order of reading.
        out: the folder for the results, or null where the facts are streamed.
        model: name or folder of the model, or null for the default one.
        metadata: a table that says title, date and source of the articles, or null.
        kb: knowledge bases of the user's own, to link names to before the shipped one.
        kb_index: the folder for their indexes, or null for the user's cache.
        min_confidence: facts less sure than this, from 0 to 1, are left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: tuple[str, ...] = (DEFAULT_INPUT,)
    out: Path | None = None
    model: str | None = None
    metadata: Path | None = None
    kb: tuple[Path, ...] = ()
    kb_index: Path | None = None
    min_confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
