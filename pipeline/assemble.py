"""Assembly: claims become facts, mentions of one proposition one fact with several pieces of evidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import PipelineError
from pipeline.facts import (
    MODELS,
    ROLES,
    UNIT_CLASS,
    Count,
    DsaCodes,
    Evidence,
    Fact,
    Span,
    fact_id,
    text_sha256,
)
from pipeline.facts.claims import ValuedClaim
from pipeline.knowledge.wholes import wholes_of
from pipeline.normalise.codes import country_code
from pipeline.normalise.date_calendar import days_of
from pipeline.normalise.descriptions import describes_one
from pipeline.normalise.dsa import dsa_codes
from pipeline.normalise.lookup import fold, undotted
from pipeline.tables import load_table

#: A fact keeps so many pieces of evidence at most (`corpus/GUIDELINES.md`, section 7).
MOST_EVIDENCE: Final = 5
_ACT: Final = (
    *("holder", "handle", "platform", "unit", "language"),
    *("quantity", "linked_to", "territory", "permanence", "date"),
)
#: Actions that are an act of their own beside all others on one account: "demonetised, then banned".
_APART: Final = frozenset({"account_restriction"})
#: Fields that two mentions of one fact must share, or of which one must be silent.
_TELLING: Final[dict[str, tuple[str, ...]]] = {
    "takedown": (*_ACT, "action"),
    "restoration": _ACT,
    "sanction": ("action", "target", "authority", "program", "date"),
    "follower_count": ("holder", "handle", "platform", "language", "metric", "count", "value_kind", "date"),
}
#: Where a claim tells how one is described whom it does not name. No fact has this field.
_ONE: Final = "described"
#: At least one of these must be shared, not only compatible. The most telling is tried first.
_NAMING: Final[dict[str, tuple[str, ...]]] = {
    "takedown": ("holder", _ONE, "handle", "quantity", "platform"),
    "restoration": ("holder", _ONE, "handle", "platform"),
    "sanction": ("target", _ONE, "authority"),
    "follower_count": ("holder", _ONE, "handle", "platform"),
}
#: The field with a body, which one mention can name by the whole and another by the part that acts:
#: "Washington" and "the Treasury" impose one sanction, "the Treasury" and "the State Department" two.
_BODY: Final = "authority"
#: Fields with names, in which the points of an acronym do not count.
_NAMES: Final = frozenset({"holder", "linked_to", "target", "program"})
#: The field with a description in place of a name that is compared word by word: "28 entities" and "28
#: Chinese entities" are one target. Whose accounts are meant by "users" and by "users abroad" is as often
#: two things.
_DESCRIBED: Final = "target"
#: The field that says whom a fact is about. One who is described in one place ("a Chinese virologist") and
#: named in another is one, where nothing contradicts that.
_ABOUT: Final = {
    "takedown": "holder",
    "restoration": "holder",
    "sanction": "target",
    "follower_count": "holder",
}
#: What tells whom a claim is about.
_WHO: Final = frozenset({*_ABOUT.values(), _ONE})
_WORD: Final = re.compile(r"\w+")
#: Words of a description that describe nothing.
_POINTING: Final = frozenset({*load_table("references")["determiners"], "s"})
_CROWD: Final = frozenset({"quantity", "linked_to"})
_NUMBERS: Final = ("count", "quantity")
#: Among so many of the latest facts with a name in common a claim looks for its own, to take bounded time.
_NEAREST: Final = 100


@Language.factory("claims_assemble", requires=["doc._.valued"], assigns=["doc._.facts"], retokenizes=False)
def make_assemble(nlp: Language, name: str) -> Assembler:
    """Make the component that assembles facts."""
    return Assembler()


class Assembler:
    """Puts the facts of a document on ``doc._.facts``."""

    def __call__(self, doc: Doc) -> Doc:
        """Put the facts of `doc` on it; needs its claims with their values."""
        doc._.facts = assemble(doc.text, doc._.valued, doc._.doc_id or "document")
        return doc


def assemble(text: str, valued: Iterable[ValuedClaim], doc_id: str) -> list[Fact]:
    """Return the facts of an article, in the order of their first evidence.

    Args:
        text: the article.
        valued: the claims with their values, in the order of the text.
        doc_id: id of the article.

    Raises:
        PipelineError: E301 if a claim has values that the contract refuses, which is a defect.
    """
    facts = [fact for fact, _ in assembled(text, valued, doc_id)]
    return sorted(facts, key=lambda fact: (fact.evidence[0].start, fact.evidence[0].end, fact.id or ""))


def assembled(
    text: str, valued: Iterable[ValuedClaim], doc_id: str
) -> Iterator[tuple[Fact, list[ValuedClaim]]]:
    """Yield each fact of an article with the claims that state it; arguments and errors of `assemble`."""
    sha = text_sha256(text)
    for group in _grouped(valued):
        yield _fact(text, group.claims, doc_id, sha), group.claims


@dataclass(slots=True, eq=False)
class _Group:
    """Claims that state one fact, and what they tell together (field -> comparable value)."""

    told: dict[str, Any]
    claims: list[ValuedClaim]

    def takes(self, told: Mapping[str, Any]) -> bool:
        """Say whether a claim that tells so much contradicts nothing that the group tells."""
        if (_is_crowd(self.told) and _is_one(told)) or (_is_one(self.told) and _is_crowd(told)):
            return False  # "ten accounts, including Ada Lane's"
        if (_is_named(self.told) or _is_named(told)) and ("quantity" in self.told) != ("quantity" in told):
            return False  # "two pages of Ada Lane's", "Ada Lane's page"
        return all(_agree(self.told.get(field, value), value) for field, value in told.items())

    def add(self, claim: ValuedClaim, told: Mapping[str, Any]) -> None:
        joined = {**told, **self.told}
        fuller = {field: value for field, value in told.items() if _fuller(value, joined[field])}
        self.told = joined | fuller
        self.claims.append(claim)


def _agree(one: Any, other: Any) -> bool:
    """Say whether two values are equal, or one tells all of the other and more."""
    return bool(one == other or _fuller(one, other) or _fuller(other, one))


def _fuller(one: Any, other: Any) -> bool:
    """Say whether a value tells all of another and more.

    Of two bodies it is then a part of the other (see `wholes_of`), of two numbers the one with bounds (see
    `_told_by`), of two descriptions of several the one with more words, of two dates, given by their first
    and last days, it lies within the other.
    """
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one > other
    if isinstance(one, tuple) and isinstance(other, tuple):
        return bool(one != other and other[0] <= one[0] and one[1] <= other[1])
    return False


def _is_crowd(told: Mapping[str, Any]) -> bool:
    """Say whether a claim tells of accounts by their number or their ties, without a name to them."""
    return bool(told.keys() & _CROWD) and not _is_named(told)


def _is_one(told: Mapping[str, Any]) -> bool:
    """Say whether a claim names an account, and tells neither number nor ties."""
    return not told.keys() & _CROWD and _is_named(told)


def _is_named(told: Mapping[str, Any]) -> bool:
    """Say whether a claim tells whose account it is about, or how that is called."""
    return bool(told.keys() & {"holder", "handle", _ONE})


def _grouped(valued: Iterable[ValuedClaim]) -> list[_Group]:
    """Put together what states one fact: one kind and modality, a shared field of `_NAMING`, none at odds."""
    groups: list[_Group] = []
    homes: dict[Hashable, list[_Group]] = defaultdict(list)  # by a name they share, in order
    for claim in valued:
        kind = claim.claim.trigger.kind
        told = _told(claim, kind)
        modality = claim.values["modality"]
        keys = [(kind, modality, name, part) for name in _names_of(kind, told) for part in _parts(told[name])]
        near = (group for key in keys for group in homes[key][-_NEAREST:])
        home = _home(told, [group for group in near if group.takes(told)])
        if home is None:
            home = _Group({}, [])
            groups.append(home)
        home.add(claim, told)
        for key in keys:
            if home not in homes[key][-_NEAREST:]:
                homes[key].append(home)
    return groups


def _told(claim: ValuedClaim, kind: str) -> dict[str, Any]:
    """Return what a claim tells, by field; of one who is described and not named, under a field of its own.

    A state, and several who are described, are told under both: no description of one is of them.
    """
    told = {field: value for field in _TELLING[kind] if (value := _comparable(claim, field)) is not None}
    about = _ABOUT[kind]
    if about in told:
        if _describes_one(claim, about):
            told[_ONE] = told.pop(about)
        elif not isinstance(told[about], str) or country_code(claim.values[about]):
            told[_ONE] = told[about]
    return told


def _home(told: Mapping[str, Any], fitting: Sequence[_Group]) -> _Group | None:
    """Return the group of a claim, the first that it fits; none where it may be of either of two.

    "She was banned", said of one whom two platforms banned, can mean either, both, or a third; "a rapper was
    banned", where two are named, either of them.
    """
    if "platform" not in told and len({g.told["platform"] for g in fitting if "platform" in g.told}) > 1:
        return None
    who = told.keys() & _WHO
    if who and not any(who & group.told.keys() for group in fitting):
        silent = [group for group in fitting if not group.told.keys() & _WHO]
        if len(fitting) - len(silent) > 1:
            return silent[0] if silent else None
    return fitting[0] if fitting else None


def _comparable(valued: ValuedClaim, field: str) -> Any:
    value = valued.values.get(field)
    if field == "action" and valued.claim.trigger.kind == "takedown":
        return value in _APART
    if field == "date" and value is not None:
        return days_of(value) or value
    if field == "unit" and value is not None:
        return UNIT_CLASS[value]
    if isinstance(value, str):
        if words := _described(valued, field):
            return words
        if field == _BODY:
            return wholes_of(value)
        return (undotted(value) if field in _NAMES else value).casefold()
    if value is not None and field in _NUMBERS:
        return _told_by(value) or None
    return value


def _describes_one(valued: ValuedClaim, field: str) -> bool:
    """Say whether a claim describes one in a field, and the article has no name for that description."""
    mention = valued.claim.naming(field)
    if mention is None or mention.type != "group" or not describes_one(mention.text):
        return False
    return str(valued.values[field]).casefold() in mention.text.casefold()


def _described(valued: ValuedClaim, field: str) -> frozenset[str]:
    """Return the words of a description ("28 Chinese entities"); none where a field has a name."""
    mention = valued.claim.naming(field)
    if field != _DESCRIBED or mention is None or mention.type != "group" or _describes_one(valued, field):
        return frozenset()
    return frozenset(_WORD.findall(fold(valued.values[field]))) - _POINTING


def _told_by(count: Count) -> frozenset[tuple[str, int]]:
    """Return what a count tells of the number: the number itself and its bounds; nothing for "many"."""
    known = ((name, getattr(count, name)) for name in ("value", "min", "max"))
    return frozenset((name, number) for name, number in known if number is not None)


def _names_of(kind: str, told: Mapping[str, Any]) -> list[str]:
    """List the fields by which a claim is looked for: by an authority only where it tells of a target."""
    return [
        name for name in _NAMING[kind] if name in told and (name != _BODY or told.keys() & {"target", _ONE})
    ]


def _parts(told: Any) -> Iterable[Hashable]:
    """Return by what a claim that tells so much is looked for."""
    return sorted(told) if isinstance(told, frozenset) else (told,)


def _fact(text: str, group: Sequence[ValuedClaim], doc_id: str, sha: str) -> Fact:
    kind = group[0].claim.trigger.kind
    model = MODELS[kind]
    fields = {field: value for field, value in _values(group).items() if field in model.model_fields}
    doubt = 1.0
    for valued in group:
        doubt *= 1 - valued.claim.score
    evidence = _evidence(text, group)
    try:
        fact = model(
            doc_id=doc_id,
            kind=kind,
            text_sha256=sha,
            confidence=round(1 - doubt, 4),
            evidence=evidence,
            **fields,
        )
    except ValidationError as error:
        raise PipelineError("E301", kind=kind, words=evidence[0].text, why=_first(error)) from error
    return fact.model_copy(update={"id": fact_id(fact)} | _codes(fact))


def _values(group: Sequence[ValuedClaim]) -> dict[str, Any]:
    """Return the values that claims of one fact tell together, by and large the first of each field."""
    values: dict[str, Any] = {}
    for valued in group:
        for field, value in valued.values.items():
            values.setdefault(field, value)
    for field in values.keys() & set(_ABOUT.values()):
        told = (v for v in group if field in v.values)
        values[field] = max(told, key=lambda v: _naming(v, field)).values[field]
    if _BODY in values:
        values[_BODY] = max((v for v in group if _BODY in v.values), key=_precision).values[_BODY]
    for field in values.keys() & _NUMBERS:
        values[field] = max((v.values[field] for v in group if field in v.values), key=_exactness)
    if "date" in values:
        values["date"] = min((v.values["date"] for v in group if "date" in v.values), key=_length)
    actions = Counter(valued.values["action"] for valued in group if "action" in valued.values)
    if actions:
        values["action"] = max(actions, key=actions.__getitem__)  # on a tie, the first
    if any("attribution" not in valued.values for valued in group):
        # The article's own voice says it somewhere without the source.
        values.pop("attribution", None)
        values.pop("attribution_type", None)
    return values


def _naming(valued: ValuedClaim, field: str) -> tuple[bool, int]:
    """Return how well a claim tells whom a fact is about: by name, or in the most words."""
    return not _describes_one(valued, field), len(_described(valued, field))


def _precision(valued: ValuedClaim) -> tuple[bool, int, int]:
    """Return how well a claim names the body: in words of its own, as the part that acts, in full."""
    name = valued.values[_BODY]
    return _BODY in valued.claim.roles, len(wholes_of(name)), len(name)


def _exactness(count: Count) -> tuple[int, bool]:
    """Return how much a count tells: of "over", "exactly" and "about one million", the first tells most."""
    return len(_told_by(count)), count.qualifier == "exact"


def _length(edtf: str) -> timedelta:
    """Return the time from the first day of a date to its last, the longest where they are unknown."""
    days = days_of(edtf)
    return days[1] - days[0] if days else timedelta.max


def _codes(fact: Fact) -> dict[str, DsaCodes]:
    """Return the codes of a fact under their key; nothing where there are none."""
    codes = dsa_codes(fact)
    return {} if codes is None else {"dsa": codes}


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    return f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"


def _evidence(text: str, group: Sequence[ValuedClaim]) -> list[Evidence]:
    pieces: dict[tuple[int, int], Evidence] = {}
    for valued in group:
        claim = valued.claim
        start, end = claim.passage
        roles: Mapping[str, Span] = {
            role: _span(text, mention.start, mention.end)
            for role, mention in sorted(claim.roles.items())
            if role in ROLES[claim.trigger.kind]
        }
        piece = Evidence(
            start=start,
            end=end,
            text=text[start:end],
            trigger=_span(text, claim.trigger.start, claim.trigger.end),
            roles=dict(roles),
        )
        pieces.setdefault((piece.trigger.start, piece.trigger.end), piece)
    return list(pieces.values())[:MOST_EVIDENCE]


def _span(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])
