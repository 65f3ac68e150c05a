"""Mentions: names, platforms, units, counts, dates and all else that can fill a role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Mention, MentionType
from pipeline.normalise.codes import find_programs
from pipeline.normalise.counts import find_counts
from pipeline.normalise.dates import find_dates
from pipeline.normalise.handles import find_handles
from pipeline.normalise.names import given_names
from pipeline.recognise.lexicon import Lexicon, Term, TermMatch, longest
from pipeline.recognise.names import Name, find_names, is_organisation
from pipeline.tables import load_table

#: What is spelt as only accounts are: "emamKhomeini", "ada_lane"; not "iPhone", nor part of an address.
_SPELT: Final = re.compile(
    r"(?<![\w@./#-])(?:[a-z]{3,}(?:[A-Z][a-z]+)+\d*|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)(?![\w@/-]|\.\w)"
)
#: A capitalised word right behind.
_CAPITAL_BEHIND: Final = re.compile(r" [A-Z][a-z]+")


class _Source(NamedTuple):
    """A table whose entries are mentions: what they name, and which of its fields hold the words."""

    type: MentionType
    anyhow: tuple[str, ...] = ()  # matched without regard to case
    exact: tuple[str, ...] = ()  # matched with their case


_SOURCES: Final[dict[str, _Source]] = {
    "platforms": _Source("platform", anyhow=("names",), exact=("case",)),
    "countries": _Source("country", exact=("names", "short", "people", "metonyms")),
    "authorities": _Source("authority", exact=("names", "short", "metonyms")),
    "media": _Source("media", exact=("names", "case")),
    "languages": _Source("language", exact=("names",)),
}
#: Where mentions overlap, the earlier type in this list stays.
_PRECEDENCE: Final[tuple[MentionType, ...]] = (
    "handle",
    "date",
    "program",
    "count",
    "authority",
    "media",
    "platform",
    "country",
    "language",
    "person",
    "organisation",
    "name",
    "unit",
)


class MentionFinder:
    """Finds mentions by the tables, the grammars of dates and counts, and the capitals of names."""

    def __init__(self, nlp: Language) -> None:
        self._lexicon = Lexicon(nlp, _anyhow(), exact=_exact())
        self._conditional = frozenset(
            word.lower()
            for entry in load_table("units").values()
            if entry.get("needs_platform")
            for word in entry["words"]
        )

    def find(self, doc: Doc) -> list[Mention]:
        """Return the mentions of `doc`, in order, none overlapping another."""
        text = doc.text
        terms = self._terms(doc)
        fixed = [*_handles(text), *_dates(text), *find_programs(text), *_counts(text)]
        counted = {mention.end for mention in fixed if mention.type == "count"}
        sure = [term for term in terms if _is_sure(term, counted)]
        names = [_named(doc, name) for name in find_names(doc, _tokens(doc, [*fixed, *sure]))]
        surnames = {name.text.split()[-1] for name in names if name.type == "person" and " " in name.text}
        return _disjoint([*fixed, *(_as_person(mention, surnames) for mention in [*terms, *names])])

    def _terms(self, doc: Doc) -> list[Mention]:
        found = []
        for match in longest(self._lexicon.find(doc)):
            span = doc[match.start : match.end]
            if match.term.table == "unit" and not self._is_unit(doc, match):
                continue
            if len(span.text) == 1 and span.start and doc[span.start - 1].text in given_names():
                continue  # "Malcolm X"
            kind: MentionType = match.term.table  # type: ignore[assignment]
            found.append(Mention(span.start_char, span.end_char, span.text, kind, match.term.value))
        return _with_country(doc.text, found)

    def _is_unit(self, doc: Doc, match: TermMatch) -> bool:
        """Say whether a unit word is one here: not in "high-profile", and "group" only beside a platform."""
        start, end = doc[match.start], doc[match.end - 1]
        if start.i and doc[start.i - 1].text == "-" and not doc[start.i - 1].whitespace_:
            return False
        if end.i + 1 < len(doc) and doc[end.i + 1].text == "-" and not end.whitespace_:
            return False
        return doc[match.start : match.end].text.lower() not in self._conditional or _beside(doc, match)


def _anyhow() -> Iterator[tuple[str, Term]]:
    """Yield the words that are matched without regard to case."""
    for unit, entry in load_table("units").items():
        for words in entry["words"]:
            yield words, Term("unit", entry.get("unit", unit))
    for table, source in _SOURCES.items():
        yield from _words(table, source.type, source.anyhow)


def _exact() -> Iterator[tuple[str, Term]]:
    """Yield the words that are matched with their case."""
    for table, source in _SOURCES.items():
        yield from _words(table, source.type, source.exact)
    for words, term in _words("languages", "language", ("names",)):
        yield f"{words}-language", term


def _words(table: str, kind: MentionType, fields: tuple[str, ...]) -> Iterator[tuple[str, Term]]:
    entries = load_table(table)
    for value, entry in entries.get("outlets", entries).items():
        for field in fields:
            for words in entry.get(field, ()):
                yield words, Term(kind, str(value))


def _is_sure(term: Mention, counted: set[int]) -> bool:
    """Say whether a term is no part of a name: a platform, "Farsi-language", "13 Groups"."""
    if term.type == "unit":
        return term.start - 1 in counted
    return term.type == "platform" or term.text.endswith("-language")


def _as_person(mention: Mention, surnames: set[str]) -> Mention:
    """Take "Lima" for the person where the text speaks of "Larissa Lima", for the capital elsewhere."""
    ambiguous = mention.type in {"country", "media", "authority", "name"}
    return replace(mention, type="person", value=None) if ambiguous and mention.text in surnames else mention


def _with_country(text: str, terms: list[Mention]) -> list[Mention]:
    """Join an authority with the country right before it: "U.S. Treasury Department"."""
    joined: list[Mention] = []
    for term in terms:
        last = joined[-1] if joined else None
        if (
            last
            and term.type == "authority"
            and last.type == "country"
            and text[last.end : term.start] == " "
        ):
            joined[-1] = replace(term, start=last.start, text=text[last.start : term.end])
        else:
            joined.append(term)
    return joined


def _beside(doc: Doc, match: TermMatch) -> bool:
    """Say whether a platform or an account word stands right beside a word like "group" or "users"."""
    near = doc[max(0, match.start - 4) : match.end + 4].text.lower()
    return any(word in near for word in _NEIGHBOURS)


_NEIGHBOURS: Final = frozenset(
    words.lower()
    for table in ("platforms",)
    for entry in load_table(table).values()
    for words in entry.get("names", ())
) | {"accounts", "pages"}


def _handles(text: str) -> Iterator[Mention]:
    for start, end in find_handles(text):
        yield Mention(start, end, text[start:end], "handle", text[start:end])
    for match in _SPELT.finditer(text):
        yield Mention(match.start(), match.end(), match.group(), "handle", match.group())


def _dates(text: str) -> Iterator[Mention]:
    for found in find_dates(text):
        yield Mention(found.start, found.end, found.text, "date")


def _counts(text: str) -> Iterator[Mention]:
    for found in find_counts(text):
        if found.text[0].isalpha() and found.text.istitle() and _is_named(text, found.start, found.end):
            continue
        yield Mention(found.start, found.end, found.text, "count")


def _is_named(text: str, start: int, end: int) -> bool:
    """Say whether a capital number word and the next capital stand inside sentences too ("Zero Hedge")."""
    behind = _CAPITAL_BEHIND.match(text, end)
    return bool(behind and re.search(rf"[a-z,] {re.escape(text[start : behind.end()])}\b", text))


def _named(doc: Doc, name: Name) -> Mention:
    return Mention(name.start, name.end, name.text, _name_type(doc, name))


def _name_type(doc: Doc, name: Name) -> MentionType:
    """Tell persons from bodies by the words in the name and beside it; ``name`` where nothing tells."""
    before = doc[name.first - 1].text if name.first else ""
    behind = doc[name.last].lower_ if name.last < len(doc) else ""
    if is_organisation(name.text) or before.lower() == "the":
        return "organisation"
    if doc[name.first].is_sent_start and name.text.isupper() and len(name.text) > _ACRONYM:
        return "place"  # a dateline
    if before in _PLACING and name.last - name.first == 1 and name.text not in given_names():
        return "place"
    given = doc[name.first].text in given_names() and name.last - name.first > 1
    titled = before.rstrip(".").lower() in _TITLES
    told = behind == "," and doc[name.last + 1 : name.last + 2].text == "who"
    aged = behind == "," and name.last + 1 < len(doc) and doc[name.last + 1].like_num
    return "person" if given or titled or aged or told or behind == "who" else "name"


#: Capitals longer than this are no acronym.
_ACRONYM: Final = 5
#: Prepositions before a name of one word that mark a place.
_PLACING: Final = frozenset(load_table("names")["place_prepositions"])
#: Titles that mark a person.
_TITLES: Final = frozenset(
    word.lower() for key in ("honorifics", "ranks") for word in load_table("titles")[key]
)


def _tokens(doc: Doc, mentions: Iterable[Mention]) -> frozenset[int]:
    """Return the indices of the tokens that the mentions cover."""
    covered: set[int] = set()
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            covered.update(range(span.start, span.end))
    return frozenset(covered)


def _disjoint(mentions: list[Mention]) -> list[Mention]:
    """Drop what overlaps: the longer mention stays, at equal length the type that comes first."""
    rank = {kind: number for number, kind in enumerate(_PRECEDENCE)}
    taken: list[Mention] = []
    reached = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, rank.get(m.type, 99))):
        if mention.start >= reached:
            taken.append(mention)
            reached = mention.end
    return taken
