"""How the article presents a claim, by cue words and their scope (after NegEx and ConText)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence, Spot
from pipeline.tables import load_table


class Reading(NamedTuple):
    """A modality with the words that gave it; no words where the article asserts."""

    modality: str
    cues: tuple[Mention, ...] = ()


class _Cue(NamedTuple):
    words: tuple[str, ...]
    modality: str
    side: str
    within: int


def _load() -> dict[str, list[_Cue]]:
    """Return the cues by their first word, longest first."""
    cues: dict[str, list[_Cue]] = {}
    for modality, sides in load_table("cues")["modalities"].items():
        for side, groups in sides.items():
            for group in groups:
                for phrase in group["words"]:
                    words = tuple(phrase.lower().split())
                    cues.setdefault(words[0], []).append(_Cue(words, modality, side, group["within"]))
    for found in cues.values():
        found.sort(key=lambda cue: -len(cue.words))
    return cues


_CUES = _load()
_ORDER = tuple(load_table("cues")["modalities"])
_DENIALS = frozenset(load_table("cues")["denials"])
_PSEUDO = frozenset(load_table("cues")["pseudo"])
_PRESUPPOSING = frozenset(load_table("cues")["presupposing"])
_OPEN = frozenset(load_table("cues")["open"])
_SAYING = frozenset(load_table("circumstances")["saying_verbs"])
_ACCUSING = frozenset(load_table("cues")["accusing"])
#: How many items before what somebody is accused of the word may stand.
_ACCUSED_WITHIN = 12
_TERMINATORS = frozenset(load_table("cues")["terminators"])
#: A form of "be" right behind its subject.
_SUBJUNCTIVE: Final = re.compile(r"(?<=[UNHGRw])(x)a*$")
#: Words before "to" that say that it is done, and how many items before it they may stand.
_DONE = frozenset({*load_table("words")["implicatives"], *load_table("sanctioning")["done"]})
_DONE_WITHIN = 8


def modality_of(spot: Spot) -> Reading:
    """Return the modality of the claim at `spot`; a trigger with a modality of its own keeps it."""
    if spot.trigger.modality is not None:
        return Reading(spot.trigger.modality)
    sentence = spot.sentence
    words = _spelled(sentence)
    readings: dict[str, tuple[Mention, ...]] = {}
    read = 0  # "not rule out" is read as a whole
    for at, (item, word) in enumerate(words):
        fitting = (cue for cue in _CUES.get(word, ()) if _matches(words, at, cue))
        cue = next((cue for cue in fitting if _reaches(spot, item, cue)), None)
        if cue is not None and at >= read:
            readings.setdefault(cue.modality, (_words(sentence, words, at, cue),))
            read = at + len(cue.words)
    if _OPEN.intersection(cue.text.lower() for cue in readings.get("hypothetical", ())):
        readings.pop("planned", None)  # "whether Twitter will ban her", "will Twitter ban her?"
    if _is_accusation(spot):
        readings.setdefault("uncertain", ())
    for modality in _ORDER:
        if modality in readings:
            announced = modality == "hypothetical" and _is_announced(spot, readings[modality])
            return Reading("planned" if announced else modality, readings[modality])
    return _of_infinitive(spot) or _of_subjunctive(spot) or Reading("asserted")


def _of_subjunctive(spot: Spot) -> Reading | None:
    """Return the reading of a bare "be" before a participle, which asks: "urged that the post be removed"."""
    bare = _SUBJUNCTIVE.search(spot.before)
    if bare is None or spot.sentence.items[bare.start(1)].lower != "be":
        return None
    return Reading("requested", (spot.sentence.words(bare.start(1), bare.start(1) + 1),))


def _is_announced(spot: Spot, cues: tuple[Mention, ...]) -> bool:
    """Say whether "would" only reports a plan: "Twitter said the page would be removed"."""
    before = spot.sentence.items[: spot.index]
    return cues[0].text.lower() == "would" and any(item.lower in _SAYING for item in before)


def _is_accusation(spot: Spot) -> bool:
    """Say whether somebody is accused of the act: "accused Twitter of banning her"."""
    before = spot.sentence.items[max(0, spot.index - _ACCUSED_WITHIN) : spot.index]
    of = spot.trigger.frame.endswith("ing") and spot.before.rstrip("aw").endswith("o")
    return of and any(item.lower in _ACCUSING for item in before)


def _of_infinitive(spot: Spot) -> Reading | None:
    """Return the reading of a sanction in an infinitive, "a bill to sanction him": it may come to be.

    Behind words that say so it is done: "took steps to sanction him".
    """
    index = spot.index
    if spot.trigger.kind != "sanction" or not spot.before.endswith("t"):
        return None
    before = spot.sentence.items[max(0, index - 1 - _DONE_WITHIN) : index - 1]
    if any(item.lower in _DONE for item in before):
        return None
    return Reading("hypothetical", (spot.sentence.words(index - 1, index),))


def _spelled(sentence: Sentence) -> list[tuple[int, str]]:
    """Return every word of the sentence in lower case, with the index of its item; "Bill" is no "bill"."""
    items = enumerate(sentence.items)
    return [(index, word) for index, item in items if item.code not in "TN" for word in item.lower.split()]


def _matches(words: list[tuple[int, str]], at: int, cue: _Cue) -> bool:
    return tuple(word for _, word in words[at : at + len(cue.words)]) == cue.words


def _reaches(spot: Spot, item: int, cue: _Cue) -> bool:
    """Say whether a cue at `item` governs the trigger.

    A bare noun ("sanctions") is governed only by what stands right before it: "have not violated
    UN sanctions" denies no sanctions.
    """
    sentence, index = spot.sentence, spot.index
    if cue.side == "left":
        first, last = item + 1, index
    else:
        first, last = index + 1, item
    if not 0 <= last - first <= cue.within or item == index:
        return False
    between = sentence.items[first:last]
    if " ".join(cue.words) in _DENIALS and _denies_nothing(sentence, item + 1):
        return False
    if cue.words == ("?",) and any(other.lower in _PRESUPPOSING for other in sentence.items[:index]):
        return False
    # A question in brackets asks something else.
    if spot.is_bare_noun:
        stops = ";vVx9" if cue.side == "left" else ";vV9"
    else:
        stops = ";(" if cue.side == "right" else ";"
    return not any(other.code in stops or other.lower in _TERMINATORS for other in between)


def _denies_nothing(sentence: Sentence, at: int) -> bool:
    """Say whether the words from item `at` on, behind "not" or "no", leave standing what follows: "only"."""
    words = [item.lower for item in sentence.items[at : at + 2]]
    return bool(words) and (words[0] in _PSEUDO or " ".join(words) in _PSEUDO)


def _words(sentence: Sentence, words: list[tuple[int, str]], at: int, cue: _Cue) -> Mention:
    return sentence.words(words[at][0], words[at + len(cue.words) - 1][0] + 1)
