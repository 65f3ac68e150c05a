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
from pipeline.relate.owners import is_content, is_possessed, owner_of
from pipeline.relate.persons import gender_of
from pipeline.relate.phrases import REFERRING, THINGS, as_handle
from pipeline.relate.references import Discourse
from pipeline.relate.rows import rows_under
from pipeline.tables import load_table

#: "1.2 million Twitter followers", "157,000-member"
_COUNT_BEFORE: Final = re.compile(r"C[wGUPLoShx-]{0,3}$")
#: "a following of 20,000", "followed by more than 300 people"
_COUNT_BEHIND: Final = re.compile(r"[ob]D?w?C")
#: Behind "following" where it is a preposition: "13 people following a dispute".
_PREPOSITION: Final = re.compile(r"[DCMT](?![^;,]{0,5}[UP])")
#: A further count of the same kind: "Arabic (25,000) and French (23,000)".
_BARE: Final = re.compile(r"[LK]\(C\)|L[aw]?[U]?hC")
#: A further number on another platform: "and 4 million on Instagram".
_ELSEWHERE: Final = re.compile(r"[&,h6][Dwax]{0,3}C1P")
#: A further number of somebody else: "fewer than Ada Lane (2 million)".
_OTHERS: Final = re.compile(r"N\(C\)")
#: In brackets behind a name, a smaller number can be an age.
_NO_AGE: Final = 1000
#: Words such as "a number of" bound nothing above this, and state no count.
_NO_NUMBER: Final = 3
#: Fewer are no audience but some of it: "two followers of the sect", "14 members of the party wept".
_FEWEST: Final = {"followers": 3, "subscribers": 20, "members": 20, "likes": 20}
#: So near the number and its word, in items, stands what says that it is of several accounts.
_NEAR_COUNT: Final = 5
#: What has followers, subscribers, members or likes, where the text names no unit.
_UNIT_OF: Final = {"followers": "account", "subscribers": "channel", "members": "group", "likes": "page"}

_Roles = dict[str, Mention]


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
        yield from _counts_below(spot, discourse)
        return
    first = min(at, index)
    roles, antecedents = _account(sentence, first, max(at, index), discourse)
    if not _is_particular(spot, at, roles, antecedents):
        return
    roles |= {"count": sentence.items[at].as_mention(), "metric": sentence.items[index].as_mention()}
    yield _claim(spot, first, roles, antecedents)
    yield from _bare_counts(spot, roles, antecedents)


def _counts_below(spot: Spot, discourse: Discourse) -> Iterator[Claim]:
    """Yield the counts of a table in whose head the metric word stands: "Channel | Subscribers"."""
    metric, platform = spot.sentence.items[spot.index].as_mention(), discourse.spoken["platform"].leader
    for name, count in rows_under(spot, discourse.ahead):
        kind = "handle" if name.type == "handle" else "holder"
        roles = {kind: name, "count": count, "metric": metric}
        if kind == "holder":
            roles["handle"] = as_handle(name)
        antecedents = {"platform": platform} if platform is not None else {}
        yield _claim(spot, spot.index, roles, antecedents)


def _is_particular(spot: Spot, at: int, roles: _Roles, antecedents: _Roles) -> bool:
    """Say whether the number is one of a particular account's."""
    if not _is_audience(spot, at):
        return False
    told = {role for role, words in roles.items() if words.text.lower() not in THINGS} | {*antecedents}
    if not told & {"holder", "handle", "unit"}:
        return False  # "a hundred followed it": what?
    lemma, unit = spot.trigger.lemma, roles["unit"].value if "unit" in roles else None
    if unit == "content":
        return False
    if lemma == "likes":
        return unit == "page" and not _tells_of_content(spot.sentence)
    if spot.trigger.text.lower() == "fans" and not _is_online(spot.sentence):
        return False
    # Newspapers have subscribers, clubs have members: a unit or a platform must be there.
    if lemma == "followers" or unit is not None or _names_platform(spot.sentence):
        return True
    if lemma == "members":
        groups = {item.lower for item in spot.sentence.items} & set(load_table("words")["member_groups"])
        return bool(groups)
    holder = roles.get("holder")
    person = holder is not None and (holder.type == "person" or "holder" in antecedents)
    return person or "platform" in antecedents


def _is_audience(spot: Spot, at: int) -> bool:
    """Say whether item `at` is a number of those who follow: no vague word, no few, nothing later in time."""
    count = parse_count(spot.sentence.items[at].text)
    if count is None or (count.value is None and (count.min or 0) <= _NO_NUMBER):
        return False
    known = count.value if count.value is not None else count.min
    if known is not None and known < _FEWEST[spot.trigger.lemma]:
        return False
    before = at < spot.index and spot.trigger.text.lower() == "following"
    return not (before and _PREPOSITION.match(spot.behind))


def _tells_of_content(sentence: Sentence) -> bool:
    return any(code == "U" and is_content(sentence, at) for at, code in enumerate(sentence.codes))


def _is_online(sentence: Sentence) -> bool:
    """Say whether a sentence tells of something online: a platform, an account, social media."""
    words = load_table("words")["online"]
    return bool({"P", "U"} & set(sentence.codes)) or _spelt(sentence, 0, len(sentence), words) is not None


def _names_platform(sentence: Sentence) -> bool:
    return any(item.code == "P" and _has_followers(item.as_mention()) for item in sentence.items)


