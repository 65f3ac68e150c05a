"""Handles: what an account calls itself, from "@name", a link to it or its name in quotes.

What a link has before and instead of a name is in the table `handles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pipeline.tables import any_of, load_table

_NAME: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])?"

#: "@name" that is no part of an e-mail address or a path.
_AT: Final = re.compile(rf"(?<![\w.@/])@({_NAME})")

_EDGES: Final = " \t\r\n\u00a0\"'`“”„‘’«»()[]<>.,;:@"

#: An address with a host: a link, a path or an e-mail.
_ADDRESS: Final = re.compile(
    r"\S+@\S+|(?:https?://)?(?:[\w-]{1,63}\.){1,5}[a-z]{2,24}(?:/\S*)?|https?://\S+",
    re.ASCII | re.IGNORECASE,
)


def handle(words: str) -> str | None:
    """Return the name that an account has for itself, as annotators write it.

    Args:
        words: words that give it: "@name", "instagram.com/name", "r/name", or a display name.

    Returns:
        The name as written, without "@", link, quotes and brackets; null for a link or an address that
        holds no account's name, and where nothing is left.
    """
    rest = words.strip(_EDGES)
    for part in (words, rest):
        found = next(find_handles(part), None)
        if found is not None:
            return part[slice(*found)]
    mark = _marked().fullmatch(rest)
    if mark:
        return mark[1]
    return None if not rest or _is_address(rest) else rest


def find_handles(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end (exclusive) of the names behind "@" and in links to accounts, in order."""
    matches = [*_AT.finditer(text), *_link().finditer(text)]
    for match in sorted(matches, key=lambda match: match.start(1)):
        if not match[1].isdecimal():
            yield match.span(1)


def _is_address(words: str) -> bool:
    """Say whether words are one address: not "tigre.du.sable", which ends with no domain of a platform."""
    match = _ADDRESS.fullmatch(words)
    return match is not None and ("/" in words or "@" in words or words.lower() in _domains())


@cache
def _domains() -> frozenset[str]:
    return frozenset(host for entry in load_table("platforms").values() for host in entry.get("domains", ()))


@cache
def _link() -> re.Pattern[str]:
    """Return the pattern of a link to an account; its group holds the name."""
    table = load_table("handles")
    hosts = any_of(_domains() - set(table["hosts_without"]))
    before, no_name = any_of(table["before"]), any_of([*table["before"], *table["elsewhere"]])
    return re.compile(
        rf"(?i)(?<![\w.@/-])(?:https?://)?(?:{any_of(table['subdomains'])}\.)?{hosts}/(?:{before}/)?"
        rf"@?(?!{no_name}(?![\w.-]))([a-z0-9_](?:[a-z0-9_.-]{{0,48}}[a-z0-9_])?)(?![\w%=@])",
        re.ASCII,
    )


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(rf"/?{any_of(load_table('handles')['marks'])}/({_NAME})", re.ASCII)
