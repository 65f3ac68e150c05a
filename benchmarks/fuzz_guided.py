"""Fuzzing led by coverage: ``python -m benchmarks.fuzz_guided [-max_total_time=600] [options of libFuzzer]``.

The cases of `benchmarks.fuzz`, but made from bytes that Atheris changes until they reach new branches of the
package. Atheris is no dependency: it is built for some versions of Python only (pip install atheris).
"""

from __future__ import annotations

import logging
import sys

from hypothesis import HealthCheck, given, settings


def main() -> None:
    try:
        import atheris
    except ImportError:
        version = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Atheris is not installed for Python {version} (try: pip install atheris)")
    with atheris.instrument_imports(include=["pipeline"]):
        from benchmarks.hostile import folders
        from benchmarks.hostile_run import Findings, models_loaded_once, run_and_check
    logging.disable()  # a line of each quarantined document
    findings = Findings()

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(folders())
    def case(files: dict[str, bytes]) -> None:
        run_and_check(files, "rules", findings)

    with models_loaded_once():
        atheris.Setup(sys.argv, atheris.instrument_func(case.hypothesis.fuzz_one_input))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
