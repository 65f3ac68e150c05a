"""Whose account a number of followers is said of: "Ada Lane, who has 9,000 followers"."""

from __future__ import annotations

import re
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.relate.persons import tells_kind
from pipeline.relate.phrases import LONGEST, REFERRING, Target, as_handle, group_start, is_definite
from pipeline.relate.targets import targets_from
from pipeline.relate.titles import is_set_apart
from pipeline.relate.units import unit_targets
from pipeline.tables import load_table

#: A unit word heads a name no more than so many items behind it.
_NEAR_UNIT: Final = 6
_OWNER_BEFORE: Final = re.compile(r"([MS])[wa]{0,2}$")
#: What a name behind it tells more of, such as where somebody is from: "of", "from", "in", "at".
_COMPLEMENT: Final = re.compile(r"[of23]D?$")
#: Names that commas set off: "Ada Lane, an adviser to Reza Karimi, has", "Ada Lane, known as Lark, has", "Its
#: page, where Iranians write, has".
_APPOSITION: Final = re.compile(r"(?:N,[Dl]|,[r9])[^;,]*$")
#: From a name inside such commas to the second one.
_SET_OFF: Final = re.compile(r"[^;,]{1,4},|[^;,vVhxm]{1,10},")
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
#: What stands before the noun of a description: "the former Kettlebrook".
_DESCRIBING: Final = re.compile(r"D[wLGKNPCT-]*$")
#: What binds a handle to the name before it, in so many items: "(", "who posts as".
_BEARING: Final = re.compile(r"(?:\(|,?r[^;,]{1,2}7)$")
_NEAR_NAME: Final = 5
#: "On his English Twitter account, X has"
_ON_ACCOUNT: Final = re.compile(r"1M[wLPa]*U,[^;]*$")
#: "he also has accounts in Farsi": whose they are.
_HAS_BEFORE: Final = re.compile(r"([NR])[ax]*h[DwLPa]*$")
#: Who "runs a channel with 9,000 subscribers": the name or pronoun next before it in the clause.
_MAKER_BEFORE: Final = re.compile(r"([NR])[^;,NRHUPK]*$")
#: Another number of the same account: "9,000 Instagram followers and | 300 subscribers".
_SAME: Final = re.compile(r"C[wPUoS-]{0,3}F(?:1P)?[,&]")
#: "Kettle TV, | a channel with 9,000 followers": the name that a new account tells more of.
_APPOSED: Final = re.compile(r"(N),$")
#: "With 9,000 followers, Ada Lane ...": the number opens the sentence, behind it comes whose it is.
_OPENING: Final = re.compile(r"(?:^|[;(),&])[wa]?6[Dwa]{0,2}$")
_SUBJECT_BEHIND: Final = re.compile(r"[^;,]{0,12},[wDaGPT]{0,5}?([NRHU])")
#: The clause of a name that tells of a number: "a note of Ada Lane, who has", "Ada Lane (left) - who has".
_CLAUSE: Final = re.compile(r"N(?:\([^()]{1,5}\))?[,-]?(r)[^;,NRUH]*$")

_Roles = dict[str, Mention]


def owner_of(sentence: Sentence, first: int, last: int) -> _Roles:
    """Return the roles of the account that a number is said of.

    Args:
        sentence: where the number stands.
        first: the number or the metric word ("followers"), whichever comes first.
        last: the other one.
    """
    return _followed(sentence, last) or _owner(sentence, first)


def is_possessed(sentence: Sentence, first: int) -> bool:
    """Say whether the number at item `first` stands behind whose it is: "her 9,000 followers"."""
    return _OWNER_BEFORE.search(sentence.codes, 0, first) is not None


def _followed(sentence: Sentence, last: int) -> _Roles:
    """Return whom "212,000 people follow her" names behind the verb."""
    verb = sentence.items[last]
    if verb.code != "F" or verb.lower not in load_table("triggers")["following_verbs"]:
        return {}
    return _roles_of(targets_from(sentence, last + 1))


def _roles_of(found: list[Target]) -> _Roles:
    return {role: words for role, words in found[0].roles.items() if role != "target"} if found else {}


def _owner(sentence: Sentence, first: int) -> _Roles:
    """Return the roles of the account that the number at item `first` is said of."""
    if sentence.codes.startswith("-F", first + 1):
        named = _roles_of(targets_from(sentence, first + 3))  # "the 9,000-member | Kettle Days group"
        if any(words.type not in REFERRING for words in named.values() if words.type != "unit"):
            return named
    owner = _OWNER_BEFORE.search(sentence.codes, 0, first)
    if owner and owner.group(1) == "M":
        return {"holder": sentence.items[owner.start()].as_mention()}
    if owner and owner.start():
        described = _description(sentence, owner.start() - 1)
        if described is not None:
            return described.roles
        if sentence.codes[owner.start() - 1] in "NKA":
            return {"holder": sentence.items[owner.start() - 1].as_mention()}
    target = _behind_opening(sentence, first) or _antecedent(sentence, first) or _subject(sentence, first)
    roles = dict(target.roles) if target else {}
    if target and "unit" in roles and not {"holder", "handle"} & roles.keys():
        new = sentence.items[target.span[0]].lower in load_table("references")["indefinite"]
        owning = _MAKER_BEFORE if new else _HAS_BEFORE
        before = sentence.codes[: target.span[0]]
        has = _APPOSED.search(before) if new else None
        has = has or owning.search(before)
        if has:
            roles["holder"] = sentence.items[has.start(1)].as_mention()
    account = _ON_ACCOUNT.search(sentence.codes[:first])
    if account and "unit" not in roles:
        unit = sentence.codes.index("U", account.start())
        roles = {**unit_targets(sentence, unit)[0].roles, **roles}
    return roles


