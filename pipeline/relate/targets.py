"""What a trigger acts on: units with their holders, named holders, handles, groups, platforms, lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.relate.items import Sentence, Spot
from pipeline.relate.members import named_targets
from pipeline.relate.phrases import LONGEST, PHRASE, PLATFORM_WORDS, THINGS, Target, skip
from pipeline.relate.units import first_of_list, unit_targets
from pipeline.relate.voice import Voice
from pipeline.tables import load_table

#: What stands in brackets.
_ASIDE: Final = re.compile(r"\([^()]*\)")
#: From an object to the verb behind its subject: "an app | that Apple", "the page | Facebook has".
_GAP: Final = re.compile(r"(?:,?r|(?<=[wGUNH]))(?=D?[wG]?P[ahn]*$)")
_GAP_BEHIND: Final = re.compile(r"T?a*(?:[;,&2f9b1]|$)")
#: What is done to what somebody has: "had their Twitter accounts", "has had a video".
_LISTED_BEFORE: Final = re.compile(r"(?:N[,&]{1,2})+N$")
_HAD: Final = re.compile(r"h[ah]*M?[wLP]{0,3}Ux?$")
#: What of a service may be acted on and means it: "access to", "the use of".
_USE: Final = re.compile(r"D?w{0,2}[wv][to]")
_USES: Final = frozenset(load_table("words")["uses_of_services"])
#: Before a name that hangs on a preposition: "according to | Kettle TV", "in the | Kettle region".
_HANGING: Final = re.compile(r"[126f37t5b][DM]?$")
#: Verbs that share their object: "removed and then reinstated the account".
_SECOND_VERB: Final = re.compile(r"[,&]{1,2}[anw]{0,2}V")
#: "Facebook and Instagram accounts", "Russian and Iranian accounts", "fake and idle accounts": one phrase.
_TOGETHER: Final = re.compile(r"P[,&]{1,2}P|(?:K&K|w&w)(?=[wLPG]{0,3}U)")
#: Before a unit word that hangs on a preposition.
_HANGING_UNIT: Final = re.compile(r"[4f2361][DM]?[wLPG]{0,2}$")
#: Platforms as the subject of a passive: "Twitter, which is banned in Iran".
_SERVICE_BEFORE: Final = re.compile(r"P(?:[,&]{1,2}P)*,?r?,?$")
#: Names before "who", perhaps with a description between: "Ada Lane, an activist who was banned".
_ANTECEDENT: Final = re.compile(
    r"(?<![of4126&])((?:N(?:\(H\))?[,&]{1,2})*N(?:\(H\))?)(?:,D[^,;VvNU9rP]*)?,?r$"
)
#: Names before an infinitive, whose subject they are: "asked for Ada Lane to be banned".
_BEFORE_INFINITIVE: Final = re.compile(r"(?<![of1236&])((?:N[,&]{1,2})*N)t$")
_WHO: Final = frozenset(load_table("references")["relative_person"])
#: "access to YouTube", "popular social media platforms, including Telegram, Twitter and WhatsApp"
_SERVICES: Final = re.compile(r"D?[wG]{0,6}(?:,?8)?((?>P(?:[,&]{1,2}P)*))(?![PwLSG]*[UG])")
#: "the", perhaps with what tells more of a noun: "the short-video platform".
_BARE_PHRASE: Final = re.compile(r"D[wLU-]{0,4}[wG]$")
#: What of a verb stands before a participle: "has also been", "is set to be", "appears to have been".
_VERB_BEFORE: Final = re.compile(r"(?:(?:[xhmdan]+w|[xhmdan]*v)a?t[an]*h?[an]*x)?[xahnmd]*$")
#: "the accounts banned include A", "those suspended by Twitter were A and B"
_LIST_BEHIND: Final = re.compile(r"(?:bP)?[,;]?(?:8|x(?=[NHDwG]*[NH]))")
#: "was given a two-week", "is facing an Instagram", "got a", up to the noun.
_SUFFERED: Final = re.compile(r"[xahmnd]*([vwVx])6?D[wCTaP-]{0,5}$")
#: Who has something done, up to what it is done to: "Ada Lane, who has had", "Kettle TV, a channel, saw".
_EXPERIENCER: Final = re.compile(r"([NR])(?:\(H\))?(?:,r[^,;]*,|,[DwGNKo]{1,8},|,?r)?[axhmS]*([hvwx])a*$")
_EXPERIENCING: Final = frozenset(load_table("words")["experiencing_verbs"])
_INDEFINITE: Final = frozenset(load_table("references")["indefinite"])
_SUFFERING: Final = frozenset(load_table("words")["suffering_verbs"])
_SUFFERING_PASSIVE: Final = frozenset(load_table("words")["suffering_participles"])
#: "the suspension of", "the suspension last Friday of", "a label to", "the suspensions, which include"
_NOUN_BEHIND: Final = re.compile(r"T?[o15t]|(?:,?r)?8")


def targets_of(spot: Spot, how: Voice) -> list[Target]:
    """Return what the trigger of `spot` acts on.

    Args:
        spot: the trigger and its sentence.
        how: its voice.
    """
    sentence, index = spot.sentence, spot.index
    if how is Voice.ACTIVE:
        return targets_from(sentence, index + 1) or _of_gap(spot)
    if how is Voice.ATTRIBUTE:
        unit = next((i for i in range(index + 1, len(sentence)) if sentence.codes[i] in "UG"), None)
        if unit is None:
            return []
        return (
            unit_targets(sentence, unit)
            if sentence.codes[unit] == "U"
            else named_targets(sentence, index + 1)
        )
    if how is Voice.NOUN:
        return _of_noun(sentence, index)
    found = targets_before(sentence, len(_VERB_BEFORE.sub("", spot.before)))
    owned = _of_owners(spot, found)
    if owned:
        return owned
    found = [_of_experiencer(sentence, target) for target in found]
    return found + _listed_behind(spot, found) or found


def _of_owners(spot: Spot, found: list[Target]) -> list[Target]:
    """Return a unit for each of those who "had their accounts suspended", or nothing where nobody had."""
    had = _HAD.search(spot.before)
    if had is None or len(found) != 1:
        return []
    listed = _LISTED_BEFORE.search(spot.sentence.codes, 0, had.start())
    owners = [target.roles for target in targets_before(spot.sentence, had.start())]
    if listed is not None:
        names = spot.sentence.items[slice(*listed.span())]
        owners = [{"holder": item.as_mention()} for item in names if item.code == "N"]
    named = [roles for roles in owners if "holder" in roles and roles["holder"].type != "pronoun"]
    kept = {role: words for role, words in found[0].roles.items() if role != "holder"}
    return [replace(found[0], roles={**kept, "holder": roles["holder"]}, definite=False) for roles in named]


def _of_gap(spot: Spot) -> list[Target]:
    """Return an object before the subject: "an app that Apple removed", "the page Facebook closed"."""
    gap = _GAP.search(spot.before)
    if gap is None or _GAP_BEHIND.match(spot.behind) is None:
        return []
    found = targets_before(spot.sentence, gap.start())
    return found if found and found[-1].span[1] == gap.start() else []


def _of_experiencer(sentence: Sentence, target: Target) -> Target:
    """Give accounts and posts to the subject who has it done to them: "Ada Lane had posts removed"."""
    experiencer = _EXPERIENCER.search(sentence.codes, 0, target.span[0])
    holder = target.roles.get("holder")
    known = "unit" not in target.roles or (holder is not None and holder.type != "pronoun")
    if experiencer is None or known or sentence.items[experiencer.start(2)].lower not in _EXPERIENCING:
        return target
    opening = sentence.items[target.span[0]]
    if opening.code == "D" and not (experiencer[2] == "h" and opening.lower in _INDEFINITE):
        return target  # "Iran had the channel suspended", "Ada Lane watched a video that was removed"
    who = sentence.items[experiencer.start(1)].as_mention()
    return replace(target, roles={**target.roles, "holder": who})


def _listed_behind(spot: Spot, found: list[Target]) -> list[Target]:
    """Return the names that a passive gives behind it for a bare "accounts" or "those" before it."""
    match = _LIST_BEHIND.match(spot.behind)
    bare = not found or not {"holder", "handle"} & found[0].roles.keys()
    if match is None or not bare or not re.search(r"[UDG][rxahn]*$", spot.before):
        return []
    shared = {role: words for role, words in found[0].roles.items() if role != "quantity"} if found else {}
    listed = named_targets(spot.sentence, spot.index + 1 + match.end())
    return [replace(named, roles={**shared, **named.roles}) for named in listed]


def _of_noun(sentence: Sentence, index: int) -> list[Target]:
    """Return what a noun acts on: "the removal of X", "X's suspension", "account suspension"."""
    behind = _NOUN_BEHIND.match(sentence.codes, index + 1)
    found = targets_from(sentence, behind.end()) if behind else []
    if found:
        return found
    first = index - 1
    while first >= 0 and sentence.codes[first] in "wLTPa":
        first -= 1
    if first >= 0 and sentence.codes[first] == "U":
        return unit_targets(sentence, first)
    if first >= 1 and sentence.codes[first] == "S" and sentence.codes[first - 1] in "NKA":
        return named_targets(sentence, first - 1) or [_holder_at(sentence, first - 1)]
    if first >= 0 and sentence.codes[first] == "M":
        return [_holder_at(sentence, first)]
    return _of_sufferer(sentence, index)


def _of_sufferer(sentence: Sentence, index: int) -> list[Target]:
    """Return the subject that a noun is done to: "Ada Lane received a suspension", "was hit with a ban"."""
    phrase = _SUFFERED.search(sentence.codes, 0, index)
    if phrase is None:
        return []
    verb = sentence.items[phrase.start(1)].lower
    passive = "x" in sentence.codes[phrase.start() : phrase.start(1)]
    suffers = verb in _SUFFERING or (passive and verb in _SUFFERING_PASSIVE)
    return targets_before(sentence, phrase.start()) if suffers else []


def _holder_at(sentence: Sentence, at: int) -> Target:
    return Target(at, (at, at + 1), {"holder": sentence.items[at].as_mention()})


def targets_from(sentence: Sentence, start: int) -> list[Target]:
    """Return the targets of the noun phrase that starts at item `start`, or soon behind it."""
    second = _SECOND_VERB.match(sentence.codes, start)
    start = skip(sentence, second.end() if second else start, "az")
    use = _USE.match(sentence.codes, start)
    if use is not None and sentence.items[use.end() - 2].lower in _USES:
        start = use.end()
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
    return named_targets(sentence, start) or _the_platform(sentence, start, last)


def targets_before(sentence: Sentence, end: int) -> list[Target]:
    """Return the targets of the noun phrase before item `end`: the subject of a passive."""
    start = _clause_start(sentence, end)
    antecedent = _ANTECEDENT.search(sentence.codes, start, end)
    if antecedent is not None and sentence.items[end - 1].lower in _WHO:
        return named_targets(sentence, antecedent.start(1))
    subject = _BEFORE_INFINITIVE.search(sentence.codes, start, end)
    if subject is not None:
        return named_targets(sentence, subject.start(1))
    if sentence.codes.endswith("R", start, end):
        return _pronoun(sentence, start, end)
    found = _units_before(sentence, start, end)
    if found:
        return found
    firsts = [first for first in range(start, end) if sentence.codes[first] in "NHKAGMD"]
    for first in sorted(firsts, key=lambda at: _HANGING.search(sentence.codes, 0, at) is not None):
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
    return (
        _pronoun(sentence, start, end)
        or _the_platform(sentence, start, end)
        or _subject_of_whole(sentence, start)
    )


def _units_before(sentence: Sentence, start: int, end: int) -> list[Target]:
    """Return the targets of the last unit word from item `start` on whose phrase reaches item `end`."""
    units = [i for i in range(start, end) if sentence.codes[i] == "U"]
    # "the account responsible for that post was suspended": the account; but "led to her account being"
    straight = [unit for unit in units if not _HANGING_UNIT.search(sentence.codes[start:unit])]
    being = end < len(sentence) and sentence.items[end].lower == "being"
    for unit in reversed(units if being else straight or units):
        found = unit_targets(sentence, unit)
        # "The accounts of A, B and C were suspended": the phrase must reach the verb.
        if found and not _other_verb(sentence, found[-1].span[1], end):
            return unit_targets(sentence, first_of_list(sentence, unit, start))
    return []


def _the_platform(sentence: Sentence, start: int, end: int) -> list[Target]:
    """Return "the video-sharing platform" at the end of items `start` to `end`: a target without a name."""
    phrase = _BARE_PHRASE.search(sentence.codes, start, end)
    if phrase is None or sentence.items[end - 1].lower not in PLATFORM_WORDS:
        return []
    return [Target(end - 1, (phrase.start(), end), {}, definite=True)]


def _subject_of_whole(sentence: Sentence, start: int) -> list[Target]:
    """Return the subject that a clause shares with the one before: "had followers before being removed"."""
    if not start or sentence.codes[start - 1] != "9":
        return []
    unit = sentence.codes.rfind("U", 0, start)
    if unit >= 0:
        return unit_targets(sentence, unit)
    name = sentence.codes.find("N", 0, start)
    return named_targets(sentence, name)[:1] if name >= 0 else []


def _services(sentence: Sentence, start: int) -> list[Target]:
    """Return the platforms that stand at item `start` for themselves, not for an account on them."""
    match = _SERVICES.match(sentence.codes, start)
    if match is None:
        return []
    first, last = match.span(1)
    found = [at for at in range(first, last) if sentence.codes[at] == "P"]
    return [Target(at, (first, last), {"platform": sentence.items[at].as_mention()}) for at in found]


def _phrase_end(sentence: Sentence, start: int) -> int:
    index = start
    while index < len(sentence) and index - start < LONGEST:
        together = index and _TOGETHER.match(sentence.codes, index - 1)
        if sentence.codes[index] not in PHRASE and not together:
            break
        index += 1
    return index


def _name_first(sentence: Sentence, start: int, unit: int) -> bool:
    """Say whether a name stands on its own before the unit: "banned Jones from his channel"."""
    codes = sentence.codes[start:unit]
    return bool(re.search(r"[NH][DMT]", codes))


def _clause_start(sentence: Sentence, end: int) -> int:
    """Return the first item of the clause that ends at `end`: behind the last stop or clause word.

    What stands in brackets is passed over: "Ada Lane (whom they met when she sang) was suspended".
    """
    index = end
    while index > 0 and sentence.codes[index - 1] not in ";9" and not _opens_clause(sentence, index - 1):
        index -= 1
        if sentence.codes[index] == ")":
            opening = sentence.codes.rfind("(", 0, index)
            index = opening if opening >= 0 else index
    return index


def _opens_clause(sentence: Sentence, index: int) -> bool:
    """Say whether "that" at item `index` begins a clause of its own: "said that", not "the page that"."""
    behind = sentence.codes[index + 1 : index + 2]
    return (
        sentence.items[index].lower == "that"
        and behind in set("DMNPRCKAH")
        and sentence.codes[index - 1 : index] not in set("UGNH")
    )


def _other_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether another verb stands between a phrase and the trigger that it should belong to."""
    between = _ASIDE.sub("", re.sub(r"[han]*x?[an]*$", "", sentence.codes[start:end]))
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
            if unit >= 0 and sentence.items[index].lower in THINGS:
                return unit_targets(sentence, unit)
            return [Target(index, (index, index + 1), {"holder": sentence.items[index].as_mention()})]
    return []
