"""What the driver of a run spends on each document: ``python -m benchmarks.driver [--backend ray]``.

The driver is the one process that all documents of a run pass through: it reads them, hands them out, takes
them back in order, looks for copies, and writes. Its time on the processor for each document therefore says
how many documents a second a run can reach, however many workers there are. The time is counted between the
first document that is written and the last, so that neither start nor end is in it, and it is that of the
driver alone, so that it does not matter how fast the workers are or what else the machine does.

Then the memory of the processes at the end, shared pages split among those who share them (Linux only), and
how many bytes a document takes in each file of the results.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.run import DocumentDone, Execution, Plan, RunFolder, run

CORPUS = Path("corpus/articles")
#: Plain words that are of no interest to any stage, as a document that the screen drops.
PLAIN = "The weather stays mild in the valley and the harvest begins on Sunday after the market.\n"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--backend", choices=["processes", "ray"], default="processes")
    options.add_argument("--workers", type=int)
    options.add_argument("--address", help="of a Ray cluster")
    options.add_argument("--documents", type=int, default=3_000)
    options.add_argument("--plain", action="store_true", help="texts without facts, of 500 words")
    options.add_argument("--model", default="rules")
    arguments = options.parse_args()
    execution = Execution(
        backend=arguments.backend, workers=arguments.workers, address=arguments.address or None
    )
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        write_articles(articles, arguments.documents, plain=arguments.plain)
        clock = Clock(arguments.documents)
        out = RunFolder(Path(folder, "out"))
        manifest = run(
            Plan(inputs=(str(articles),), model=arguments.model), out, execution=execution, watcher=clock
        )
        counts = manifest.counts
        print(f"{counts.documents} documents, {counts.words} words, {counts.total_facts} facts")
        documents = counts.documents - 1
        print(f"driver, us on the processor a document {clock.driver / documents * 1e6:10,.0f}")
        print(f"documents/s that one driver can reach  {documents / clock.driver:10,.0f}")
        print(f"documents/s in this run                {documents / clock.passed:10,.1f}")
        for role, (number, size) in sorted(clock.memory.items()):
            print(f"{number} x {role}: {size / number:,.0f} MiB each")
        for name, path in out.files.items():
            print(f"{name}: {path.stat().st_size / counts.documents:,.0f} bytes a document")


def write_articles(path: Path, number: int, *, plain: bool) -> None:
    """Write a file of articles, of the corpus over and over or plain ones, no two with the same text."""
    texts = [PLAIN * 32] if plain else [i.text for i in read_articles([CORPUS]) if isinstance(i, Article)]
    with path.open("w", encoding="utf-8") as file:
        for count, text in enumerate(islice(cycle(texts), number)):
            file.write(json.dumps({"doc_id": f"article-{count}", "text": f"{text}\n{count}\n"}) + "\n")


class Clock:
    """Watches a run.

    Args:
        documents: how many there are.

    Attributes:
        driver: seconds that this process spent on the processor.
        passed: seconds that passed.
        memory: kind of process -> how many there are, and their MiB together; at the last document.
    """

    def __init__(self, documents: int) -> None:
        self._left = documents
        self._started: tuple[float, float] | None = None
        self.driver = self.passed = 0.0
        self.memory: dict[str, tuple[int, float]] = {}

    def resumed(self, documents: int) -> None:
        """Nothing has been done before."""

    def advance(self, done: DocumentDone) -> None:
        """Take the time at the first document and at the last."""
        self._left -= 1
        if self._started is None:
            self._started = process_time(), perf_counter()
        if self._left == 0:
            driver, passed = self._started
            self.driver, self.passed = process_time() - driver, perf_counter() - passed
            self.memory = memory_of_descendants() if sys.platform == "linux" else {}


def memory_of_descendants() -> dict[str, tuple[int, float]]:
    """Return kind of process -> how many of them this process started, and their MiB together."""
    parents, roles, sizes = {}, {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                pid = int(entry.name)
                parents[pid] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                roles[pid] = _role((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
                sizes[pid] = int((entry / "smaps_rollup").read_text().split("Pss:")[1].split()[0]) / 1024
            except (OSError, IndexError):
                continue  # it ended meanwhile, or is not ours
    family = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    roles[os.getpid()] = "driver"
    numbers, totals = Counter[str](), Counter[str]()
    for pid in family & sizes.keys():
        numbers[roles[pid]] += 1
        totals[roles[pid]] += sizes[pid]
    return {role: (numbers[role], totals[role]) for role in numbers}


def _role(command: str) -> str:
    for sign, role in {
        "ray::Supervisor": "supervisor",
        "forkserver": "worker process, or the one it is forked from",
        "raylet": "raylet and other services of Ray",
        "gcs_server": "raylet and other services of Ray",
        "ray": "raylet and other services of Ray",
    }.items():
        if sign in command:
            return role
    return "others"


if __name__ == "__main__":
    main()
