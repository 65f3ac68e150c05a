"""Runs over articles that nobody would write: ``python -m benchmarks.fuzz [--inputs 10000] [--seed 1]``.

Folders of hostile files (see `benchmarks.hostile`) go through whole runs, in this process. Nothing may raise
or hang, every input must be accounted for, and every span must be quoted exactly. A case that breaks this is
made as small as possible and printed, with a traceback; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import time
from itertools import count

from hypothesis import HealthCheck, given, seed, settings

from benchmarks.hostile import folders
from benchmarks.hostile_run import Findings, models_loaded_once, run_and_check

#: Cases made from one seed.
_ROUND = 500
#: Seconds after which a case hangs: where it does so is printed, and the program ends.
_HANG = 300


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--inputs", type=int, default=10_000, help="articles and rows, broken ones included")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--model", default="rules")
    arguments = options.parse_args()
    logging.disable()  # a line of each quarantined document
    findings, began = Findings(), time.monotonic()
    with models_loaded_once():
        for number in count(arguments.seed * 1_000_000):
            _round(number, arguments.model, arguments.inputs, findings)
            print(f"{findings.documents:,} inputs", flush=True)
            if findings.documents >= arguments.inputs:
                break
    print(f"inputs       {findings.documents:8,}")
    print(f"facts        {findings.facts:8,}")
    print(f"seconds      {time.monotonic() - began:8,.0f}")
    for code, number in sorted(findings.quarantined.items()):
        print(f"{code}         {number:8,}")
    print(f"slowest      {findings.slowest:8,.0f} ms: {findings.slowest_text}")


def _round(number: int, model: str, most: int, findings: Findings) -> None:
    @seed(number)
    @settings(max_examples=_ROUND, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(folders())
    def case(files: dict[str, bytes]) -> None:
        if findings.documents < most:
            faulthandler.dump_traceback_later(_HANG, exit=True)
            run_and_check(files, model, findings)
            faulthandler.cancel_dump_traceback_later()

    case()


if __name__ == "__main__":
    main()
