"""Values that the contract allows but that are seldom meant: doubts about one fact.

Each rule yields findings; the codes E22x to E24x of the catalogue are warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from pipeline.facts import UNIT_CLASS, Article, Fact
from pipeline.gold.names import alternatives, leading_title
from pipeline.gold.problem import Finding
from pipeline.tables import load_table

_PERSONS: Final = ("holder", "target", "actor", "requester", "linked_to", "attribution")
_FREE_TEXT: Final = (*_PERSONS, "handle", "authority", "program", "reason")
_PAIRS: Final = (("attribution", "attribution_type"), ("reason", "reason_category"))
#: Before it there was no public internet; sanctions alone are older.
_FIRST_YEAR: Final = 1990
_MOST_EVIDENCE: Final = 5
_LATEST_AFTER: Final = timedelta(days=366)
_DATE_PARTS: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def doubts(fact: Fact, article: Article) -> Iterator[Finding]:
    """List what looks wrong in a fact of `article`."""
    for rule in _RULES:
        yield from rule(fact, article)


def _implausible_date(fact: Fact, article: Article) -> Iterator[Finding]:
    days = _days(fact.date or "")
    latest = article.published + _LATEST_AFTER if article.published else date.max
    if any(day.year < _FIRST_YEAR or day > latest for day in days):
        yield "E221", {"date": fact.date}


def _copied_date(fact: Fact, article: Article) -> Iterator[Finding]:
    told = any("date" in piece.roles for piece in fact.evidence)
    if article.published and fact.date == article.published.isoformat() and not told:
        yield "E222", {}


def _handle_form(fact: Fact, article: Article) -> Iterator[Finding]:
    handle = getattr(fact, "handle", None)
    if handle and handle.startswith("@"):
        yield "E223", {"handle": handle}


def _unknown_platform(fact: Fact, article: Article) -> Iterator[Finding]:
    platform = getattr(fact, "platform", None)
    if platform and platform not in load_table("platforms"):
        yield "E224", {"platform": platform}


def _title_in_name(fact: Fact, article: Article) -> Iterator[Finding]:
    for field in _PERSONS:
        for name in alternatives(getattr(fact, field, None) or ""):
            title = leading_title(name)
            if title:
                yield "E225", {"field": field, "name": name, "title": title}


def _half_given(fact: Fact, article: Article) -> Iterator[Finding]:
    for pair in _PAIRS:
        given = [name for name in pair if getattr(fact, name, None) is not None]
        if len(given) == 1:
            yield "E226", {"given": given[0], "lacking": next(name for name in pair if name not in given)}


def _quantity_of_one(fact: Fact, article: Article) -> Iterator[Finding]:
    quantity = getattr(fact, "quantity", None)
    if quantity and quantity.value == 1:
        yield "E227", {}


def _nobody(fact: Fact, article: Article) -> Iterator[Finding]:
    if fact.kind == "sanction":
        if fact.target is None:
            yield "E229", {}
        return
    telling = ("holder", "handle", "quantity", "linked_to")
    if UNIT_CLASS.get(fact.unit or "") == "account" and not any(
        getattr(fact, name, None) for name in telling
    ):
        yield "E228", {"unit": fact.unit}


def _evidence_form(fact: Fact, article: Article) -> Iterator[Finding]:
    if len(fact.evidence) > _MOST_EVIDENCE:
        yield "E231", {"number": len(fact.evidence)}
    seen: dict[tuple[int, int], int] = {}
    for number, piece in enumerate(fact.evidence, start=1):
        if not piece.roles:
            yield "E230", {"number": number}
        other = seen.setdefault((piece.trigger.start, piece.trigger.end), number)
        if other != number:
            yield "E232", {"number": number, "other": other}


def _alternative_form(fact: Fact, article: Article) -> Iterator[Finding]:
    for field in _FREE_TEXT:
        value = getattr(fact, field, None) or ""
        parts = value.split("|") if value else []
        if any(part != part.strip() or not part for part in parts):
            yield "E235", {"field": field, "value": value}
        elif len({part.casefold() for part in parts}) < len(parts):
            yield "E234", {"field": field, "value": value}


def _days(edtf: str) -> list[date]:
    """The first day of each year, month or day that an EDTF date names; seasons count as their year."""
    parts = [[int(part or 1) for part in match.groups()] for match in _DATE_PARTS.finditer(edtf)]
    return [date(max(year, 1), month if month <= 12 else 1, day) for year, month, day in parts]


_RULES: Final = (
    _implausible_date,
    _copied_date,
    _handle_form,
    _unknown_platform,
    _title_in_name,
    _half_given,
    _quantity_of_one,
    _nobody,
    _evidence_form,
    _alternative_form,
)
