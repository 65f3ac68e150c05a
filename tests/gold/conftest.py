"""A small article with gold, as lines that tests may break."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.facts import FACT, Article, Fact

#: The emoji and the "İ" shift byte and UTF-16 offsets, and that of lower-cased text, against code points.
TEXT = "🔥 İran: Instagram removed the account of Qassem Soleimani on Monday.\r\nIt had 104,000 followers."


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def article() -> Article:
    return Article(doc_id="doc", text=TEXT, published=date(2019, 4, 18))


@pytest.fixture
def takedown() -> dict[str, Any]:
    """A flawless gold line, to be changed by the test."""
    roles = {"holder": "Qassem Soleimani", "platform": "Instagram", "unit": "account", "date": "on Monday"}
    return {
        "doc_id": "doc",
        "kind": "takedown",
        "action": "account_termination",
        "modality": "asserted",
        "holder": "Qassem Soleimani",
        "platform": "instagram",
        "unit": "account",
        "date": "2019-04-15",
        "evidence": [
            {
                **span("Instagram removed the account of Qassem Soleimani on Monday"),
                "trigger": span("removed"),
                "roles": {role: span(words) for role, words in roles.items()},
            }
        ],
    }


@pytest.fixture
def follower_count() -> dict[str, Any]:
    return {
        "doc_id": "doc",
        "kind": "follower_count",
        "modality": "asserted",
        "holder": "Qassem Soleimani",
        "metric": "followers",
        "count": {"value": 104_000, "qualifier": "exact", "text": "104,000"},
        "evidence": [
            {
                **span("It had 104,000 followers"),
                "trigger": span("followers"),
                "roles": {"count": span("104,000")},
            }
        ],
    }


@pytest.fixture
def sanction() -> dict[str, Any]:
    return {
        "doc_id": "doc",
        "kind": "sanction",
        "action": "imposition",
        "modality": "asserted",
        "target": "Qassem Soleimani",
        "evidence": [
            {
                **span("Qassem Soleimani on Monday"),
                "trigger": span("on"),
                "roles": {"target": span("Qassem Soleimani")},
            }
        ],
    }


@pytest.fixture
def parse() -> Callable[[dict[str, Any]], Fact]:
    return FACT.validate_python


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write lines (dicts, or text as it is) to a file and return its path."""

    def write_lines(name: str, *lines: dict[str, Any] | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
        return path

    return write_lines
