"""Signatures of texts: short values that tell near copies, such as a wire report in two newspapers.

A text is the set of its runs of nine words ("shingles"), without case, punctuation and white space, so that
quotation marks and line breaks of an outlet do not count. Of two sets, MinHash estimates the *resemblance*
(Jaccard similarity) from a few bytes each; with their sizes that gives the *containment*: the share of
the one that is in the other (after A. Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
import zlib
from typing import Any, Final

import numpy as np
from rensa import RMinHash

Ints = np.ndarray[Any, np.dtype[np.uint64]]

#: Words in a shingle. Names and figures, dense in news, break up texts of one template; paragraphs that are
#: cut or put in break few. The longer the shingle, the better it tells the two apart: with nine words half as
#: many templates pass as with the usual five, and more copies (``python -m benchmarks.copies``).
_SHINGLE: Final = 9
#: A text of fewer different shingles is too short to tell: a dateline would be a large part of it.
_FEWEST: Final = 50
#: So much of a copy stands in the document that it copies, so that it holds little of its own: more would
#: miss reports with a new headline or paragraph, less takes texts of one template for copies of one another.
LEAST_CONTAINMENT: Final = 0.75
#: Less is seldom found and badly estimated: a report of which half is cut has 0.5.
LEAST_RESEMBLANCE: Final = 0.4
#: Values of a signature; the standard error of a resemblance of 0.6 is then 0.04.
_VALUES: Final = 128
#: Bands and the values in each. Texts of resemblance s share a band with probability 1 - (1 - s**2)**8
#: (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4.2): 0.75 at 0.4, 0.90 at 0.5,
#: 0.97 at 0.6 and 0.999 at 0.75. A band is a row of an index, written at a place of chance: eight of two
#: values take half the time of the 16 of three that find as many. What they find in vain is little, since
#: articles of their own share no runs of nine words.
_BANDS: Final = 8
_ROWS: Final = 2

_WORD: Final = re.compile(r"[^\W_]+")
#: 2**64 over the golden ratio: spreads a hash over its upper bits (Knuth, TAOCP, volume 3, section 6.4).
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
#: Of the random numbers of the hash functions.
_SEED: Final = 1
_SIZE: Final = 4
_WIDTH: Final = 2


def signature(text: str) -> bytes | None:
    """Return the signature of a text, the same on every machine.

    Args:
        text: the text of an article.

    Returns:
        The number of its different shingles (4 bytes), then 128 values of 2 bytes, all little-endian; null
        for a text too short to tell, which one without blanks between its words is taken for.
    """
    shingles = _shingles(text)
    if len(shingles) < _FEWEST:
        return None
    rows = RMinHash.digest_matrix_from_flat_token_hashes(shingles, [0, len(shingles)], _VALUES, _SEED)
    # The lower half of a value is enough to compare: two differ in it but for 1 in 65,536.
    values = np.array(rows.to_rows()[0]).astype("<u2").tobytes()
    return len(shingles).to_bytes(_SIZE, "little") + values


def bands(found: bytes) -> set[int]:
    """Return the keys under which near copies of a text are looked up: they share one at least.

    Args:
        found: its signature.

    Returns:
        Whole numbers of 32 bits with a sign, which SQLite stores in 4 bytes.
    """
    step = _ROWS * _WIDTH
    starts = range(_SIZE, _SIZE + _BANDS * step, step)
    return {int.from_bytes(found[start : start + step], "little", signed=True) for start in starts}


def similarity_of_copy(copy: bytes, original: bytes) -> float | None:
    """Return the estimated Jaccard similarity of two texts, or null if one is no near copy of the other.

    Args:
        copy: the signature of the text that may be a copy.
        original: that of the text that may be its original: a longer one has what a copy was cut from.
    """
    sizes = [int.from_bytes(found[:_SIZE], "little") for found in (copy, original)]
    values = [np.frombuffer(found, "<u2", offset=_SIZE) for found in (copy, original)]
    resemblance = float(np.count_nonzero(values[0] == values[1])) / _VALUES
    shared = sum(sizes) * resemblance / (1 + resemblance)
    alike = resemblance >= LEAST_RESEMBLANCE and shared >= LEAST_CONTAINMENT * sizes[0]
    return resemblance if alike else None


def _shingles(text: str) -> Ints:
    """Return the hashes of the different shingles, of 32 bits each, in ascending order."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())]
    hashes = np.array(words, np.uint64)
    starts = max(len(words) - _SHINGLE + 1, 0)
    mixed = np.zeros(starts, np.uint64)
    for place in range(_SHINGLE):
        mixed = (mixed + hashes[place : place + starts]) * _SPREAD
    return np.unique(mixed >> np.uint64(32))
