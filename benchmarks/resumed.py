"""Goes on with a run, or begins it: ``python -m benchmarks.resumed INPUT OUT [--checkpoint 0.2]``.

What ``pipeline run INPUT --out OUT --model rules --resume`` does, but with the time between two checkpoints
as an option; `benchmarks.kills` starts it again and again.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from pipeline.run import Execution, Plan, RunFolder, run


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("input")
    options.add_argument("out", type=Path)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--checkpoint", type=float, default=0.2, help="seconds between two")
    arguments = options.parse_args()
    logging.basicConfig(level=logging.ERROR)
    execution = Execution(backend="processes", workers=arguments.workers, checkpoint=arguments.checkpoint)
    run(
        Plan(inputs=(arguments.input,), model="rules"),
        RunFolder(arguments.out, "resume"),
        execution=execution,
    )


if __name__ == "__main__":
    main()
