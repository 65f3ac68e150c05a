"""The people in view: whom "he" and "her" mean, by how much the text speaks of each of late."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.relate.persons import can_be_person, can_mean, gender_of, is_given, tells_kind
from pipeline.tables import load_table

#: How much a mention brings somebody into view: as a subject, as one who hangs on another word, by a
#: pronoun, in any other way.
_SUBJECT: Final = 2.0
_HANGING: Final = 0.5
_PRONOUN: Final = 0.5
_OTHER: Final = 1.0
#: What is left of it a sentence later.
_FADING: Final = 0.5
#: What each mention counts for good, up to so many.
_LASTING: Final = 0.1
_MOST_TIMES: Final = 10
#: A name that may be no person's counts so much of one that is.
_UNSURE: Final = 0.5
#: Among so many people, those spoken of last, is somebody looked for.
_PEOPLE: Final = 50
#: Before a name that hangs on another word, and so many items from it: "with the singer Ada Lane".
_NEAR: Final = 6
_HANGS: Final = re.compile(r"[of12345678b][DM]?[wLPGKCT-]{0,4}$")
#: Behind a name, what it is called: "Ada Lane, | the former singer", "Ada Lane is | a singer".
_TOLD_BEHIND: Final = re.compile(r"[,x](D[wLGKC-]{1,5})")
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
#: Behind a name that is a subject.
_VERB_BEHIND: Final = frozenset("vVxhm")


@dataclass(slots=True)
class _Person:
    """One who is spoken of.

    Attributes:
        latest: the latest mention by name before the sentence in hand.
        full: the mention with the most words.
        sure: whether a person is meant, and not a thing.
        times: how often named.
        weight: how much in view at the start of the sentence `at`.
        heard: the mentions in that sentence, with what each adds.
        callings: what one has been called beside the name: "singer".
    """

    latest: Mention
    full: Mention
    sure: bool
    at: int
    weight: float = 0.0
    times: int = 0
    heard: list[tuple[Mention, float]] = field(default_factory=list)
    callings: set[str] = field(default_factory=set)

    def come_to(self, sentence: int) -> None:
        """Let the view fade to the start of the sentence with this number."""
        if self.at == sentence:
            return
        self.weight = (self.weight + sum(added for _, added in self.heard)) * _FADING ** (sentence - self.at)
        self.latest = self.named(None)
        self.heard.clear()
        self.at = sentence

    def in_view(self, before: int) -> float:
        """Return how much in view one is at an offset of the sentence come to."""
        seen = self.weight + sum(added for mention, added in self.heard if mention.end <= before)
        return seen * (1.0 if self.sure else _UNSURE) + _LASTING * min(self.times, _MOST_TIMES)

    def named(self, before: int | None) -> Mention:
        """Return the latest mention by name that ends before an offset, or of all."""
        names = [m for m, _ in self.heard if m.type != "pronoun" and (before is None or m.end <= before)]
        return names[-1] if names else self.latest


class View:
    """The people in view, sentence by sentence."""

    def __init__(self) -> None:
        self._people: OrderedDict[str, _Person] = OrderedDict()  # by the name they were first called by
        self._called: dict[str, str] = {}  # name, or a word at its start or end -> that first name
        self._sentence = 0

    def hear(self, sentence: Sentence) -> None:
        """Take in the next sentence: its names, and whom its pronouns mean."""
        self._sentence += 1
        for at, item in enumerate(sentence.items):
            if item.mention is not None and item.mention.type in {"person", "name"}:
                if not tells_kind(sentence, at):
                    met = self._meet(item.mention, _weight(sentence, at))
                    met.callings.update(_callings(sentence, at))
            elif gender_of(item.lower):
                meant = self._meant(item.as_mention(), ())
                if meant is not None:
                    meant.heard.append((item.as_mention(), _PRONOUN))

    def meant(self, pronoun: Mention, beside: Collection[Mention]) -> Mention | None:
        """Return the fullest mention so far of whom a pronoun of one person means, or null.

        Args:
            pronoun: the pronoun, in the sentence heard last.
            beside: mentions of those who cannot be meant.
        """
        person = self._meant(pronoun, beside)
        return None if person is None else person.full

    def is_person(self, name: Mention) -> bool:
        """Say whether a name of unknown type is surely a person's: "Lane" behind "Ada Lane"."""
        person = self._people.get(self._called.get(name.text, ""))
        return person is not None and person.sure

    def foremost(self, before: int, calling: str | None = None) -> Mention | None:
        """Return the fullest mention of who is most in view at an offset of the sentence in hand, or null.

        Where somebody has been called by the noun `calling` ("singer"), only such people are looked at.
        """
        called = [person for person in self._people.values() if calling in person.callings]
        person = self._foremost(before, can_be_person, called) or self._foremost(before, can_be_person)
        return None if person is None else person.full

    def _meant(self, pronoun: Mention, beside: Collection[Mention]) -> _Person | None:
        lower = pronoun.text.lower()
        return self._foremost(pronoun.start, lambda name: name not in beside and can_mean(lower, name))

    def _foremost(
        self, before: int, fits: Callable[[Mention], bool], among: Iterable[_Person] | None = None
    ) -> _Person | None:
        found: _Person | None = None
        most = 0.0
        for person in self._people.values() if among is None else among:
            person.come_to(self._sentence)
            name = person.named(before)
            if name.end <= before and fits(name) and (seen := person.in_view(before)) > most:
                found, most = person, seen
        return found

    def _meet(self, name: Mention, weight: float) -> _Person:
        first = self._first_name(name.text)
        person = self._people.get(first)
        if person is None:
            person = self._people[first] = _Person(name, name, False, self._sentence)
            if len(self._people) > _PEOPLE:
                self._people.popitem(last=False)
        self._people.move_to_end(first)
        person.come_to(self._sentence)
        person.sure = person.sure or name.type == "person" or is_given(name)
        person.times += 1
        if name.text.count(" ") > person.full.text.count(" "):
            person.full = name
        person.heard.append((name, weight))
        return person

    def _first_name(self, name: str) -> str:
        """Return by which name the one was first called who is now called `name`: "Lane" by "Ada Lane"."""
        words = name.split()
        first = self._called.get(name)
        if first is None:
            short = (self._called.get(word) for word in (words[-1], words[0]))
            first = next((known for known in short if known is not None and " " not in known), name)
        for words_of in (name, words[0], words[-1]):
            self._called.setdefault(words_of, first)
        return first


