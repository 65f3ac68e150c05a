"""A tokenizer that knows little more than letters, and texts cut by hand, in place of a trained model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from string import ascii_lowercase, digits

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from pipeline.facts.claims import Claim, Mention
from pipeline.reader.claims import claims_of
from pipeline.reader.decode import Filler, Reading
from pipeline.reader.fillers import Words
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces

WORDS = ("[UNK]", "account", "remov", "suspended", "##ed", ".", ",", "'", "@", "_")
CHARACTERS = ascii_lowercase + digits
FIRST_CLASSES = {
    "action": "none",
    "modality": "asserted",
    "unit": "none",
    "value_kind": "none",
    "attribution_type": "none",
    "reason_category": "none",
}


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Lower-cases and drops accents as the encoder's does; words it does not know fall into characters."""
    vocabulary = (*WORDS, *CHARACTERS, *(f"##{character}" for character in CHARACTERS))
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    made = Tokenizer(WordPiece(numbers, unk_token="[UNK]"))  # noqa: S106 - no password
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


@pytest.fixture(scope="session")
def labels() -> Labels:
    return Labels.of_table()


@pytest.fixture(scope="session")
def pieces_of() -> Callable[..., Pieces]:
    """A function that cuts a text at its blanks, or at bars as well: "sus|pended" is two pieces of a word.

    It returns the text without its bars, and the pieces.
    """

    def cut_by_hand(row: str) -> tuple[str, Pieces]:
        parts = re.findall(r"[^ |]+|[ |]", row)
        lengths = [0 if part == "|" else len(part) for part in parts]
        ends = list(accumulate(lengths))
        spans = [(end - len(part), end) for part, end in zip(parts, ends, strict=True) if part not in "| "]
        starts, stops = (np.array(side, dtype=np.int64) for side in zip(*spans, strict=True))
        nothing = np.zeros_like(starts)
        pieces = Pieces(nothing, nothing, starts, stops, nothing, nothing, sentences=(0, len(starts)))
        return row.replace("|", ""), pieces

    return cut_by_hand


@pytest.fixture(scope="session")
def read(labels: Labels) -> Callable[..., list[Claim]]:
    """A function that gives the claims of one trigger of a text.

    Args:
        text: the article.
        trigger: its words, found where they first stand.
        kind: the kind of fact.
        roles: row -> words found likewise, each with its score or with 0.9.
        classes: what is told of the trigger, where it is not the first value.
        known: words -> type and value of the mentions that the tables find.
        cut: the words that each sentence begins with; one sentence where left out.
    """

    def claims(
        text: str,
        trigger: str,
        kind: str,
        roles: Mapping[str, list[str | tuple[str, float]]],
        classes: Mapping[str, str] | None = None,
        *,
        known: Mapping[str, tuple[str, str | None]] | None = None,
        cut: Sequence[str] = (),
    ) -> list[Claim]:
        def filler(entry: str | tuple[str, float]) -> Filler:
            words, score = (entry, 0.9) if isinstance(entry, str) else entry
            start = text.index(words)
            return Filler(start, start + len(words), score)

        start = text.index(trigger)
        mentions = [
            Mention(text.index(words), text.index(words) + len(words), words, *entry)  # type: ignore[arg-type]
            for words, entry in (known or {}).items()
        ]
        reading = Reading(
            start,
            start + len(trigger),
            kind,
            0.8,
            {**FIRST_CLASSES, **(classes or {})},
            {row: tuple(map(filler, entries)) for row, entries in roles.items()},
        )
        found = Words(text, sorted(mentions, key=lambda mention: mention.start))
        bounds = [*([text.index(words) for words in cut] or [0]), len(text)]
        return claims_of([reading], found, text, labels, list(pairwise(bounds)))

    return claims
