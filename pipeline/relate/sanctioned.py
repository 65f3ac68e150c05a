"""Whom sanctions are on, where a clause tells it, or where he stands before the verb that sanctions him."""

from __future__ import annotations

import re
from typing import Final

from pipeline.relate.items import Sentence
from pipeline.relate.members import named_targets, told_members
from pipeline.relate.phrases import Target
from pipeline.tables import load_table

#: Nouns of what is traded or done, on which sanctions may be, but which nobody is.
_THINGS: Final = frozenset(load_table("sanctioning")["things"])
#: "those", "anyone": with a clause behind them they are a group.
_WHOEVER: Final = frozenset(load_table("sanctioning")["whoever"])
#: Participles that open a clause as well as "that" and "-ing" do: "individuals based in Chad".
_PLACED: Final = frozenset(load_table("words")["origins"])
_RELATIVE: Final = frozenset({"that", *load_table("references")["relative"]})
_BREAKING: Final = frozenset(load_table("cues")["terminators"])
#: A group of which nothing is told before the noun: "companies", "individuals and entities".
_BARE: Final = re.compile(r"G(?:[,&]{1,2}G)*")
#: What stands between a verb and whom it is done to: "designated, under a new law, Ada Lane".
_ASIDE: Final = re.compile(r",[9w1267][^,;VQ]{1,10},")
#: What follows "that" and belongs to its verb: "have not", "were".
_AUXILIARIES: Final = frozenset("hxmand")
#: What ends a clause, and what of a further phrase is cut off its end.
_CLAUSE_END: Final = frozenset(",;(bThxm")
_LOOSE: Final = frozenset("&1246ftoDa")
#: A clause is cut after so many items.
_LONGEST: Final = 14
#: "which" and whoever acts, before a verb: "the bank, which the EU has (sanctioned)".
_OBJECT_BEFORE: Final = re.compile(r"r(?=[^;,rvVxQ]{0,5}[AKR][hmxan]*$)|(?<=[GN])(?=D{0,2}[AK]h[an]*$)")
#: A name with a description behind it, up to "which": "Red Sparrow, the group (which)".
_APPOSED: Final = re.compile(r"[NKA](?:\([^()]*\))?(?=,[DM][^;,vVQxhm]*,?$)")
#: What stands between a passive and the subject behind it: "(among those sanctioned) by the EU were".
_INVERTED: Final = re.compile(r"[^;,VQ]{0,9}?(?:8|x)(?=[DMwKLC]*[NKG])")
#: "Among" stands so many items before the passive at most.
_AMONG: Final = 8
#: "with new U.S." before "sanctions".
_WITH: Final = re.compile(r"6[wKALDC-]{0,4}$")
_STRIKING: Final = frozenset(load_table("sanctioning")["striking"])
#: Items between a verb of striking and "with".
_STRUCK: Final = 8


def sanctioned_from(sentence: Sentence, start: int) -> list[Target]:
    """Return who is named in the list that starts at item `start`, but no things ("sanctions on exports").

    Of a group without a name or number the clause behind it tells which: "companies that ship oil".
    """
    aside = _ASIDE.match(sentence.codes, start)
    start = aside.end() if aside else start
    end = _bare_end(sentence, start)
    if end > start and _opens_clause(sentence, end):
        last = _clause_end(sentence, end)
        words = sentence.words(start, last)
        group = Target(end - 1, (start, last), {"holder": words, "target": words})
        return [group, *told_members(sentence, last)]
    return [target for target in named_targets(sentence, start) if not _is_thing(sentence, target)]


def struck_with(sentence: Sentence, index: int) -> list[Target]:
    """Return whom a verb strikes with the sanctions at item `index`: "slapped Ada Lane with sanctions"."""
    phrase = _WITH.search(sentence.codes, 0, index)
    if phrase is None:
        return []
    for at in range(phrase.start() - 2, max(-1, phrase.start() - _STRUCK), -1):
        if sentence.items[at].lower in _STRIKING:
            return [target for target in sanctioned_from(sentence, at + 1) if target.head < phrase.start()]
    return []


def subject_behind(sentence: Sentence, index: int) -> list[Target]:
    """Return the subject behind the passive at item `index`: "Among those sanctioned was Ada Lane"."""
    opened = any(item.lower == "among" for item in sentence.items[max(0, index - _AMONG) : index])
    link = _INVERTED.match(sentence.codes, index + 1) if opened or not index else None
    return sanctioned_from(sentence, link.end()) if link else []


def object_before(sentence: Sentence, index: int) -> int | None:
    """Return the item behind the words that the verb at `index` has as its object before it, or null.

    "Red Sparrow, which the EU has (sanctioned)", "companies the EU has (sanctioned)".
    """
    found = _OBJECT_BEFORE.search(sentence.codes, 0, index)
    if found is None:
        return None
    apposed = _APPOSED.search(sentence.codes[: found.start()])
    return apposed.end() if apposed else found.start()


def _bare_end(sentence: Sentence, start: int) -> int:
    """Return the index behind the bare group that starts at item `start`, else `start`."""
    bare = _BARE.match(sentence.codes, start)
    if bare:
        return bare.end()
    return start + any(item.lower in _WHOEVER for item in sentence.items[start : start + 1])


def _opens_clause(sentence: Sentence, index: int) -> bool:
    """Say whether the item at `index` begins a clause that tells which group is meant."""
    if index >= len(sentence):
        return False
    word = sentence.items[index].lower
    going_on = sentence.codes[index] in "wv" and word.endswith("ing")
    return going_on or word in _RELATIVE or word in _PLACED


def _clause_end(sentence: Sentence, opening: int) -> int:
    """Return the index behind the clause that begins at item `opening`."""
    end = opening + 1
    while end < len(sentence) and sentence.codes[end] in _AUXILIARIES:
        end += 1
    while end < min(len(sentence), opening + _LONGEST):
        if sentence.codes[end] in _CLAUSE_END or sentence.items[end].lower in _BREAKING:
            break
        if sentence.codes.startswith("&N", end) and "N" not in sentence.codes[opening:end]:
            break  # "companies that ship oil | and Ada Lane"
        end += 1
    while sentence.codes[end - 1] in _LOOSE:
        end -= 1
    return end


def _is_thing(sentence: Sentence, target: Target) -> bool:
    return sentence.codes[target.head] == "w" and sentence.items[target.head].lower in _THINGS
