"""What all kinds of claim need: modality, time, reason, source and the passage to quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pipeline.facts.claims import Claim, Mention
from pipeline.relate.actors import requester
from pipeline.relate.circumstances import date_beside, date_near, reason_after, source_of
from pipeline.relate.items import Spot
from pipeline.relate.modality import Reading, modality_of

#: How sure the rules are of a claim that names all that the core score asks for, and of one that does not.
SURE: Final = 0.8
UNSURE: Final = 0.5


def make_claim(
    spot: Spot,
    roles: Mapping[str, Mention | None],
    *,
    action: str | None,
    antecedents: Mapping[str, Mention] | None = None,
    hints: Mapping[str, str] | None = None,
) -> Claim:
    """Return the claim of the trigger at `spot`, with what its clause adds.

    Args:
        spot: the trigger and its sentence.
        roles: role -> the words that fill it; nulls are dropped.
        action: the action, null for a follower_count.
        antecedents: role -> the mention that names what the words refer to.
        hints: values without words of their own.
    """
    reading = modality_of(spot)
    filled = {role: mention for role, mention in roles.items() if mention is not None}
    filled |= _circumstances(spot, reading, filled)
    named, found = dict(antecedents or {}), dict(hints or {})
    source = source_of(spot)
    if source is not None:
        filled.setdefault("attribution", source.words)
        if source.type:
            found.setdefault("attribution_type", source.type)
    certain = {"holder", "handle", "target"} & {*filled, *named}
    return Claim(
        trigger=spot.trigger,
        roles=filled,
        modality=reading.modality,
        action=action,
        passage=_passage(spot, filled),
        antecedents=named,
        cues=reading.cues,
        hints=found,
        score=SURE if certain else UNSURE,
    )


def _circumstances(spot: Spot, reading: Reading, filled: Mapping[str, Mention]) -> dict[str, Mention]:
    """Return date, reason and requester of the clause, as far as the kind of claim has them."""
    found: dict[str, Mention | None] = {}
    kind = spot.trigger.kind
    if "date" not in filled:
        found["date"] = date_beside(spot) if kind == "follower_count" else date_near(spot)
    if kind != "follower_count" and "reason" not in filled:
        found["reason"] = reason_after(spot)
    if kind in {"takedown", "restoration"} and reading.modality == "requested" and reading.cues:
        found["requester"] = requester(spot.sentence, reading.cues[0].start)
    return {role: mention for role, mention in found.items() if mention is not None}


def _passage(spot: Spot, roles: Mapping[str, Mention]) -> tuple[int, int]:
    """Return the stretch of the sentence from the first to the last word that the claim uses."""
    sentence, trigger = spot.sentence, spot.trigger
    inside = [m for m in roles.values() if sentence.start <= m.start and m.end <= sentence.end]
    start = min([trigger.start, *(mention.start for mention in inside)])
    end = max([trigger.end, *(mention.end for mention in inside)])
    return start, end
