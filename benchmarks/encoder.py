"""What reading costs beside the network alone: ``python -m benchmarks.encoder [--model reader]``.

Extracts the facts of the corpus's dev articles on one core and takes the time inside the network's graph
apart: words per second of the whole, seconds in the graph, and the ratio of the two times.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from pipeline.engine import extract_article, load
from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.reader.component import Reader
from pipeline.reader.graph import Scorer, Scores
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window


class Timed:
    """A scorer that adds up the seconds it takes."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.seconds = 0.0
        self.pieces = 0

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        """Score a window, and take the time."""
        begun = time.perf_counter()
        scores = self._scorer(pieces, window)
        self.seconds += time.perf_counter() - begun
        self.pieces += window.end - window.start
        return scores


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--model", default="reader", help="name or folder of a trained model")
    options.add_argument("--articles", default="corpus/articles", help="articles to read")
    arguments = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    wanted = set(Path("corpus/dev.txt").read_text("utf-8").split())
    articles = [item for item in read_articles([arguments.articles]) if isinstance(item, Article)]
    if arguments.articles == "corpus/articles":
        articles = [article for article in articles if article.doc_id in wanted]
    nlp = load(arguments.model)
    reader = nlp.get_pipe("reader")
    if not isinstance(reader, Reader) or reader.scorer is None:
        options.error(f"{arguments.model} has no trained reader")
    extract_article(nlp, articles[0])
    reader.scorer = timed = Timed(reader.scorer)
    begun = time.perf_counter()
    facts = sum(len(extract_article(nlp, article)) for article in articles)
    whole = time.perf_counter() - begun
    words = sum(len(article.text.split()) for article in articles)
    print(f"articles, words, facts {len(articles):8} {words:8,} {facts:6,}")
    print(f"words/s                {words / whole:8,.0f}")
    print(f"s in all, in the graph {whole:8.2f} {timed.seconds:8.2f}")
    print(f"whole over graph       {whole / timed.seconds:8.2f}")
    print(f"pieces seen a word     {timed.pieces / words:8.2f}")


if __name__ == "__main__":
    main()
