"""Finding a name of a table in a few words, whatever its case, accents, article and possessive."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from pipeline.tables import load_table

_EDGES: Final = " \t\r\n\u00a0\"'`´“”„‘’‚«»‹›<>*,;:!?…"
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
#: Several words between underscores, as Markdown sets titles.
_EMPHASIS: Final = re.compile(r"_{1,2}(?=[^\W_])(.+\s.+)(?<=[^\W_])_{1,2}", re.DOTALL)
_ABBREVIATION: Final = re.compile(r"(?<=\S)\s{1,3}\([A-Z][A-Z0-9.&-]{1,15}s?\)$")
_ARTICLE: Final = re.compile(r"^(?:(?:the|both)\s+(?=\S))+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?<=\w\w|\w\.)['’]s$", re.IGNORECASE)
_ACRONYM_DOTS: Final = re.compile(r"(?<!\w)[^\W\d_](?:\.[^\W\d_])+\.?(?!\w)")
_TOKEN: Final = re.compile(r"[^\W_](?:[\w.'’&+]*[\w.+])?(?:-[\w.'’]*\w)*")


def fold(words: str) -> str:
    """Return words without case, accents and runs of blanks, with straight apostrophes, to compare them."""
    decomposed = unicodedata.normalize("NFKD", words.replace("’", "'").casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def undotted(words: str) -> str:
    """Return words without the points in acronyms: "the U.N. envoy" gives "the UN envoy"."""
    return _ACRONYM_DOTS.sub(lambda match: match[0].replace(".", ""), words)


def bare(words: str) -> str:
    """Take quotes, brackets, "the", "both", a possessive, a full stop and a final "(ABBREVIATION)" off words.

    Returns:
        The rest, as written; the words themselves where nothing would be left.
    """
    emphasis = _EMPHASIS.fullmatch(words.strip(_EDGES))
    rest, before = emphasis[1] if emphasis else words.strip(_EDGES), None
    while rest != before:
        before = rest
        rest = _ABBREVIATION.sub("", _ARTICLE.sub("", rest, count=1))
        rest = _POSSESSIVE.sub("", _unbracketed(rest)).strip(_EDGES)
        if rest.endswith(".") and rest.count(".") == 1 and not rest.endswith(_dotted()):
            rest = rest[:-1]
    return rest or words


@cache
def _dotted() -> tuple[str, ...]:
    return tuple(f" {word}" for word in load_table("titles")["dotted"])


def _unbracketed(words: str) -> str:
    """Take off brackets that enclose all of the words, or whose other half is missing."""
    for opening, closing in _BRACKETS.items():
        if words.startswith(opening) and words.find(closing) in (-1, len(words) - 1):
            words = words[1:].removesuffix(closing)
        elif words.endswith(closing) and opening not in words:
            words = words[:-1]
    return words


class Lookup:
    """Names of one kind, each with its value.

    Args:
        names: name -> value, in any case and with or without accents.
        exact: name -> value, in this spelling only ("US" is not "us").
    """

    def __init__(self, names: Iterable[tuple[str, str]], exact: Iterable[tuple[str, str]] = ()) -> None:
        self._names: Mapping[str, str] = {fold(bare(name)): value for name, value in names}
        self._exact: Mapping[str, str] = dict(exact)
        self._longest = max((name.count(" ") + 1 for name in (*self._names, *self._exact)), default=1)

    def whole(self, words: str) -> str | None:
        """Return the value of the name that the words are, with points or without ("F.B.I."), or null."""
        name = bare(words)
        found = self._exact.get(name) or self._names.get(fold(name))
        plain = undotted(name) if found is None and "." in name else name
        return found if plain == name else self.whole(plain)

    def within(self, words: str) -> str | None:
        """Return the value of the first name in the words, the longest that begins there, or null."""
        tokens = _TOKEN.findall(words)
        for first in range(len(tokens)):
            for last in range(min(len(tokens), first + self._longest), first, -1):
                value = self.whole(" ".join(tokens[first:last]))
                if value:
                    return value
            value = self.whole(tokens[first].partition("-")[0])  # "English-language", "US-based"
            if value:
                return value
        return None
