"""Text to word pieces: ids for the encoder, exact offsets, and the casing that lower-casing hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.facts.claims import Recognised
from pipeline.reader.labels import Labels

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    Ints = np.ndarray[Any, np.dtype[np.int64]]

#: Casing classes of the word a piece belongs to, fed to the encoder as token types.
LOWER, TITLE, UPPER, MIXED, DIGITS, WITH_DIGITS, MARK, OTHER = range(8)
CASINGS: Final = 8


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order; arrays of equal length.

    Attributes:
        ids: vocabulary ids.
        casing: casing class of the word each piece belongs to.
        starts: offset of the first code point of each piece in the text.
        ends: offset after its last code point (exclusive).
        marks: what tables and grammars say of each piece: 0, or 1 + 2 * type, one more inside the mention.
        cues: 0, or 1 + the kind of fact that a word of the trigger tables can carry.
        sentences: index of the first piece of each sentence, and the number of pieces at the end.
    """

    ids: Ints
    casing: Ints
    starts: Ints
    ends: Ints
    marks: Ints
    cues: Ints
    sentences: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the pieces that code points `start` to `end` touch, as a range, or null for none.

        A piece of which the span holds a part belongs to it, so that none is lost at a contraction.
        """
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return (first, last) if first < last else None


def cut(tokenizer: Tokenizer, text: str, sentences: Sequence[tuple[int, int]]) -> Pieces:
    """Cut a text into word pieces, sentence by sentence.

    Args:
        tokenizer: the encoder's tokenizer, without truncation and padding.
        text: the article.
        sentences: (start, end) offsets of its sentences, end exclusive, in order.
    """
    ids: list[int] = []
    casing: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    firsts = [0]
    encodings = tokenizer.encode_batch([text[a:b] for a, b in sentences], add_special_tokens=False)
    for (begin, _), encoding in zip(sentences, encodings, strict=True):
        offsets = encoding.offsets
        ids += encoding.ids
        starts += [begin + a for a, _ in offsets]
        ends += [begin + b for _, b in offsets]
        casing += _casings(text, begin, offsets, encoding.word_ids)
        if len(ids) > firsts[-1]:
            firsts.append(len(ids))
    nothing = np.zeros(len(ids), dtype=np.int64)
    return Pieces(
        _array(ids), _array(casing), _array(starts), _array(ends), nothing, nothing, sentences=tuple(firsts)
    )


def _array(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def mark(pieces: Pieces, found: Recognised, labels: Labels) -> Pieces:
    """Return the pieces with what tables and grammars say of them.

    Args:
        pieces: the pieces of a text.
        found: its mentions and triggers.
        labels: which types and kinds there are.
    """
    marks, cues = np.zeros_like(pieces.ids), np.zeros_like(pieces.ids)
    for mention in found.mentions:
        span = pieces.span(mention.start, mention.end)
        if span is not None and mention.type in labels.marks:
            tag = 1 + 2 * labels.marks.index(mention.type)
            marks[span[0] : span[1]] = tag + 1
            marks[span[0]] = tag
    for trigger in found.triggers:
        span = pieces.span(trigger.start, trigger.end)
        if span is not None:
            cues[span[0] : span[1]] = 1 + labels.kinds.index(trigger.kind)
    return replace(pieces, marks=marks, cues=cues)


def _casings(
    text: str, begin: int, offsets: Sequence[tuple[int, int]], words: Sequence[int | None]
) -> list[int]:
    bounds: dict[int | None, tuple[int, int]] = {}
    for word, (start, end) in zip(words, offsets, strict=True):
        bounds[word] = (bounds.get(word, (start, end))[0], end)
    classes = {word: casing_class(text[begin + start : begin + end]) for word, (start, end) in bounds.items()}
    return [classes[word] for word in words]


def casing_class(word: str) -> int:
    """Return the casing class of a word.

    >>> casing_class("Iran") == TITLE, casing_class("25K") == WITH_DIGITS
    (True, True)
    """
    if word.isdigit():
        return DIGITS
    if not any(map(str.isalnum, word)):
        return MARK
    if any(map(str.isdigit, word)):
        return WITH_DIGITS
    if word.islower():
        return LOWER
    if word.istitle():
        return TITLE
    if word.isupper():
        return UPPER
    return MIXED if word.isascii() else OTHER
