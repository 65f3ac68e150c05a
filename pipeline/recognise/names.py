"""Proper names, by their capitals: no list of names, only how names are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.normalise.names import ORGANISATIONS, given_names, strip_titles, titled
from pipeline.tables import load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: From this share of capitalised words on, a line is a headline whose capitals say nothing.
_TITLE_CASE = 0.7
#: Lists of ``tables/titles.yaml`` whose words alone make no name.
_TITLE_LISTS = ("honorifics", "ranks", "roles", "modifiers")
#: A headline has at least so many words.
_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as it stands: token indices (end exclusive), code points (end exclusive), words."""

    first: int
    last: int
    start: int
    end: int
    text: str


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_table("names")[key])


def find_names(doc: Doc, taken: frozenset[int]) -> list[Name]:
    """Return the proper names of `doc`, in order, without titles.

    Args:
        doc: with sentence starts.
        taken: indices of tokens that can be no part of a name (platforms, dates).

    The capital of a sentence's first word and of words in headlines counts only if the same words
    are written with capitals elsewhere in the document, or more of the name follows.
    """
    sentences = list(doc.sents)
    headlines = [_is_headline(sentence) for sentence in sentences]
    sure: set[str] = set()
    for sentence, headline in zip(sentences, headlines, strict=True):
        if not headline:
            for first, last in _runs(sentence, taken):
                if first > _first_word(sentence):
                    sure.update(_parts(doc, first, last))
    names: list[Name] = []
    written = sure.union(token.text for token in doc if token.text.islower())
    for sentence, headline in zip(sentences, headlines, strict=True):
        for first, last in _runs(sentence, taken):
            if headline:
                names.extend(_known(doc, first, last, sure))
                continue
            initial = first == _first_word(sentence)
            names.extend(_checked(doc, first, last, initial=initial, written=written))
    return names


def is_organisation(name: str) -> bool:
    """Say whether a word of `name` tells a body from a person ("Ministry", "Inc")."""
    return not ORGANISATIONS.isdisjoint(name.replace(".", "").replace(",", "").split())


def _first_word(sentence: Span) -> int:
    for token in sentence:
        if token.text[0].isalnum():
            return token.i
    return sentence.start


def _is_headline(sentence: Span) -> bool:
    if sentence.text.rstrip().endswith("."):
        return False
    words = [token.text for token in sentence if token.text[0].isalpha()]
    long = [word for word in words if len(word) > 3]
    return (
        len(words) >= _TITLE_WORDS
        and bool(long)
        and sum(w[0].isupper() for w in long) >= _TITLE_CASE * len(long)
    )


def _capital(word: str) -> bool:
    return word[0].isupper() and word not in _words("not_names")


