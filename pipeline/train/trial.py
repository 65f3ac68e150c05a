"""A network in the pipeline it is trained for, scored on labelled articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.engine import article_doc, extract_article, new_pipeline
from pipeline.errors import ModelError
from pipeline.evaluate import Evaluation, evaluate
from pipeline.reader.component import Reader
from pipeline.reader.graph import Floats, Ints, Scorer, Scores, framed, own_places, unframed
from pipeline.reader.labels import BEGIN
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window
from pipeline.train.data import Labelled
from pipeline.train.encoder import encoder_tokenizer
from pipeline.train.network import Finder, Network, Teller

#: The stages of a model with a trained reader.
STAGES = ("sentences", "recognise", "reader", "normalise", "assemble", "link")


class TorchScorer:
    """Scores windows with a network as it is trained; its graph scores them likewise, with rounded weights.

    Args:
        network: the network.
        least: how likely a trigger has to be to be read.
    """

    def __init__(self, network: Network, least: float) -> None:
        self._finder, self._teller = Finder(network), Teller(network)
        self._least = least

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window."""
        tags, shared = _run(self._finder, framed(pieces, window).values())
        first, last = own_places(window)
        begins = tags[first:last, BEGIN::2]
        found = np.flatnonzero(begins.max(-1) >= self._least)
        places, kinds = first + found, begins[found].argmax(-1)
        if not len(found):
            return unframed(Scores(tags, places, kinds, tags[:0], tags[:0]))
        read = [_run(self._teller, (shared, places[n : n + 1], kinds[n : n + 1])) for n in range(len(found))]
        told, roles = (np.concatenate(parts) for parts in zip(*read, strict=True))
        return unframed(Scores(tags, places, kinds, told, roles))


def _run(graph: Finder | Teller, inputs: Iterable[Floats | Ints]) -> tuple[Floats, Floats]:
    graph.eval()
    with torch.inference_mode():
        one, other = graph(*(torch.from_numpy(values) for values in inputs))
    return one.numpy(), other.numpy()


def make_pipeline(scorer: Scorer) -> tuple[Language, Reader]:
    """Return a pipeline that reads with `scorer`, and its reader."""
    nlp = new_pipeline(STAGES)
    reader = nlp.get_pipe("reader")
    if not isinstance(reader, Reader):
        raise ModelError("E312", folder="this process", why="the stage 'reader' is another one")
    reader.scorer, reader.tokenizer = scorer, encoder_tokenizer()
    return nlp, reader


def trial(nlp: Language, articles: Sequence[Labelled]) -> Evaluation:
    """Score a pipeline on labelled articles."""
    predicted = {item.article.doc_id: extract_article(nlp, item.article) for item in articles}
    gold = {item.article.doc_id: item.facts for item in articles}
    return evaluate(gold, predicted, documents=list(gold))


class Rereading:
    """Articles that a reader is tried on again and again: the stages before it do their work once.

    Args:
        nlp: a pipeline with a stage "reader", which may be changed between two tries.
        articles: labelled articles.
    """

    def __init__(self, nlp: Language, articles: Sequence[Labelled]) -> None:
        first = nlp.pipe_names.index("reader")
        self._later = nlp.pipeline[first:]
        self._gold = {item.article.doc_id: item.facts for item in articles}
        self._docs: dict[str, Doc] = {}
        for item in articles:
            doc = article_doc(nlp, item.article)
            self._docs[item.article.doc_id] = _through(nlp.pipeline[:first], doc)

    def __call__(self) -> Evaluation:
        """Score the pipeline as it is now."""
        predicted = {doc_id: _through(self._later, doc)._.facts for doc_id, doc in self._docs.items()}
        return evaluate(self._gold, predicted, documents=list(self._gold))


def _through(stages: Iterable[tuple[str, Callable[[Doc], Doc]]], doc: Doc) -> Doc:
    for _, stage in stages:
        doc = stage(doc)
    return doc


def strict_f1(evaluation: Evaluation) -> float:
    """Return what epochs are chosen by: the strict F1 over all kinds of fact; 0 where it is undefined."""
    return evaluation.scores["strict"]["all"].tally.f1 or 0.0


def mean_f1(evaluation: Evaluation) -> float:
    """Return the mean of core, strict and argument F1, to tune thresholds on: strict alone is coarse."""
    measures = ("core", "strict", "argument")
    return sum(evaluation.scores[measure]["all"].tally.f1 or 0.0 for measure in measures) / len(measures)