def hangs(sentence: Sentence, at: int) -> bool:
    """Say whether the name at item `at` hangs on another word: "with the singer Ada Lane"."""
    return _HANGS.search(sentence.codes, max(0, at - _NEAR), at) is not None


def _weight(sentence: Sentence, at: int) -> float:
    """Return how much the name at item `at` brings somebody into view."""
    codes = sentence.codes
    behind, before = codes[at + 1 : at + 2], codes[:at].replace("NS", "")
    if behind == "S" or hangs(sentence, at):
        return _HANGING
    if not {"N", "H"} & set(before) or behind in _VERB_BEHIND or _is_past(sentence, at + 1):
        return _SUBJECT
    return _OTHER


def _callings(sentence: Sentence, at: int) -> Iterator[str]:
    """Yield what the one named at item `at` is called there: "the singer Ada Lane", "Ada Lane, a poet"."""
    told = _TOLD_BEHIND.match(sentence.codes, at + 1)
    places = [*([at - 1] if at else []), *(range(told.start(1), told.end(1)) if told else [])]
    yield from (word for i in places if (word := sentence.items[i].lower) in _PERSON_NOUNS)


def _is_past(sentence: Sentence, at: int) -> bool:
    return sentence.codes[at : at + 1] == "w" and sentence.items[at].lower.endswith("ed")
