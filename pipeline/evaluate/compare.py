"""When a predicted value is the same as the gold one.

Every value is turned once into a *key*, and keys are compared: a document with n facts costs n
normalisations, however many pairs are looked at. What counts as the same:

* **names** (holder, target, authority, actor, ...): without case, accents, punctuation, leading titles and
  articles, possessives, legal forms and acronyms in brackets, after the aliases of
  ``tables/name_aliases.yaml``; middle initials may be there or not. Alternatives divided by ``|``
  all count; one in common is enough.
* **handles**: without case and a leading ``@``.
* **reasons** are phrases, which two careful readers cut differently: the same where at least half of their
  distinct words are common (Jaccard index 0.5, the usual threshold for overlapping spans).
* **counts**: the same value; where neither has a value, the same bounds.
* **dates**: the same EDTF string once the marks of doubt (``~``, ``?``, ``%``) are dropped. The precision has
  to be the gold's: neither ``2019`` nor ``2019-04-16`` is right for ``2019-04``.
* everything else is a closed vocabulary: equal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from pipeline.facts import ROLES, Count, Fact, Kind
from pipeline.gold.names import alternatives, fold, normalise_name, without_middle_initials

#: Fields that hold a proper name or a noun phrase.
NAMES: Final = ("holder", "target", "authority", "actor", "requester", "linked_to", "attribution", "program")
#: Fields beside the roles that say how a fact is to be taken; ``qualifier`` is that of the follower count.
ATTRIBUTES: Final = ("action", "modality", "reason_category", "attribution_type", "value_kind", "qualifier")

_COMMON_WORDS: Final = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Comparable:
    """A fact with the keys of its values.

    Attributes:
        fact: the fact.
        keys: field -> key, for every role and attribute that has a value.
        characters: offsets of every code point of its passages of evidence.
    """

    fact: Fact
    keys: Mapping[str, Any]
    characters: frozenset[int]

    @property
    def kind(self) -> Kind:
        """The kind of the fact."""
        return self.fact.kind

    def overlaps(self, other: Comparable) -> bool:
        """Say whether the evidence of both facts has a code point in common."""
        return not self.characters.isdisjoint(other.characters)


def comparable(fact: Fact) -> Comparable:
    """Turn a fact into its keys, once for all comparisons."""
    values = {name: getattr(fact, name, None) for name in (*ROLES[fact.kind], *ATTRIBUTES)}
    if fact.kind == "follower_count":
        values["qualifier"] = fact.count.qualifier
    keys = {name: _KEYS.get(name, _itself)(value) for name, value in values.items() if value is not None}
    passages = (range(piece.start, piece.end) for piece in fact.evidence)
    return Comparable(fact, keys, frozenset(chain.from_iterable(passages)))


def same(field: str, one: Any, other: Any) -> bool:
    """Say whether two keys of `field` stand for the same value; a missing one (None) never does."""
    if one is None or other is None:
        return False
    return _SAME.get(field, _equal)(one, other)


def _name_keys(value: str) -> frozenset[str]:
    forms = ((name, without_middle_initials(name)) for name in alternatives(value))
    return frozenset(normalise_name(form) for form in chain.from_iterable(forms))


def _handle_keys(value: str) -> frozenset[str]:
    handles = alternatives(unicodedata.normalize("NFKC", value).casefold())
    return frozenset(" ".join(handle.removeprefix("@").split()) for handle in handles)


def _phrase_keys(value: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(fold(phrase).split()) for phrase in alternatives(value))


def _count_key(count: Count) -> Hashable:
    return (count.min, count.max) if count.value is None else count.value


def _date_key(date: str) -> str:
    return date.translate(_DOUBT)


def _itself(value: Any) -> Any:
    return value


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one.isdisjoint(other)


def _share_words(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> bool:
    return any(a == b or len(a & b) >= _COMMON_WORDS * len(a | b) for a in one for b in other)


_DOUBT: Final = str.maketrans("", "", "~?%")
_KEYS: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(NAMES, _name_keys),
    "handle": _handle_keys,
    "reason": _phrase_keys,
    "count": _count_key,
    "quantity": _count_key,
    "date": _date_key,
}
_SAME: Final[dict[str, Callable[[Any, Any], bool]]] = {
    **dict.fromkeys((*NAMES, "handle"), _share),
    "reason": _share_words,
}
