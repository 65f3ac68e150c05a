"""How fast a run is on one core: ``python -m benchmarks.speed [--repeats 7] [--rounds 2]``.

Words per second of whole runs (reading, extraction and writing; loading the model left out) over the
articles of the corpus, as the median with a percentile bootstrap interval (after spaCy's ``benchmark
speed``). The first run is a warm-up and reported apart: it meets every date and name for the first time,
as a stream of new articles does, where later ones find them in caches. Then, each in a process of its
own: seconds to the first fact on the standard output, seconds to the help, and peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.run import RunFolder, RunSettings, run

CORPUS = Path("corpus/articles")
#: An article whose facts are known to be found.
ONE = CORPUS / "irgc-instagram.md"
COMMAND = [sys.executable, "-m", "pipeline.cli"]
DRAWS = 2_000
SEED = 20_190_416


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--repeats", type=int, default=7, help="measured runs after the warm-up")
    options.add_argument("--rounds", type=int, default=2, help="how often a run reads the corpus")
    options.add_argument("--model", help="name or folder of the model")
    arguments = options.parse_args()
    pin_to_one_core()
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder, "articles.jsonl")
        print(f"{repeat_corpus(articles, arguments.rounds)} articles a run, {arguments.repeats} runs")
        settings = RunSettings(inputs=(str(articles),), out=Path(folder, "out"), model=arguments.model)
        speeds = [words_per_second(settings) for _ in range(arguments.repeats + 1)]
        low, high = median_interval(speeds[1:])
        print(f"words/s             {median(speeds[1:]):10,.0f}   95 % {low:,.0f} to {high:,.0f}")
        print(f"words/s, first run  {speeds[0]:10,.0f}")
        model = ["--model", arguments.model] if arguments.model else []
        first_fact = ["run", str(ONE), "--stdout", "--quiet", *model]
        print(f"s to the first fact {median_seconds(first_fact, arguments.repeats):10.2f}")
        print(f"s to the help       {median_seconds(['--help'], arguments.repeats):10.2f}")
        memory = peak_memory(["run", str(articles), "--out", f"{folder}/out", "--quiet", *model])
        print(f"MiB at the peak     {memory:10,.0f}")


def pin_to_one_core() -> None:
    """Keep this process and its children to one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def repeat_corpus(path: Path, rounds: int) -> int:
    """Write the corpus to a file several times, each copy with a doc_id of its own; return the articles."""
    articles = [item for item in read_articles([CORPUS]) if isinstance(item, Article)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(rounds):
            for article in articles:
                fields = article.model_dump(mode="json", include={"text", "title", "published"})
                file.write(json.dumps(fields | {"doc_id": f"{article.doc_id}-{number}"}) + "\n")
    return rounds * len(articles)


def words_per_second(settings: RunSettings) -> float:
    """Run once; a quarantined document would make the run look faster, so it ends the benchmark."""
    manifest = run(settings, RunFolder(settings.out))
    if manifest.counts.quarantined:
        sys.exit(f"documents were quarantined: {manifest.counts.quarantined}; see {settings.inputs[0]}")
    return manifest.words_per_second


def median_interval(values: list[float]) -> tuple[float, float]:
    """Estimate a 95 % interval of the median by drawing from the values with replacement."""
    drawn = np.random.default_rng(SEED).choice(values, size=(DRAWS, len(values)))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return float(low), float(high)


def median_seconds(arguments: list[str], repeats: int) -> float:
    """Measure the time from the start of a process to its first line on the standard output."""
    return median(_seconds_to_first_line(arguments) for _ in range(repeats))


def _seconds_to_first_line(arguments: list[str]) -> float:
    began = time.perf_counter()
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE) as process:
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        process.communicate()
    if not line or process.returncode:
        sys.exit(f"no output of {' '.join(arguments)}: exit status {process.returncode}")
    return seconds


def peak_memory(arguments: list[str]) -> float:
    """Return the largest resident memory of a process, in MiB."""
    process = subprocess.Popen([*COMMAND, *arguments])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)}: exit status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others KiB
    return usage.ru_maxrss * unit / 2**20


if __name__ == "__main__":
    main()
