"""Who speaks where the text says "I": who signs a quoted post, or of whom it is told that he said so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.tables import load_table

#: The end of a quoted post: "-- Ada Lane (@ada) 17 Oct 2020".
_SIGNED: Final = re.compile(r";+(N)(?:\(H\)|T)")
#: A post has no more sentences than this before its signature.
_LONGEST_POST: Final = 12
#: A line of a post is quoted, or the post is all on one line.
_OUTSIDE: Final = re.compile(r"\n(?!\s*>)")
#: "she said", "Ada Lane (@ada) wrote"; "explained the singer Ada Lane"
_SAID: Final = re.compile(r"([NR])(?:\(H\))?,?a?(v)|(v)[DwGKPL,]{0,6}(N)")
_SAYING: Final = frozenset(load_table("circumstances")["saying_verbs"])


def speaker_of(words: Mention, sentence: Sentence, ahead: Sequence[Sentence]) -> Mention | None:
    """Return the name or pronoun of who speaks where a sentence says "I" or "our", or null.

    Args:
        words: the word for the speaker.
        sentence: where it stands.
        ahead: the sentences behind.
    """
    return _signature(words, sentence, ahead) or _told_to_say(words, sentence)


def _signature(words: Mention, sentence: Sentence, ahead: Sequence[Sentence]) -> Mention | None:
    at = next((i for i, item in enumerate(sentence.items) if item.start >= words.end), len(sentence))
    signed = _SIGNED.search(sentence.codes, at)
    if signed:
        return sentence.items[signed.start(1)].as_mention()
    for number, other in enumerate(ahead[:_LONGEST_POST]):
        signed = _SIGNED.match(other.codes)
        if signed is None:
            continue
        between = sentence.article[sentence.end : other.items[signed.start(1)].start]
        inside = not number or _OUTSIDE.search(between) is None
        return other.items[signed.start(1)].as_mention() if inside else None
    return None


def _told_to_say(words: Mention, sentence: Sentence) -> Mention | None:
    """Return who says it in the same sentence: behind the quotation, else before it."""
    before = None
    for said in _SAID.finditer(sentence.codes):
        name, verb = (1, 2) if said.group(1) else (4, 3)
        who = sentence.items[said.start(name)].as_mention()
        if sentence.items[said.start(verb)].lower not in _SAYING or who.start == words.start:
            continue
        if who.start > words.end:
            return who
        before = who
    return before
