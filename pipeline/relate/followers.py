"""Follower counts: how many followers, subscribers, members or likes an account has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from pipeline.facts.claims import Claim, Mention
from pipeline.normalise.codes import language_code
from pipeline.normalise.counts import parse_count
from pipeline.relate.claiming import make_claim
from pipeline.relate.items import Item, Sentence, Spot
from pipeline.relate.persons import tells_kind
from pipeline.relate.phrases import LONGEST, REFERRING, THINGS, Target, is_definite
from pipeline.relate.references import Discourse
from pipeline.relate.targets import targets_from
from pipeline.relate.units import unit_targets
from pipeline.tables import load_table

#: "1.2 million Twitter followers", "157,000-member"
_COUNT_BEFORE: Final = re.compile(r"C[wGUPLoShx-]{0,3}$")
#: "a following of 20,000", "followed by more than 300 people"
_COUNT_BEHIND: Final = re.compile(r"[ob]D?w?C")
#: A unit word heads a name no more than so many items behind it.
_NEAR_UNIT: Final = 6
_OWNER_BEFORE: Final = re.compile(r"([MS])[wa]{0,2}$")
#: A further count of the same kind: "Arabic (25,000) and French (23,000)".
_BARE: Final = re.compile(r"[LK]\(C\)|L[aw]?[U]?hC")
#: What a name behind it tells more of, such as where somebody is from: "of", "from", "in", "at".
_COMPLEMENT: Final = re.compile(r"[of23]D?$")
#: "Ada Lane, an adviser to Reza Karimi, has", "Its page, where Iranians write, has": names set off by commas.
_APPOSITION: Final = re.compile(r"(?:N,D|,[r9])[^;,]*$")
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
#: "With 9,000 followers, Ada Lane ...": the number opens the sentence, behind it comes whose it is.
_OPENING: Final = re.compile(r"(?:^|[;(),&])[wa]?6[Dwa]{0,2}$")
_SUBJECT_BEHIND: Final = re.compile(r"[^;,]{0,12},[wDaGPT]{0,5}?([NRHU])")
#: The clause of a name that tells of a number: "a note of Ada Lane, who has".
_CLAUSE: Final = re.compile(r"N,?(r)[^;,NRUH]*$")
#: A further number on another platform: "and 4 million on Instagram".
_ELSEWHERE: Final = re.compile(r"[&,h6][Dwax]{0,3}C1P")
#: Words such as "a number of" bound nothing above this, and state no count.
_NO_NUMBER: Final = 3
#: So near the number and its word, in items, stands what says that it is of several accounts.
_NEAR_COUNT: Final = 5
#: What has followers, subscribers, members or likes, where the text names no unit.
_UNIT_OF: Final = {"followers": "account", "subscribers": "channel", "members": "group", "likes": "page"}


@cache
def _changes() -> dict[str, str]:
    return {word: value for value, words in load_table("triggers")["changes"].items() for word in words}


@cache
def _cues() -> dict[str, str]:
    """Return the words of a platform's users, with the platform."""
    table = load_table("platforms")
    return {word: platform for platform, entry in table.items() for word in entry.get("cues", ())}


def follower_claims(spot: Spot, discourse: Discourse) -> Iterator[Claim]:
    """Yield the follower counts of the metric word at `spot`."""
    sentence, index = spot.sentence, spot.index
    at = _count_of(sentence, index)
    if at is None:
        return
    first = min(at, index)
    roles, antecedents = _account(sentence, first, max(at, index), discourse)
    if not _is_particular(spot, at, roles, antecedents):
        return
    roles |= {"count": sentence.items[at].as_mention(), "metric": sentence.items[index].as_mention()}
    yield _claim(spot, first, roles, antecedents)
    yield from _bare_counts(spot, roles, antecedents)


def _is_particular(spot: Spot, at: int, roles: dict[str, Mention], antecedents: dict[str, Mention]) -> bool:
    """Say whether the number is one of a particular account's."""
    count = parse_count(spot.sentence.items[at].text)
    if count is None or (count.value is None and (count.min or 0) <= _NO_NUMBER):
        return False
    told = {role for role, words in roles.items() if words.text.lower() not in THINGS} | {*antecedents}
    if not told & {"holder", "handle", "unit"}:
        return False  # "a hundred followed it": what?
    unit = roles["unit"].value if "unit" in roles else None
    if unit == "content" or (spot.trigger.lemma == "likes" and unit != "page"):
        return False
    if spot.trigger.text.lower() == "fans" and not {"P", "U"} & set(spot.sentence.codes):
        return False
    # Newspapers have subscribers, clubs have members: a unit or a platform must be there.
    if spot.trigger.lemma == "followers" or unit is not None or _names_platform(spot.sentence):
        return True
    groups = {item.lower for item in spot.sentence.items} & set(load_table("words")["member_groups"])
    return (
        bool(groups) if spot.trigger.lemma == "members" else bool({"holder", "handle"} & antecedents.keys())
    )


def _names_platform(sentence: Sentence) -> bool:
    return any(item.code == "P" and _has_followers(item.as_mention()) for item in sentence.items)


