import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parents[2]
TEXT = "Instagram removed Anna Berg\u2019s page on Tuesday.\r\nShe had over 104,000 followers."


@pytest.fixture
def cli():
    """A function that runs a command in this process."""
    return lambda *args, **kwargs: CliRunner().invoke(app, [str(arg) for arg in args], **kwargs)


@pytest.fixture
def command():
    """A function that runs a command as a user does, in a process of its own."""

    def run(*args, **kwargs):
        return subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *map(str, args)],
            timeout=120,
            check=False,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": ROOT} | kwargs,
        )

    return run


@pytest.fixture
def articles(tmp_path):
    """A folder with an article that states two facts and one that states none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "berg.md").write_bytes(f"---\ntitle: A page goes\npublished: 2019-04-18\n---\n{TEXT}".encode())
    (folder / "rain.txt").write_text("It rained in Bergen.")
    return folder


def _span(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def takedown():
    passage = _span("Instagram removed Anna Berg\u2019s page on Tuesday")
    roles = {"holder": _span("Anna Berg"), "platform": _span("Instagram"), "unit": _span("page")}
    return {
        "doc_id": "berg",
        "kind": "takedown",
        "action": "account_termination",
        "modality": "asserted",
        "holder": "Anna Berg",
        "platform": "instagram",
        "unit": "page",
        "actor": "Instagram",
        "date": "2019-04-16",
        "evidence": [passage | {"trigger": _span("removed"), "roles": roles}],
    }


@pytest.fixture
def followers():
    passage = _span("She had over 104,000 followers")
    return {
        "doc_id": "berg",
        "kind": "follower_count",
        "modality": "asserted",
        "holder": "Anna Berg",
        "platform": "instagram",
        "unit": "page",
        "metric": "followers",
        "count": {"value": 104000, "min": 104000, "qualifier": "more_than", "text": "over 104,000"},
        "evidence": [passage | {"trigger": _span("followers"), "roles": {"count": _span("over 104,000")}}],
    }


@pytest.fixture
def write_lines():
    def write(path, *records):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return path

    return write


@pytest.fixture
def gold(tmp_path, takedown, followers, write_lines):
    """A gold folder for `articles`."""
    write_lines(tmp_path / "gold" / "berg.jsonl", takedown, followers)
    write_lines(tmp_path / "gold" / "rain.jsonl")
    return tmp_path / "gold"
