"""The values of a claim's fields, one small function a role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from pipeline.facts.claims import Claim, Mention
from pipeline.normalise.codes import authority_name, coded_name, country_code, country_name
from pipeline.normalise.counts import parse_count
from pipeline.normalise.dates import resolve_date
from pipeline.normalise.names import (
    BODIES,
    acronym_pairs,
    body_head,
    fullest_name,
    name_words,
    same_name,
    strip_titles,
)
from pipeline.normalise.reasons import reason_category
from pipeline.normalise.sources import source_type

_NAMING: Final = frozenset({"person", "organisation", "name", "media"})
#: What an acronym stands for has at least so many words.
_ACRONYM_WORDS: Final = 3
_ARTICLE: Final = re.compile(r"^(?:[Tt]he |a total of |[Aa]n? |other )")
_INITIAL: Final = re.compile(r"[A-Z]\.?")
_NAMED_ROLES: Final = ("holder", "linked_to", "actor", "requester", "target", "attribution")
#: Fields in which a hint, which comes from the whole context, counts more than the words of the role.
_TOLD: Final = frozenset({"reason_category"})
_KEYED_ROLES: Final = ("handle", "platform", "unit", "language", "permanence")


class Names:
    """The names that an article uses, and what its acronyms stand for."""

    def __init__(
        self, full: Iterable[str], acronyms: Mapping[str, str], bodies: Iterable[tuple[int, str]] = ()
    ) -> None:
        """Index the names.

        Args:
            full: the names, in the order of the text.
            acronyms: acronym -> what it stands for.
            bodies: names that can be those of bodies, with their offsets in the text, in order.
        """
        self._full = dict.fromkeys(full)
        self._acronyms = acronyms
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._spelt: dict[str, list[str]] = defaultdict(list)  # by the letters an acronym can start with
        for name in self._full:
            words = name_words(name)
            for word in dict.fromkeys(words):
                self._by_word[word].append(name)
            if len(name.replace("-", " ").split()) >= _ACRONYM_WORDS:
                for letter in {word[0] for word in words}:
                    self._spelt[letter].append(name)
        self._found: dict[str, str] = {}
        self._bodies: dict[str, list[tuple[int, str]]] = defaultdict(list)  # by the head of the name
        for start, name in bodies:
            bare = _ARTICLE.sub("", name)
            if " " in bare:
                self._bodies[body_head(bare)].append((start, bare))

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention]) -> Names:
        """Collect the names of an article from its mentions, each once, in the order of the text."""
        names = (strip_titles(m.text) or m.text for m in mentions if m.type in _NAMING)
        bodies = ((m.start, m.text) for m in mentions if m.type in _NAMING or m.type == "authority")
        return cls(names, {short: long for long, short in acronym_pairs(text)}, bodies)

    def fullest(self, mention: Mention) -> str:
        """Return the fullest name that the article uses for what `mention` names."""
        if mention.type == "country":
            return country_name(mention.value) if mention.value else mention.text
        body = self.body(mention)
        if body is not None:
            return body
        if mention.type not in _NAMING:
            return _ARTICLE.sub("", mention.text)
        bare = strip_titles(mention.text) or mention.text
        if bare not in self._found:
            full = self._acronyms.get(bare) or fullest_name(bare, self._like(bare))
            self._found[bare] = self._usual(self._with_surname(bare) if full == bare else full)
        return self._found[bare]

    def body(self, mention: Mention) -> str | None:
        """Return the body for which "the Department" stands: the last one before it with such a name."""
        article, _, word = mention.text.partition(" ")
        if article.lower() != "the" or word.lower() not in BODIES:
            return None
        before = [name for start, name in self._bodies[word.lower()] if start < mention.start]
        return before[-1] if before else None

    def _like(self, name: str) -> Sequence[str]:
        """Return the names that `name` can be short for: with its rarest word, or its first letter."""
        words = [word for word in name_words(name) if len(word) > 1]
        alike = min((self._by_word.get(word, ()) for word in words), key=len, default=())
        return [*alike, *self._spelt.get(name[0].lower(), ())] if name.isupper() else alike

    def _with_surname(self, name: str) -> str:
        """Return the one name that starts with `name`: "Mr. Kim" is "Kim Jong-un"."""
        if coded_name(name):
            return name  # "Iran" is not "Iran Air"
        fuller = [full for full in self._like(name) if full.startswith(f"{name} ")]
        return fuller[0] if fuller and all(same_name(full, fuller[0]) for full in fuller) else name

    def _usual(self, name: str) -> str:
        """Return the same name without its middle initials, where the article writes it so too."""
        plain = " ".join(word for word in name.split() if not _INITIAL.fullmatch(word))
        return plain if plain in self._full else name


def values_of(claim: Claim, names: Names, published: date | None, anchor: str | None) -> dict[str, Any]:
    """Return the values of a claim's fields; fields of which the text is silent are left out.

    Args:
        claim: the claim.
        names: the names of the article.
        published: day of publication, or null.
        anchor: the EDTF date last mentioned, for "two days later".
    """
    values: dict[str, Any] = {"modality": claim.modality, "action": claim.action}
    for role in _NAMED_ROLES:
        mention = claim.naming(role)
        if mention is not None and mention.type != "pronoun":
            values[role] = names.fullest(mention)
    for role in _KEYED_ROLES:
        mention = claim.naming(role)
        if mention is not None:
            values[role] = mention.value
    for role, value_of in _SPECIAL.items():
        mention = claim.naming(role)
        if mention is not None:
            values |= value_of(mention, names)
    dated = claim.naming("date")
    if dated is not None:
        values["date"] = resolve_date(dated.text, published, anchor)
    for field, value in claim.hints.items():
        if field in _TOLD:
            values[field] = value
        values.setdefault(field, value)
    values |= _territory(claim) | _attribution(claim, values)
    return {field: value for field, value in values.items() if value is not None}


def _count(field: str) -> _ValueOf:
    return lambda mention, names: {field: parse_count(mention.text)}


def _authority(mention: Mention, names: Names) -> dict[str, Any]:
    named = country_name(mention.value) if mention.type == "country" and mention.value else None
    words = names.body(mention) or mention.text
    return {"authority": named or authority_name(words) or words}


def _program(mention: Mention, names: Names) -> dict[str, Any]:
    return {"program": mention.text}


def _reason(mention: Mention, names: Names) -> dict[str, Any]:
    return {"reason": mention.text, "reason_category": reason_category(mention.text)}


_ValueOf: TypeAlias = Callable[[Mention, Names], dict[str, Any]]
_SPECIAL: Final[dict[str, _ValueOf]] = {
    "authority": _authority,
    "quantity": _count("quantity"),
    "count": _count("count"),
    "program": _program,
    "reason": _reason,
}


def _territory(claim: Claim) -> dict[str, Any]:
    """Return where access is cut: the country named, else a state that blocks does so at home."""
    named = claim.naming("territory")
    if named is not None:
        return {"territory": named.value}
    actor = claim.naming("actor")
    if claim.action not in {"service_block", "service_unblock"} or actor is None:
        return {}
    return {"territory": actor.value if actor.type == "country" else country_code(actor.text)}


def _attribution(claim: Claim, values: dict[str, Any]) -> dict[str, Any]:
    source = claim.naming("attribution")
    if source is None:
        return {"attribution": None, "attribution_type": None}
    if values.get("attribution") in {values.get("holder"), values.get("target")}:
        return {"attribution_type": "target"}
    return {"attribution_type": values.get("attribution_type") or source_type(source)}