def _claim(spot: Spot, first: int, roles: dict[str, Mention], antecedents: dict[str, Mention]) -> Claim:
    hints = {"metric": spot.trigger.lemma, "value_kind": _value_kind(spot.sentence, first, spot.index)}
    if "unit" not in roles:
        hints["unit"] = _UNIT_OF[spot.trigger.lemma]
    return make_claim(spot, roles, action=None, antecedents=antecedents, hints=hints)


def _count_of(sentence: Sentence, index: int) -> int | None:
    """Return the item of the number that belongs to the metric word, or null."""
    before = _COUNT_BEFORE.search(sentence.codes, max(0, index - 4), index)
    if before:
        return before.start()
    behind = _COUNT_BEHIND.match(sentence.codes, index + 1)
    return behind.end() - 1 if behind else None


def _account(
    sentence: Sentence, first: int, last: int, discourse: Discourse
) -> tuple[dict[str, Mention], dict[str, Mention]]:
    """Return whose account the number between items `first` and `last` belongs to."""
    roles = _followed(sentence, last) or _owner(sentence, first)
    if re.search(r"L\($", sentence.codes[:first]):
        roles["language"] = sentence.items[first - 2].as_mention()
    platform = _platform(sentence, first, last)
    if platform is not None and _is_elsewhere(sentence, last, platform, roles):
        roles = {role: words for role, words in roles.items() if role == "holder"}
    if platform is not None:
        roles.setdefault("platform", platform)
    antecedents: dict[str, Mention] = {}
    holder = roles.get("holder")
    named = None
    if holder is not None and holder.type in REFERRING:
        thing = holder.text.lower() in THINGS
        named = None if thing and discourse.account(None) else discourse.resolve_holder(holder)
    if named is not None:
        antecedents["holder"] = named
    elif (holder is None or holder.type == "pronoun") and "handle" not in roles:
        earlier = discourse.account(platform.value if platform else None) or {}
        antecedents |= {role: earlier[role] for role in ("holder", "handle") if role in earlier}
    if not {"holder", "handle", "quantity"} & {*roles, *antecedents}:
        main = discourse.protagonist(sentence.end)
        if main is not None:
            antecedents["holder"] = main
    if "platform" not in roles and discourse.platform is not None and _has_followers(discourse.platform):
        antecedents["platform"] = discourse.platform
    return roles, antecedents


def _followed(sentence: Sentence, last: int) -> dict[str, Mention]:
    """Return whom "212,000 people follow her" names behind the verb."""
    verb = sentence.items[last]
    if verb.code != "F" or verb.lower not in load_table("triggers")["following_verbs"]:
        return {}
    found = targets_from(sentence, last + 1)
    return {role: words for role, words in found[0].roles.items() if role != "target"} if found else {}


def _owner(sentence: Sentence, first: int) -> dict[str, Mention]:
    """Return the roles of the account that the number at item `first` is said of."""
    owner = _OWNER_BEFORE.search(sentence.codes, 0, first)
    if owner and owner.group(1) == "M":
        return {"holder": sentence.items[owner.start()].as_mention()}
    if owner and owner.start() and sentence.codes[owner.start() - 1] in "NKA":
        return {"holder": sentence.items[owner.start() - 1].as_mention()}
    target = _behind_opening(sentence, first) or _antecedent(sentence, first) or _subject(sentence, first)
    roles = dict(target.roles) if target else {}
    if target and "unit" in roles and not {"holder", "handle"} & roles.keys():
        new = sentence.items[target.span[0]].lower in load_table("references")["indefinite"]
        owning = _MAKER_BEFORE if new else _HAS_BEFORE
        has = owning.search(sentence.codes[: target.span[0]])
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
        account = _account_at(sentence, at) or _description(sentence, at)
        if account is not None:
            return account
        code = sentence.codes[at]
        if code == "N" and tells_kind(sentence, at):
            continue
        if code in "NR" and sentence.codes[at + 1 : at + 2] != "S":
            named = Target(at, (at, at + 1), {"holder": sentence.items[at].as_mention()})
            if not _is_complement(sentence, at):
                return named
            complement = complement or named
        if code in ";C":
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
    at = clause.start()
    return Target(at, (at, at + 1), {"holder": sentence.items[at].as_mention()})


def _description(sentence: Sentence, at: int) -> Target | None:
    """Return the description of a person that ends at item `at`: "the Kettlebrook singer", or null."""
    if sentence.codes[at] not in "Gw" or sentence.items[at].lower not in _PERSON_NOUNS:
        return None
    opening = _DESCRIBING.search(sentence.codes, max(0, at - LONGEST), at)
    if opening is None or not is_definite(sentence, opening.start()):
        return None
    return Target(at, (opening.start(), at + 1), {"holder": sentence.words(opening.start(), at + 1)})


def _behind_opening(sentence: Sentence, first: int) -> Target | None:
    """Return the subject behind a number that opens the sentence: "With 9,000 followers, Ada Lane ..."."""
    opened = _OPENING.search(sentence.codes[:first])
    subject = _SUBJECT_BEHIND.match(sentence.codes, first) if opened else None
    if subject is None:
        return None
    at = subject.start(1)
    return _account_at(sentence, at) or Target(at, (at, at + 1), {"holder": sentence.items[at].as_mention()})


