"""What names and dates tell FollowTheMoney, and what of them it cannot hold."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.facts.codes import is_country
from pipeline.normalise.codes import coded_name
from pipeline.normalise.lookup import bare, fold
from pipeline.normalise.names import body_head, given_names
from pipeline.recognise.names import is_organisation
from pipeline.tables import load_table

#: A year, a month or a day without a qualifier; months above 12 are seasons.
_EXACT: Final = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?"
_POINT: Final = re.compile(_EXACT)
_SPAN: Final = re.compile(rf"({_EXACT})/(?:\.\.|({_EXACT}))")
#: What may hang before a name without a blank: "l’Uélé", "al-Assad".
_PREFIX: Final = re.compile(r"(\w+)['’-](?=\w)")


def date_bounds(date: str) -> tuple[str, str | None] | None:
    """Return when something began and ended, if FollowTheMoney can hold it: it has no uncertainty.

    Args:
        date: in EDTF level 1.

    Returns:
        (day, the same day) of a point in time; (first, last) of a span, with null for one that is open to
        the right. Null for a date that is approximate, uncertain, unspecified or a season, and for a span
        without a beginning.
    """
    if _POINT.fullmatch(date):
        return date, date
    span = _SPAN.fullmatch(date)
    return (span[1], span[2]) if span else None


def is_proper_name(words: str) -> bool:
    """Say whether words name somebody: all but small words begin with a capital, or need none.

    "Ministry of Culture" and "al-Shabaab" are names; "senior IRGC officials", "eleven people" and "Iranians"
    describe.
    """
    parts = words.split()
    named = any(map(_is_capital, parts)) and all(
        _is_capital(part) or part in _small_words() for part in parts
    )
    return named and fold(bare(words)) not in _peoples()


def schema_of(name: str) -> str:
    """Return the schema of the entity of a proper name, ``LegalEntity`` where nothing tells more."""
    code = coded_name(name)
    if code is not None:
        return "Organization" if code in load_table("platforms") else "PublicBody"
    if body_head(name) in load_table("ftm")["public_bodies"]:
        return "PublicBody"
    if is_organisation(name):
        return "Organization"
    first, *others = name.split()
    return "Person" if others and first in given_names() else "LegalEntity"


def country_of(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that a name is, or null."""
    code = coded_name(name)
    return code if code is not None and is_country(code) else None


def _is_capital(word: str) -> bool:
    rest = word.lstrip("\"'“‘(")
    prefix = _PREFIX.match(rest)
    if prefix and prefix[1] in _small_words():
        rest = rest[prefix.end() :]
    return rest[:1].isalnum() and not rest[0].islower()


@cache
def _small_words() -> frozenset[str]:
    names = load_table("names")
    small = (*names["particles"], *names["hyphen_prefixes"], *load_table("titles")["small_words"])
    return frozenset((*small, *load_table("ftm")["particles"], "&"))


@cache
def _peoples() -> frozenset[str]:
    """Names of peoples in the plural: they are coded like their countries, but are no state."""
    entries = load_table("countries").values()
    return frozenset(fold(f"{people}s") for entry in entries for people in entry.get("people", ()))
