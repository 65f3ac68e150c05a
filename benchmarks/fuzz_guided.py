"""Fuzzing led by coverage: ``python -m benchmarks.fuzz_guided [-max_total_time=600] [options of libFuzzer]``.

The cases of `benchmarks.fuzz`, but made from bytes that Atheris changes until they reach new branches of the
package. Atheris is no dependency: it is built for some versions of Python only (pip install atheris).
"""

from __future__ import annotations

import logging
import random
import sys
import tempfile
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings

#: Bytes that cases are made of at most. Cases out of a few bytes, which libFuzzer would begin with, break off
#: before a file is complete; so it begins with some of this length.
_LENGTH: Final = 4096
_SEEDS: Final = 64
#: After so many cases it is told what came of them so far.
_TOLD: Final = 100


def main() -> None:
    try:
        import atheris
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Atheris is not installed for Python {version} (try: pip install atheris)")
    with atheris.instrument_imports(include=["pipeline"]):
        from benchmarks.hostile import folders
        from benchmarks.hostile_run import Findings, models_loaded_once, run_and_check
        from pipeline.engine import load

        load("rules")  # and with it the modules of its stages
    logging.disable()  # a line of each quarantined document
    findings = Findings()

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(folders())
    def case(files: dict[str, bytes]) -> None:
        run_and_check(files, "rules", findings)
        if findings.inputs % _TOLD == 0:  # libFuzzer ends the process without another word
            print(findings, file=sys.stderr)

    with models_loaded_once(), tempfile.TemporaryDirectory() as seeds:
        draw = random.Random(0)  # noqa: S311 - no secret
        for number in range(_SEEDS):
            Path(seeds, str(number)).write_bytes(draw.randbytes(_LENGTH))
        options = [f"-max_len={_LENGTH}", "-len_control=0", *sys.argv[1:], seeds]
        atheris.Setup([sys.argv[0], *options], atheris.instrument_func(case.hypothesis.fuzz_one_input))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
