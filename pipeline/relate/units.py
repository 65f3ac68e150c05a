"""Unit words ("account", "pages", "video") and what their phrase says: whose, how many, where."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.behind import read_behind
from pipeline.relate.items import Item, Sentence
from pipeline.relate.members import named_targets
from pipeline.relate.phrases import LONGEST, PHRASE, Target, as_handle, is_definite, skip
from pipeline.tables import load_table

#: The next unit of a list: "39 accounts, 344 Pages and 13 Groups".
_NEXT_UNIT: Final = re.compile(r"[,&]{1,2}[DMa]?C?[wLPNGS]{0,4}U")
#: More owners, behind a unit with its own: "Ada Lane's account, and those of Kettle TV".
_THOSE_OF: Final = re.compile(r"[,&]{1,2}(?=Do)")
_MODIFYING: Final = PHRASE | {"o", "&"}
_MODIFIERS: Final = {"P": "platform", "C": "quantity", "L": "language", "H": "handle"}
#: What units of a list share with the first.
_SHARED: Final = frozenset({"platform", "holder", "language"})
#: What a member named behind "including" does not share with its group.
_OWN: Final = frozenset({"holder", "handle", "quantity"})

_DEMONSTRATIVE: Final = frozenset(load_table("references")["demonstrative"])
#: Codes of the words that tell what accounts are: "fake", "alt-right", "conservative gun".
_DESCRIBING: Final = frozenset("wPKNG-&")
#: What accounts do, behind them: "accounts | that mock the mayor", "sites | hosting videos". A clause with
#: "that" or "who" can be longer, up to a stop.
_TOLD: Final = re.compile(r"r[^;,9(7VQF]{2,12}(?=[;,9(])|[Dr]?[wv][DwGNKLU-]{1,5}(?![DwGNKLU1-6-])")
_RELATIVE: Final = frozenset(load_table("references")["relative"])
_PREPOSITIONS: Final = frozenset(load_table("words")["other_prepositions"])
_TELL_NOTHING: Final = frozenset(load_table("words")["tell_nothing"])
#: Parts of a mass, between its number and it: "two million pieces of content".
_PIECES: Final = frozenset(load_table("words")["pieces"])
_SYSTEMS: Final = frozenset(load_table("words")["systems"])
#: Who made a post, with the verb: "Ada Lane (@ada) has shared | a clumsy video".
_POSTED: Final = re.compile(r"(N)(?:\(H\))?[axh]*([vw])[aDMCTwLPG-]{0,6}$")
_POSTING: Final = frozenset(load_table("words")["posting_verbs"])

_Roles = dict[str, Mention]


def unit_targets(sentence: Sentence, unit: int) -> list[Target]:
    """Return the targets that the unit word at item `unit` heads: one for each unit and each holder."""
    while sentence.codes.startswith("U", unit + 1):
        unit += 1  # "her ad account" is an account
    units = [unit, *further_units(sentence, unit)]
    left, first = _before_unit(sentence, unit)
    right, behind = read_behind(sentence, units[-1])
    shared = {role: words for role, words in left.items() if role in _SHARED}
    found: list[Target] = []
    for index in units:
        own = left if index == unit else _before_unit(sentence, index)[0]
        fitting = _fitting(right[0], {**shared, **own}, "holder" in own, index == units[-1])
        roles = {**shared, **own, **fitting, "unit": sentence.items[index].as_mention()}
        found.append(Target(index, (first, behind), roles, _refers_back(sentence, first, roles)))
    group = {role: words for role, words in found[0].roles.items() if role not in _OWN}
    others = [*right[1:], *_those_of(sentence, behind)]
    members = [replace(found[0], roles={**group, **other}) for other in others]
    return [on for target in found + members for on in _on_each_platform(sentence, first, target)]


def further_units(sentence: Sentence, unit: int) -> list[int]:
    """Return the other unit words of the list that the unit word at item `unit` begins."""
    found = []
    match = _NEXT_UNIT.match(sentence.codes, unit + 1)
    while match:
        found.append(match.end() - 1)
        match = _NEXT_UNIT.match(sentence.codes, match.end())
    return found


def _those_of(sentence: Sentence, index: int) -> list[_Roles]:
    """Return the roles of each further owner behind "and those of" at item `index`."""
    match = _THOSE_OF.match(sentence.codes, index)
    if match is None or sentence.items[match.end()].lower not in {"that", "those"}:
        return []
    return [target.roles for target in named_targets(sentence, match.end() + 2)]


def poster_of(sentence: Sentence, unit: int) -> Mention | None:
    """Return who posted what the unit word at item `unit` names, or null: "Ada Lane shared a video"."""
    if sentence.items[unit].as_mention().value != "content":
        return None
    posted = _POSTED.search(sentence.codes, max(0, unit - LONGEST), unit)
    if posted is None or sentence.items[posted.start(2)].lower not in _POSTING:
        return None
    return sentence.items[posted.start(1)].as_mention()


def described(sentence: Sentence, target: Target) -> Mention | None:
    """Return the words for accounts of an unnamed group that are told by what they are, or null.

    "2 million fake accounts", "six accounts that mock the mayor": of such accounts. Nobody is told by
    "the fake account", which refers back, nor by "16 Twitter accounts" or "other accounts".
    """
    unit, first = target.head, target.span[0]
    if sentence.items[first].lower in _DEMONSTRATIVE:
        return None
    first = skip(sentence, first, "DCoaT")
    while sentence.items[first].lower in _PREPOSITIONS:
        first += 1
    words = {item.lower for item in sentence.items[first:unit] if item.code in "wN"} - _TELL_NOTHING
    plain = set(sentence.codes[first:unit]) <= _DESCRIBING
    last = _told_end(sentence, unit + 1)
    return sentence.words(first, last) if plain and (words or last > unit + 1) else None


def _told_end(sentence: Sentence, index: int) -> int:
    """Return the end of the clause at item `index` that tells what accounts do, or `index` where none is."""
    match = _TOLD.match(sentence.codes, index)
    if match is None:
        return index
    opening = sentence.items[index].lower
    tells = opening in _RELATIVE or opening.endswith("ing")
    return match.end() if tells else index


def first_of_list(sentence: Sentence, unit: int, start: int) -> int:
    """Return the first unit word, from item `start` on, of the list that `unit` belongs to."""
    for index in range(start, unit):
        if sentence.codes[index] == "U" and unit in further_units(sentence, index):
            return index
    return unit


def _fitting(behind: _Roles, before: _Roles, owned: bool, last: bool) -> _Roles:
    """Return the roles named behind a list of units that hold for one of them.

    Args:
        behind: the roles named behind the list.
        before: the roles named before the unit.
        owned: whether a holder stands before the unit itself.
        last: whether the unit is the last of the list.
    """
    if owned and not last:
        return {}  # "A's account and the account of B": each unit has its own holder
    without = set()
    if owned and "handle" in behind:
        without.add("holder")  # "his channel, called The Locked Drawer": his
    if not last and "platform" in before:
        without.add("platform")  # "61 Facebook accounts and nine accounts on Instagram"
    return {role: words for role, words in behind.items() if role not in without}


def _on_each_platform(sentence: Sentence, first: int, target: Target) -> list[Target]:
    """Repeat a target for "Twitter and Facebook accounts"."""
    platforms = [item.as_mention() for item in sentence.items[first : target.head] if item.code == "P"]
    if len(platforms) < 2:
        return [target]
    return [replace(target, roles={**target.roles, "platform": platform}) for platform in platforms]


def _refers_back(sentence: Sentence, first: int, roles: _Roles) -> bool:
    telling = {"holder", "handle", "quantity", "linked_to"}
    if sentence.codes[:first].endswith("Co"):
        telling.remove("quantity")  # "two of the pages": of those told before
    return not roles.keys() & telling and sentence.items[first].lower in _DEMONSTRATIVE


def _before_unit(sentence: Sentence, unit: int) -> tuple[_Roles, int]:
    """Read the phrase before a unit word, from right to left.

    Returns:
        Whose it is, how many, on which platform, in which language; and the phrase's first item.
    """
    roles: _Roles = {}
    index = unit - 1
    while unit - index <= LONGEST and _modifies(sentence, index):
        item = sentence.items[index]
        if item.code == "M":
            roles.setdefault("holder", item.as_mention())
            if re.search(r"Co$", sentence.codes[:index]):
                roles["quantity"] = sentence.items[index - 2].as_mention()  # "two of his videos"
            return roles, index
        index = _read_modifier(sentence, index, item, roles)
    if index >= 0 and sentence.codes[index] == "D":
        if sentence.codes[:index].endswith("Co"):
            roles.setdefault("quantity", sentence.items[index - 2].as_mention())  # "two of the pages"
        index -= 1
        if "holder" not in roles and re.fullmatch(r"(?:.*;)?N,", sentence.codes[: index + 1]):
            # "Making Change, a Facebook page devoted to the protests"
            name = sentence.items[index - 1].as_mention()
            roles |= {"holder": name, "handle": as_handle(name)}
    return roles, index + 1


def _modifies(sentence: Sentence, index: int) -> bool:
    """Say whether the item at `index` goes on with the phrase before a unit word."""
    if index < 0 or sentence.codes[index] not in _MODIFYING:
        return False
    code, before = sentence.codes[index], sentence.codes[index - 1 : index]
    if code == "U":
        return sentence.codes[index + 1] == "U"  # "her ad account"
    if code == "o":
        return before == "C" or (
            index > 0 and sentence.items[index - 1].lower in _PIECES
        )  # "hundreds of sites"
    if code == "&":
        return sentence.codes[index - 1 : index + 2] in {"P&P", "w&w"}
    if code == "V":
        return before in set("DMSCa-")  # "his suspended account"
    if code == "D":
        return before == "C"  # "two more pages"
    return code != "T"


def _read_modifier(sentence: Sentence, index: int, item: Item, roles: _Roles) -> int:
    """Take one item before a unit word into `roles`, and return the index of the next to look at."""
    if item.code in _MODIFIERS:
        roles.setdefault(_MODIFIERS[item.code], item.as_mention())
    elif item.code == "S" and index:
        return _read_owner(sentence, index - 1, roles)
    elif item.code == "N" and item.lower not in _SYSTEMS and not _is_of_platform(sentence, index):
        roles.setdefault("holder", item.as_mention())
    elif item.code == "K":
        # "Russian accounts" are tied to Russia, not its own.
        roles.setdefault("linked_to", item.as_mention())
    return index - 1


def _is_of_platform(sentence: Sentence, index: int) -> bool:
    """Say whether the name at item `index` is of a thing on a platform: "a Facebook Live video"."""
    return sentence.codes[:index].endswith("P") and " " not in sentence.items[index].text


def _read_owner(sentence: Sentence, owner: int, roles: _Roles) -> int:
    """Take the owner before "'s" into `roles`, and return the index of the next item to look at."""
    item = sentence.items[owner]
    if item.code in "NKA":
        roles.setdefault("holder", item.as_mention())
    elif item.code == "P":
        roles.setdefault("platform", item.as_mention())
    elif item.code in "Gw":
        first = owner
        while first and sentence.codes[first - 1] in "wLGK" and sentence.items[first - 1].text[0].isalnum():
            first -= 1
        if first and is_definite(sentence, first - 1):
            first -= 1
        roles.setdefault("holder", sentence.words(first, owner + 1))
        return first - 1
    return owner - 1
