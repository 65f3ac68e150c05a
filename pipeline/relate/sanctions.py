"""Sanctions: who designates, lists, frees or spares whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pipeline.facts.claims import Claim, Mention, Trigger
from pipeline.normalise.codes import authority_name, country_name
from pipeline.recognise.forms import governing_words
from pipeline.relate.authors import authorities_before, authorities_behind, authorities_beside
from pipeline.relate.claiming import make_claim
from pipeline.relate.former import former_act
from pipeline.relate.items import Sentence, Spot
from pipeline.relate.members import named_targets, told_members
from pipeline.relate.phrases import REFERRING, Target
from pipeline.relate.references import Discourse
from pipeline.relate.sanction_dates import sanction_date
from pipeline.relate.sanctioned import object_before, sanctioned_from, struck_with, subject_behind
from pipeline.relate.voice import BE_BEFORE, Voice, voice
from pipeline.tables import load_table

#: Items between a governing verb and "sanctions": "lifted all nuclear-related sanctions".
_GOVERNED: Final = 8
#: Items from "sanctions" to the verb that says that they stay: "sanctions on Iran, he said, remain in place".
_STAYING: Final = 10
_MEMBER_BEFORE: Final = re.compile(r"[NK](?:,&|,|&)D?$")  # before the next of "A, B, and C"
_TARGET_BEHIND: Final = re.compile(r"[15]|4(?=[DwL]{0,3}[NKAG])")
#: Behind "sanctions" as a verb: whom.
_OBJECT_BEHIND: Final = re.compile(r"[DMNC]|w?[KG]")
#: A name behind a participle that describes it: "sanctioned tycoon Ada Lane".
_NAME_BEHIND: Final = re.compile(r",?[wLK-]*N")
#: A name before a participle that describes it, and the noun behind: "Red Sparrow, a designated group".
_APPOSED: Final = re.compile(r"N(?:\([^()]*\))?(?=[,(]D$)")
_BODY_BEHIND: Final = re.compile(r"[wLK-]*[GBU]")
#: Before a noun that is spelt like a verb: "today's sanction", "a sanction".
_NOUN_BEFORE: Final = re.compile(r"[DSM]$")
#: Nouns that have uses enough beside sanctions, so that they must say whom.
_NAMED_ACTS: Final = frozenset(load_table("sanctioning")["named_acts"])
#: Verbs and nouns of sanctioning (by lemma) that have hardly another use.
_TELLING: Final = frozenset(load_table("sanctioning")["telling"])
_LAWS: Final = frozenset(load_table("sanctioning")["laws"])
#: Before the name of a programme that is none of another act: "designated as", "the FTOs and".
_AS_BEFORE: Final = re.compile(r"[7&]D?$")
#: A name, and behind it what more is told of it up to a comma: "Ada Lane, the head of the bank, (was)".
_APPOSITION: Final = re.compile(r"([NKA])(?:\([^()]*\))?,[DMrw][^;vQxhm]*,$")
#: What must stand behind a verb, by the object class of the table; "she added," only says something.
_BACKING: Final = {
    "listed": re.compile(r"^(?!,)[^;]{0,16}?[t12](?:[DM]?[AKNwLS-]{0,5}B|[DM][AKNwLS-]{0,5}v)"),
    "unlisted": re.compile(r"^[^;]{0,16}?[fz](?:[DM]?[AKNwLS-]{0,5}B|[DM][AKNwLS-]{0,5}v)"),
    "branded": re.compile(r"^[^;v]{0,10}?7?D?w{0,2}B"),
}
#: "is under U.S. sanctions", "faces sanctions", "hit with sanctions"
_SUBJECT_UNDER: Final = frozenset(load_table("sanctioning")["subject_under"])


@cache
def _followers() -> dict[str, str]:
    """Return the nouns that do the same behind "sanctions": word -> action."""
    table = load_table("triggers")["sanction_nouns"]
    return {word: action for action, words in table.items() for word in words}


def speaks_of_sanctions(sentences: Iterable[Sentence]) -> bool:
    """Say whether a document has a word or a list of sanctions, without which "designated" tells of none."""
    items = [item for sentence in sentences for item in sentence.items]
    triggers = (trigger for item in items for trigger in item.triggers if trigger.kind == "sanction")
    listed = (item.mention.value for item in items if item.code == "B" and item.mention)
    return any(trigger.lemma in _TELLING for trigger in triggers) or any(name not in _LAWS for name in listed)


def usual_target(sentences: Sequence[Sentence]) -> Mention | None:
    """Return the country that a document most often says to be under sanctions, by name."""
    spots = [spot for sentence in sentences for spot in sentence.spots() if spot.trigger.kind == "sanction"]
    named = [words for spot in spots if spot.trigger.frame == "noun" for words in _named_of_noun(spot)]
    countries = [words for words in named if words.type == "country"]
    counts = Counter(country.value for country in countries)
    most = max(counts, key=counts.__getitem__, default=None)
    return next((country for country in countries if country.value == most), None)


def _named_of_noun(spot: Spot) -> list[Mention]:
    targets = _targets_of_noun(spot, authorities_beside(spot.sentence, spot.index))
    return [words for target in targets if (words := target.named)]


def sanction_claims(spot: Spot, discourse: Discourse) -> Iterator[Claim]:
    """Yield the sanction claims of the trigger at `spot`."""
    if spot.trigger.frame == "noun":
        if not _is_verb(spot) and not _is_compound(spot):
            yield from _noun_claims(spot, discourse)
        return
    if (spot.trigger.text.lower() == "sanctions" and not _is_verb(spot)) or not _is_backed(spot):
        return
    if spot.sentence.codes[spot.index] == "B" and _AS_BEFORE.search(spot.before):
        return  # "as Specially Designated Global Terrorists" only says what somebody is listed as
    if _has_clause(spot) or (spot.trigger.frame == "base" and _NOUN_BEFORE.search(spot.before)):
        return  # "added that banks", "today's sanction"
    if re.search(r"P[axhmn]*$|[wG]-$", spot.before) or re.match(r"[^;V]{0,8}bP", spot.behind):
        return  # "Facebook designated him a dangerous individual" is no state's act
    how = voice(spot)
    if _is_general(spot, how):
        return
    targets, authorities = _verb_arguments(spot, how)
    if targets:
        yield from _claims(spot, targets, authorities, discourse)


def _is_general(spot: Spot, how: Voice) -> bool:
    """Say whether the verb only describes, and nobody in particular: "the designated place"."""
    those = spot.index and spot.sentence.items[spot.index - 1].lower == "those"
    described = how is not Voice.ACTIVE and spot.before.endswith("D") and not those
    inside = how is Voice.ATTRIBUTE or described
    return inside and not _NAME_BEHIND.match(spot.behind) and _apposition(spot) is None


def _apposition(spot: Spot) -> re.Match[str] | None:
    """Return the name that the verb tells more of: "Red Sparrow, a designated group"."""
    return _APPOSED.search(spot.before) if _BODY_BEHIND.match(spot.behind) else None


def _verb_arguments(spot: Spot, how: Voice) -> tuple[list[Target], list[Mention]]:
    """Return whom the verb says to be sanctioned, and by whom."""
    sentence, index = spot.sentence, spot.index
    if _objects().get(spot.trigger.lemma) == "assets":
        by = authorities_behind(sentence, index) or authorities_before(sentence, index)
        return _owners(sentence, index), by
    inside = how is Voice.ATTRIBUTE or sentence.codes[index - 1 : index] in {"A", "K"}
    behind = how is not Voice.ACTIVE and not inside
    by = authorities_behind(sentence, index) if behind else authorities_before(sentence, index)
    apposed = _apposition(spot)
    if apposed:
        return _subject(sentence, apposed.end()), authorities_behind(sentence, index)
    compound = re.search(r",?D?[AK]-$", spot.before)
    if compound and not compound[0].startswith(",") and _NAME_BEHIND.match(spot.behind):
        return named_targets(sentence, index + 1), by  # "Iran's U.S.-sanctioned leader Ada Lane"
    if compound:
        return _subject(sentence, compound.start()), by  # "the Quds Force, a U.S.-designated organization"
    if how is Voice.ACTIVE:
        found = sanctioned_from(sentence, index + 1)
        at = None if found else object_before(sentence, index)
        return (found if at is None else _subject(sentence, at)), by
    subject = subject_behind(sentence, index) or _subject(sentence, index)
    return subject + told_members(sentence, index + 1), by


def _has_clause(spot: Spot) -> bool:
    """Say whether "that" stands right behind: a clause is no one who can be sanctioned."""
    return any(item.lower == "that" for item in spot.sentence.items[spot.index + 1 : spot.index + 2])


def _is_compound(spot: Spot) -> bool:
    """Say whether the noun only describes another: "sanctions legislation"."""
    behind = spot.sentence.items[spot.index + 1 : spot.index + 2]
    return any(item.lower in load_table("triggers")["sanction_compounds"] for item in behind)


def _is_verb(spot: Spot) -> bool:
    """Say whether "sanctions" is the verb: "the EU sanctions four officials"."""
    if (
        spot.trigger.text.lower() != "sanctions"
        or _has_clause(spot)
        or _is_aimed(spot.sentence, spot.index + 1)
    ):
        return False
    return bool(re.search(r"[AKNR]a?$", spot.before) and _OBJECT_BEHIND.match(spot.behind))


def _is_aimed(sentence: Sentence, at: int) -> bool:
    """Say whether the item at `at` is a verb that says whom sanctions are for: "sanctions target X"."""
    return any(item.lower in load_table("sanctioning")["aiming"] for item in sentence.items[at : at + 1])


def _owners(sentence: Sentence, index: int) -> list[Target]:
    """Return whose assets are frozen: "froze the assets of X", "X's funds have been frozen"."""
    near = range(max(0, index - 6), min(len(sentence), index + 6))
    for at in near:
        if sentence.items[at].lower not in load_table("sanctioning")["assets"]:
            continue
        if sentence.codes.startswith("o", at + 1):
            return named_targets(sentence, at + 2)
        if re.search(r"[NK]S$", sentence.codes[:at]):
            return named_targets(sentence, at - 2)
    return []


def _is_backed(spot: Spot) -> bool:
    """Say whether a verb of many uses is one of sanctioning: "added X to the SDN list"."""
    needed = _objects().get(spot.trigger.lemma, "target")
    if needed == "assets":
        return bool(_owners(spot.sentence, spot.index))
    pattern = _BACKING.get(needed)
    if pattern is None:
        return True
    found = pattern.search(spot.behind)
    if found is None:
        return False
    listed = spot.sentence.items[spot.index + found.end()]
    return listed.mention is None or listed.mention.value not in _LAWS


@cache
def _objects() -> dict[str, str]:
    verbs = load_table("triggers")["verbs"]
    return {entry["lemma"]: entry["object"] for entry in verbs if entry["kind"] == "sanction"}


def _noun_claims(spot: Spot, discourse: Discourse) -> Iterator[Claim]:
    sentence, index = spot.sentence, spot.index
    at, action = _governor(sentence, index, spot.trigger)
    beside = authorities_beside(sentence, index)
    targets = _targets_of_noun(spot, beside)
    if (stay := _stay(spot)) is not None:
        yield from _claims(stay, targets, beside, discourse)
        return
    if not targets and spot.trigger.lemma in _NAMED_ACTS:
        return  # "the designation criteria"
    trigger = replace(spot.trigger, action=action)
    if at != index and action != "imposition":
        # "lifted sanctions": the verb carries the fact; "imposed sanctions": the noun.
        item = sentence.items[at]
        trigger = replace(trigger, start=item.start, end=item.end, text=item.text)
    former = former_act(sentence, index) if at < index else None
    authorities = beside or ([] if former else authorities_behind(sentence, index))
    anaphoric = at == index and not targets and (discourse.authority or discourse.usual_authority)
    if not authorities and not anaphoric:
        # "the sanctions" alone are those spoken of before, whoever else the sentence names.
        authorities = authorities_before(sentence, at)
    yield from _claims(Spot(sentence, at, trigger), targets, authorities, discourse)
    if former is not None:
        yield from _claims(former.spot(spot), targets, former.authorities or authorities, discourse)


def _stay(spot: Spot) -> Spot | None:
    """Return where it is said that the sanctions are not lifted, "will remain in place", or null."""
    sentence, table = spot.sentence, load_table("sanctioning")
    for at in range(spot.index + 1, min(len(sentence), spot.index + _STAYING)):
        if sentence.codes[at] in ";rV":
            break
        behind = " ".join(item.lower for item in sentence.items[at + 1 : at + 3])
        found = next((words for words in table["in_force"] if f"{behind} ".startswith(f"{words} ")), None)
        if sentence.items[at].lower in table["staying"] and found is not None:
            words = sentence.words(at, at + 1 + len(found.split()))
            trigger = replace(spot.trigger, start=words.start, end=words.end, text=words.text)
            return Spot(sentence, at, replace(trigger, action="lifting", modality="negated"))
    return None


def _governor(sentence: Sentence, index: int, trigger: Trigger) -> tuple[int, str | None]:
    """Return the item that says what is done with the sanctions, and the action."""
    follower = sentence.items[index + 1].lower if index + 1 < len(sentence) else ""
    if follower in _followers():
        return index, _followers()[follower]
    for at in range(index - 1, max(-1, index - _GOVERNED), -1):
        if sentence.codes[at] == ";":
            break
        action = governing_words().get(sentence.items[at].lower)
        if action is not None:
            return at, action
    for at in range(index + 1, min(len(sentence), index + _GOVERNED)):
        if sentence.codes[at] in ";,":
            break
        action = governing_words().get(sentence.items[at].lower)
        if action is not None and BE_BEFORE.search(sentence.codes, 0, at):
            return at, action
    return index, trigger.action


def _targets_of_noun(spot: Spot, authorities: Sequence[Mention]) -> list[Target]:
    """Return whom "sanctions on X", "X's designation", "X sanctions" or "X is under sanctions" names."""
    sentence, index = spot.sentence, spot.index
    owned = re.search(r"[NK]S$", spot.before) and not spot.behind.startswith("o")
    if spot.trigger.lemma != "sanctions" and owned:
        return [Target(index - 2, (index - 2, index), {"target": sentence.items[index - 2].as_mention()})]
    behind = _targets_behind(sentence, index)
    if behind:
        return behind
    before = sentence.items[index - 1] if index else None
    if before is not None and before.code == "K" and before.mention not in authorities:
        return [Target(index - 1, (index - 1, index), {"target": before.as_mention()})]
    return struck_with(sentence, index) or _subject_under(spot)


def _subject_under(spot: Spot) -> list[Target]:
    """Return the subject of a clause that says it to suffer sanctions: "X is under sanctions"."""
    sentence, index = spot.sentence, spot.index
    for at in range(index - 1, max(-1, index - _GOVERNED), -1):
        if sentence.codes[at] in ";r":
            break
        word = sentence.items[at].lower
        suffering = at and sentence.items[at - 1].lower in load_table("sanctioning")["suffering"]
        if word in _SUBJECT_UNDER or (word in {"to", "with", "by", "of"} and suffering):
            return _subject(sentence, at) + told_members(sentence, index + 1)
    return []


def _targets_behind(sentence: Sentence, index: int) -> list[Target]:
    """Return whom a preposition or a verb behind the noun at `index` leads to: "sanctions on X"."""
    for at in range(index + 1, min(index + 10, len(sentence))):
        if _leads_away(sentence.codes, index, at):
            break
        adjacent = at == index + 1
        if _TARGET_BEHIND.match(sentence.codes, at) or (adjacent and sentence.codes[at] == "8"):
            found = sanctioned_from(sentence, at + 1)
            if found:
                return found
        if _is_aimed(sentence, at) or (sentence.codes[at] == "o" and adjacent):
            return sanctioned_from(sentence, at + 1)
    return []


def _leads_away(codes: str, index: int, at: int) -> bool:
    """Say whether the item at `at` is no way from "sanctions" at `index` to a target: ", when he came on"."""
    follower = codes[at + 1 : at + 2]
    if codes[at] == ",":
        return follower not in {"8", "1", "5", "r", "v"}
    if codes[at] == "V":
        return follower != "5"
    own = at == index + 1 or (at == index + 2 and codes[index + 1] in "rD")  # "sanctions that it imposed on"
    return codes[at] == ";" or (codes[at] == "R" and not own)


def _subject(sentence: Sentence, index: int) -> list[Target]:
    """Return the names before item `index` that are the subject of its clause."""
    end = index
    while end and sentence.codes[end - 1] in "xahnmdrA,-":
        end -= 1
    told = _APPOSITION.search(sentence.codes[: end + 1])
    if told:
        end = told.end(1)
    for at in range(end - 1, max(-1, end - 25), -1):
        code = sentence.codes[at]
        if code == ";":
            return []
        if code in "NKR" or (code == "M" and at == end - 1):
            return _whole_list(sentence, at, end)
        if code == "G":
            first = at
            while first and sentence.codes[first - 1] in "wLKCN":
                first -= 1
            return [Target(at, (first, at + 1), {"target": sentence.words(first, at + 1)})]
    return []


def _whole_list(sentence: Sentence, at: int, end: int) -> list[Target]:
    """Return the list of names that ends with item `at`, "A, B and C"."""
    if sentence.codes[at] == "R":
        return [Target(at, (at, at + 1), {"target": sentence.items[at].as_mention()})]
    members = [at]
    while before := _MEMBER_BEFORE.search(sentence.codes, 0, members[0]):
        members.insert(0, before.start())
    if len(members) > 1 and "&" not in sentence.codes[members[0] : at]:
        members = [at]  # an apposition, no list
    return [Target(i, (i, i + 1), {"target": sentence.items[i].as_mention()}) for i in members]


def _claims(
    spot: Spot, targets: list[Target], authorities: list[Mention], discourse: Discourse
) -> Iterator[Claim]:
    """Yield a claim for each target and authority, with what is not said taken from the claims before."""
    date = sanction_date(spot, discourse)
    program = next((item.mention for item in spot.sentence.items if item.code == "B"), None)
    implied = discourse.usual_authority or discourse.authority
    if not authorities and (implied is None or not discourse.on_sanctions):
        return  # "was designated an ally"
    by: Sequence[Mention | None] = authorities or [None]
    named = [target.named for target in targets]
    for words in named or [None]:
        referent = _referent(words, authorities, discourse)
        if referent is None and (words is None or words.type == "pronoun"):
            continue
        if words is not None and words.type == "group" and referent is None and " " not in words.text:
            continue  # "entities", "individuals": of nobody in particular
        if words is not None and len(words.text) == 1:
            continue  # a letter of a list, or of a party
        named_words = words if words is not None and words.type not in REFERRING else None
        discourse.sanctioned = referent or named_words or discourse.sanctioned
        for author in by:
            # Nobody sanctions himself: a state that speaks of the sanctions on it is not their author.
            authority = None if _is_one(referent or words, author) else author
            if authority is None and (implied is None or _is_one(referent or words, implied)):
                continue
            roles = {"target": words, "authority": authority, "program": program, "date": date}
            body = authority or implied
            full = discourse.full_names.get(body.text) if body else None
            meant = {"target": referent, "authority": full or (None if authority else implied)}
            yield make_claim(
                spot,
                roles,
                action=spot.trigger.action,
                antecedents={role: mention for role, mention in meant.items() if mention is not None},
            )
    discourse.authority = authorities[0] if authorities else discourse.authority
    discourse.dated = date or discourse.dated


def _is_one(target: Mention | None, authority: Mention | None) -> bool:
    if target is None or authority is None:
        return False
    if target.value is None or target.text == authority.text:
        return target.text == authority.text
    return target.value == authority.value or country_name(target.value) == authority_name(authority.text)


def _main_country(discourse: Discourse) -> Mention | None:
    """Return the country spoken of most of those that others sanction, or that sanction nobody."""
    table = load_table("sanctioning")
    return discourse.main_country(but=table["countries"], rather=table["sanctioned"])


def _referent(words: Mention | None, authorities: list[Mention], discourse: Discourse) -> Mention | None:
    """Return the mention that names the target, where the words beside the trigger do not."""
    if words is None:
        known = discourse.usual_target or discourse.sanctioned
        return known or _main_country(discourse)
    if words.text.lower().endswith((" country", " nation")):
        return discourse.latest_country(load_table("sanctioning")["countries"])
    if words.type in REFERRING:
        return discourse.resolve(words, beside=[*authorities, *_authors_spoken_of(discourse)])
    return None


def _authors_spoken_of(discourse: Discourse) -> Iterator[Mention]:
    """Yield the mentions in view of those who sanction others: "it", if sanctioned, is none of them."""
    for names in discourse.names:
        for name in names:
            if name.type == "authority" or name.value in load_table("sanctioning")["habitual"]:
                yield name
