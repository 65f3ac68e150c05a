"""Linking a name to an entity, or to none: what sounds alike is compared word by word, with context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.facts.vocabulary import LinkedRole
from pipeline.knowledge.index import COUNTRY, MOST_CANDIDATES, Candidate, Index
from pipeline.knowledge.names import ARTICLES, Part, abbreviation, name_words, parts_of, reads_as, spelling
from pipeline.normalise.codes import country_name
from pipeline.normalise.lookup import bare
from pipeline.tables import load_table

#: An article that only one of two names has, and the order of words, cost a little each.
_ARTICLE_COST: Final = 0.02
_ORDER_COST: Final = 0.01
#: A link that only the countries of the article decide.
_COUNTRY_COST: Final = 0.05
#: Owners of owners that are looked up at most ("the Treasury's OFAC's director").
_DEEPEST: Final = 2


@dataclass(frozen=True, slots=True)
class Link:
    """An entity that a name means.

    Attributes:
        id: its id in the base.
        score: how well the name fits, from 0 to 1, rounded to two places.
    """

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Query:
    """A name to link.

    Attributes:
        name: the name, as a fact has it.
        role: the role it fills.
        countries: ISO 3166-1 alpha-2 codes of the countries that the article names.
        threshold: the least score of a link; that of ``tables/knowledge.yaml`` by default.
    """

    name: str
    role: LinkedRole
    countries: frozenset[str] = frozenset()
    threshold: float | None = None


class Linker:
    """Links names to the entities of some bases.

    Args:
        indexes: the bases; of two that have a name, the first one's entity is taken.
    """

    def __init__(self, indexes: Sequence[Index]) -> None:
        self._indexes = indexes

    def link(self, query: Query) -> Link | None:
        """Return the entity that a name means, or null where none fits well enough or two fit as well."""
        return self._link(query, _DEEPEST)

    def roots(self, entity: str) -> set[str]:
        """Return an entity's id and those of all it is part of: ``us_ofac``, ``us_treasury``, ``iso:US``."""
        found: set[str] = set()
        open_ids = [entity]
        while open_ids:
            identity = open_ids.pop()
            if identity not in found:
                found.add(identity)
                open_ids += [parent for index in self._indexes for parent in index.wholes(identity)]
        return found

    def _link(self, query: Query, depth: int) -> Link | None:
        whole = self._best(query, query.name)
        if whole or not depth:
            return whole
        for part in parts_of(query.name):
            if part.country and part.name in _table()["state_words"]:
                return self._best(query, country_name(part.country))
            link = self._best(query, part.name, self._owner(part, depth))
            if link:
                return link
        return None

    def _owner(self, part: Part, depth: int) -> frozenset[str]:
        """Return the ids of what the entity of a part must be part of; empty where its owner is unknown."""
        if part.country:
            return frozenset({f"{COUNTRY}{part.country}"})
        link = self._link(Query(part.owner, "authority"), depth - 1)
        return frozenset(self.roots(link.id)) if link else frozenset()

    def _best(self, query: Query, name: str, owners: frozenset[str] | None = None) -> Link | None:
        """Return the entity that fits best.

        Args:
            query: the name with its context.
            name: the name, or its part behind an owner.
            owners: ids, of one of which the entity must be part; null where that does not matter.
        """
        words = name_words(name)
        if not words or (owners is None and bare(name) in _ambiguous()):
            return None
        ranked: list[tuple[float, Candidate]] = []
        for index in self._indexes:
            found = index.candidates(words)
            if len(found) > MOST_CANDIDATES:
                return None
            fitting = [c for c in found if _fits(c, query, name, words) and self._belongs(c, owners)]
            scored = _scored(words, fitting, _least(query))
            if scored and (not ranked or _comes_first(scored[0], ranked[0])):
                ranked = scored
        return _decide(ranked, query.countries, _least(query))

    def _belongs(self, candidate: Candidate, owners: frozenset[str] | None) -> bool:
        return owners is None or not owners.isdisjoint(self.roots(candidate.id) - {candidate.id})


