"""The short form of ``python -m benchmarks.kills``, which kills real runs with worker processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs groups of processes")
def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_left_alone():
    command = [sys.executable, "-m", "benchmarks.kills", "--kills", "6", "--documents", "150", "--seed", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills                                         6\n" in done.stdout
