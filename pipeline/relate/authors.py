"""Who sanctions: the bodies and states that a sentence names as the authors of sanctions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.normalise.codes import authority_name
from pipeline.relate.items import Sentence
from pipeline.tables import load_table

#: Items back from "sanctions" within which its author stands right before it.
_BESIDE: Final = 5
#: How much more often it counts as spoken of there.
_WEIGHT: Final = 2
#: The members of a list before its last one.
_LIST_BEFORE: Final = re.compile(r"(?:[AK][,&]{1,2}D?)+$")
#: A body before another that it is a part of.
_PART_BEFORE: Final = re.compile(r"A[()N]{0,3}oD?$")
#: Between a country and a verb of which it, or its government, is the subject.
_SUBJECT_OF: Final = re.compile(r"(?P<body>S?w{0,2}G)?[axhmn]*")
#: A country behind these is not who acts: "the invasion of Ukraine".
_OBLIQUE_BEFORE: Final = re.compile(r"[of2534678]D?w?$")


def usual_authority(sentences: Sequence[Sentence]) -> Mention | None:
    """Return the authority, or country that sanctions habitually, that a document speaks of most.

    To stand right before "sanctions" counts for more than to be spoken of.
    """
    found = [author for sentence in sentences for author in _authors(sentence)]
    seldom = load_table("sanctioning")["seldom"]
    authors = [author for author in found if author.value not in seldom] or found
    counts = Counter(author.value for author in authors)
    for sentence in sentences:
        for author in _beside_sanctions(sentence):
            if author.value in counts:
                counts[author.value] += _WEIGHT
    most = max(counts, key=counts.__getitem__, default=None)
    return next((author for author in authors if author.value == most), None)


def _authors(sentence: Sentence) -> Iterator[Mention]:
    habitual = load_table("sanctioning")["habitual"]
    for item in sentence.items:
        if item.mention and (item.code == "A" or (item.code == "K" and item.mention.value in habitual)):
            yield item.mention


def _beside_sanctions(sentence: Sentence) -> Iterator[Mention]:
    for spot in sentence.spots():
        if spot.trigger.kind == "sanction" and spot.trigger.frame == "noun":
            yield from authorities_beside(sentence, spot.index)


def full_names(sentences: Sequence[Sentence]) -> dict[str, Mention]:
    """Return how a document names its bodies in full: "Treasury" -> the mention "U.S. Treasury Department".

    Bodies that it names by one name alone are left out, and so are words that stand for a body.
    """
    named = {item.text: item.mention for sentence in sentences for item in sentence.items if item.code == "A"}
    full = [mention for text, mention in named.items() if mention and authority_name(text) == text]
    found: dict[str, Mention] = {}
    for text, short in named.items():
        longer = [name for name in full if short and name.value == short.value and text in name.text]
        longest = max(longer, key=lambda name: len(name.text), default=None)
        if longest is not None and longest.text != text:
            found[text] = longest
    return found


def authorities_beside(sentence: Sentence, index: int) -> list[Mention]:
    """Return the authorities right before "sanctions": "the EU's sanctions", "U.S. and EU sanctions"."""
    at = index - 1
    while at >= 0 and sentence.codes[at] in "wS-" and index - at < _BESIDE:
        at -= 1
    if at < 0:
        return []
    if sentence.codes[at] == "N" and authority_name(sentence.items[at].text) is not None:
        return [*_joined(sentence, at), sentence.items[at].as_mention()]  # "the EU and Trump's sanctions"
    imposes = sentence.codes[at] == "A" or (sentence.codes[at] == "K" and _imposes(sentence, at))
    return _joined(sentence, at) if imposes else []


def _joined(sentence: Sentence, at: int) -> list[Mention]:
    """Return the authority or country at item `at` with those that a list joins to it before."""
    list_before = _LIST_BEFORE.search(sentence.codes, 0, at)
    first = list_before.start() if list_before else at
    return [item.as_mention() for item in sentence.items[first : at + 1] if item.code in "AK"]


def authorities_before(sentence: Sentence, index: int) -> list[Mention]:
    """Return the nearest authority or country that sanctions before item `index`, and its partners.

    Where there is none it is a leader, or else the group right before the item ("Western powers").
    """
    for at in range(index - 1, -1, -1):
        part = _PART_BEFORE.search(sentence.codes, 0, at) if sentence.codes[at] == "A" else None
        if part is not None:
            return [sentence.items[part.start()].as_mention()]  # "the Office of ... of the Treasury"
        if sentence.codes[at] == "A" or _acts(sentence, at, index):
            return _joined(sentence, at)
    leader = _leader_before(sentence, index)
    if leader is not None:
        return [leader]
    group = re.search(r"[wLK]{1,2}G[a]?$", sentence.codes[:index])
    return [sentence.words(*group.span())] if group else []


def authorities_behind(sentence: Sentence, index: int) -> list[Mention]:
    """Return the authorities behind item `index` that "by" names, or "from" right there: "from the EU"."""
    window = sentence.codes[index + 1 : index + 16]
    match = re.search(r"^(?:[^;]*?b|f)[DwM]{0,3}([AK](?:[,&]{1,2}D?[AK])*)", window)
    if match is None:
        return []
    first, last = match.span(1)
    found = sentence.items[index + 1 + first : index + 1 + last]
    return [item.as_mention() for item in found if item.code in "AK"]


def _acts(sentence: Sentence, at: int, index: int) -> bool:
    """Say whether item `at` is a country that can be the author of sanctions named at item `index`."""
    if sentence.codes[at] != "K" or _OBLIQUE_BEFORE.search(sentence.codes[:at]):
        return False
    if _is_subject(sentence, at, index):
        return True
    adjacent = re.fullmatch(r"[axhmn]*", sentence.codes[at + 1 : index])
    return _imposes(sentence, at) and (
        bool(adjacent) or _value(sentence, at) in load_table("sanctioning")["habitual"]
    )


def _is_subject(sentence: Sentence, at: int, index: int) -> bool:
    """Say whether the country at item `at`, or its government, is the subject of the verb at item `index`.

    So any state sanctions: "China sanctioned", "Egypt's new government declared". "Iran sanctions" are on it.
    """
    subject = _SUBJECT_OF.fullmatch(sentence.codes, at + 1, index)
    if subject is None or sentence.codes[index] not in "vV" or sentence.items[index].lower == "sanctions":
        return False
    government = sentence.items[subject.end("body") - 1].lower if subject["body"] else None
    return government is None or government in load_table("words")["state_words"]


def _imposes(sentence: Sentence, at: int) -> bool:
    return _value(sentence, at) in load_table("sanctioning")["countries"]


def _leader_before(sentence: Sentence, index: int) -> Mention | None:
    """Return the leader before item `index` whose decision is the state's: "Trump sanctioned"."""
    for item in reversed(sentence.items[:index]):
        if item.code == "N" and authority_name(item.text) is not None:
            return item.mention
    return None


def _value(sentence: Sentence, at: int) -> str | None:
    mention = sentence.items[at].mention
    return mention.value if mention is not None else None
