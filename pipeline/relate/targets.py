"""What a trigger acts on: units with their holders, named holders, handles, groups, lists of these."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.normalise.counts import parse_count
from pipeline.relate.items import Item, Sentence
from pipeline.tables import load_table

#: Codes that may stand inside a noun phrase with a unit word.
_PHRASE: Final = frozenset("DMNKAPHCLUwGSaVBTF-")
#: How many items a noun phrase may have.
_LONGEST: Final = 12
#: Between members of a list.
_SEPARATORS: Final = frozenset(",&;8")
_NAMES: Final = frozenset("NKAHG")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a trigger acts on.

    Attributes:
        head: index of the unit word, name or handle in the sentence.
        span: indices of the first item of the phrase and of the item behind its last.
        others: the mentions that fill the roles, by role: unit, holder, handle, platform, quantity,
            language, linked_to.
        definite: whether the phrase is a bare "the account", which refers back.
    """

    head: int
    span: tuple[int, int]
    roles: dict[str, Mention]
    definite: bool = False


#: Verbs that share their object: "removed and then reinstated the account".
_SECOND_VERB: Final = re.compile(r"[,&]{1,2}[anw]{0,2}V")


def targets_from(sentence: Sentence, start: int) -> list[Target]:
    """Return the targets of the noun phrase that starts at item `start`, or soon behind it."""
    second = _SECOND_VERB.match(sentence.codes, start)
    start = _skip(sentence, second.end() if second else start, "a")
    if sentence.codes.startswith("wt", start) and sentence.items[start].lower == "access":
        start += 2
    if sentence.codes.startswith("Do", start):
        start += 2  # "all of his channels"
    services = _services(sentence, start)
    if services:
        return services
    last = _phrase_end(sentence, start)
    if re.fullmatch(r"[DwLGaC]*", sentence.codes[start:last]) and sentence.codes[last : last + 1] == "o":
        last = _phrase_end(sentence, last + 1)  # "a small network of 13 Facebook accounts"
    unit = sentence.codes.find("U", start, last)
    if unit >= 0 and not _name_first(sentence, start, unit):
        return unit_targets(sentence, unit)
    return named_targets(sentence, start)


def targets_before(sentence: Sentence, end: int) -> list[Target]:
    """Return the targets of the noun phrase before item `end`: the subject of a passive."""
    start = _clause_start(sentence, end)
    units = [i for i in range(start, end) if sentence.codes[i] == "U"]
    # "the account responsible for that post was suspended": the account
    straight = [unit for unit in units if not _HANGING_UNIT.search(sentence.codes[start:unit])]
    for unit in reversed(straight or units):
        found = unit_targets(sentence, unit)
        # "The accounts of A, B and C were suspended": the phrase must reach the verb.
        if found and not _other_verb(sentence, found[-1].span[1], end):
            return unit_targets(sentence, _first_of_list(sentence, unit, start))
    for first in range(start, end):
        if sentence.codes[first] in "NHKAGMD":
            found = named_targets(sentence, first)
            if found and not _other_verb(sentence, found[-1].span[1], end):
                return found
    if end and sentence.codes[end - 1] == "r":
        return targets_before(sentence, end - 1)
    service = _SERVICE_BEFORE.search(sentence.codes[start:end])
    if service:
        found = _services(sentence, start + service.start())
        first = start + service.start()
        return found[1:] if first and sentence.items[first - 1].lower == "unlike" else found
    return _pronoun(sentence, start, end) or _subject_of_whole(sentence, start)


def _subject_of_whole(sentence: Sentence, start: int) -> list[Target]:
    """Return what a clause without a subject shares with the one before: "had followers before being removed"."""
    if not start or sentence.codes[start - 1] != "9":
        return []
    unit = sentence.codes.rfind("U", 0, start)
    if unit >= 0:
        return unit_targets(sentence, unit)
    name = sentence.codes.find("N", 0, start)
    return named_targets(sentence, name)[:1] if name >= 0 else []


