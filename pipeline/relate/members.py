"""Lists of names, handles and described groups: who is acted on where no unit word stands."""

from __future__ import annotations

import re
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.normalise.counts import parse_count
from pipeline.relate.items import Item, Sentence
from pipeline.relate.phrases import LONGEST, Target, is_definite, skip
from pipeline.tables import load_table

#: Between members of a list.
_SEPARATORS: Final = frozenset(",&;8")
_NAMES: Final = frozenset("NKAHG")
_ELEMENT: Final = frozenset("DMNKAPHCLwGSaBTFo-(")
#: "officials in North Korea", "figures in Mr Lukashenko's regime", "members of the government".
_PLACE_BEHIND: Final = re.compile(r"[2of](?:D?w?[KN](?:Sw{0,2}G)?|DG)(?:(?<=K)(?:,K)*,?&K)?")
#: What goes on with a group's description behind such a link: "responsible | for the camps".
_TIED: Final = frozenset("DMKNALwGSo214ft&-")
#: "commentators and critics like Ada Lane": with no word before them the plurals are no group of their own.
_SUCH_AS: Final = re.compile(r"w(?:&w)?,?8(?=[DwGL-]*[NH])")
_PREPOSITIONS: Final = frozenset(load_table("words")["other_prepositions"])
_GROUP_LINKS: Final = frozenset(load_table("words")["group_links"])
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
#: "Iranians": the words for peoples.
_PEOPLES: Final = frozenset(
    f"{people}s" for entry in load_table("countries").values() for people in entry.get("people", ())
)
_NUMBERS: Final = frozenset(load_table("words")["numbers_of"])
_PLURALS: Final = frozenset(load_table("words")["people_plurals"])
#: A description behind a link is cut after so many items.
_LONGEST_TIE: Final = 10
#: Members of a group in brackets behind it: "three banks (Kettle, Sparrow and Marsh)".
_BRACKETED: Final = re.compile(r"\((?=[^()]*N[,&]{1,2}[^()]*N[^()]*\))")
#: What is told of a member up to the semicolon before the next one: ", head of the bank | ; Bob Marsh".
_SERIAL: Final = re.compile(r",[^;VvQxhm]*(?=;[&D]{0,2}[wKGLMS]{0,6}N(?![axhmnvV]))")
#: A remark in brackets behind a member: "Ada Lane (and her son, Bob), ...".
_REMARK: Final = re.compile(r"\([^()]{1,15}\)")
#: Where the members of a group are told, behind more about it: "... that fund the war: A and B".
_TOLD_BEHIND: Final = re.compile(
    r"[^;VQ]{0,25}?(?:,?8(?=[DwKG]{0,4}N|K[,&])|\((?=K,[^()]*\))"
    r"|;(?=[DwKG]{0,4}N(?:\([^()]*\))?[,&]))"
)
#: Whom a member of a list has ties to: "officials with ties to Ada Lane | and two firms".
_TIES: Final = re.compile(r"k[DMwLGK]{0,3}[KNA](?=[,&])")
#: A handle right behind a name: "Ada Lane (@adalane)".
_HANDLE_BEHIND: Final = re.compile(r"(?:,|\()?H\)?")


def named_targets(sentence: Sentence, start: int) -> list[Target]:
    """Return the names, handles and described groups of the list that starts at item `start`.

    To a group that is described at length belong the members told behind: "firms that fund the war: A and B".
    """
    found = _listed(sentence, start)
    if not found or "target" not in found[-1].roles:
        return found
    return found + told_members(sentence, found[-1].span[1])


def told_members(sentence: Sentence, start: int) -> list[Target]:
    """Return the members of a group that are told behind item `start`: "..., including A and B"."""
    told = _TOLD_BEHIND.match(sentence.codes, start)
    return _listed(sentence, told.end()) if told else []


def _listed(sentence: Sentence, start: int) -> list[Target]:
    """Return the members of the list that starts at item `start`, up to where it is interrupted."""
    start = skip(sentence, start, "a")
    if sentence.codes.startswith("R", start) or _is_her(sentence, start):
        return [Target(start, (start, start + 1), {"holder": sentence.items[start].as_mention()})]
    found: list[Target] = []
    such = _SUCH_AS.match(sentence.codes, start)
    start = such.end() if such else start
    index: int | None = start
    while index is not None and index < len(sentence):
        first = skip(sentence, index, _SEPARATORS)
        if sentence.codes.startswith(("Do", "D4", "Dl"), first):
            first += 2  # "among them those of A and B", "including those for A", "those belonging to A"
        last = element_end(sentence, first)
        head = _element_head(sentence, first, last)
        if head is None and not found and _is_half(sentence, first, last):
            opening, last = last + 1, element_end(sentence, last + 1)
            head = _element_head(sentence, opening, last)
        if head is None and (not found or last == first):
            break
        if head is not None and found and _joins_group(sentence, found[-1], first, head):
            found[-1] = _named(sentence, found[-1].span[0], head)
        elif head is not None and not (found and _is_apposition(sentence, first, head)):
            found.append(_named(sentence, first, head))
        if found and head is not None:
            last = max(last, found[-1].span[1])
        index = _next_member(sentence, last)
    return found


