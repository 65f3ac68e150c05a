from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from pipeline.errors import ModelError
from pipeline.reader.labels import Labels
from pipeline.train import beginning, masked
from pipeline.train.masked import MASK, MASKED, mask, read_masked, windows_of
from pipeline.train.network import Network
from pipeline.train.progress import EpochDone, LessonName
from pipeline.train.settings import Settings

SEP = 102


@pytest.fixture
def tokenizer(monkeypatch: pytest.MonkeyPatch) -> Tokenizer:
    """A tokenizer of few pieces, and windows of 16 of them."""
    monkeypatch.setattr(masked, "LENGTH", 16)
    known = {"[UNK]": 100, "lane": 105, "##wick": 106, "banned": 107, "again": 108}
    tokenizer = Tokenizer(WordPiece(known, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


@pytest.fixture
def continuing() -> np.ndarray:
    flags = np.zeros(128, dtype=bool)
    flags[106] = True
    return flags


def test_texts_follow_each_other_with_their_casing(tokenizer: Tokenizer) -> None:
    ids, casing = windows_of(["lane banned again " * 5, "LANE lanewick " * 4], tokenizer)
    assert ids.tolist()[0] == [105, 107, 108] * 5 + [SEP]
    assert ids.shape == casing.shape == (1, 16)


def test_news_too_short_for_a_window_is_refused(tokenizer: Tokenizer) -> None:
    with pytest.raises(ModelError, match="E325"):
        windows_of(["lane"], tokenizer)


def test_words_are_masked_whole_and_closings_never(continuing: np.ndarray) -> None:
    ids = torch.tensor([[105, 106, 106, 107, SEP] * 40] * 50)
    shown, asked = mask(ids, torch.from_numpy(continuing), torch.Generator().manual_seed(1))
    of_words = asked.view(50, 40, 5)
    assert (of_words[..., :3].all(-1) == of_words[..., :3].any(-1)).all()
    assert not of_words[..., 4].any()
    assert of_words[..., 3].float().mean().item() == pytest.approx(MASKED, abs=0.03)
    assert (shown[~asked] == ids[~asked]).all()
    assert (shown[asked] == MASK).float().mean().item() == pytest.approx(0.8, abs=0.05)
    assert (shown[asked] == ids[asked]).float().mean().item() == pytest.approx(0.1, abs=0.05)


def test_what_always_follows_is_learnt(small: None, labels: Labels, continuing: np.ndarray) -> None:
    torch.manual_seed(0)
    network = Network(labels)
    before = {name: weights.clone() for name, weights in network.encoder.state_dict().items()}
    ids = torch.tensor([[105, 106, 107, 108] * 4] * 64)
    settings = Settings(news_epochs=12, news_rate=1e-2)

    losses = list(read_masked(network.encoder, (ids, torch.zeros_like(ids)), continuing, settings))

    assert len(losses) == 12
    assert losses[-1] < losses[0] / 2
    after = network.encoder.state_dict()
    same = {name for name, weights in after.items() if torch.equal(weights, before[name])}
    assert same == {"marks.weight", "cues.weight"}  # of tables there is nothing to learn here


class Noting:
    """Writes down what it is told: batches by their share, epochs by their number."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float]] = []

    def batch(self, lesson: LessonName, gone: float) -> None:
        self.told.append((lesson, gone))

    def epoch(self, done: EpochDone) -> None:
        self.told.append((done.lesson, done.number))


def test_news_is_read_once_and_handed_on_to_the_layers_that_read_again(
    small: None,
    labels: Labels,
    tokenizer: Tokenizer,
    continuing: np.ndarray,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(beginning, "load_encoder", lambda network: None)
    monkeypatch.setattr(beginning, "encoder_tokenizer", lambda: tokenizer)
    monkeypatch.setattr(beginning, "continuing_pieces", lambda _: continuing)
    monkeypatch.setattr("pipeline.train.encoder.AGAIN", 1)
    watcher = Noting()
    begin = beginning.Earlier(["lane banned again " * 40]), Settings(news_epochs=2)

    first = beginning.beginning(labels, *begin, tmp_path, watcher)
    second = beginning.beginning(labels, *begin, tmp_path, watcher)

    assert watcher.told == [("news", 0.0), ("news", 1), ("news", 0.5), ("news", 2)]
    weights = first.state_dict()
    assert all(torch.equal(weights[name], values) for name, values in second.state_dict().items())
    for name, values in first.encoder.layers[-1].state_dict().items():
        assert torch.equal(values, first.again[0].state_dict()[name])
