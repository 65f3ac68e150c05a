"""Names exchanged for others while training: roles are learnt from the language, not from who is famous.

Word pieces of names are exchanged one for one, the same piece by the same throughout an article: "Donald
Trump" and "Trump" become, say, "Marta Sobers" and "Sobers". Lengths, offsets and who is whom stay.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from pipeline.reader.labels import Labels
from pipeline.reader.pieces import LOWER, Pieces
from pipeline.train.examples import Example

#: Marks of words that can be any name; what tables know, such as authorities, is what it is.
_NAMES: Final = ("person", "name", "handle")
#: In an epoch this share of the articles is read with other names.
SHARE: Final = 0.5

Flags = np.ndarray[Any, np.dtype[np.bool_]]


class NameExchange:
    """Exchanges the pieces of names.

    Args:
        examples: where the pieces of names are taken from.
        labels: what the marks mean.
        continuing: of each piece of the vocabulary, whether it goes on a word.
    """

    def __init__(self, examples: Sequence[Example], labels: Labels, continuing: Flags) -> None:
        self._tags = [1 + 2 * labels.marks.index(name) + inside for name in _NAMES for inside in (0, 1)]
        self._continuing = continuing
        used = np.concatenate([pieces.ids[self._is_name(pieces)] for pieces in (e.pieces for e in examples)])
        self._pool = {goes_on: used[continuing[used] == goes_on] for goes_on in (False, True)}

    def _is_name(self, pieces: Pieces) -> Flags:
        named: Flags = np.isin(pieces.marks, self._tags) & (pieces.casing != LOWER)
        return named

    def __call__(self, pieces: Pieces, rng: random.Random) -> Pieces:
        """Return the pieces of an article, in a share of all calls with other names."""
        if rng.random() >= SHARE:
            return pieces
        # A piece that the article has as a common word too ("bank", "of") stays.
        plain = set(pieces.ids[pieces.casing == LOWER].tolist())
        named = dict.fromkeys(pieces.ids[self._is_name(pieces)].tolist())
        ids = pieces.ids.copy()
        for piece in named:
            pool = self._pool[bool(self._continuing[piece])]
            if piece not in plain and len(pool):
                ids[(pieces.ids == piece) & (pieces.casing != LOWER)] = pool[rng.randrange(len(pool))]
        return replace(pieces, ids=ids)
