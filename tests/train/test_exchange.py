from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from pipeline.reader.labels import Labels
from pipeline.reader.pieces import LOWER, TITLE, Pieces
from pipeline.train.examples import Example
from pipeline.train.exchange import NameExchange

#: Pieces of the vocabulary: words, names, and "##" pieces that go on a word.
SAID, BANK, ADA, LANE, MARSH, GOES_ON, GOES_ON_TOO = range(7)
CONTINUING = np.array([False] * 5 + [True] * 2)


def made(labels: Labels, *words: tuple[int, bool, int]) -> Pieces:
    """Return pieces; each is an id, whether it is marked as a person, and its casing."""
    ids, named, casing = (np.array(column) for column in zip(*words, strict=True))
    begin = 1 + 2 * labels.marks.index("person")
    places = np.arange(len(ids))
    return Pieces(ids, casing, 2 * places, 2 * places + 1, named * begin, places * 0, (0, len(ids)))


def varied(exchange: NameExchange, pieces: Pieces) -> list[list[int]]:
    rng = random.Random(1)  # noqa: S311
    return [exchange(pieces, rng).ids.tolist() for _ in range(60)]


@pytest.fixture
def others(labels: Labels) -> list[Example]:
    names = made(labels, (MARSH, True, TITLE), (GOES_ON_TOO, True, TITLE), (SAID, False, LOWER))
    return [Example("other", names, [])]


def test_a_name_is_exchanged_for_the_same_other_name_all_over_an_article(labels, others):
    article = made(
        labels, (ADA, True, TITLE), (GOES_ON, True, TITLE), (SAID, False, LOWER), (ADA, False, TITLE)
    )
    seen = varied(NameExchange(others, labels, CONTINUING), article)
    assert {tuple(ids) for ids in seen} == {
        (ADA, GOES_ON, SAID, ADA),
        (MARSH, GOES_ON_TOO, SAID, MARSH),  # as often, and never one without the other
    }


def test_a_word_of_a_name_that_is_a_common_word_too_stays(labels, others):
    article = made(labels, (BANK, True, TITLE), (BANK, False, LOWER))
    assert {tuple(ids) for ids in varied(NameExchange(others, labels, CONTINUING), article)} == {(BANK, BANK)}


def test_nothing_but_the_pieces_changes(labels, others):
    article = made(labels, (ADA, True, TITLE), (SAID, False, LOWER))
    exchange = NameExchange(others, labels, CONTINUING)
    rng = random.Random(0)  # noqa: S311
    for _ in range(20):
        other = exchange(article, rng)
        kept = replace(other, ids=article.ids)
        assert all(np.array_equal(getattr(kept, name), getattr(article, name)) for name in article.__slots__)


def test_without_names_to_choose_from_all_stay(labels):
    plain = made(labels, (SAID, False, LOWER))
    article = made(labels, (ADA, True, TITLE))
    exchange = NameExchange([Example("plain", plain, [])], labels, CONTINUING)
    assert {tuple(ids) for ids in varied(exchange, article)} == {(ADA,)}
