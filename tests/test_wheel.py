"""What travels in the wheel. That it runs without the checkout is a step of .ci/run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return set(ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "pattern",
    [
        "pipeline/**/*.py",
        "pipeline/tables/*.yaml",
        "pipeline/tables/knowledge/*.jsonl",
        "pipeline/py.typed",
        "models/rules/**/*",
    ],
)
def test_holds_code_tables_and_the_model(contents: set[str], pattern: str) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix().replace("models/", "pipeline/_models/")
        for path in ROOT.glob(pattern)
        if path.is_file()
    }
    assert wanted
    assert wanted <= contents


def test_holds_nothing_else(contents: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in contents} == {"pipeline", "platform_claims"}
    assert not [name for name in contents if name.endswith((".pyc", ".md")) and "_models" not in name]