def _runs(sentence: Span, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield maximal stretches of capitalised words (first, last exclusive), joined by particles."""
    doc, index, end = sentence.doc, sentence.start, sentence.end
    while index < end:
        if index in taken or not _starts_name(doc, index, end):
            index += 1
            continue
        last = index + 1
        while last < end and last not in taken:
            broken = doc[last].is_space
            step = _over_break(doc, last, end, taken) if broken else _joined(doc, index, last, end, taken)
            if not step:
                break
            last += step
        yield index, last
        index = last


def _over_break(doc: Doc, index: int, end: int, taken: frozenset[int]) -> int:
    """Return how many tokens from the blank at `index` on continue a name over a line break, 0 for none."""
    following = index + 1
    if following >= end or following in taken or doc[index].text.count("\n") != 1:
        return 0
    return 2 * _capital(doc[following].text)


def _starts_name(doc: Doc, index: int, end: int) -> bool:
    word = doc[index].text
    if _capital(word):
        return not _is_prefixed(doc, index)
    # "al-Assad": the tokenizer has split it at the hyphen.
    return (
        word.lower() in _words("hyphen_prefixes")
        and index + 2 < end
        and doc[index + 1].text == "-"
        and not doc[index + 1].whitespace_
        and doc[index + 2].text[0].isupper()
    )


def _is_prefixed(doc: Doc, index: int) -> bool:
    """Say whether a word hangs on a prefix in lower case: "anti-Semite", "pro-Kremlin"."""
    if index < 2 or doc[index - 1].text != "-" or doc[index - 1].whitespace_ or doc[index - 2].whitespace_:
        return False
    prefix = doc[index - 2].text
    return prefix.islower() and prefix not in _words("hyphen_prefixes")


def _joined(doc: Doc, first: int, index: int, end: int, taken: frozenset[int]) -> int:
    """Return how many tokens from `index` on continue the name that starts at `first`, 0 for none."""
    word, before = doc[index].text, doc[index - 1]
    if doc[index - 1].is_space or not before.whitespace_:
        return _glued(doc, index, end)
    if _capital(word) and not (before.text == "." and len(doc[index - 2].text) > 4):
        return int(not _closes_company(before.text) or _is_company_form(word))
    if word == "." and len(before.text) == 1:
        return 1
    following = index + 1
    if following >= end or following in taken:
        return 0
    if word.lower() in _words("particles") or word == "&":
        while following + 1 < end and doc[following].lower_ in _words("particles"):
            following += 1  # "Ursula von der Marsch"
        return (
            following + 1 - index if _capital(doc[following].text) else int(_starts_name(doc, index, end)) * 3
        )
    if word == "and" and _is_half(doc, first, index) and _ends_in_body(doc, following, end):
        return 2  # "Amateur Operatic and Dramatic Society"
    if word in {"of", "for"} and (before.text in _words("of_heads") or (word == "of" and index - first == 1)):
        the = int(doc[following].text == "the")
        if following + the < end and doc[following + the].text[0].isupper():
            return 2 + the
    return 0


def _closes_company(word: str) -> bool:
    """Say whether a name ends with a word: "Corp." with its full stop, behind which another one begins."""
    return word.endswith(".") and _is_company_form(word)


def _is_company_form(word: str) -> bool:
    return titled(word.rstrip(".").lower(), "companies")


def _can_end(word: str) -> bool:
    return (
        word[-1].isalnum() or word == "." or _closes_company(word) or word in load_table("titles")["dotted"]
    )


def _is_half(doc: Doc, first: int, last: int) -> bool:
    """Say whether capitals can be half of a body's name: no person, body or acronym ("the U.S. and ...")."""
    begins, ends = doc[first].text, doc[last - 1].text
    is_one = begins in given_names() or begins.rstrip(".").lower() in _title_words() or ends in ORGANISATIONS
    return not is_one and not ends.replace(".", "").isupper()


def _ends_in_body(doc: Doc, index: int, end: int) -> bool:
    """Say whether capitals from `index` on end in a word for a body that needs what stands before it."""
    words: list[str] = []
    while index < end and doc[index].text[0].isupper() and len(words) < 3:
        words.append(doc[index].text)
        index += 1
    return len(words) > 1 and words[-1] in ORGANISATIONS


def _glued(doc: Doc, index: int, end: int) -> int:
    """Continue a name over a hyphen, an apostrophe or a full stop inside it ("Qods-Force", "O'Keefe")."""
    if doc[index - 1].is_space:
        return 0
    word = doc[index].text
    if word in {"-", "–", "’", "'", "/"} and index + 1 < end and not doc[index].whitespace_:
        behind = doc[index + 1].text
        # "Kim Jong-un", but not "Iran-backed"
        syllable = (
            word == "-" and index > 1 and _capital(doc[index - 2].text) and behind in _words("syllables")
        )
        return 2 if behind[0].isupper() or behind[0].isdigit() or word in "’'" or syllable else 0
    if word == ".":
        return int(len(doc[index - 1].text) <= 4)
    return int(word[0].isupper() or word[0].isdigit())


def _is_apart(doc: Doc, first: int, last: int, written: set[str]) -> bool:
    """Say whether a sentence's first word is none of the name behind it: "Watch Ada Lane", "Playful Rex"."""
    word, rest = doc[first].text, doc[first + 1 : last].text
    if rest not in written or word in given_names():
        return False
    is_adverb = rest in given_names() and word.endswith("ly")
    return " " in rest or is_adverb or word.lower() in written or word in _words("opening_verbs")


def _is_cry(doc: Doc, first: int, last: int) -> bool:
    """Say whether capitals are a cry or a title around somebody's name: "Free Ada", "Ask Ada"."""
    return (
        last - first == 2
        and doc[first].text in _words("opening_verbs")
        and doc[first + 1].text in given_names()
    )


def _parts(doc: Doc, first: int, last: int) -> set[str]:
    """Return a name, also without titles, and its words, as evidence that their capitals mean something."""
    words, name = [doc[i].text for i in range(first, last)], doc[first:last].text
    return {name, strip_titles(name), *(word for word in words if word[0].isupper())}


def _checked(doc: Doc, first: int, last: int, *, initial: bool, written: set[str]) -> Iterable[Name]:
    """Yield the name in a stretch of capitals of running text.

    Args:
        doc: the article.
        first: index of the first token.
        last: index behind the last one.
        initial: the stretch begins a sentence.
        written: names and words as they stand inside sentences.
    """
    word, alone = doc[first], last - first == 1
    shouted = word.text.isupper()
    if alone and word.is_stop and not shouted:
        return
    if initial and word.text not in written:
        if alone and not (shouted and len(word.text) > 1):
            return
        first += int(not alone and (word.is_stop or _is_apart(doc, first, last, written)))
    elif _is_cry(doc, first, last):
        first += 1
    yield from _trimmed(doc, first, last)


def _known(doc: Doc, first: int, last: int, sure: set[str]) -> Iterable[Name]:
    """Yield the stretches of a headline's capitals whose words are names in the text."""
    index = first
    while index < last:
        stop = index
        while stop < last and (doc[stop].text in sure or (stop > index and not doc[stop].text[0].isalnum())):
            stop += 1
        if stop > index:
            yield from _trimmed(doc, index, stop)
        index = max(stop, index + 1)


def _before_given_name(name: str) -> int:
    """Return how many code points stand before the given name: "Comedian " in "Comedian Jim Davidson"."""
    words = name.split(" ")
    if len(words) < 3 or words[0] in given_names() or words[1] not in given_names():
        return 0
    if not words[0].endswith(tuple(_words("calling_endings"))) and words[0].lower() not in _callings():
        return 0  # "Abdella Hussein Abadigga"
    return len(words[0]) + 1


@cache
def _callings() -> frozenset[str]:
    return frozenset(word.lower() for word in load_table("titles")["callings"])


@cache
def _title_words() -> frozenset[str]:
    titles = load_table("titles")
    lists = (words for key in _TITLE_LISTS for words in titles[key])
    return frozenset(word.rstrip(".").lower() for words in lists for word in words.split())


def _trimmed(doc: Doc, first: int, last: int) -> Iterable[Name]:
    """Yield the name without the titles before it, if anything is left."""
    while last > first and not _can_end(doc[last - 1].text):
        last -= 1
    if last == first or (last - first == 1 and doc[first].text in _words("never_alone")):
        return
    whole = doc[first:last]
    bare = strip_titles(" ".join(whole.text.split()))  # a name may be broken by the end of a line
    if all(word.rstrip(".").lower() in _title_words() for word in bare.split()):
        return  # "Supreme Leader"
    places = list(re.finditer(r"\s+".join(map(re.escape, bare.split())), whole.text))
    if not places:
        return
    start, end = (whole.start_char + offset for offset in places[-1].span())
    span = doc.char_span(start + _before_given_name(bare), end, alignment_mode="expand")
    if span is not None and len(span):
        yield Name(span.start, span.end, span.start_char, span.end_char, span.text)