def _account_at(sentence: Sentence, at: int) -> Target | None:
    """Return the account whose unit word, last name or handle item `at` is, or null."""
    code = sentence.codes[at]
    if code == "U":
        return unit_targets(sentence, at)[0]
    heading = _heading_unit(sentence, at) if code in "HNR" else None
    if heading is None and code == "H":
        roles = {"handle": sentence.items[at].as_mention()} | _bearer(sentence, at)
        return Target(at, (at, at + 1), roles)
    return heading


def _bearer(sentence: Sentence, handle: int) -> dict[str, Mention]:
    """Return as holder the name that bears a handle: "Ada Lane (@ada)", "Ada Lane, who posts as @ada"."""
    bound = _BEARING.search(sentence.codes, max(0, handle - _NEAR_NAME), handle)
    for at in range(bound.start() - 1 if bound else -1, -1, -1):
        if sentence.codes[at] == "N" and not _is_complement(sentence, at):
            return {"holder": sentence.items[at].as_mention()}
    return {}


def _is_complement(sentence: Sentence, at: int) -> bool:
    if _COMPLEMENT.search(sentence.codes, max(0, at - 2), at):
        return True
    return re.match(r"[^;,]{1,4},", sentence.codes[at:]) is not None and (
        _APPOSITION.search(sentence.codes[:at]) is not None
    )


def _heading_unit(sentence: Sentence, at: int) -> Target | None:
    """Return the account whose phrase ends in the name at item `at`: "the page of Ada Lane"."""
    unit = sentence.codes.rfind("U", max(0, at - _NEAR_UNIT), at)
    if unit < 0:
        return None
    words = sentence.items[at].as_mention()
    return next((target for target in unit_targets(sentence, unit) if words in target.roles.values()), None)


def _platform(sentence: Sentence, first: int, last: int) -> Mention | None:
    """Return the platform of the clause: between number and metric, behind "on", else nearest before."""
    behind = [last + 2] if sentence.codes.startswith("1P", last + 1) else []
    places = [*behind, *range(first, min(last + 5, len(sentence))), *range(first - 1, -1, -1)]
    found = (_platform_of(sentence.items[at]) for at in places)
    return next((platform for platform in found if platform is not None), None)


def _is_elsewhere(sentence: Sentence, last: int, platform: Mention, roles: dict[str, Mention]) -> bool:
    """Say whether "followers on Instagram" speaks of another account than the one found before it."""
    if not sentence.codes.startswith("1P", last + 1) or "platform" not in roles:
        return False
    return roles["platform"].value != platform.value


def _platform_of(item: Item) -> Mention | None:
    """Return the platform that an item names, or tells by what its users do there ("tweeted")."""
    if item.code == "P":
        return item.mention if _has_followers(item.as_mention()) else None
    platform = _cues().get(item.lower)
    return Mention(item.start, item.end, item.text, "platform", platform) if platform else None


def _has_followers(platform: Mention) -> bool:
    """Say whether accounts on `platform` have followers; shops and film services have customers."""
    return platform.value not in load_table("words")["without_followers"]


def _value_kind(sentence: Sentence, first: int, metric: int) -> str:
    table = load_table("triggers")
    near = slice(max(0, first - _NEAR_COUNT), max(first, metric) + _NEAR_COUNT)
    if _spelt(sentence, near.start, near.stop, table["combined"]):
        return "combined"
    if _spelt(sentence, first, metric, table["additional"]):
        return "gained"
    changed = _spelt(sentence, max(0, first - 3), first, _changes())
    return _changes()[changed] if changed else "total"


def _spelt(sentence: Sentence, first: int, last: int, phrases: Iterable[str]) -> str | None:
    """Return the first of `phrases` that stands between items `first` and `last` (exclusive)."""
    words = " ".join(item.lower for item in sentence.items[first:last])
    return next((phrase for phrase in phrases if f" {phrase} " in f" {words} "), None)


def _bare_counts(spot: Spot, roles: dict[str, Mention], antecedents: dict[str, Mention]) -> Iterator[Claim]:
    """Yield the counts that share a metric word: "in Farsi (183,000 followers) and Arabic (25,000)"."""
    items = spot.sentence.items
    following = spot.sentence.codes.find("F", spot.index + 1)
    last = following if following >= 0 else len(items)
    for match in _BARE.finditer(spot.sentence.codes, spot.index + 1, last):
        count = match.start() + match.group().index("C")
        words = items[match.start()].as_mention()
        language = replace(words, type="language", value=language_code(words.text))
        others = {"count": items[count].as_mention(), "language": language}
        yield _claim(spot, count, {**roles, **others}, antecedents)
    account = {role: words for role, words in roles.items() if role in {"holder", "metric"}}
    for match in _ELSEWHERE.finditer(spot.sentence.codes, spot.index + 1, last):
        count, platform = match.end() - 3, match.end() - 1
        others = {"count": items[count].as_mention(), "platform": items[platform].as_mention()}
        yield _claim(spot, count, account | others, antecedents)
