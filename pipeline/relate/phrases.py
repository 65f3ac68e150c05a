"""Phrases of a sentence that a trigger can act on, and the codes they are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.tables import load_table

#: Codes that may stand inside a noun phrase with a unit word.
PHRASE: Final = frozenset("DMNKAPHCLUwGSaVBTF-")
#: Types of mentions that name nobody by themselves: "his", "the group".
REFERRING: Final = frozenset({"pronoun", "group"})
#: "It", "they": as the object of an act, the account of an act told before.
THINGS: Final = frozenset(load_table("references")["thing"])
#: What stands for the platform that was spoken of: "the company".
PLATFORM_WORDS: Final = frozenset(load_table("words")["platform_words"])
#: "The", "this", "that".
DEFINITE: Final = frozenset(load_table("references")["definite"])
#: How many items a noun phrase may have.
LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that a trigger acts on.

    Attributes:
        head: index of the unit word, name or handle in the sentence.
        span: indices of the first item of the phrase and of the item behind its last.
        roles: the mentions that fill the roles, by role: unit, holder, handle, platform, quantity,
            language, linked_to; and `target`, a group with its number, for sanctions.
        definite: whether the phrase is a bare "the account", which refers back.
    """

    head: int
    span: tuple[int, int]
    roles: dict[str, Mention]
    definite: bool = False

    @property
    def named(self) -> Mention | None:
        """Return the words for who is acted on: of a group with its number, else the holder's."""
        return self.roles.get("target") or self.roles.get("holder")


def as_handle(name: Mention) -> Mention:
    """Return a name as what an account is called, on one line."""
    return replace(name, type="handle", value=" ".join(name.text.split()))


def skip(sentence: Sentence, index: int, codes: str | frozenset[str]) -> int:
    """Return the first item from `index` on whose code is not among `codes`."""
    while index < len(sentence) and sentence.codes[index] in codes:
        index += 1
    return index


def is_definite(sentence: Sentence, index: int) -> bool:
    """Say whether the item at `index` is "the", "this" or "that"."""
    return sentence.items[index].lower in DEFINITE


def group_start(sentence: Sentence, head: int) -> int:
    """Return the first item of the words for a group whose noun is item `head`: "ten | local firms"."""
    first = head
    while first and sentence.codes[first - 1] in "wLK-":
        if sentence.items[first - 1].lower.endswith(("ed", "s")):
            break  # "targeted | firms", "harasses | women"
        first -= 1
    return first + (first < head and sentence.codes[:first].endswith("t"))  # "to recruit | influencers"
