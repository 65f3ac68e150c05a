"""The values of a claim's fields, one small function a role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

from pipeline.facts.claims import Claim, Mention
from pipeline.normalise.codes import authority_name, country_code, country_name
from pipeline.normalise.counts import parse_count
from pipeline.normalise.date_course import Dates
from pipeline.normalise.dates import counted_back, resolve_date
from pipeline.normalise.full_names import Names
from pipeline.normalise.reasons import reason_category
from pipeline.normalise.sources import source_type

_NAMED_ROLES: Final = ("holder", "linked_to", "actor", "requester", "target", "attribution")
_KEYED_ROLES: Final = ("handle", "platform", "unit", "language", "permanence")
#: What is planned or may happen may lie ahead: the next such day of the year is meant where it is this
#: near, and of two weekdays the nearer. In gold, this is right of 39 dates, and wrong of one.
_AHEAD: Final = dict.fromkeys(("planned", "hypothetical"), timedelta(days=150))


def values_of(claim: Claim, names: Names, published: date | None, dates: Dates) -> dict[str, Any]:
    """Return the values of a claim's fields; fields of which the text is silent are left out.

    Args:
        claim: the claim.
        names: the names of the article.
        published: day of publication, or null.
        dates: the dates of the article, for "two days later".
    """
    values: dict[str, Any] = {"modality": claim.modality, "action": claim.action}
    for role in _NAMED_ROLES:
        mention = claim.naming(role)
        if mention is not None and mention.type != "pronoun":
            values[role] = names.fullest(mention)
    for role in _KEYED_ROLES:
        mention = claim.naming(role)
        if mention is not None:
            values[role] = mention.value
    for role, value_of in _SPECIAL.items():
        mention = claim.naming(role)
        if mention is not None:
            values |= value_of(mention, names)
    values["date"] = _date(claim, published, dates)
    for field, value in claim.hints.items():
        values.setdefault(field, value)
    values |= _territory(claim) | _attribution(claim, values)
    return {field: value for field, value in values.items() if value is not None}


def _date(claim: Claim, published: date | None, dates: Dates) -> str | None:
    dated = claim.naming("date")
    if dated is None:
        return None
    words = counted_back(dated.text) if dated.end <= claim.trigger.start else dated.text
    ahead = _AHEAD.get(claim.modality, timedelta(0))
    return resolve_date(words, published, dates.before(dated.start), ahead)


def _count(field: str) -> _ValueOf:
    return lambda mention, names: {field: parse_count(mention.text)}


def _authority(mention: Mention, names: Names) -> dict[str, Any]:
    named = country_name(mention.value) if mention.type == "country" and mention.value else None
    words = names.body(mention) or mention.text
    return {"authority": named or authority_name(words) or words}


def _program(mention: Mention, names: Names) -> dict[str, Any]:
    return {"program": mention.text}


def _reason(mention: Mention, names: Names) -> dict[str, Any]:
    return {"reason": mention.text, "reason_category": reason_category(mention.text)}


_ValueOf: TypeAlias = Callable[[Mention, Names], dict[str, Any]]
_SPECIAL: Final[dict[str, _ValueOf]] = {
    "authority": _authority,
    "quantity": _count("quantity"),
    "count": _count("count"),
    "program": _program,
    "reason": _reason,
}


def _territory(claim: Claim) -> dict[str, Any]:
    """Return where access is cut: the country named, else a state that blocks does so at home."""
    named = claim.naming("territory")
    if named is not None:
        return {"territory": named.value}
    actor = claim.naming("actor")
    if claim.action not in {"service_block", "service_unblock"} or actor is None:
        return {}
    return {"territory": actor.value if actor.type == "country" else country_code(actor.text)}


def _attribution(claim: Claim, values: dict[str, Any]) -> dict[str, Any]:
    source = claim.naming("attribution")
    if source is None:
        return {"attribution": None, "attribution_type": None}
    if values.get("attribution") in {values.get("holder"), values.get("target")}:
        return {"attribution_type": "target"}
    return {"attribution_type": values.get("attribution_type") or source_type(source)}
