"""From labelled articles to a model folder."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.engine import load, new_pipeline, write_model
from pipeline.evaluate import Evaluation
from pipeline.reader.component import GRAPH
from pipeline.reader.decode import Thresholds
from pipeline.reader.graph import OnnxGraph
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import cut, mark
from pipeline.recognise.tokens import make_doc
from pipeline.train.calibrate import calibrate, calibration_error, outcomes
from pipeline.train.card import Report, model_card
from pipeline.train.data import Labelled
from pipeline.train.encoder import encoder_tokenizer
from pipeline.train.examples import Example, ExampleMaker, Losses
from pipeline.train.export import export
from pipeline.train.loop import EpochDone, best_network, train
from pipeline.train.network import Network
from pipeline.train.settings import Settings
from pipeline.train.trial import TorchGraph, make_pipeline, mean_f1, strict_f1, trial
from pipeline.train.tune import Remembered, tune

#: What the folder begins with in which a training keeps its state, inside the model folder, until it is done.
_STATE = "training"


def examples_of(articles: Iterable[Labelled], labels: Labels) -> tuple[list[Example], Losses]:
    """Turn labelled articles into examples; the second is what could not be represented."""
    nlp, tokenizer, maker = (
        new_pipeline(("sentences", "recognise")),
        encoder_tokenizer(),
        ExampleMaker(labels),
    )
    examples = []
    for item in articles:
        text = item.article.text
        doc = nlp(make_doc(nlp, text))
        pieces = cut(tokenizer, text, [(sent.start_char, sent.end_char) for sent in doc.sents])
        pieces = mark(pieces, doc._.recognised, labels)
        examples.append(maker.make(item.article.doc_id, text, item.facts, pieces))
    return examples, maker.losses


def train_model(
    learnt: Sequence[tuple[str, Sequence[Labelled]]],
    dev: Sequence[Labelled],
    folder: Path,
    settings: Settings,
    on_epoch: Callable[[EpochDone], None],
) -> Evaluation:
    """Train a model, write its folder, and return its scores on the dev articles.

    A training that was interrupted goes on after the last epoch that it finished.

    Args:
        learnt: source of labels -> its articles.
        dev: the articles on which epoch and thresholds are chosen.
        folder: the model folder; its name is the model's.
        settings: how to train.
        on_epoch: told of each epoch.

    Raises:
        ModelError: E321, E322 if the encoder's weights are not to be had.
    """
    labels = Labels.of_table()
    examples, losses = examples_of((item for _, items in learnt for item in items), labels)
    state = folder / f"{_STATE}-{_fingerprint(examples, settings)}"
    state.mkdir(parents=True, exist_ok=True)

    def score(network: Network) -> float:
        return strict_f1(trial(make_pipeline(TorchGraph(network))[0], dev))

    for done in train(examples, labels, settings, state, score):
        on_epoch(done)
    network, epoch = best_network(state, labels)
    write(network, folder, dev)
    nlp = load(folder)
    scores = trial(nlp, dev)
    sources = [(name, len(items), sum(len(item.facts) for item in items)) for name, items in learnt]
    error = calibration_error(outcomes(nlp, dev))
    report = Report(settings, sources, losses.counts, scores, calibration_error=error, epoch=epoch)
    (folder / "README.md").write_text(model_card(folder.name, report), "utf-8")
    shutil.rmtree(state)
    return scores


def _fingerprint(examples: Sequence[Example], settings: Settings) -> str:
    """Return what tells a training apart: other labels or settings begin anew, and go on from nothing old."""
    digest = hashlib.sha256(repr(settings).encode())
    for example in examples:
        digest.update(
            example.doc_id.encode() + example.pieces.ids.tobytes() + repr(example.triggers).encode()
        )
    return digest.hexdigest()[:12]


def write(network: Network, folder: Path, dev: Sequence[Labelled]) -> None:
    """Write the model folder, with thresholds and confidence tuned for the graph as it is shipped.

    Args:
        network: the trained network.
        folder: the model folder.
        dev: the articles to tune on.
    """
    place = folder / "reader"
    place.mkdir(parents=True, exist_ok=True)
    export(network, place / GRAPH)
    nlp, reader = make_pipeline(Remembered(OnnxGraph(place / GRAPH)))

    def score(thresholds: Thresholds) -> float:
        reader.thresholds = thresholds
        return mean_f1(trial(nlp, dev))

    reader.thresholds = tune(score)
    reader.calibration = calibrate(outcomes(nlp, dev))
    write_model(
        nlp,
        folder,
        name=folder.name,
        version=__version__,
        description="A small trained encoder reads triggers and roles; rules do the rest.",
    )
