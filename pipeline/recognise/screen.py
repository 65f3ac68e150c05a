"""The screen: whether a text can hold a fact, told from its words before anything else is done with it.

A word that carries a fact ("removed") lets an article pass only where what it needs stands near: something
online for a takedown, a list for "added", a number for "followers". In an article that passes, further words
that can carry one are hits, too. Words and distances stand in the table ``screen``, which takes over words of
other tables. The time is in step with the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Final, Literal

from pipeline.recognise.forms import governing_words, phrasal_verbs, plain_words, verb_forms
from pipeline.tables import load_table

#: What a word can be: something that carries a fact, or something that such a word needs.
_Class = Literal[
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
_REACH: Final[dict[str, int]] = load_table("screen")["reach"]
_FIGURE: Final = re.compile(r"\d")
#: Keys of the table that hold words which carry a fact, and what those words can be.
_CARRYING: Final[dict[str, _Class]] = {
    "acts": "act",
    "sanctions": "listed",
    "sanctions_alone": "alone",
    "weak": "weak",
}


def passes(text: str) -> bool:
    """Say whether an article can hold a fact.

    Args:
        text: the article.
    """
    folded = _fold(text)
    return bool(_sure(folded, _places(text, folded)))


def hits(text: str) -> list[int]:
    """Return where an article has words that can carry a fact.

    Args:
        text: the article.

    Returns:
        Offsets of the first code points of the words, ascending; none where the article does not pass.
    """
    folded = _fold(text)
    places = _places(text, folded)
    sure = _sure(folded, places)
    if not sure:
        return []
    carrying = [*_acts(places), *places["listed"], *_counted(folded, places["audience"]), *places["weak"]]
    needed = sorted(places["online"] + places["listing"])
    return sorted({*sure, *_near(carrying, needed, _REACH["passing"])})


def holds(found: Sequence[int], start: int, end: int) -> bool:
    """Say whether one of the offsets `found`, ascending, lies between `start` and `end` (exclusive)."""
    return bisect_left(found, start) < bisect_left(found, end)


def _fold(text: str) -> str:
    """Return a text in lower case, in one line and with plain apostrophes, of the same length.

    Of all characters "İ" alone becomes two in lower case.
    """
    return text.replace("İ", "i").lower().replace("\n", " ").replace("’", "'")


def _sure(folded: str, places: dict[_Class, list[int]]) -> list[int]:
    """Return the words that carry a fact and have near them what they need."""
    online, reach = places["online"], _REACH["online"]
    return [
        *places["alone"],
        *_near(places["listed"], places["listing"], _REACH["listing"]),
        *_near(_acts(places), online, reach),
        *_near(_counted(folded, places["audience"]), online, reach),
        *_counted(folded, places["counted"]),
        *(at for at in places["counted_behind"] if _FIGURE.search(folded, max(0, at - _REACH["figure"]), at)),
    ]


def _acts(places: dict[_Class, list[int]]) -> list[int]:
    """Return the words of takedowns and restorations; of phrasal verbs ("took his page down") the first."""
    particles, reach = places["particle"], _REACH["particle"]
    return places["act"] + [at for at in places["opening"] if holds(particles, at + 1, at + reach)]


def _near(places: Iterable[int], needed: Sequence[int], reach: int) -> Iterator[int]:
    """Yield the places that have one of the needed ones, another than themselves, in reach."""
    for at in places:
        if holds(needed, at - reach, at) or holds(needed, at + 1, at + reach):
            yield at


def _counted(folded: str, places: Iterable[int]) -> Iterator[int]:
    """Yield the places that have a number in reach."""
    reach = _REACH["number"]
    for at in places:
        if _number().search(folded, max(0, at - reach), at + reach):
            yield at


def _places(text: str, folded: str) -> dict[_Class, list[int]]:
    """Return where the words of each class stand, ascending."""
    classes, cased = _classes(), _cased()
    places: dict[_Class, list[int]] = defaultdict(list)
    for match in _pattern().finditer(folded):
        words, start = match[0], match.start()
        for name in classes.get(words, ()):
            places[name].append(start)
        if words in cased and text[start : match.end()] in cased[words]:
            places["online"].append(start)
    return places


@cache
def _classes() -> dict[str, frozenset[_Class]]:
    """Return what each word can be; a phrase can be all that its words can."""
    own: dict[str, set[_Class]] = defaultdict(set)
    for words, name in _words():
        own[_fold(words)].add(name)
    return {words: frozenset().union(*(own.get(part, ()) for part in _parts(words))) for words in own}


def _parts(words: str) -> Iterator[str]:
    """Yield a phrase and all parts of it that are whole words."""
    split = words.split(" ")
    for start, end in combinations(range(len(split) + 1), 2):
        yield " ".join(split[start:end])


def _words() -> Iterator[tuple[str, _Class]]:
    """Yield the words of the tables with what they can be."""
    table = load_table("screen")
    yield from _triggers(table)
    for name in ("online", "listing"):
        yield from ((words, name) for words in table[name])
    for entry in load_table("platforms").values():
        for field in ("names", "cues", "domains"):
            yield from ((words, "online") for words in entry.get(field, ()))
    yield from ((words, "listing") for words in table["sanctions_alone"]["words"])
    for key, name in _CARRYING.items():
        yield from ((words, name) for words in table[key]["words"])
        for entry in table[key]["verbs"]:
            yield from ((words, name) for words in verb_forms(entry))


def _triggers(table: dict[str, Any]) -> Iterator[tuple[str, _Class]]:
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
def _cased() -> dict[str, frozenset[str]]:
    """Return the names of platforms whose case matters: name in lower case -> its spellings."""
    names = [name for entry in load_table("platforms").values() for name in entry.get("case", ())]
    return {_fold(name): frozenset(other for other in names if _fold(other) == _fold(name)) for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all words, as whole words."""
    return _whole({*_classes(), *_cased()})


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of a number in figures or words."""
    table = load_table("counts")
    words = [
        _fold(word) for key in ("numerals", "scales", "plurals", "multiples", "vague") for word in table[key]
    ]
    return re.compile(rf"\d|{_whole(words).pattern}")


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words as a tree of their letters: no letter is looked at for each word anew."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"(?<![a-z]){_branches(root)}(?![a-z])")


def _branches(node: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _branches(behind) for letter, behind in sorted(node.items()) if letter]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if '' in node else ''}"
