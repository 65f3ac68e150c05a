"""The words of the screen, out of its own table and of those that it takes over, as one pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import Any, Final, Literal

from pipeline.recognise.forms import governing_words, phrasal_verbs, plain_words, verb_forms
from pipeline.tables import load_table

#: What a word can be: something that carries a fact, or something that such a word needs.
Class = Literal[
    "alone",
    "act",
    "opening",
    "particle",
    "online",
    "listed",
    "listing",
    "audience",
    "counted",
    "counted_behind",
    "weak",
]
#: Keys of the table that hold words which carry a fact, and what those words can be.
_CARRYING: Final[dict[str, Class]] = {
    "acts": "act",
    "sanctions": "listed",
    "sanctions_alone": "alone",
    "weak": "weak",
}


#: Keys of the table ``counts`` that hold words for numbers.
_NUMBERS: Final = ("numerals", "scales", "plurals", "multiples", "vague", "determiners")
#: What stands before the name of an account.
_HANDLE: Final = "@"


def fold(text: str) -> str:
    """Return a text in lower case, in one line and with plain apostrophes, of the same length.

    Of all characters "İ" alone becomes two in lower case.
    """
    return text.replace("İ", "i").lower().replace("\n", " ").replace("’", "'")


@cache
def classes() -> dict[str, frozenset[Class]]:
    """Return what each word can be; a phrase can be all that its words can."""
    own: dict[str, set[Class]] = defaultdict(set, {_HANDLE: {"online"}})
    for words, name in _words():
        own[fold(words)].add(name)
    return {words: frozenset().union(*(own.get(part, ()) for part in _parts(words))) for words in own}


def _parts(words: str) -> Iterator[str]:
    """Yield a phrase and all parts of it that are whole words."""
    split = words.split(" ")
    for start, end in combinations(range(len(split) + 1), 2):
        yield " ".join(split[start:end])


def _words() -> Iterator[tuple[str, Class]]:
    """Yield the words of the tables with what they can be."""
    table = load_table("screen")
    yield from _triggers(table)
    for name in ("online", "listing"):
        yield from ((words, name) for words in table[name])
    for unit in table["units"]:
        yield from ((words, "online") for words in load_table("units")[unit]["words"])
    for entry in load_table("platforms").values():
        for field in ("names", "cues", "domains"):
            yield from ((words, "online") for words in entry.get(field, ()))
    yield from ((words, "listing") for words in table["sanctions_alone"]["words"])
    for key, name in _CARRYING.items():
        yield from ((words, name) for words in table[key]["words"])
        for entry in table[key]["verbs"]:
            yield from ((words, name) for words in verb_forms(entry))


def _triggers(table: dict[str, Any]) -> Iterator[tuple[str, Class]]:
    """Yield the words of the table ``triggers`` with what they can be."""
    for words, sense in plain_words():
        if sense.kind == "follower_count":
            yield words, "audience"
            for key in ("counted", "counted_behind"):
                if words in table[key]:
                    yield words, key
            continue
        sanction = sense.kind == "sanction"
        if sense.lemma in table["alone"]:
            yield words, "alone"
            if sanction:
                yield words, "listing"
        else:
            yield words, "listed" if sanction else "act"
    for _, first, particle in phrasal_verbs():
        yield first, "opening"
        yield particle, "particle"
    yield from ((words, "listed") for words in governing_words())


@cache
def cased() -> dict[str, frozenset[str]]:
    """Return the names of platforms whose case matters: name in lower case -> its spellings."""
    names = [name for entry in load_table("platforms").values() for name in entry.get("case", ())]
    return {fold(name): frozenset(other for other in names if fold(other) == fold(name)) for name in names}


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern of all words, as whole words, and of the sign before a handle."""
    words = _tree({*classes(), *cased()} - {_HANDLE})
    return re.compile(rf"(?<![a-z])(?:{words}(?![a-z])|(?<!\w){_HANDLE}(?=\w))")


@cache
def number() -> re.Pattern[str]:
    """Return the pattern of a number in figures or words."""
    table = load_table("counts")
    words = [fold(word) for key in _NUMBERS for word in table[key]]
    return re.compile(rf"\d|{whole_words(words).pattern}")


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words in lower case that stand by themselves."""
    return re.compile(rf"(?<![a-z]){_tree(words)}(?![a-z])")


def _tree(words: Iterable[str]) -> str:
    """Return the pattern of words as a tree of their letters, so that none is tried word by word."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branches(behind) for letter, behind in sorted(node.items()) if letter]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if '' in node else ''}"
