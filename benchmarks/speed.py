"""How fast a run is on one core: ``python -m benchmarks.speed [--repeats 7]``.

Words per second over the articles of the corpus, as `pipeline.run.bench` measures them. Then, each in a
process of its own: seconds to the first fact on the standard output, seconds to the help, and peak memory
of a run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from pipeline.run.bench import bench

CORPUS = Path("corpus/articles")
#: An article whose facts are known to be found.
ONE = CORPUS / "irgc-instagram.md"
COMMAND = [sys.executable, "-m", "pipeline.cli"]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--repeats", type=int, default=7, help="measured readings after the warm-up")
    options.add_argument("--model", help="name or folder of the model")
    arguments = options.parse_args()
    pin_to_one_core()
    figures = bench([str(CORPUS)], model=arguments.model, repeats=arguments.repeats)
    speed = figures.words_per_second
    print(f"words/s             {speed.median:10,.0f}   95 % {speed.low:,.0f} to {speed.high:,.0f}")
    print(f"words/s, first time {figures.warm_up_words_per_second:10,.0f}")
    model = ["--model", arguments.model] if arguments.model else []
    first_fact = ["run", str(ONE), "--stdout", "--quiet", *model]
    print(f"s to the first fact {median_seconds(first_fact, arguments.repeats):10.2f}")
    print(f"s to the help       {median_seconds(['--help'], arguments.repeats):10.2f}")
    with tempfile.TemporaryDirectory() as folder:
        memory = peak_memory(["run", str(CORPUS), "--out", folder, "--quiet", *model])
    print(f"MiB at the peak     {memory:10,.0f}")


def pin_to_one_core() -> None:
    """Keep this process and its children to one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


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