#: Before a unit word that hangs on a preposition.
_HANGING_UNIT: Final = re.compile(r"[4f2361][DM]?[wLPG]{0,2}$")
#: Platforms as the subject of a passive: "Twitter, which is banned in Iran", "Twitter and YouTube are blocked".
_SERVICE_BEFORE: Final = re.compile(r"P(?:[,&]{1,2}P)*,?r?,?$")
#: "access to YouTube", "popular social media platforms, including Telegram, Twitter and WhatsApp"
_SERVICES: Final = re.compile(r"D?[wG]{0,6}(?:,?8)?((?>P(?:[,&]{1,2}P)*))(?![PwLSG]*[UG])")


def _services(sentence: Sentence, start: int) -> list[Target]:
    """Return the platforms that stand at item `start` for themselves, not for an account on them."""
    match = _SERVICES.match(sentence.codes, start)
    if match is None:
        return []
    first, last = match.span(1)
    found = [at for at in range(first, last) if sentence.codes[at] == "P"]
    return [Target(at, (first, last), {"platform": sentence.items[at].as_mention()}) for at in found]


def unit_targets(sentence: Sentence, unit: int) -> list[Target]:
    """Return the targets that the unit word at item `unit` heads: one for each unit and each holder."""
    units = [unit, *_further_units(sentence, unit)]
    left = _before_unit(sentence, unit)
    right, behind = _behind_unit(sentence, units[-1])
    first = left.pop("first")
    found: list[Target] = []
    for number, index in enumerate(units):
        own = left if number == 0 else {k: v for k, v in _before_unit(sentence, index).items() if k != "first"}
        shared = {k: v for k, v in left.items() if k in {"platform", "holder", "language"}}
        if "handle" in right[0] and "holder" in own:
            right[0].pop("holder", None)  # "his channel, called The Locked Drawer": his
        # "A's account and the account of B": each unit has its own holder.
        others = right[0] if index == units[-1] or "holder" not in own else {}
        if index != units[-1] and "platform" in {**shared, **own}:
            # "61 Facebook accounts and nine accounts on Instagram"
            others = {role: words for role, words in others.items() if role != "platform"}
        roles = {**shared, **own, **others, "unit": sentence.items[index].as_mention()}
        found.append(Target(index, (first, behind), roles, _is_definite(sentence, first, roles)))
    members = [replace(found[0], roles={**_without_holder(found[0].roles), **other}) for other in right[1:]]
    return [on for target in found + members for on in _on_each_platform(sentence, first, target)]


def _on_each_platform(sentence: Sentence, first: int, target: Target) -> list[Target]:
    """Repeat a target for "Twitter and Facebook accounts"."""
    platforms = [item.as_mention() for item in sentence.items[first : target.head] if item.code == "P"]
    if len(platforms) < 2:
        return [target]
    return [replace(target, roles={**target.roles, "platform": platform}) for platform in platforms]


def named_targets(sentence: Sentence, start: int) -> list[Target]:
    """Return the names, handles and described groups of the list that starts at item `start`."""
    start = _skip(sentence, start, "a")
    if sentence.codes.startswith("R", start):
        return [Target(start, (start, start + 1), {"holder": sentence.items[start].as_mention()})]
    found: list[Target] = []
    index = start
    while index < len(sentence):
        first = _skip(sentence, index, _SEPARATORS)
        if sentence.codes.startswith("Do", first):
            first += 2  # "among them those of A and B"
        last = _element_end(sentence, first)
        head = _element_head(sentence, first, last)
        if head is None and (not found or last == first):
            break
        if head is not None and found and _joins_group(sentence, found[-1], first, head):
            found[-1] = _named(sentence, found[-1].span[0], head)
        elif head is not None and not (found and _is_apposition(sentence, first, head)):
            found.append(_named(sentence, first, head))
        if last >= len(sentence) or sentence.codes[last] not in _SEPARATORS:
            break
        index = last
    return found


