"""Acts of platforms in the codes of the EU's DSA Transparency Database (API version 2).

The codes, and which of our actions and reasons they stand for, are in ``tables/dsa.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from pipeline.facts import UNIT_CLASS, Fact, Restoration, Takedown
from pipeline.tables import load_table
from pipeline.write.jsonl import json_line
from pipeline.write.tally import Tally


class DsaCodes(BaseModel):
    """The codes of an act; null where the database has none.

    Attributes:
        decision_account: what was decided on the account.
        decision_visibility: what was decided on content, a list of one code.
        decision_provision: what was decided on the provision of the service.
        category: the ground, from the reason's category.
    """

    decision_account: str | None = None
    decision_visibility: list[str] | None = None
    decision_provision: str | None = None
    category: str | None = None


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


def dsa_codes(fact: Takedown | Restoration) -> DsaCodes:
    """Return the codes of an act, all null for what the database does not know.

    Args:
        fact: the act; its modality is for the caller to look at.
    """
    decision = _decision(fact)
    if not decision:
        return DsaCodes()
    visibility = decision.get("decision_visibility")
    return DsaCodes(
        decision_account=decision.get("decision_account"),
        decision_visibility=[visibility] if visibility else None,
        decision_provision=decision.get("decision_provision"),
        category=load_table("dsa")["categories"].get(fact.reason_category),
    )


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
            codes = dsa_codes(fact)
            _count_missing(fact, codes, tally)
            kept: dict[str, Any] = fact.model_dump(include=set(_Act.model_fields))
            tally.records += 1
            yield json_line(DsaRecord(**kept, **codes.model_dump()))


def _decision(fact: Takedown | Restoration) -> dict[str, str]:
    """Return the code of what was decided by its field; empty where there is none."""
    table = load_table("dsa")
    by_unit = table["decisions"].get(fact.action, {})
    abroad = table["in_one_country"]
    if fact.territory and fact.action in abroad["actions"]:
        return dict(abroad["code"])
    if fact.action == "account_restriction":
        for entry in table["restrictions"]:
            if _cued(fact, tuple(entry["cues"])):
                return dict(entry["code"])
    unit = fact.unit or "account"
    return dict(by_unit.get(unit) or by_unit.get(UNIT_CLASS[unit]) or {})


def _cued(fact: Fact, cues: tuple[str, ...]) -> bool:
    """Say whether one of the cues stands in a trigger."""
    pattern = _pattern(cues)
    return any(pattern.search(piece.trigger.text) for piece in fact.evidence)


@cache
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(cue).replace(r"\*", r"\w*") for cue in cues)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _count_missing(fact: Takedown | Restoration, codes: DsaCodes, tally: Tally) -> None:
    if codes == DsaCodes():
        tally.reduced[f"no code for {fact.action}"] += 1
    elif fact.reason_category and codes.category is None:
        tally.reduced[f"no category for {fact.reason_category}"] += 1
