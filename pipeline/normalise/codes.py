"""Names that stand for an id or a code: platforms, countries, languages, authorities, programmes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

import pycountry

from pipeline.facts.claims import Mention
from pipeline.normalise.lookup import Lookup, bare, fold
from pipeline.tables import load_table

_HOST: Final = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}", re.IGNORECASE)


def platform_id(words: str) -> str | None:
    """Return the id of the platform that the words name, or null.

    A name wins over a web address, and both over a word of its users ("tweeted"). "X" is read as
    the platform: whether the words speak of platforms at all is for the caller to know.
    """
    return (
        _platforms().whole(words)
        or _platforms().within(words)
        or _host(words)
        or _platform_cues().within(words)
    )


def platform_words(platform: str) -> list[str]:
    """List the names by which the text can call the platform of an id."""
    entry = load_table("platforms").get(platform, {})
    return [*entry.get("names", ()), *entry.get("case", ())]


def country_code(words: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of the country that the words name, by a people or capital too."""
    return _countries().whole(words) or _iso_countries().get(fold(bare(words))) or _countries().within(words)


@lru_cache(maxsize=8192)
def coded_name(words: str) -> str | None:
    """Return the code of the country, platform or union of states that the words as a whole name, or null."""
    return _nations().whole(words) or _platforms().whole(words) or _unions().whole(words)


def is_seat(words: str) -> bool:
    """Say whether words are a seat of government, which stands for the state ("Moscow")."""
    return _seats().whole(words) is not None


def country_name(code: str) -> str:
    """Return the name that news gives the country of an alpha-2 code; the code itself where it is unknown."""
    entry = load_table("countries").get(code)
    if entry:
        return str(entry["names"][0])
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else code


def language_code(words: str) -> str | None:
    """Return the ISO 639-1 code of the language named in the words ("Farsi", "English-language"), or null."""
    return _languages().whole(words) or _languages().within(words) or _iso_languages().get(fold(bare(words)))


def authority_name(words: str) -> str | None:
    """Return the name of the state or body that the words stand for, or null.

    A body keeps the name that is written ("U.S. Treasury Department"), and so does a state called by
    its name; abbreviations, people, capitals, governments and heads of state give the usual name of
    the state or body ("Washington", "Trump administration": "United States"; "EU": "European Union").
    """
    name = bare(words)
    named = _stand_ins().whole(name) or _alone().whole(name) or _state_names().whole(name)
    if named:
        return named
    if _bodies().whole(name):
        return name
    code = _countries().whole(name)
    if code:
        return country_name(code)
    if _bodies().within(name):
        return name
    code = _countries().within(name)
    return _stand_ins().within(name) or (country_name(code) if code else None)


def find_programs(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Find the names of sanctions programmes and lists in a stretch of text, in order and disjoint.

    Args:
        text: the article's text.
        start: offset to begin at.
        end: offset to stop before; the end of the text by default.

    Returns:
        Mentions of type ``program``; their value is the key in ``tables/programs.yaml``.
    """
    matches = _program_pattern().finditer(text, start, len(text) if end is None else end)
    return [Mention(*match.span(), match[0], "program", match.lastgroup) for match in matches]


def _host(words: str) -> str | None:
    """Return the platform of the first web address whose host is one of its domains or under one."""
    for match in _HOST.finditer(words):
        labels = match[0].casefold().split(".")
        for first in range(len(labels) - 1):
            platform = _domains().get(".".join(labels[first:]))
            if platform:
                return platform
    return None


def _pairs(table: str, *fields: str) -> list[tuple[str, str]]:
    """List each name in some fields of a table with the key of its entry."""
    entries: dict[str, dict[str, Any]] = load_table(table)
    return [
        (name, key) for key, entry in entries.items() for field in fields for name in entry.get(field, ())
    ]


@cache
def _platforms() -> Lookup:
    return Lookup(_pairs("platforms", "names"), _pairs("platforms", "case"))


@cache
def _platform_cues() -> Lookup:
    return Lookup(_pairs("platforms", "cues"))


@cache
def _domains() -> dict[str, str]:
    return dict(_pairs("platforms", "domains"))


def _peoples() -> list[tuple[str, str]]:
    people = _pairs("countries", "people")
    return [*((f"{name}s", code) for name, code in people), *people]


@cache
def _nations() -> Lookup:
    """Countries by name, abbreviation and people."""
    return Lookup([*_peoples(), *_pairs("countries", "names")], _pairs("countries", "short"))


@cache
def _countries() -> Lookup:
    """The same, and seats of government."""
    return Lookup([*_peoples(), *_pairs("countries", "metonyms", "names")], _pairs("countries", "short"))


@cache
def _seats() -> Lookup:
    return Lookup(_pairs("countries", "metonyms"))


@cache
def _state_names() -> Lookup:
    """The names of states, each with its usual spelling."""
    return Lookup((name, bare(name)) for name, _ in _pairs("countries", "names"))


@cache
def _iso_countries() -> dict[str, str]:
    fields = ("official_name", "common_name", "name")
    return {
        fold(getattr(country, field)): country.alpha_2
        for field in fields
        for country in pycountry.countries
        if hasattr(country, field)
    }


@cache
def _languages() -> Lookup:
    return Lookup(_pairs("languages", "names"))


@cache
def _iso_languages() -> dict[str, str]:
    return {fold(entry.name): entry.alpha_2 for entry in pycountry.languages if hasattr(entry, "alpha_2")}


@cache
def _bodies() -> Lookup:
    return Lookup(_pairs("authorities", "names"))


@cache
def _unions() -> Lookup:
    """Bodies that are known by an abbreviation as well ("EU", "UN Security Council")."""
    entries: dict[str, dict[str, Any]] = load_table("authorities")
    pairs = [(name, key) for name, key in _pairs("authorities", "names") if "short" in entries[key]]
    return Lookup(pairs, _pairs("authorities", "short"))


@cache
def _stand_ins() -> Lookup:
    """Words that stand for a body or a state -> the name to write."""
    entries: dict[str, dict[str, Any]] = load_table("authorities")
    leaders = [
        (name, country_name(entries[key]["country"])) for name, key in _pairs("authorities", "leaders")
    ]
    return Lookup([*leaders, *_standing("metonyms")], _standing("short"))


@cache
def _alone() -> Lookup:
    """Words that stand for a body where nothing is said beside them -> the name to write."""
    return Lookup(_standing("alone"))


def _standing(field: str) -> list[tuple[str, str]]:
    """List the words of a field of the authorities, each with the name to write for it."""
    entries: dict[str, dict[str, Any]] = load_table("authorities")

    def written(key: str) -> str:
        names = entries[key]["names"]
        return str(names[0]) if names else country_name(entries[key]["country"])

    return [(word, written(key)) for word, key in _pairs("authorities", field)]


@cache
def _program_pattern() -> re.Pattern[str]:
    groups = []
    for key, entry in load_table("programs").items():
        exact = [re.escape(name) for name in entry.get("case", ())]
        free = [f"(?i:{pattern})" for pattern in entry.get("patterns", ())]
        groups.append(f"(?P<{key}>{'|'.join((*free, *exact))})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")
