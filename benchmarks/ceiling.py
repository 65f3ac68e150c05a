"""How far the rules behind the network reach: ``python -m benchmarks.ceiling [GOLD ARTICLES]``.

In place of the network stands what it is to learn: each trigger of gold with its classes, and the words of
its roles as they are tagged for training. What these stages then lose is lost whatever the network does:
facts of one trigger that differ in a class, names not completed, claims merged or told apart wrongly.
Without arguments it reads the real training articles, where they lie beside the checkout.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.tokens import Doc

from benchmarks.splits import REAL
from pipeline.engine import extract_article, load
from pipeline.evaluate import evaluate
from pipeline.facts import Fact
from pipeline.normalise.dates import resolve_date
from pipeline.reader.claims import claims_of
from pipeline.reader.component import Reader
from pipeline.reader.decode import Filler, Reading
from pipeline.reader.fillers import Words
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces, cut, mark
from pipeline.train.data import labelled_articles
from pipeline.train.examples import ExampleMaker, TriggerExample

#: A window shows so many pieces around a trigger.
SEEN = 350


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path, nargs="?", default=REAL / "train.gold.jsonl")
    options.add_argument("articles", type=Path, nargs="?", default=REAL / "train.articles.jsonl")
    where = options.parse_args()
    labelled = list(labelled_articles(where.gold, where.articles, "train"))
    gold = {item.article.doc_id: item.facts for item in labelled}
    nlp = load("reader")
    place = nlp.pipe_names.index("reader")
    reader = nlp.get_pipe("reader")
    nlp._components[place] = ("reader", Marked(reader, gold))  # spaCy swaps factories, not components
    found = {item.article.doc_id: extract_article(nlp, item.article) for item in labelled}
    scores = evaluate(gold, found, documents=list(gold)).scores
    for measure in ("core", "strict", "detection", "argument"):
        told = (f"{kind} {score.tally.f1:.2f}" for kind, score in scores[measure].items() if score.tally.gold)
        print(f"{measure}: {', '.join(told)}")


class Marked:
    """Stands for a network that reads what gold marks."""

    def __init__(self, reader: Reader, gold: Mapping[str, Sequence[Fact]]) -> None:
        self._tokenizer, self._labels, self._gold = reader.tokenizer, Labels.of_table(), gold
        self._maker = ExampleMaker(self._labels)

    def __call__(self, doc: Doc) -> Doc:
        """Put the claims on `doc` that its gold marks."""
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        known = doc._.recognised
        pieces = mark(cut(self._tokenizer, doc.text, sentences), known, self._labels)
        example = self._maker.make(
            doc._.doc_id, doc.text, self._gold.get(doc._.doc_id, ()), pieces, self._dates(doc)
        )
        readings = [self._reading(trigger, pieces) for trigger in example.triggers]
        words = Words(doc.text, known.mentions)
        doc._.claims = claims_of(readings, words, doc.text, self._labels, sentences)
        return doc

    def _dates(self, doc: Doc) -> dict[str, list[tuple[int, int]]]:
        told: dict[str, list[tuple[int, int]]] = {}
        for mention in doc._.recognised.mentions:
            value = resolve_date(mention.text, doc._.published) if mention.type == "date" else None
            if value is not None:
                told.setdefault(value, []).append((mention.start, mention.end))
        return told

    def _reading(self, trigger: TriggerExample, pieces: Pieces) -> Reading:
        def words(span: tuple[int, int]) -> tuple[int, int]:
            return int(pieces.starts[span[0]]), int(pieces.ends[span[1] - 1])

        first = trigger.span[0]
        roles = {
            row: tuple(Filler(*words(span), 1.0) for span in sorted(spans) if abs(span[0] - first) < SEEN)
            for row, spans in trigger.tags.items()
        }
        classes = {
            name: values[max(0, index)]
            for (name, values), index in zip(self._labels.classes.items(), trigger.classes, strict=True)
        }
        kind = self._labels.kinds[trigger.kind]
        return Reading(
            *words(trigger.span), kind, 1.0, classes, {row: found for row, found in roles.items() if found}
        )


if __name__ == "__main__":
    main()