def _subject(sentence: Sentence, first: int) -> Target | None:
    """Return the account, handle, name, description or pronoun before the number, nearest first.

    A name that only tells more of another ("a singer from Leeds") comes after all others.
    """
    complement: Target | None = None
    for at in range(first - 1, -1, -1):
        account = _account_at(sentence, at) or _description(sentence, at) or _group_at(sentence, at)
        if account is not None:
            return account
        code = sentence.codes[at]
        if code == "N" and tells_kind(sentence, at):
            continue
        if code in "NR" and sentence.codes[at + 1 : at + 2] != "S":
            named = _named(sentence, at)
            if not _is_complement(sentence, at):
                return named
            complement = complement or named
        if code == ";" or (code == "C" and not _SAME.match(sentence.codes, at)):
            break
    if complement is not None:
        return complement
    found = targets_from(sentence, first + 3)
    return found[0] if found and "unit" in found[0].roles else None


def _antecedent(sentence: Sentence, first: int) -> Target | None:
    """Return the name before "who" or "which" in whose clause the number stands, or null."""
    clause = _CLAUSE.search(sentence.codes, 0, first)
    if clause is None:
        return None
    return _named(sentence, clause.start())


def _named(sentence: Sentence, at: int) -> Target:
    """Return the account of the name or pronoun at item `at`; a title is what the account is called."""
    name = sentence.items[at].as_mention()
    roles = {"holder": name}
    if is_set_apart(sentence.article, name):
        roles["handle"] = as_handle(name)
    return Target(at, (at, at + 1), roles)


def _description(sentence: Sentence, at: int) -> Target | None:
    """Return the description of a person that ends at item `at`: "the Kettlebrook singer", or null."""
    if sentence.codes[at] not in "Gw" or sentence.items[at].lower not in _PERSON_NOUNS:
        return None
    opening = _DESCRIBING.search(sentence.codes, max(0, at - LONGEST), at)
    if opening is None or not is_definite(sentence, opening.start()):
        return None
    return Target(at, (opening.start(), at + 1), {"holder": sentence.words(opening.start(), at + 1)})


def _group_at(sentence: Sentence, at: int) -> Target | None:
    """Return the group of people whose noun is item `at`: "local influencers", or null."""
    if sentence.codes[at] != "G" or not sentence.items[at].lower.endswith("s"):
        return None
    first = group_start(sentence, at)
    before, behind = sentence.codes[:first], sentence.codes[at + 1 : at + 2]
    told = before.endswith("v") and behind != "6"  # "told reporters"
    if told or before.endswith("C") or _COMPLEMENT.search(before):
        return None
    return Target(at, (first, at + 1), {"holder": sentence.words(first, at + 1)})


def _behind_opening(sentence: Sentence, first: int) -> Target | None:
    """Return the subject behind a number that opens the sentence: "With 9,000 followers, Ada Lane ..."."""
    opened = _OPENING.search(sentence.codes[:first])
    subject = _SUBJECT_BEHIND.match(sentence.codes, first) if opened else None
    if subject is None:
        return None
    at = subject.start(1)
    return _account_at(sentence, at) or _named(sentence, at)


def _account_at(sentence: Sentence, at: int) -> Target | None:
    """Return the account whose unit word, last name or handle item `at` is, or null; posts have none."""
    code = sentence.codes[at]
    if code == "U":
        return None if is_content(sentence, at) else unit_targets(sentence, at)[0]
    heading = _heading_unit(sentence, at) if code in "HNR" else None
    if heading is None and code == "H":
        roles = {"handle": sentence.items[at].as_mention()} | _bearer(sentence, at)
        return Target(at, (at, at + 1), roles)
    return heading


def is_content(sentence: Sentence, unit: int) -> bool:
    """Say whether the unit word at item `unit` is a post, a video or the like."""
    return sentence.items[unit].as_mention().value == "content"


def _bearer(sentence: Sentence, handle: int) -> _Roles:
    """Return as holder the name that bears a handle: "Ada Lane (@ada)", "Ada Lane, who posts as @ada"."""
    bound = _BEARING.search(sentence.codes, max(0, handle - _NEAR_NAME), handle)
    for at in range(bound.start() - 1 if bound else -1, -1, -1):
        if sentence.codes[at] == "N" and not _is_complement(sentence, at):
            return {"holder": sentence.items[at].as_mention()}
    return {}


def _is_complement(sentence: Sentence, at: int) -> bool:
    if _COMPLEMENT.search(sentence.codes, max(0, at - 2), at):
        return True
    set_off = _SET_OFF.match(sentence.codes, at) is not None
    return set_off and _APPOSITION.search(sentence.codes[:at]) is not None


def _heading_unit(sentence: Sentence, at: int) -> Target | None:
    """Return the account whose phrase ends in the name at item `at`: "the page of Ada Lane"."""
    unit = sentence.codes.rfind("U", max(0, at - _NEAR_UNIT), at)
    if unit < 0 or is_content(sentence, unit):
        return None
    words = sentence.items[at].as_mention()
    return next((target for target in unit_targets(sentence, unit) if words in target.roles.values()), None)
