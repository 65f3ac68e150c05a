"""Where sentences start: behind full stops, and at lines that are paragraphs of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.tokens import Doc, Token

from pipeline.tables import load_table

#: How spaCy codes the two in an array.
_START, _NO_START = 1, -1
_CLOSERS = frozenset("\"'”’»)]")
_STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
#: A sentence is cut behind so many tokens: what costs its length squared must not meet a book without stops.
_LONGEST = 400
#: What may stand right before the first word of a line.
_OPENERS = frozenset({"[", "_", "**", "*"})
#: The lines of hard-wrapped text have at most so many code points, full ones more than the second number.
_WIDEST = 79
_NARROWEST = 60
#: How many closing quotes and brackets may stand between a full stop and the next sentence.
_MOST_CLOSERS = 3
#: Words that a full stop follows without ending a sentence, lower case.
_ABBREVIATIONS = frozenset(load_table("names")["abbreviations"])


def mark_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token of `doc`, and return it.

    A sentence ends at a full stop, question or exclamation mark with the quotes and brackets that
    close behind it, unless the stop belongs to an abbreviation ("Maj. Gen."), and at a line break,
    unless the next line goes on in lower case or this one is full (hard-wrapped text). Blank tokens
    belong to the sentence before them. A sentence that goes on past 400 tokens is cut.
    """
    starts = [_NO_START] * len(doc)
    broken, begun, line = True, 0, 0
    for token in doc:
        if token.is_space:
            broken = broken or _breaks_line(doc, token.i, token.idx - line)
            if "\n" in token.text or "\r" in token.text:
                line = token.idx + len(token.text)
            continue
        if broken or token.i - begun >= _LONGEST or _follows_stop(doc, token.i):
            starts[token.i], begun = _START, token.i
        broken = False
    if starts:
        starts[0] = _START
    # All at once: spaCy looks through the whole document each time a single token is set.
    column: Any = np.asarray(starts, dtype="int64").astype("uint64").reshape(-1, 1)
    return doc.from_array(["SENT_START"], column)


def _follows_stop(doc: Doc, index: int) -> bool:
    """Say whether a sentence ended before the token at `index`."""
    before = index - 1
    if doc[before].is_space:
        before -= 1
    for _ in range(_MOST_CLOSERS):
        if before > 0 and doc[before].text in _CLOSERS:
            before -= 1
    if before < 0 or doc[before].text not in _STOPS:
        return False
    text = doc[index].text
    if text[0].islower() or text in _CLOSERS or text in _STOPS:
        return False
    return not (before and doc[before].text == "." and doc[before - 1].lower_ in _ABBREVIATIONS)


def _breaks_line(doc: Doc, index: int, length: int) -> bool:
    """Say whether the blank token at `index` is a line break that ends a sentence.

    Args:
        doc: the document.
        index: the token.
        length: how long the line before it is.
    """
    lines = doc[index].text.count("\n") or doc[index].text.count("\r")
    if lines != 1 or index + 1 >= len(doc):
        return bool(lines)
    word = index + 1
    while word + 1 < len(doc) and _opens(doc[word]):
        word += 1
    room = _WIDEST - length - 1
    needed = doc[word].idx + len(doc[word]) - doc[index + 1].idx
    is_full = doc[word].is_alpha and _NARROWEST < length <= _WIDEST and room < needed
    return not (doc[word].text[0].islower() or is_full)


def _opens(token: Token) -> bool:
    """Say whether a token only opens what follows: a line of a quotation, a link, emphasis."""
    return token.text == ">" or (token.text in _OPENERS and not token.whitespace_)
