"""Where sentences start: behind full stops, and at lines that are paragraphs of their own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.tokens import Doc

from pipeline.tables import load_table

#: How spaCy codes the two in an array.
_START, _NO_START = 1, -1
_CLOSERS = frozenset("\"'”’»)]")
_STOPS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
#: A sentence is cut behind so many tokens: what costs its length squared must not meet a book without stops.
_LONGEST = 400
#: What a line has that is a row of a table.
_BORDER = "|"
#: Before each line of a quotation.
_QUOTE = ">"
#: A line with one of these at its end is whole.
_LINE_ENDS = frozenset(".!?:;…|*")
#: What may open the next line of a sentence, beside a letter or figure.
_OPENERS = frozenset("[(\"“‘'_")
_LINE_BREAK = re.compile(r"[\r\n]")
#: The word, or link, that would have had to fit into the line before.
_NEXT_WORD = re.compile(r"(?:\r\n?|\n)(?:> ?)?(\S*)")
#: A line is looked at so far back from its end: what is longer is no line of a width.
_FAR = 1000
#: A text breaks its lines at one width if it does so at least so often, at no more than so many code points.
_FEWEST, _WIDEST = 3, 110
#: How many closing quotes and brackets may stand between a full stop and the next sentence.
_MOST_CLOSERS = 3
#: Words that a full stop follows without ending a sentence, lower case.
_ABBREVIATIONS = frozenset(load_table("names")["abbreviations"])


def mark_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token of `doc`, and return it.

    A sentence ends at a full stop, question or exclamation mark with the quotes and brackets that
    close behind it, unless the stop belongs to an abbreviation ("Maj. Gen."), and at a line break,
    unless the next line goes on in lower case, or the line is full where the text breaks them at one width.
    Blank tokens belong to the sentence before them. A sentence that goes on past 400 tokens is cut.
    """
    text = doc.text  # spaCy builds it anew at each call
    width = _width(text)
    starts = [_NO_START] * len(doc)
    broken, begun = True, 0
    for token in doc:
        if token.is_space:
            broken = broken or _breaks_line(doc, token.i, text, width)
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


def _breaks_line(doc: Doc, index: int, text: str, width: int) -> bool:
    """Say whether the blank token at `index` is a line break that ends a sentence.

    Args:
        doc: the document.
        index: of the blank token.
        text: of the document.
        width: of its lines, if it breaks them at one (see `_width`).
    """
    lines = doc[index].text.count("\n") or doc[index].text.count("\r")
    if lines != 1 or index + 1 >= len(doc):
        return bool(lines)
    end = doc[index].idx
    line = _LINE_BREAK.split(text[max(0, end - _FAR) : end])[-1]
    after = index + 1
    if line.startswith(_QUOTE) and doc[after].text == _QUOTE and after + 1 < len(doc):
        after += 1
    following, word = doc[after].text[0], _NEXT_WORD.match(text, end)
    full = width > 0 and word is not None and len(line) + 1 + len(word[1]) > width
    is_whole = line.rstrip()[-1:] in _LINE_ENDS or _BORDER in line
    goes_on = full and not is_whole and (following.isalnum() or following in _OPENERS)
    return not (following.islower() or goes_on)


def _width(text: str) -> int:
    """Return at how many code points a text breaks its lines, by those that surely go on; 0 if at none."""
    lines = [line.rstrip() for line in text.splitlines()]
    broken = [
        len(line)
        for line, following in pairwise(lines)
        if line and following.removeprefix("> ")[:1].islower() and line[-1] not in _LINE_ENDS
    ]
    widest = max(broken, default=0)
    return widest if len(broken) >= _FEWEST and widest <= _WIDEST else 0