def _has_number(item: Item) -> bool:
    count = parse_count(item.text)
    return count is not None and count.value is not None


#: "officials in North Korea", "members of the Wagner Group": belongs to the group's name.
_PLACE_BEHIND: Final = re.compile(r"[2o]D?[KN]")


def _joins_group(sentence: Sentence, group: Target, first: int, head: int) -> bool:
    """Say whether a bare noun goes on with the group before it: "additional entities and individuals"."""
    grouped = sentence.codes[group.head] == sentence.codes[head] == "G"
    return grouped and first == head and sentence.codes[group.head + 1 : first] == "&"


def _is_apposition(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether a list element only describes the name before it: "Amul, an Indian dairy company"."""
    if sentence.codes[first] != "D" or sentence.codes[first - 1] != ",":
        return False
    return sentence.codes[head] == "G" or sentence.items[first].lower in {"a", "an"}


def _named(sentence: Sentence, first: int, head: int) -> Target:
    item = sentence.items[head]
    if item.code == "H":
        return Target(head, (first, head + 1), {"handle": item.as_mention()})
    if item.code == "G" and head > first and sentence.codes[head - 1] == "N" and not item.lower.endswith("s"):
        # "the Wagner group" is Wagner, "the IRGC officials" are not the IRGC.
        head, item = head - 1, sentence.items[head - 1]
    if item.code == "G" and sentence.codes.startswith(",N", head + 1) and not item.lower.endswith("s"):
        head, item = head + 2, sentence.items[head + 2]  # "its leader, Kim Jong-un"
    if item.code in "Gw":
        last = head + 1
        place = _PLACE_BEHIND.match(sentence.codes, last)
        last = place.end() if place else last
        first = first if sentence.items[first].lower in {"the", "this", "that"} else _skip(sentence, first, "D")
        roles = {"holder": sentence.words(first, last), "target": sentence.words(first, last)}
        if sentence.codes[first] == "C" and last > first + 1 and _has_number(sentence.items[first]):
            # "over 100 activists": their number, and who they are
            roles |= {"quantity": sentence.items[first].as_mention(), "holder": sentence.words(first + 1, last)}
        return Target(head, (first, last), roles)
    roles = {"holder": item.as_mention()}
    handle = re.match(r"(?:,|\()?H\)?", sentence.codes[head + 1 :])
    if handle is None:
        return Target(head, (first, head + 1), roles)
    at = sentence.codes.index("H", head)
    return Target(head, (first, head + 1 + handle.end()), {**roles, "handle": sentence.items[at].as_mention()})


def _element_end(sentence: Sentence, first: int) -> int:
    """Return the index behind the list element that starts at item `first`."""
    index = first
    while index < len(sentence) and index - first < _LONGEST and sentence.codes[index] in "DMNKAPHCLwGSaBTo-(":
        if sentence.codes[index] == "(":
            if not sentence.codes.startswith("(H)", index):
                break
            return index + 3
        index += 1
    return index


def _element_head(sentence: Sentence, first: int, last: int) -> int | None:
    """Return the item that names the element: its last name, at its end, not behind "of"."""
    element = sentence.codes[first:last].removesuffix("(H)").rstrip("aTC")
    if not element:
        return None
    head = first + len(element) - 1
    if re.search(r"o[^N]*N?$", element) and element[-1] != "G":
        head = first + element.index("o") - 1  # "Jones of Infowars"
    if _starts_clause(sentence, first, last):
        return None
    if sentence.codes[head] in _NAMES or _is_plural(sentence, first, head):
        return head
    named = [at for at in range(first, head) if sentence.codes[at] == "N"]
    if named and sentence.codes[head] == "w" and set(sentence.codes[named[-1] + 1 : head + 1]) <= {"w"}:
        return named[-1]  # "the Suex crypto exchange"
    # "Iran's oil revenues": the country
    start = _skip(sentence, first, "D")
    return start if sentence.codes.startswith("KS", start) else None


def _starts_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether the element behind "and" is the subject of a verb that follows: "..., and Meta said"."""
    joined = first > 0 and sentence.codes[first - 1] == "&"
    if not joined or last >= len(sentence) or sentence.codes[last] not in "xhmv":
        return False
    return re.match(r"[hm]?[an]*x[anx]*V", sentence.codes[last:]) is None  # "A, B and C were suspended"


def _is_plural(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether the element is a group by its plural: "Russian military units", "several vendors"."""
    word = sentence.items[head].lower
    told = first < head and sentence.codes[first] in "DCKw"
    return sentence.codes[head] == "w" and told and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _phrase_end(sentence: Sentence, start: int) -> int:
    index = start
    while index < len(sentence) and index - start < _LONGEST:
        together = index and _TOGETHER.match(sentence.codes, index - 1)
        if sentence.codes[index] not in _PHRASE and not together:
            break
        index += 1
    return index


#: "Facebook and Instagram accounts": one phrase.
_TOGETHER: Final = re.compile(r"P[,&]{1,2}P")


def _name_first(sentence: Sentence, start: int, unit: int) -> bool:
    """Say whether a name stands on its own before the unit: "banned Jones from his channel"."""
    codes = sentence.codes[start:unit]
    return bool(re.search(r"[NH][DMT]", codes))


def _further_units(sentence: Sentence, unit: int) -> list[int]:
    """Return the other unit words of a list: "39 accounts, 344 Pages and 13 Groups"."""
    found = []
    match = _NEXT_UNIT.match(sentence.codes, unit + 1)
    while match:
        found.append(match.end() - 1)
        match = _NEXT_UNIT.match(sentence.codes, match.end())
    return found


_NEXT_UNIT: Final = re.compile(r"[,&]{1,2}[DMa]?C?[wLPNGS]{0,4}U")


def _first_of_list(sentence: Sentence, unit: int, start: int) -> int:
    """Return the first unit word of the list that `unit` belongs to."""
    for index in range(start, unit):
        if sentence.codes[index] == "U" and unit in _further_units(sentence, index):
            return index
    return unit


def _before_unit(sentence: Sentence, unit: int) -> dict[str, object]:
    """Read the phrase before a unit word: whose it is, how many, on which platform, in which language."""
    roles: dict[str, object] = {}
    index = unit - 1
    while index >= 0 and unit - index <= _LONGEST and sentence.codes[index] in _MODIFYING:
        item, code = sentence.items[index], sentence.codes[index]
        if code == "M":
            roles.setdefault("holder", item.as_mention())
            if re.search(r"Co$", sentence.codes[:index]):
                roles["quantity"] = sentence.items[index - 2].as_mention()  # "two of his videos"
            index -= 1
            break
        if code == "o" and sentence.codes[index - 1 : index] == "C":
            index -= 1  # "hundreds of sites"
            continue
        if code == "&" and not re.fullmatch(r"P&P", sentence.codes[index - 1 : index + 2]):
            break
        if code in {"D", "T", "o"} or (code == "V" and sentence.codes[index - 1 : index] not in set("DMSCa-")):
            break
        index = _read_modifier(sentence, index, item, roles)
    if index >= 0 and sentence.codes[index] == "D":
        index -= 1
        if "holder" not in roles and re.fullmatch(r"(?:.*;)?N,", sentence.codes[: index + 1]):
            # "Making Change, a Facebook page devoted to the protests"
            name = sentence.items[index - 1].as_mention()
            roles |= {"holder": name, "handle": replace(name, type="handle", value=name.text)}
    roles["first"] = index + 1
    return roles


_MODIFYING: Final = (_PHRASE - {"U"}) | {"o", "&"}
_MODIFIERS: Final = {"P": "platform", "C": "quantity", "L": "language", "H": "handle"}


def _read_modifier(sentence: Sentence, index: int, item: Item, roles: dict[str, object]) -> int:
    """Take one item before a unit word into `roles`, and return the index of the next to look at."""
    if item.code in _MODIFIERS:
        roles.setdefault(_MODIFIERS[item.code], item.as_mention())
    elif item.code == "S" and index:
        owner = index - 1
        if sentence.codes[owner] in "NKA":
            roles.setdefault("holder", sentence.items[owner].as_mention())
        elif sentence.codes[owner] in "Gw":
            first = owner
            while first and sentence.codes[first - 1] in "wLG":
                first -= 1
            if first and sentence.items[first - 1].lower in {"the", "this", "that"}:
                first -= 1
            roles.setdefault("holder", sentence.words(first, owner + 1))
            return first - 1
        elif sentence.codes[owner] == "P":
            roles.setdefault("platform", sentence.items[owner].as_mention())
        return owner - 1
    elif item.code == "N":
        roles.setdefault("holder", item.as_mention())
    elif item.code == "K":
        # "Russian accounts" are tied to Russia, not its own.
        roles.setdefault("linked_to", item.as_mention())
    return index - 1


def _behind_unit(sentence: Sentence, unit: int) -> tuple[list[dict[str, Mention]], int]:
    """Read what follows a unit word.

    Returns:
        The roles of each holder that is named there (at least one entry, perhaps empty), and the
        index behind what was read.
    """
    shared: dict[str, Mention] = {}
    holders: list[dict[str, Mention]] = []
    index = unit + 1
    while index < len(sentence):
        code = sentence.codes[index]
        following = sentence.codes[index + 1 : index + 2]
        if sentence.items[index].text == ":" and following in "NHD":
            code = "8"  # "the following accounts: A, B and C"
        if _AND_OF.match(sentence.codes, index) and holders:
            index = sentence.codes.index("o", index)  # "the accounts of A, and of B"
            continue
        if code == "4" and unit == index - 1:
            named = [target for target in named_targets(sentence, index + 1) if sentence.codes[target.head] == "N"]
            if not named:
                break
            holders.extend(target.roles for target in named)  # "pages for A and B"
            index = named[-1].span[1]
            continue
        if code == "T" and sentence.codes[index + 1 : index + 2] == "l":
            index += 1  # "accounts Monday run by"
            continue
        handles = _HANDLES.match(sentence.codes, index)
        if handles:
            found = [at for at in range(*handles.span(1)) if sentence.codes[at] == "H"]
            holders.extend({"handle": sentence.items[at].as_mention()} for at in found)
            index = handles.end()
        elif code in ",(" and following == "w" and _HANDLE_LIKE.fullmatch(sentence.items[index + 1].text):
            item = sentence.items[index + 1]
            holders.append({"handle": Mention(item.start, item.end, item.text, "handle", item.text)})
            index += 2
        elif _BY_WHOM.match(sentence.codes, index) and sentence.items[index].lower in _POSTING:
            match = _BY_WHOM.match(sentence.codes, index)
            last = match.end() if match else index
            holders.append({"holder": sentence.items[last - 1].as_mention()})
            index = last
        elif code in "bf" and following in "NG" and sentence.items[unit].as_mention().value == "content":
            holders.append({"holder": sentence.items[index + 1].as_mention()})
            index += 2
        elif code in "123" and following == "P":
            shared.setdefault("platform", sentence.items[index + 1].as_mention())
            index += 2
        elif code in "ol8" or (code == "," and following == "8"):
            index += int(code == ",")
            listed = named_targets(sentence, index + 1)
            if not listed:
                break
            if code == "l" and sentence.items[index].lower in _NAMING_LINKS:
                listed = [_called(sentence, listed[0])]  # "a channel called The Locked Drawer"
            (holders.extend if code in "ol" else _as_members(holders))([target.roles for target in listed])
            index = listed[-1].span[1]
        elif code == "k":
            tie = _tie(sentence, index + 1)
            if tie is None:
                break
            shared.setdefault("linked_to", tie[0])
            index = tie[1]
        elif code == "N" and index == unit + 1 and not holders:
            holders.append(_called(sentence, Target(index, (index, index + 1), {})).roles)
            index += 1
        else:
            break
    return [{**shared, **other} for other in holders] or [shared], index


_AND_OF: Final = re.compile(r"[,&]{1,2}o")
#: The handles of accounts, behind a comma, dash or bracket: "two accounts — @a and @b —".
_HANDLES: Final = re.compile(r"[,(;]?(H(?:[,&]{1,2}H)*)")


#: "posted by President Jair Bolsonaro"
_BY_WHOM: Final = re.compile(r"[vw]b[wGKDL]{0,4}N")
_NAMING_LINKS: Final = frozenset(load_table("words")["naming_links"])
_POSTING: Final = frozenset(load_table("words")["posting_verbs"])
#: A word that is written as only handles are: "emamExample", "ada_lane", "ada99".
_HANDLE_LIKE: Final = re.compile(r"[a-z]+[A-Z]\w*|\w+_\w+|[A-Za-z]+\d+")


def _called(sentence: Sentence, named: Target) -> Target:
    """Take a name for the account's own and, unless another is said to hold it, for its holder's."""
    item = sentence.items[named.head].as_mention()
    return replace(named, roles={"holder": item, **named.roles, "handle": replace(item, type="handle", value=item.text)})


def _as_members(holders: list[dict[str, Mention]]):  # type: ignore[no-untyped-def]
    """Members named behind "including" follow the group, which keeps an entry of its own."""
    if not holders:
        holders.append({})
    return holders.extend


def _tie(sentence: Sentence, start: int) -> tuple[Mention, int] | None:
    """Return whom a unit is tied to, and the index behind it."""
    last = _element_end(sentence, start)
    first = _skip(sentence, start, "D")
    return (sentence.words(first, last), last) if last > first else None


def _without_holder(roles: dict[str, Mention]) -> dict[str, Mention]:
    return {role: mention for role, mention in roles.items() if role not in {"holder", "handle", "quantity"}}


def _is_definite(sentence: Sentence, first: int, roles: dict[str, Mention]) -> bool:
    named = roles.keys() & {"holder", "handle", "quantity", "linked_to"}
    return not named and sentence.items[first].lower in {"the", "this", "that", "these", "those", "both"}


def _skip(sentence: Sentence, index: int, codes: str | frozenset[str]) -> int:
    while index < len(sentence) and sentence.codes[index] in codes:
        index += 1
    return index


def _clause_start(sentence: Sentence, end: int) -> int:
    """Return the first item of the clause that ends at `end`: behind the last stop or clause word."""
    index = end
    while index > 0 and sentence.codes[index - 1] not in ";9":
        index -= 1
    return index


def _other_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether another verb stands between a phrase and the trigger that it should belong to."""
    between = re.sub(r"[han]*x?[an]*$", "", sentence.codes[start:end])
    # "was deactivated in May, then restored": both verbs have the subject.
    between = re.sub(r"h?[an]*x[an]*V[^;VvQ]*[,&]{1,2}[an]*$", "", between)
    return bool(re.search(r"[vVQ]", between)) and not re.match(r",?[rD]", between)


def _pronoun(sentence: Sentence, start: int, end: int) -> list[Target]:
    """Return the personal pronoun that is the subject before item `end`.

    "It" and "they" mean a unit word before them in the sentence, where there is one.
    """
    for index in range(end - 1, start - 1, -1):
        if sentence.codes[index] == "R":
            unit = sentence.codes.rfind("U", 0, index)
            if unit >= 0 and sentence.items[index].lower in {"it", "they"}:
                return unit_targets(sentence, unit)
            return [Target(index, (index, index + 1), {"holder": sentence.items[index].as_mention()})]
    return []
