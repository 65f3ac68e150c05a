from __future__ import annotations

import pytest

from pipeline.train.settings import Settings


@pytest.mark.parametrize(
    ("pieces", "epochs"), [(0, 14), (10, 14), (100, 10), (300, 3), (400, 2), (999, 1), (5000, 1)]
)
def test_many_articles_are_read_less_often(pieces: int, epochs: int) -> None:
    settings = Settings(epochs=14, most_pieces=1000, seed=5).fitted(pieces)
    assert settings == Settings(epochs=epochs, most_pieces=1000, seed=5)


def test_without_a_limit_all_are_read_as_often_as_said() -> None:
    settings = Settings(epochs=14, most_pieces=None)
    assert settings.fitted(10**9) == settings
