"""Whether memory stays flat over a long run: ``python -m benchmarks.memory [--articles 100000]``.

Pipes made-up articles, whose vocabulary grows without end, into ``pipeline run -`` and looks at the resident
memory of the main process and of every worker (median over the tenth of the articles before each line), and
at the size of the index of documents seen. SQLite keeps that index in memory up to `CACHE`; as long as it is
smaller, it counts apart. The exit status is 1 if anything else has grown by more than `LIMIT` between the
first line and the last.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, takewhile
from pathlib import Path
from statistics import median
from threading import Thread
from typing import IO, Any, Final

import psutil

from benchmarks.invented import invented_texts

LIMIT: Final = 1.1
#: The cache that `pipeline.run.seen` gives SQLite, in MiB.
CACHE: Final = 8
#: Seconds between two looks.
_PAUSE: Final = 0.2


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--first", type=int, default=5_000, help="articles before the first line")
    options.add_argument("--sentences", type=int, default=4, help="of an article, on average")
    options.add_argument("--model", default="rules", help="name or folder of the model")
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    marks = [
        *takewhile(lambda mark: mark < arguments.articles, _doubled(arguments.first)),
        arguments.articles,
    ]
    print("articles  articles/s   MiB: main    index  workers")
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_measured(arguments, Path(folder, "out"), marks))
    first, last = ([main - min(index, CACHE), *workers] for main, index, *workers in (rows[0], rows[-1]))
    growth = [later / earlier for earlier, later in zip(first, last, strict=True)]
    print(f"{'growth, less index':20} {growth[0]:11.3f} {'':8} " + _columns(growth[1:], 3))
    if max(growth) > LIMIT:
        sys.exit("memory grows with the number of articles")


def _doubled(first: int) -> Iterator[int]:
    while True:
        yield first
        first *= 2


def _measured(options: Any, out: Path, marks: list[int]) -> Iterator[list[float]]:
    """Run, and give the MiB of the main process, the index and the workers, when each mark is reached."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "-", "--out", str(out), "--quiet"]
    command += ["--model", options.model, "--workers", str(options.workers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        # More than the last mark, so that nobody has run out of work when it is reached.
        articles = options.articles + 500 * options.workers
        Thread(target=_write, args=(process.stdin, articles, options), daemon=True).start()
        documents, began, looks = _Lines(out / "documents.jsonl.partial"), time.monotonic(), []
        for mark in marks:
            looks.clear()
            while (number := documents.count()) < mark:
                if number >= 0.9 * mark:
                    looks.append(_resident(process.pid))
                if process.poll() is not None:
                    sys.exit(f"the run ended behind {number:,} documents: {process.returncode}")
                time.sleep(_PAUSE)
            main, *workers = (median(sizes) for sizes in zip(*looks, _resident(process.pid), strict=True))
            index = sum(path.stat().st_size for path in out.glob(".run/seen.sqlite")) / 2**20
            speed = mark / (time.monotonic() - began)
            print(f"{mark:8,} {speed:11,.0f} {main:11,.1f} {index:8,.1f} " + _columns(workers, 1), flush=True)
            yield [main, index, *workers]
        process.wait()


def _write(stream: IO[bytes], articles: int, options: Any) -> None:
    with stream:
        for number, text in enumerate(
            islice(invented_texts(options.seed, sentences=options.sentences), articles)
        ):
            stream.write(json.dumps({"doc_id": f"made-{number}", "text": text}).encode() + b"\n")


class _Lines:
    """Counts the lines of a growing file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = self._read = 0

    def count(self) -> int:
        """Return how many there are by now."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._read)
                new = file.read()
            self._read += len(new)
            self._number += new.count(b"\n")
        return self._number


def _columns(numbers: list[float], digits: int) -> str:
    return " ".join(f"{number:8,.{digits}f}" for number in numbers)


def _resident(main: int) -> list[float]:
    """Return the resident memory of the main process and of its workers, the grandchildren, in MiB."""
    process = psutil.Process(main)
    workers = [worker for server in process.children() for worker in server.children()]
    return [each.memory_info().rss / 2**20 for each in (process, *workers)]


if __name__ == "__main__":
    main()
