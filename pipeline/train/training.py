"""From labelled articles to a model folder."""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import torch

from pipeline import __version__
from pipeline.engine import load, new_pipeline, write_model
from pipeline.evaluate import Evaluation
from pipeline.facts.claims import Mention
from pipeline.normalise.dates import resolve_date
from pipeline.reader.component import GRAPH
from pipeline.reader.decode import Thresholds
from pipeline.reader.graph import OnnxScorer
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import cut, mark
from pipeline.recognise.tokens import make_doc
from pipeline.train.base import load_base
from pipeline.train.beginning import Earlier, beginning
from pipeline.train.calibrate import calibrate, calibration_error, judged, outcomes
from pipeline.train.card import Report, model_card
from pipeline.train.corpora import read_corpora
from pipeline.train.data import Labelled, Material
from pipeline.train.encoder import continuing_pieces, encoder_tokenizer
from pipeline.train.examples import Example, ExampleMaker, Losses
from pipeline.train.exchange import NameExchange
from pipeline.train.export import export
from pipeline.train.general import general_examples
from pipeline.train.lessons import pieces_read
from pipeline.train.loop import Lesson, best_network, train
from pipeline.train.network import Network
from pipeline.train.progress import Watcher
from pipeline.train.settings import Settings
from pipeline.train.teachers import open_teachers
from pipeline.train.trial import Rereading, TorchScorer, make_pipeline, mean_f1, strict_f1, trial
from pipeline.train.tune import Remembered, tune, with_least_claim

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
        dates = _dates(doc._.recognised.mentions, item.article.published)
        examples.append(maker.make(item.article.doc_id, text, item.facts, pieces, dates))
    return examples, maker.losses


def _dates(mentions: Iterable[Mention], published: date | None) -> dict[str, list[tuple[int, int]]]:
    """Return where an article tells which date."""
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions:
        value = resolve_date(mention.text, published) if mention.type == "date" else None
        if value is not None:
            told[value].append((mention.start, mention.end))
    return told


def train_model(
    material: Material, dev: Sequence[Labelled], folder: Path, settings: Settings, watcher: Watcher
) -> Evaluation:
    """Train a model, write its folder, and return its scores on the dev articles.

    A training that was interrupted goes on after the last epoch that it finished.

    Args:
        material: what is learnt from.
        dev: the articles on which epoch and thresholds are chosen.
        folder: the model folder; its name is the model's.
        settings: how to train.
        watcher: told of each batch and each epoch.

    Raises:
        GoldError: E207 if a path of the corpora holds no corpus.
        ModelError: E321, E322 if the encoder's weights are not to be had; E323 if a teacher cannot teach;
            E324 if the training cannot begin with the base; E325 if the news to read first is too short.
    """
    labels = Labels.of_table()
    teachers = open_teachers(material.teachers, labels)
    examples, losses = _examples(material, labels)
    settings = settings.fitted(pieces_read(examples, settings.seed))
    earlier = Earlier(
        [article.text for article in material.news],
        list(general_examples(read_corpora(material.corpora), labels)),
    )
    models = [material.base, *material.teachers]
    state = folder / f"{_STATE}-{_fingerprint(examples, earlier, models, settings)}"
    state.mkdir(parents=True, exist_ok=True)
    if material.base is None:
        network = beginning(labels, earlier, settings, state, watcher)
    else:
        network = load_base(material.base, labels)
    torch.manual_seed(settings.seed)
    exchange = NameExchange(examples, labels, continuing_pieces(encoder_tokenizer()))
    told = partial(watcher.batch, "facts")
    lesson = Lesson(examples, labels, exchange, teachers, settings.seed, told)
    for done in train(network, lesson, settings, state, _scored_on(dev)):
        watcher.epoch(done)
    network, epoch = best_network(state, labels)
    write(network, folder, dev)
    nlp = load(folder)
    scores = trial(nlp, dev)
    error = calibration_error(outcomes(nlp, dev))
    report = Report(settings, material, losses.counts, scores, error, epoch)
    (folder / "README.md").write_text(model_card(folder.name, report), "utf-8")
    shutil.rmtree(state)
    return scores


def _scored_on(dev: Sequence[Labelled]) -> Callable[[Network], float]:
    """Return what scores a network on the dev articles: its strict F1 with thresholds as they stand."""
    least = Thresholds().trigger
    return lambda network: strict_f1(trial(make_pipeline(TorchScorer(network, least))[0], dev))


def _examples(material: Material, labels: Labels) -> tuple[list[Example], Losses]:
    """Turn what is learnt into examples, also what nobody has labelled."""
    examples, losses = examples_of((item for _, items in material.labelled for item in items), labels)
    bare, _ = examples_of((Labelled(article, []) for article in material.unlabelled), labels)
    return [*examples, *(replace(example, labelled=False) for example in bare)], losses


def _fingerprint(
    examples: Sequence[Example], earlier: Earlier, models: Sequence[Path | None], settings: Settings
) -> str:
    """Return what tells a training apart: with anything else it begins anew, and goes on from nothing old."""
    form = [(name, weight.shape) for name, weight in Network(Labels.of_table()).state_dict().items()]
    digest = hashlib.sha256(repr((settings, models, form)).encode())
    for example in [*earlier.general, *examples]:
        digest.update(
            example.doc_id.encode()
            + example.pieces.ids.tobytes()
            + repr((example.labelled, example.triggers)).encode()
        )
    for text in earlier.news:
        digest.update(hashlib.sha256(text.encode()).digest())
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
    nlp, reader = make_pipeline(Remembered(OnnxScorer(place / GRAPH, Thresholds().trigger)))
    reread = Rereading(nlp, dev)

    def score(thresholds: Thresholds) -> float:
        reader.thresholds = thresholds
        return mean_f1(reread())

    words = tune(score, list(reader.label_sets.roles))
    reader.thresholds = words
    reader.calibration = calibrate(judged(nlp, dev))
    reader.thresholds = with_least_claim(score, words)
    write_model(
        nlp,
        folder,
        name=folder.name,
        version=__version__,
        description="A small trained encoder reads triggers and roles; rules do the rest.",
    )
