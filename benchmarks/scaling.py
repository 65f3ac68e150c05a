"""How runs scale over processes: ``python -m benchmarks.scaling [--workers 1 2] [--rounds 1] [--repeats 3]``.

Whole runs, reading and writing included, starting the workers left out: words a second over the articles of
the corpus, in one process without workers and then with as many workers as asked for, as the median of the
repeats and as a ratio to the first number of workers. Then the same over a mixed stream, in which one
document of twenty is an article of the corpus and the others are made of paragraphs in which the screen finds
nothing. All runs of a stream must give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.screen import paragraphs
from benchmarks.speed import CORPUS
from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.run import Execution, Manifest, Plan, RunFolder, run

#: Of so many documents of the mixed stream one can hold facts.
ONE_IN = 20


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of workers")
    options.add_argument("--rounds", type=int, default=1, help="how often a run reads the corpus")
    options.add_argument("--repeats", type=int, default=3, help="runs of each kind")
    options.add_argument("--model", help="name or folder of the model")
    arguments = options.parse_args()
    articles = [item for item in read_articles([CORPUS]) if isinstance(item, Article)]
    texts = [article.text for article in articles]
    plain = paragraphs(texts)
    mixed = [[text, *islice(cycle(plain), at, at + ONE_IN - 1)] for at, text in enumerate(texts)]
    streams = {"articles": texts, f"one article in {ONE_IN}": [text for part in mixed for text in part]}
    ways = [Execution()] + [Execution(backend="processes", workers=number) for number in arguments.workers]
    with tempfile.TemporaryDirectory() as folder:
        for name, stream in streams.items():
            path = Path(folder, "articles.jsonl")
            write_stream(path, stream * arguments.rounds)
            print(f"{name}: {len(stream) * arguments.rounds:,} documents")
            print_speeds(Plan(inputs=(str(path),), model=arguments.model), ways, arguments.repeats)


def write_stream(path: Path, texts: Sequence[str]) -> None:
    """Write texts as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps({"text": text}) + "\n")


def print_speeds(plan: Plan, ways: Sequence[Execution], repeats: int) -> None:
    """Run a plan in several ways, in turn, and print how fast each is."""
    speeds: dict[str, list[float]] = {}
    hashes = set()
    for _ in range(repeats):
        for execution in ways:
            manifest = run_once(plan, execution)
            hashes.add(manifest.files["facts.jsonl"])
            speeds.setdefault(label(execution), []).append(manifest.words_per_second)
    one = median(speeds[label(ways[1])])
    for name, values in speeds.items():
        print(f"  {name:12} {median(values):10,.0f} words/s  {median(values) / one:5.2f}")
    if len(hashes) > 1:
        sys.exit("the runs gave different facts")


def run_once(plan: Plan, execution: Execution) -> Manifest:
    """Run a plan into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return run(plan, RunFolder(Path(folder, "out")), execution=execution)


def label(execution: Execution) -> str:
    """Name an execution."""
    return execution.backend if execution.workers is None else f"{execution.workers} workers"


if __name__ == "__main__":
    main()
