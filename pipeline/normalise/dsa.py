"""Acts of platforms to codes of the EU's DSA Transparency Database (API version 2).

The codes, and which of our actions and reasons they stand for, are in ``tables/dsa.yaml``.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.facts import UNIT_CLASS, DsaCodes, Fact, Restoration, Takedown
from pipeline.tables import load_table


def dsa_codes(fact: Fact) -> DsaCodes | None:
    """Return the codes of a fact, or null where the database has no value for what was decided.

    Args:
        fact: any fact; only acts of platforms have codes. Its modality is for the caller to look at.
    """
    if not isinstance(fact, Takedown | Restoration) or not (decision := _decision(fact)):
        return None
    visibility = decision.get("decision_visibility")
    return DsaCodes(
        decision_account=decision.get("decision_account"),
        decision_visibility=[visibility] if visibility else None,
        decision_provision=decision.get("decision_provision"),
        category=load_table("dsa")["categories"].get(fact.reason_category),
    )


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
