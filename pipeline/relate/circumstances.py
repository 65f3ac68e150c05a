"""When, why and for how long, and who says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from pipeline.facts.claims import Mention
from pipeline.relate.items import Item, Sentence, Spot
from pipeline.tables import load_table

_TABLE: Final = load_table("circumstances")
_REASON_WORDS: Final = frozenset(_TABLE["reason_cues"])
#: Words that say how long a takedown lasts, in lower case -> `permanent` or `temporary`.
PERMANENCE: Final[dict[str, str]] = {
    word: value for value, words in _TABLE["permanence"].items() for word in words
}
_DURATIONS: Final = frozenset(_TABLE["durations"])
_SAYING: Final = frozenset(_TABLE["saying_verbs"])
_SOURCES: Final = frozenset(_TABLE["source_nouns"])
#: A date in the phrase of "sanctions": "last year's oil sanctions", "sanctions imposed by the EU in May".
_DATED_BEFORE: Final = re.compile(r"TS?[wLKANB-]{0,4}$")
_DATED_BEHIND: Final = re.compile(r"(?:[15][DMwKANLSG-]{1,5}?)?v?(?:[bf]D?[wNAK]{1,4}?)?[129a]?T")
#: Before the word for followers: whose they are.
_POSSESSED: Final = re.compile(r"[MS][wa]{0,2}C[wPUL-]{0,3}$")
#: "As of Wednesday, "
_AS_OF: Final = re.compile(r"[&a9]?7oT,")
#: "At the time of writing", "today" and the like end before so many items where they open a sentence.
_OPENING: Final = 3
_NOW: Final = frozenset(_TABLE["now"])
#: A reason is cut after so many items.
_LONGEST_REASON: Final = 30


def date_near(spot: Spot) -> Mention | None:
    """Return the date of the trigger's clause: the nearest with no other trigger between.

    Bare "sanctions" are those that are known; the date of the clause is of what is new.
    """
    sentence, index = spot.sentence, spot.index
    if spot.is_bare_noun and spot.trigger.lemma == "sanctions":
        return _date_of_phrase(spot)
    dates = [i for i, item in enumerate(sentence.items) if item.code == "T"]
    if not dates:
        return None

    def distance(at: int) -> tuple[int, bool, int]:
        low, high = sorted((at, index))
        between = sentence.codes[low + 1 : high]
        # "the order last month that bans it", "suspended her when she sang in May"
        crossed = sum(code in (";Vr9" if at > index else ";Vr") for code in between)
        # "founded in May and removed on Tuesday": another clause before "and"
        return crossed, at < index and "&" in between, high - low

    best = min(dates, key=distance)
    return sentence.items[best].mention if distance(best)[0] <= 1 else None


def _date_of_phrase(spot: Spot) -> Mention | None:
    """Return the date that stands in the phrase of the noun at `spot`."""
    before, behind = _DATED_BEFORE.search(spot.before), _DATED_BEHIND.match(spot.behind)
    if before is not None:
        return spot.sentence.items[before.start()].mention
    return spot.sentence.items[spot.index + behind.end()].mention if behind is not None else None


def date_beside(spot: Spot) -> Mention | None:
    """Return as of when a number of followers is: "had 29,000 followers as of Monday".

    What is told to followers is dated, not their number: "to her 29,000 followers on Monday".
    """
    if _POSSESSED.search(spot.before):
        return None
    match = re.match(r"[w1P7o]{0,5}T", spot.behind)
    if match is not None:
        return spot.sentence.items[spot.index + match.end()].mention
    return _now_before(spot)


def _now_before(spot: Spot) -> Mention | None:
    """Return "now" in the clause before a number, or the date of "As of Monday," at its start, or null."""
    sentence, opening = spot.sentence, _AS_OF.match(spot.before)
    if opening is not None:
        return sentence.items[opening.end() - 2].mention
    for at in range(spot.index - 1, -1, -1):
        if sentence.items[at].lower in _NOW:
            return replace(sentence.items[at].as_mention(), type="date")
        if sentence.codes[at] in ";V" or (sentence.codes[at] == "," and at > _OPENING):
            return None
    return None


def reason_after(spot: Spot) -> Mention | None:
    """Return the words behind the trigger that give its reason, or null."""
    sentence, index = spot.sentence, spot.index
    for at in range(index + 1, len(sentence)):
        if sentence.codes[at] == ";":
            return None
        if sentence.codes[at] == "9" and not _cue_width(sentence, at, len(sentence)):
            return None  # "although ..."
        width = 0 if _is_no_cue(sentence, at) else _cue_width(sentence, at, len(sentence))
        starts = width and at + width < len(sentence) and sentence.codes[at + width] not in "TCP"
        if starts and not _is_duration(sentence, at + width):
            first, last = at + width, _reason_end(sentence, at + width)
            return sentence.words(first, last, "reason") if last > first else None
    return None


def _is_no_cue(sentence: Sentence, at: int) -> bool:
    """Say whether a word has another meaning here: "the following accounts", "pages for Ada Lane"."""
    word, before = sentence.items[at].lower, sentence.codes[at - 1]
    return (word == "following" and before == "D") or (
        word == "for" and before == "U" and bool(re.match(r"[DwLKA]{0,4}[NHG]", sentence.codes[at + 1 :]))
    )


def _lasting(sentence: Sentence, at: int) -> str | None:
    """Return how long something lasts by the two words at a place ("for good"), or null."""
    return PERMANENCE.get(" ".join(item.lower for item in sentence.items[at : at + 2]))


def _is_duration(sentence: Sentence, first: int) -> bool:
    """Say whether "for" leads to a stretch of time ("for a week") or to all of it ("for good")."""
    width = re.match(r"[DCTaw]{0,3}", sentence.codes[first:])
    words = sentence.items[first : first + (width.end() if width else 0)]
    return _lasting(sentence, first - 1) is not None or any(item.lower in _DURATIONS for item in words)


def _cue_width(sentence: Sentence, at: int, last: int) -> int:
    for width in (4, 3, 2, 1):
        words = " ".join(item.lower for item in sentence.items[at : min(at + width, last)])
        if words in _REASON_WORDS:
            return width
    return 0


def _reason_end(sentence: Sentence, first: int) -> int:
    index = first
    while index < min(len(sentence), first + _LONGEST_REASON) and sentence.codes[index] not in ";T":
        if sentence.codes[index] == "," and not re.match(r",[&w]", sentence.codes[index:]):
            break
        index += 1
    while index > first and sentence.codes[index - 1] in ",&123":
        index -= 1
    return index


def permanence_of(spot: Spot) -> Mention | None:
    """Return the words beside the trigger that say how long it lasts ("permanently"), or null."""
    sentence, index = spot.sentence, spot.index
    for at in (index - 1, index - 2, index + 1, index - 3):
        if 0 <= at < len(sentence) and sentence.items[at].lower in PERMANENCE:
            item = sentence.items[at]
            return Mention(item.start, item.end, item.text, "permanence", PERMANENCE[item.lower])
    for at in range(index + 1, min(index + 8, len(sentence) - 1)):
        if (lasting := _lasting(sentence, at)) is not None:
            return replace(sentence.words(at, at + 2, "permanence"), value=lasting)
        if sentence.codes[at] == "4" and _is_duration(sentence, at + 1):
            return replace(sentence.words(at, at + 3, "permanence"), value="temporary")
        if sentence.codes[at] in ";vV":
            break
    return None


class Source(NamedTuple):
    """Who says so: the words, and the type of speaker that they name, or null."""

    words: Mention
    type: str | None


def source_of(spot: Spot) -> Source | None:
    """Return who says what the trigger states: "according to X", "X said"."""
    sentence, index = spot.sentence, spot.index
    lowered = [item.lower for item in sentence.items]
    for at, word in enumerate(lowered[:-1]):
        if word == "according" and lowered[at + 1] == "to":
            return _speaker(sentence, at + 2)
        if word in _SAYING and at != index:
            before = _speaker_before(sentence, at)
            if before is not None:
                return before
    return None


def _speaker(sentence: Sentence, first: int) -> Source | None:
    """Read a speaker to the right: a name, or a phrase that ends in a noun for a source."""
    for at in range(first, min(first + 8, len(sentence))):
        item = sentence.items[at]
        if item.code in "NAKP" and sentence.codes[at + 1 : at + 2] != "S":
            return Source(item.as_mention(), _speaker_type(item))
        if item.lower in _SOURCES:
            begin = first + int(sentence.codes[first] == "D" and first < at)
            return Source(sentence.words(begin, at + 1, "speaker"), None)
        if item.code in ";,v":
            return None
    return None


def _speaker_before(sentence: Sentence, verb: int) -> Source | None:
    """Read a speaker to the left of a verb of saying."""
    for at in range(verb - 1, max(-1, verb - 6), -1):
        item = sentence.items[at]
        if item.code in "NAKP":
            return Source(item.as_mention(), _speaker_type(item))
        if item.lower in _SOURCES:
            first = at
            while first and sentence.codes[first - 1] in "wPNLKA":
                first -= 1
            return Source(sentence.words(first, at + 1, "speaker"), None)
        if item.code not in "aw,hD2T1":
            return None
    return None


def _speaker_type(item: Item) -> str | None:
    return {"P": "platform", "A": "official", "K": "official"}.get(item.code)
