"""The fullest name that an article uses for somebody or something.

A later mention is shorter than the name it stands for; forms and places tell which name that is. A surname
("Jones") stands for a name that ends with it, wherever that stands; what only begins with it is another thing
("Trump Tower", "Infowars Nightly News Page") unless it has been named before ("Cambridge Analytica ...
Cambridge").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from pipeline.facts.claims import Mention
from pipeline.normalise.codes import coded_name, country_name
from pipeline.normalise.names import (
    BODIES,
    ORGANISATIONS,
    acronym_pairs,
    body_head,
    given_names,
    is_acronym_of,
    name_tokens,
    name_words,
    same_name,
    strip_titles,
    titled,
)

_NAMING: Final = frozenset({"person", "organisation", "name", "media"})
#: What an acronym stands for has at least so many words.
_ACRONYM_WORDS: Final = 3
#: A word in capitals of at least so many letters before a name is a cry ("BANNED Infowars"), no acronym.
_CRY: Final = 4
_ARTICLE: Final = re.compile(r"^(?:[Tt]he |a total of |[Aa]n? )")
_INITIAL: Final = re.compile(r"[A-Z]\.?")
#: Between two names: "Lane and Marsh", "Lane/Marsh".
_AND: Final = re.compile(r" (?:and|&) |/")

#: Before every offset.
_ANYWHERE: Final = -1
#: Where a name or body stands: the offset of its first code point, and the words.
Placed: TypeAlias = tuple[int, str]


class Names:
    """The names that an article uses, where it uses them, and what its acronyms stand for.

    Args:
        names: the bare names, in the order of the text, each as often as it stands there.
        acronyms: acronym -> what it stands for.
        bodies: names that can be those of bodies, in the order of the text.
        countries: the names of its countries, in the order of the text.
    """

    def __init__(
        self,
        names: Iterable[Placed],
        acronyms: Mapping[str, str],
        bodies: Iterable[Placed] = (),
        countries: Iterable[Placed] = (),
    ) -> None:
        self._acronyms = acronyms
        self._places: dict[str, list[int]] = {}
        for start, name in names:
            self._places.setdefault(name, []).append(start)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._spelt: dict[str, list[str]] = defaultdict(list)  # by the letters an acronym can start with
        for name in self._places:
            words = name_words(name)
            for word in dict.fromkeys(words):
                self._by_word[word].append(name)
            if len(name.replace("-", " ").split()) >= _ACRONYM_WORDS:
                for letter in {word[0] for word in words}:
                    self._spelt[letter].append(name)
        self._meant: dict[str, list[Placed]] = {}
        self._bodies: dict[str, list[Placed]] = defaultdict(list)  # by the head of the name
        for start, name in bodies:
            bare = _ARTICLE.sub("", name)
            if " " in bare:
                self._bodies[body_head(bare)].append((start, bare))
        self._countries: dict[str, list[Placed]] = defaultdict(list)  # by the first word of several
        for start, name in countries:
            first, _, others = name.partition(" ")
            if others:
                self._countries[first].append((start, name))

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> Names:
        """Collect the names of an article from its mentions, in the order of the text."""
        names = ((m.start, _bare(m)) for m in mentions if m.type in _NAMING)
        bodies = (
            (m.start, _on_one_line(m.text)) for m in mentions if m.type in _NAMING or m.type == "authority"
        )
        countries = ((m.start, country_name(m.value)) for m in mentions if m.type == "country" and m.value)
        return cls(names, {short: long for long, short in acronym_pairs(text)}, bodies, countries)

    def fullest(self, mention: Mention) -> str:
        """Return the fullest name that the article uses for what `mention` names.

        Where the name can stand for several that are not the same, it is the one that was named last
        before the mention; where none was, the name itself.
        """
        if mention.type == "country":
            return country_name(mention.value) if mention.value else mention.text
        pointed = self.body(mention) or self._country(mention)
        if pointed is not None:
            return pointed
        if mention.type not in _NAMING:
            return _ARTICLE.sub("", mention.text)
        name = _bare(mention)
        if name in self._acronyms:
            return self._usual(self._acronyms[name])
        if name not in self._meant:
            self._meant[name] = self._stands_for(name)
        return self._usual(_last_before(self._meant[name], mention.start) or name)

    def body(self, mention: Mention) -> str | None:
        """Return the body for which "the Department" stands: the last one before it with such a name.

        Some words stand for it without "the" too, with a capital: "Council lists three individuals".
        """
        if not points_to_body(mention.text):
            return None
        return _last_before(self._bodies[mention.text.split()[-1].lower()], mention.start)

    def _country(self, mention: Mention) -> str | None:
        """Return the country for which "the North" stands: the last one before it with such a name."""
        article, _, word = mention.text.partition(" ")
        named = self._countries.get(word, ()) if article.lower() == "the" else ()
        return _last_before(named, mention.start)

    def _names_meant(self, name: str) -> list[str]:
        """List the other names of the article for which `name` can be short."""
        likely = [full for full in dict.fromkeys(self._like(name)) if same_name(name, full)]
        if not likely and not coded_name(name):  # "Iran" is not "Iran Air"
            likely = [full for full in self._like(name) if full.startswith(f"{name} ")]  # "Mr. Kim"
        return [full for full in likely if full != name and self._may_mean(name, full)]

    def _like(self, name: str) -> Sequence[str]:
        """Return the names that `name` can be short for: with its rarest word, or its first letter."""
        words = [word for word in name_words(name) if len(word) > 1]
        alike = min((self._by_word.get(word, ()) for word in words), key=len, default=())
        may_spell = name.isupper() and " " not in name
        return [*alike, *self._spelt.get(name[0].lower(), ())] if may_spell else alike

    def _may_mean(self, name: str, full: str) -> bool:
        """Say whether a longer name can be what `name` stands for, by what it has more."""
        if self._is_two(full):
            return False
        short, long = name_tokens(name), name_tokens(full)
        if len(short) >= len(long) or is_acronym_of(name, full):
            return True
        if _ends_with(long, short):
            return self._may_begin(name, full)
        if long[0] != short[0]:
            return full.split(maxsplit=1)[0] in given_names() or self._precedes(full, name)
        if any(_is_surname(name, other) for other in self._bearers(name)):
            return False  # with "Donald Trump" in the article, "Trump" is not "Trump Tower"
        is_body = full.rsplit(maxsplit=1)[-1] in ORGANISATIONS
        is_person = len(short) == 1 and name in given_names()
        return is_body or is_person or self._precedes(full, name)

    def _may_begin(self, name: str, full: str) -> bool:
        """Say whether what stands before `name` in a longer name can be part of it."""
        if len(self._places[full]) > 1:
            return True
        first = full.split(maxsplit=1)[0]
        if (full if len(first) < _CRY else first).isupper() and not name.isupper():
            return False
        return " " not in name or self._precedes(full, name)

    def _is_two(self, name: str) -> bool:
        """Say whether words are two names, one or (joined by a hyphen) both of which stand elsewhere."""
        halves, joined = _AND.split(name), name.split("-")
        apart = len(halves) > 1 and any(half in self._places for half in halves)
        return apart or (len(joined) > 1 and all(half in self._places for half in joined))

    def _bearers(self, name: str) -> list[str]:
        """List the names with the last word of `name`."""
        return [full for full in self._by_word.get(name_tokens(name)[-1], ()) if full != name]

    def _precedes(self, full: str, name: str) -> bool:
        return name not in self._places or self._places[full][0] < self._places[name][0]

    def _stands_for(self, name: str) -> list[Placed]:
        """List for what `name` stands, and from behind which offset on, in the order of the text.

        That is one name everywhere, or of several that are not the same each where it is named.
        """
        meant = _with_given(name, self._names_meant(name))
        surnames = [full for full in meant if _ends_with(name_tokens(full), name_tokens(name))]
        likely = surnames or meant
        for candidates in (meant, likely):
            if candidates and _alike(candidates):
                return [(_ANYWHERE, _longest([name, *candidates]))]
        return sorted((start, full) for full in likely for start in self._places[full])

    def _usual(self, name: str) -> str:
        """Return the same name without inner initials, where the article writes it so too: not "P. Lane"."""
        *others, last = name.split()
        plain = " ".join([*(word for word in others if not _INITIAL.fullmatch(word)), last])
        return plain if " " in plain and plain in self._places else name


def points_to_body(words: str) -> bool:
    """Say whether words stand for a body that is named elsewhere: "the Department", "Council"."""
    before, _, word = _on_one_line(words).rpartition(" ")
    alone = not before and word[:1].isupper() and titled(word.lower(), "alone")
    return alone or (before.lower() == "the" and word.lower() in BODIES)


def _bare(mention: Mention) -> str:
    name = _on_one_line(mention.text)
    return strip_titles(name) or name


def _on_one_line(words: str) -> str:
    """Return words with one blank between them, where the article breaks a name over a line, too."""
    return " ".join(words.split())


def _ends_with(tokens: tuple[str, ...], end: tuple[str, ...]) -> bool:
    """Say whether a name ends with the words of another, but for a form of company or a generation."""
    while len(tokens) > len(end) and titled(tokens[-1], "companies", "generations"):
        tokens = tokens[:-1]
    return tokens[-len(end) :] == end


def _is_surname(name: str, bearer: str) -> bool:
    """Say whether the last word of a name is the surname of `bearer`: "Lane" of "Ada Lane"; no given name."""
    ends = " " in bearer and _ends_with(name_tokens(bearer), name_tokens(name)[-1:])
    return ends and (name not in given_names() or bearer.split(maxsplit=1)[0] in given_names())


def _with_given(name: str, meant: list[str]) -> list[str]:
    """Return what a name can stand for: of a given name no end of other words, where a name begins with it.

    "Britta" is short for "Britta Lane", and not for "Free Britta" or "Ask Britta".
    """
    if name not in given_names() or not any(full.startswith(f"{name} ") for full in meant):
        return meant
    return [full for full in meant if full.split(maxsplit=1)[0] in given_names()]


def _last_before(places: Sequence[Placed], offset: int) -> str | None:
    """Return what stands last before an offset, of names in the order of the text."""
    before = bisect_left(places, (offset,))
    return places[before - 1][1] if before else None


def _alike(names: Sequence[str]) -> bool:
    longest = _longest(names)
    return all(same_name(name, longest) for name in names)


def _longest(names: Sequence[str]) -> str:
    """Return the name of the most words, of several the one of the fewest letters."""
    return max(names, key=lambda name: (len(name_tokens(strip_titles(name))), -len(name)))
