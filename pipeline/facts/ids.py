"""Content hashes: the same fact has the same id wherever and whenever it is extracted."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel

from pipeline.facts.models import Fact


def _canonical(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude={"text"})
    return value


def fact_id(fact: Fact) -> str:
    """Return the id of a fact: 16 hexadecimal digits of a SHA-256 over kind, modality and identity fields.

    The document and the evidence do not count, so that the same claim in two articles has the same
    id (after INDRA's shallow hash). Names count without case and runs of blanks, numbers by value
    and bounds.
    """
    content = {name: _canonical(getattr(fact, name)) for name in ("kind", "modality", *fact.identity)}
    line = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()[:16]
