"""Acts of platforms in the codes of the EU's DSA Transparency Database (API version 2).

A fact holds its codes; one without them, as gold written by hand, gets those of ``tables/dsa.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from pipeline.facts import DsaCodes, Fact, Restoration, Takedown
from pipeline.normalise.dsa import dsa_codes
from pipeline.write.jsonl import json_line
from pipeline.write.tally import Tally


class _Act(BaseModel):
    """What a line says of the act itself."""

    id: str | None
    doc_id: str
    date: str | None
    platform: str | None
    holder: str | None
    handle: str | None
    unit: str | None
    kind: str
    action: str
    territory: str | None
    permanence: str | None
    reason: str | None
    reason_category: str | None
    dsa_schema: str = "v2"


class DsaRecord(DsaCodes, _Act):
    """A line of the export: fields of the fact, then its codes."""


def dsa_lines(facts: Iterable[Fact], tally: Tally) -> Iterator[bytes]:
    """Give takedowns and restorations that are asserted as JSON lines with their codes.

    Args:
        facts: facts of any kind.
        tally: gets what is left out, and which acts and reasons have no code.

    Yields:
        A `DsaRecord` a fact, as JSON ended by a line feed.
    """
    for fact in facts:
        if not isinstance(fact, Takedown | Restoration):
            tally.left_out[f"kind {fact.kind}"] += 1
        elif fact.modality != "asserted":
            tally.left_out[f"modality {fact.modality}"] += 1
        else:
            codes = fact.dsa or dsa_codes(fact) or DsaCodes()
            _count_missing(fact, codes, tally)
            kept: dict[str, Any] = fact.model_dump(include=set(_Act.model_fields))
            tally.records += 1
            yield json_line(DsaRecord(**kept, **codes.model_dump()))


def _count_missing(fact: Takedown | Restoration, codes: DsaCodes, tally: Tally) -> None:
    if codes == DsaCodes():
        tally.reduced[f"no code for {fact.action}"] += 1
    elif fact.reason_category and codes.category is None:
        tally.reduced[f"no category for {fact.reason_category}"] += 1
