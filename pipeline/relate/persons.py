"""What a name tells of a person: whether it is one's, and a woman's or a man's."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.normalise.names import given_names
from pipeline.relate.items import Sentence
from pipeline.tables import load_table

#: Before a name that tells of a kind: "a", "the former", "the 56-year-old".
_OF_KIND: Final = re.compile(r"D[wCT-]*$")
#: The longest such opening, in items.
_LONGEST: Final = 7
#: Behind a name that tells of somebody named next: "the Locked Drawer | star Ada Lane".
_BEFORE_NAME: Final = re.compile(r"[wG]{1,2}N")
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
_GENDERS: Final = {
    word: gender for gender, words in load_table("references")["gendered"].items() for word in words
}


@cache
def _genders_of_names() -> dict[str, str]:
    told = load_table("given_names")
    return {name: gender for gender in load_table("references")["gendered"] for name in told[gender]}


def is_given(name: Mention) -> bool:
    """Say whether `name` is a given name alone, which names a person where no more of it is told."""
    return name.type == "name" and name.text in given_names()


def gender_of(pronoun: str) -> str | None:
    """Return the gender of a pronoun, in lower case, as "he" or "she", or null where it has none."""
    return _GENDERS.get(pronoun)


def agrees(pronoun: str, name: str) -> bool:
    """Say whether a pronoun, in lower case, agrees with a person's name in gender: "she" is not Bob Marsh."""
    told = _genders_of_names().get(name.split(" ", 1)[0])
    return told is None or _GENDERS.get(pronoun, told) == told


def can_mean(pronoun: str, name: Mention) -> bool:
    """Say whether a pronoun of one person, in lower case, can mean `name`."""
    return can_be_person(name) and agrees(pronoun, name.text)


def tells_kind(sentence: Sentence, at: int) -> bool:
    """Say whether the name at item `at` only tells of which kind somebody or something is.

    "The former Kettlebrook actress", "an Instagram Story", "Kettle Island star Ada Lane": nobody is called
    Kettlebrook, Story or Kettle Island.
    """
    codes = sentence.codes
    if sentence.items[at].as_mention().type != "name":
        return False
    before_name = _BEFORE_NAME.match(codes, at + 1)
    if before_name and sentence.items[before_name.end() - 2].lower in _PERSON_NOUNS:
        return True
    described = codes[at + 1 : at + 2] in {"w", "G"} and _OF_KIND.search(codes, max(0, at - _LONGEST), at)
    return bool(described) or codes[at - 1 : at] == "P"


def can_be_person(name: Mention) -> bool:
    """Say whether `name` can be a person's: one of unknown type can, but no acronym, nor "Covid-19"."""
    unknown = name.type == "name" and not name.text.isupper()
    return name.type == "person" or (unknown and not any(letter.isdigit() for letter in name.text))