def _fits(candidate: Candidate, query: Query, name: str, words: tuple[str, ...]) -> bool:
    """Say whether an entity is of a kind that fills the role and that the name reads as."""
    table = _table()
    if candidate.schema not in table["roles"][query.role]:
        return False
    if candidate.id.startswith(COUNTRY) and query.role not in table["states"]:
        return False
    if candidate.strength == "weak" and query.role not in table["weak_names"]:
        return False
    if candidate.abbreviation and candidate.abbreviation != abbreviation(name):
        return False  # "IT" is no pronoun
    is_person = candidate.schema in table["persons"]
    if len(words) == 1 and is_person and candidate.strength != "name":
        return False  # too many have the alias "Ali"
    reads = reads_as(name)
    if reads == "person":
        return is_person or candidate.schema in table["either"]
    return not (reads == "body" and is_person)


def _scored(
    words: tuple[str, ...], candidates: Iterable[Candidate], least: float
) -> list[tuple[float, Candidate]]:
    """Return the entities that fit, each once with its best name, the best first."""
    best: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates:
        score = likeness(words, candidate.words)
        if score >= least and (candidate.id not in best or score > best[candidate.id][0]):
            best[candidate.id] = (score, candidate)
    return sorted(best.values(), key=lambda pair: (-pair[0], pair[1].id))


def _comes_first(one: tuple[float, Candidate], other: tuple[float, Candidate]) -> bool:
    """Say whether one entity is better than another of an earlier base; a state need only be as good."""
    return one[0] > other[0] or (one[0] == other[0] and one[1].id.startswith(COUNTRY))


def _decide(
    ranked: Sequence[tuple[float, Candidate]], countries: frozenset[str], least: float
) -> Link | None:
    """Take the best entity, unless another is nearly as good and the countries do not decide."""
    if not ranked:
        return None
    score, best = ranked[0]
    margin: float = _table()["margin"]
    rivals = [
        candidate for other, candidate in ranked if score - other < margin and not _same(candidate, best)
    ]
    if rivals:
        here = [candidate for candidate in (best, *rivals) if candidate.countries & countries]
        score -= _COUNTRY_COST
        if len(here) != 1 or score < least:
            return None
        best = here[0]
    return Link(best.id, round(score, 2))


def _same(one: Candidate, other: Candidate) -> bool:
    return one.id == other.id or bool(one.wikidata & other.wikidata)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two names are, 0 to 1: as alike as their least alike words.

    Args:
        one: the words of a name, as `name_words` gives them.
        other: those of another. Each word of one needs a word of the other, but for articles and initials
            that only one of them has.
    """
    mine, theirs = _essential(one, other), _essential(other, one)
    if len(mine) != len(theirs):
        return 0.0
    score, order, left = 1.0, [], dict(enumerate(theirs))
    for word in mine:
        place = max(left, key=lambda at: (_alike(word, left[at]), -at))
        score = min(score, _alike(word, left.pop(place)))
        order.append(place)
    score -= _ORDER_COST * (order != sorted(order))
    return max(0.0, score - _ARTICLE_COST * (len(one) - len(mine) != len(other) - len(theirs)))


def _essential(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Leave out articles and, where the other name has none, initials; but never all words."""
    kept = [word for word in words if word not in ARTICLES]
    if not any(len(word) == 1 for word in others):
        kept = [word for word in kept if len(word) > 1]
    return kept or list(words)


def _alike(word: str, other: str) -> float:
    if word == other or min(len(word), len(other)) <= _table()["short"]:
        return float(word == other)
    cost: float = _table()["spelling"]
    return max(0.0, fuzz.ratio(spelling(word), spelling(other)) / 100 - cost)


def _least(query: Query) -> float:
    least: float = _table()["threshold"] if query.threshold is None else query.threshold
    return least


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(_table()["ambiguous"])


def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_table("knowledge")
    return table
