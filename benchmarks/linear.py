"""Whether time grows in step with the text: ``python -m benchmarks.linear [--repeats 5]``.

Extracts the facts of texts of 1, 4, 16 and 64 times the base size, cut from the articles of the corpus put
one after the other, and prints microseconds per character. The exit status is 1 if a text costs more than
`LIMIT` times as much per character as the next smaller one: that would be a step that grows faster than
the text. Every text is read once before it is timed, so that filling caches is not mistaken for growth.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import pairwise
from statistics import median

from spacy.language import Language

from benchmarks.speed import CORPUS, pin_to_one_core
from pipeline.engine import extract_article, load
from pipeline.facts import Article
from pipeline.read import read_articles

BASE = 8_000
FACTORS = (1, 4, 16, 64)
#: A step that is quadratic costs 4 times as much from one size to the next, a linear one the same.
LIMIT = 1.5


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--repeats", type=int, default=5, help="timed readings of each text")
    options.add_argument("--model", help="name or folder of the model")
    arguments = options.parse_args()
    pin_to_one_core()
    nlp = load(arguments.model)
    text = "\n\n".join(item.text for item in read_articles([CORPUS]) if isinstance(item, Article))
    if len(text) < BASE * FACTORS[-1]:
        sys.exit(f"the corpus has {len(text):,} characters, too few for {BASE * FACTORS[-1]:,}")
    costs = []
    print("characters    facts   us/character   to the smaller one")
    for factor in FACTORS:
        article = Article(doc_id=f"{factor}x", text=text[: BASE * factor])
        facts = len(extract_article(nlp, article))
        costs.append(median(_cost(nlp, article) for _ in range(arguments.repeats)))
        growth = f"{costs[-1] / costs[-2]:.2f}" if len(costs) > 1 else ""
        print(f"{len(article.text):10,} {facts:8,} {costs[-1]:14.2f}   {growth:>18}")
    if any(larger > LIMIT * smaller for smaller, larger in pairwise(costs)):
        sys.exit("time grows faster than the text")


def _cost(nlp: Language, article: Article) -> float:
    began = time.process_time()  # of the processor, so that other work on the machine does not count
    extract_article(nlp, article)
    return (time.process_time() - began) / len(article.text) * 1e6


if __name__ == "__main__":
    main()
