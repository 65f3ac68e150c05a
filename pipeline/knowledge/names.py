"""Names in the form in which they are looked up and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from pipeline.normalise.codes import coded_name
from pipeline.normalise.lookup import bare, fold, undotted
from pipeline.normalise.names import given_names
from pipeline.tables import load_table

_POSSESSIVE: Final = re.compile(r"['’]s(?!\w)|(?<=s)['’](?!\w)")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’`ʻʿ](?=\w)")
_WORD: Final = re.compile(r"[^\W_]+")
_OWNER: Final = re.compile(r"^(?P<owner>.+?)(?:['’]s?) (?P<part>[^'’]+)$")
_VOWELS: Final = re.compile(r"[aiuh]+")
_DOUBLED: Final = re.compile(r"(\w)\1+")
_DETERMINERS: Final = frozenset(load_table("knowledge")["determiners"])
#: The Arabic article, which the same name is written with and without.
ARTICLES: Final = frozenset(load_table("knowledge")["arabic_articles"])
#: An abbreviation has so many letters at most; longer words in capitals are names like any other.
_LONGEST_ABBREVIATION: Final = 5
#: Longer names, in characters or words, are sentences, and no base has them.
_LONGEST: Final = 300
_MOST_WORDS: Final = 16
#: A country's name or people at the start of a body's name has so many words at most.
_COUNTRY_WORDS: Final = 3

Reads = Literal["person", "body"]


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name for comparing: no case, accents, article, possessive or legal form.

    "The U.S. Treasury's" gives ``("us", "treasury")``, "Gazprom Neft PJSC" ``("gazprom", "neft")``.
    Empty where there is no word, or so many that it is no name.
    """
    if len(name) > _LONGEST:
        return ()
    folded = _POSSESSIVE.sub("", fold(bare(name)).translate(_letters()))
    folded = undotted(folded).replace("&", " and ")
    words = [word for word in _WORD.findall(_APOSTROPHE.sub("", folded)) if word not in _DETERMINERS]
    while len(words) > 1 and words[-1] in _legal_forms() and len(words[-2]) > 1:
        words.pop()
    return tuple(words)


def name_key(words: tuple[str, ...]) -> str:
    """Return the key under which a name lies in an index: its words as they sound, in alphabetical order.

    "Qasem Soleimani", "Soleimani, Qassem" and "Qassim Suleimani" have one key. Articles do not count, nor
    initials beside two words. Empty if there is nothing to look up.
    """
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    plain = [word for word in words if word not in ARTICLES] or words
    full = [word for word in plain if len(word) > 1]
    return " ".join(sorted(map(_sound, full if len(full) > 1 else plain)))


def abbreviation(name: str) -> str | None:
    """Return a name that is an abbreviation in capitals, without its dots ("U.N.": "UN"), or null."""
    letters = bare(name).replace(".", "")
    is_short = len(letters) <= _LONGEST_ABBREVIATION and letters.isalnum()
    return letters if is_short and letters.isupper() else None


@lru_cache(maxsize=16_384)
def reads_as(name: str) -> Reads | None:
    """Tell a person's name from that of a body by its words; null where nothing tells."""
    words = bare(name).split()
    folded = name_words(name)
    if abbreviation(name) or not _body_words().isdisjoint(folded) or len(folded) < _count(words):
        return "body"
    is_given = bool(folded) and 1 < len(words) <= 4 and folded[0] in _given_names()
    return "person" if is_given and all(word[:1].isupper() for word in (words[0], words[-1])) else None


@dataclass(frozen=True, slots=True)
class Part:
    """The rest of a name without its owner: "Iran's judiciary", "British Treasury", "Senate of France".

    Attributes:
        name: the rest, as written.
        country: ISO 3166-1 alpha-2 code of the owner where it is a state, else null.
        owner: the owner, as written.
    """

    name: str
    country: str | None
    owner: str


def parts_of(name: str) -> list[Part]:
    """List the ways in which a name can be that of a part of something, the plainest first."""
    if len(name) > _LONGEST:
        return []
    plain = bare(name)
    parts = []
    owned = _OWNER.match(plain)
    if owned:
        parts.append(Part(owned["part"], _state(owned["owner"]), owned["owner"]))
    head, of, tail = plain.rpartition(" of ")
    if of and _state(tail):
        parts.append(Part(head, _state(tail), tail))
    words = plain.split(" ")
    for size in range(min(_COUNTRY_WORDS, len(words) - 1), 0, -1):
        before = " ".join(words[:size])
        if _state(before):
            parts.append(Part(" ".join(words[size:]), _state(before), before))
            break
    return parts


def _state(words: str) -> str | None:
    """Return the code of the state that words name, by its people too."""
    code = coded_name(words)
    return code if code and code.isupper() else None


@lru_cache(maxsize=65_536)
def spelling(word: str) -> str:
    """Return a word as it is spelt where letters that stand for one sound of another script are one."""
    for written, usual in load_table("knowledge")["spellings"]:
        word = word.replace(written, usual)
    return _DOUBLED.sub(r"\1", word)


def _sound(word: str) -> str:
    """Return the spelling without vowels; one at the beginning is kept as a mark."""
    spelt = spelling(word)
    first = "a" if spelt[:1] in "aiu" else spelt[:1]
    return _DOUBLED.sub(r"\1", first + _VOWELS.sub("", spelt[1:]))


def _count(words: list[str]) -> int:
    """Count the words of a name that `name_words` keeps where it has no legal form."""
    return sum(1 for word in words if fold(word).strip(".,") not in _DETERMINERS and _WORD.search(word))


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(load_table("name_aliases")["letters"])


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset([*load_table("name_aliases")["legal_forms"], *load_table("knowledge")["legal_forms"]])


@cache
def _body_words() -> frozenset[str]:
    return frozenset([*load_table("titles")["bodies"], *load_table("knowledge")["body_words"]])


@cache
def _given_names() -> frozenset[str]:
    return frozenset(map(fold, given_names()))
