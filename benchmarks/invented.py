"""Articles made of those of the corpus, as many as one wants, with new words in each.

Sentences of all articles are shuffled, every third name in them gives way to one that nobody has had before,
and figures are drawn anew, so that the vocabulary grows with every article as that of a news archive does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final

from pipeline.facts import Article
from pipeline.read import read_articles

CORPUS: Final = Path("corpus/articles")

#: Where a sentence ends, roughly: enough to shuffle them.
_BORDER: Final = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
#: Words with a capital inside a sentence, and figures.
_NAME: Final = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
_DIGIT: Final = re.compile(r"\d")
_SYLLABLES: Final = [
    first + vowel for first in "bdfghjklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ar")
]


@cache
def corpus_sentences() -> list[str]:
    """Return the sentences of all articles of the corpus, from 20 to 400 characters long."""
    texts = [item.text for item in read_articles([CORPUS]) if isinstance(item, Article)]
    return [part for text in texts for part in _BORDER.split(text) if 20 <= len(part) <= 400]


def invented_texts(seed: int, *, sentences: int) -> Iterator[str]:
    """Give texts without end, the same for the same seed.

    Args:
        seed: of the draw.
        sentences: how many an article has on average.
    """
    known = corpus_sentences()
    for number in count():
        draw = random.Random(f"{seed}-{number}")  # noqa: S311 - nothing secret
        length = draw.randint(1, 2 * sentences - 1)
        yield "\n\n".join(
            " ".join(_renewed(draw.choice(known), draw) for _ in range(min(4, length - done)))
            for done in range(0, length, 4)
        )


def _renewed(sentence: str, draw: random.Random) -> str:
    named = _NAME.sub(lambda found: _new_name(draw) if draw.random() < 1 / 3 else found[0], sentence)
    return _DIGIT.sub(lambda _: str(draw.randint(1, 9)), named) if draw.random() < 1 / 2 else named


def _new_name(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5))).capitalize()
