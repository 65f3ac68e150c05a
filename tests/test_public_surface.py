"""What other programs may rely on."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parents[1]


def test_public_names() -> None:
    assert sorted(pipeline.__all__) == ["__version__", "available_models", "extract", "load", "read_facts"]


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(pipeline, name) is not None


def test_other_names_are_not() -> None:
    assert not hasattr(pipeline, "extracts")


def test_import_is_quick() -> None:
    # Slow ones come with the first call that needs them.
    code = "import sys, pipeline; print(*{'spacy', 'pandas', 'numpy', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_version_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert pipeline.__version__ == project["version"]


def test_version_has_an_entry_in_the_changelog() -> None:
    assert f"\n## [{pipeline.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