def _next_member(sentence: Sentence, last: int) -> int | None:
    """Return where the next member of a list may begin behind the one that ends at item `last`, or null.

    A remark in brackets is passed over, and in a list that semicolons divide all else that is told of
    a member: "Ada Lane, head of the bank; Bob Marsh, her deputy".
    """
    opening = _BRACKETED.match(sentence.codes, last)
    if opening:
        return opening.end()
    ties = _TIES.match(sentence.codes, last)
    last = ties.end() if ties else last
    remark = _REMARK.match(sentence.codes, last)
    last = remark.end() if remark else last
    serial = _SERIAL.match(sentence.codes, last)
    if serial and sentence.items[serial.end()].text == ";":
        return serial.end()
    return last if last < len(sentence) and sentence.codes[last] in _SEPARATORS else None


def _is_half(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether what stands before "and" only describes: "several far-right | or hate figures"."""
    return sentence.codes.startswith("&", last) and bool(
        re.fullmatch(r"[DCwKL-]+", sentence.codes[first:last])
    )


def _is_her(sentence: Sentence, index: int) -> bool:
    """Say whether "her" is the object, not a possessive: "suspended her on Monday"."""
    possessive = re.match(r"M[LPa-]*[DwUNGKCABHF]", sentence.codes[index:])
    return sentence.items[index].lower == "her" and not possessive if index < len(sentence) else False


def _joins_group(sentence: Sentence, group: Target, first: int, head: int) -> bool:
    """Say whether a noun goes on with the group before it: "entities and individuals", "... tied to Iran"."""
    grouped = sentence.codes[group.head] == sentence.codes[head] == "G"
    bare = first == head or (_is_link(sentence, head + 1) and set(sentence.codes[first:head]) == {"w"})
    return grouped and bare and sentence.codes[group.head + 1 : first] == "&"


def _is_apposition(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether a list element only describes the name before it: "Amul, an Indian dairy company"."""
    if sentence.codes[first] != "D" or sentence.codes[first - 1] != ",":
        return False
    return sentence.codes[head] == "G" or sentence.items[first].lower in {"a", "an"}


def _named(sentence: Sentence, first: int, head: int) -> Target:
    """Return the target that the list element from `first` with the head word `head` names."""
    item = sentence.items[head]
    if item.code == "H":
        return Target(head, (first, head + 1), {"handle": item.as_mention()})
    if item.lower in _PERSON_NOUNS and sentence.codes.startswith(",N", head + 1):
        return _single(sentence, first, head + 2)  # "the owner, Ada Lane"
    if item.code == "G" and not item.lower.endswith("s"):
        if head > first and sentence.codes[head - 1] == "N":
            # "the Wagner group" is Wagner, "the IRGC officials" are not the IRGC.
            return _single(sentence, first, head - 1)
        if sentence.codes.startswith(",N", head + 1):
            return _single(sentence, first, head + 2)  # "its leader, Kim Jong-un"
    described = item.code in "GwD" or (item.text in _PEOPLES and _is_counted(sentence, first, head))
    return _group(sentence, first, head) if described else _single(sentence, first, head)


def _is_counted(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether some of a people are meant, not their country: "four Iranians", "Iranians linked to"."""
    return sentence.codes[first] == "C" or _is_link(sentence, head + 1)


def _single(sentence: Sentence, first: int, head: int) -> Target:
    """Return a target with a name, and the handle that stands behind it."""
    roles = {"holder": sentence.items[head].as_mention()}
    handle = _HANDLE_BEHIND.match(sentence.codes, head + 1)
    if handle is None:
        return Target(head, (first, head + 1), roles)
    roles["handle"] = sentence.items[sentence.codes.index("H", head)].as_mention()
    return Target(head, (first, handle.end()), roles)


def _group(sentence: Sentence, first: int, head: int) -> Target:
    """Return a target without a name, by its description: "over 100 activists in Egypt"."""
    last = _group_end(sentence, head)
    kept = is_definite(sentence, first) or first == head
    first = first if kept else skip(sentence, first, "D")
    whole = sentence.words(first, last)
    roles: dict[str, Mention] = {"holder": whole, "target": whole}
    if sentence.codes[first] == "C" and last > first + 1 and _has_number(sentence.items[first]):
        quantity = sentence.items[first].as_mention()
        roles |= {"quantity": quantity, "holder": sentence.words(first + 1, last)}
    return Target(head, (first, last), roles)


def _group_end(sentence: Sentence, head: int) -> int:
    """Return the index behind the description of the group with the head word `head`."""
    place = _PLACE_BEHIND.match(sentence.codes, head + 1)
    last = place.end() if place else head + 1
    if not _is_link(sentence, last):
        return last
    end = last + 1
    while end < min(len(sentence), last + _LONGEST_TIE) and sentence.codes[end] in _TIED:
        if re.match(r"[^NK]&N", sentence.codes[end - 1 :]):
            break  # "officials linked to the coup | and Ada Lane"
        if [item.lower for item in sentence.items[end : end + 2]] == ["in", "recent"]:
            break  # "firms linked to the war | in recent years"
        end += 1
    while sentence.codes[end - 1] in "&241ftoD":
        end -= 1
    return end


def _is_link(sentence: Sentence, index: int) -> bool:
    """Say whether the item at `index` goes on with the description of the group before it."""
    if index >= len(sentence) or sentence.items[index].lower.split(" ")[0] not in _GROUP_LINKS:
        return False
    return sentence.codes[index - 1] in "GKN" or sentence.items[index - 1].lower == "those"


def _tells_more(sentence: Sentence, index: int) -> bool:
    """Say whether "that" or a participle behind the noun of a group begins what more is told of it.

    Behind a name only the present participle does: "Ada Lane | criticizing the mayor".
    """
    word = sentence.items[index].lower
    if sentence.codes[index - 1] == "N":
        return sentence.codes[index] == "w" and word.endswith("ing")
    participle = sentence.codes[index] == "w" and word.endswith(("ing", "ed"))
    return sentence.codes[index - 1] == "G" and (participle or word == "that")


def _has_number(item: Item) -> bool:
    count = parse_count(item.text)
    return count is not None and count.value is not None


def element_end(sentence: Sentence, first: int) -> int:
    """Return the index behind the list element that starts at item `first`."""
    index = first
    while index < len(sentence) and index - first < LONGEST and sentence.codes[index] in _ELEMENT:
        if sentence.codes[index] == "D" and index > first and sentence.codes[index - 1] in "NKAH":
            return index  # "designated the Red Sparrow | a terrorist organization"
        if index > first and (_is_link(sentence, index) or _tells_more(sentence, index)):
            return index  # "officials | responsible for the camps", "banks | that fund the war"
        if index > first and sentence.items[index].lower in _PREPOSITIONS:
            return index  # "individuals | pursuant to the order"
        if sentence.codes[index] == "(":
            return index + 3 if sentence.codes.startswith("(H)", index) else index
        index += 1
    return index


def _element_head(sentence: Sentence, first: int, last: int) -> int | None:
    """Return the item that names the element: its last name, at its end, not behind "of"."""
    element = sentence.codes[first:last].removesuffix("(H)").rstrip("aTCS")
    if not element:
        return None
    if sentence.items[first].lower == "those" and _is_link(sentence, first + 1):
        return first  # "those responsible for the crackdown"
    head = first + len(element) - 1
    of = first + element.find("o")
    if re.search(r"o[^N]*N?$", element) and element[-1] != "G" and not _is_number(sentence, of - 1):
        head = of - 1  # "Jones of Infowars"
    if _starts_clause(sentence, first, last):
        return None
    if sentence.codes[head] in _NAMES or _is_plural(sentence, first, head) or _is_one(sentence, first, head):
        return head
    named = [at for at in range(first, head) if sentence.codes[at] == "N"]
    if named and sentence.codes[head] == "w" and set(sentence.codes[named[-1] + 1 : head + 1]) <= {"w"}:
        return named[-1]  # "the Suex crypto exchange"
    # "Iran's oil revenues": the country
    start = skip(sentence, first, "D")
    return start if sentence.codes.startswith("KS", start) else None


def _is_number(sentence: Sentence, index: int) -> bool:
    """Say whether an item tells how many of those behind "of" there are: "dozens of", "a number of"."""
    return sentence.codes[index] == "C" or sentence.items[index].lower in _NUMBERS


def _starts_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Say whether the element behind "and" or a stop is the subject of what follows: "..., and Meta said"."""
    joined = first > 0 and sentence.codes[first - 1] in "&;"
    if not joined or last >= len(sentence) or sentence.codes[last] not in "xhmv":
        return False
    return re.match(r"[hm]?[an]*x[anx]*V", sentence.codes[last:]) is None  # "A, B and C were suspended"


def _is_one(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether the element is a person without a name: "a student", "the alleged author"."""
    articled = sentence.codes[first] == "D" and "D" not in sentence.codes[first + 1 : head]
    return first < head and articled and sentence.items[head].lower in _PERSON_NOUNS


def _is_plural(sentence: Sentence, first: int, head: int) -> bool:
    """Say whether the element is a group by its plural: "Russian military units", "several vendors"."""
    word = sentence.items[head].lower
    opening = sentence.items[first]
    described = opening.code == "w" and not opening.lower.endswith("ing")
    told = (
        first < head and (opening.code in "DCK" or described) and "D" not in sentence.codes[first + 1 : head]
    )
    plural = word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
    return sentence.codes[head] == "w" and told and plural