def _claim(spot: Spot, first: int, roles: _Roles, antecedents: _Roles) -> Claim:
    value_kind = _value_kind(spot.sentence, first, spot.index)
    if value_kind == "total" and _is_of_several({**roles, **antecedents}):
        value_kind = "combined"
    hints = {"metric": spot.trigger.lemma, "value_kind": value_kind}
    if "unit" not in roles:
        hints["unit"] = _UNIT_OF[spot.trigger.lemma]
    claim = make_claim(spot, roles, action=None, antecedents=antecedents, hints=hints)
    if not is_possessed(spot.sentence, first):
        return claim
    return replace(claim, modality="asserted", cues=())  # what is asked of her followers is not their number


def _is_of_several(named: _Roles) -> bool:
    """Say whether accounts or people are told in the plural, and not one by one by their language."""
    words = [named[role] for role in ("unit", "holder") if role in named]
    return "language" not in named and any(
        word.type in {"unit", "group"} and re.search(r"[^s]s$", word.text.lower()) for word in words
    )


def _count_of(sentence: Sentence, index: int) -> int | None:
    """Return the item of the number that belongs to the metric word, or null."""
    before = _COUNT_BEFORE.search(sentence.codes, max(0, index - 4), index)
    if before:
        return before.start()
    behind = _COUNT_BEHIND.match(sentence.codes, index + 1)
    return behind.end() - 1 if behind else None


def _account(sentence: Sentence, first: int, last: int, discourse: Discourse) -> tuple[_Roles, _Roles]:
    """Return whose account the number between items `first` and `last` belongs to."""
    roles = owner_of(sentence, first, last)
    if re.search(r"L\($", sentence.codes[:first]):
        roles["language"] = sentence.items[first - 2].as_mention()
    platform = _platform(sentence, first, last)
    if platform is not None and _is_elsewhere(sentence, last, platform, roles):
        roles = {role: words for role, words in roles.items() if role == "holder"}
    if platform is not None:
        roles.setdefault("platform", platform)
    antecedents = _referred(roles, platform, discourse)
    presumed = None if "holder" in antecedents else _presumed(roles, antecedents, discourse, sentence.end)
    if presumed is not None:
        antecedents["holder"] = presumed
    if "platform" not in roles and discourse.platform is not None and _has_followers(discourse.platform):
        antecedents["platform"] = discourse.platform
    return roles, antecedents


def _referred(roles: _Roles, platform: Mention | None, discourse: Discourse) -> _Roles:
    """Return whom the words of an account's holder refer to, or the account spoken of where none do."""
    holder = roles.get("holder")
    named = None
    if holder is not None and holder.type in REFERRING:
        thing = holder.text.lower() in THINGS
        named = None if thing and discourse.account(None) else discourse.resolve_holder(holder)
    if named is not None:
        return {"holder": named}
    if (holder is None or holder.type == "pronoun") and "handle" not in roles:
        earlier = discourse.account(platform.value if platform else None) or {}
        return {role: earlier[role] for role in ("holder", "handle") if role in earlier}
    return {}


def _presumed(roles: _Roles, antecedents: _Roles, discourse: Discourse, before: int) -> Mention | None:
    """Return who is presumed to be followed where the words name nobody: whom the text speaks of most."""
    if not {"holder", "handle", "quantity"} & {*roles, *antecedents}:
        return discourse.protagonist(before)
    # "She" is somebody, even if all who are named are men.
    pronoun = "holder" in roles and gender_of(roles["holder"].text.lower())
    return discourse.view.foremost(before) if pronoun else None


def _platform(sentence: Sentence, first: int, last: int) -> Mention | None:
    """Return the platform of the clause: between number and metric, behind "on", else nearest before."""
    behind = [last + 2] if sentence.codes.startswith("1P", last + 1) else []
    places = [*behind, *range(first, min(last + 5, len(sentence))), *range(first - 1, -1, -1)]
    found = (_platform_of(sentence.items[at]) for at in places)
    return next((platform for platform in found if platform is not None), None)


def _is_elsewhere(sentence: Sentence, last: int, platform: Mention, roles: _Roles) -> bool:
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


def _bare_counts(spot: Spot, roles: _Roles, antecedents: _Roles) -> Iterator[Claim]:
    """Yield the counts that share a metric word: "in Farsi (183,000 followers) and Arabic (25,000)"."""
    items, codes = spot.sentence.items, spot.sentence.codes
    following = codes.find("F", spot.index + 1)
    last = following if following >= 0 else len(items)
    for match in _BARE.finditer(codes, spot.index + 1, last):
        count = match.start() + match.group().index("C")
        words = items[match.start()].as_mention()
        language = replace(words, type="language", value=language_code(words.text))
        others = {"count": items[count].as_mention(), "language": language}
        yield _claim(spot, count, {**roles, **others}, antecedents)
    account = {role: words for role, words in roles.items() if role in {"holder", "metric"}}
    for match in _ELSEWHERE.finditer(codes, spot.index + 1, last):
        count, platform = match.end() - 3, match.end() - 1
        others = {"count": items[count].as_mention(), "platform": items[platform].as_mention()}
        yield _claim(spot, count, account | others, antecedents)
    yield from _counts_of_others(spot, last, roles, antecedents)


def _counts_of_others(spot: Spot, last: int, roles: _Roles, antecedents: _Roles) -> Iterator[Claim]:
    """Yield the counts in brackets behind other names, before item `last`: "than Ada Lane (2 million)"."""
    items = spot.sentence.items
    shared = {role: words for role, words in roles.items() if role in {"platform", "metric"}}
    place = {role: words for role, words in antecedents.items() if role == "platform"}
    for match in _OTHERS.finditer(spot.sentence.codes, spot.index + 1, last):
        name, count = items[match.start()].as_mention(), items[match.start() + 2].as_mention()
        number = parse_count(count.text)
        if number is not None and (number.value or number.min or 0) >= _NO_AGE:
            yield _claim(spot, match.start() + 2, shared | {"holder": name, "count": count}, place)
