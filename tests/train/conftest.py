"""Training is tested where torch is installed (``pip install -e '.[train]'``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.facts import FACT, Fact
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces

collect_ignore_glob = ["test_*.py"] if find_spec("torch") is None else []

TEXT = "Twitter suspended Ada Lane. Her account had followers, Lane said."


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def labels() -> Labels:
    return Labels.of_table()


@pytest.fixture
def pieces() -> Pieces:
    """The words of the text as pieces, a number each; a full stop stays with its word."""
    return pieces_of(TEXT)


def pieces_of(text: str) -> Pieces:
    starts, ends, at = [], [], 0
    for word in text.split():
        start = text.index(word, at)
        starts.append(start)
        ends.append(at := start + len(word))
    first_stop = next((n + 1 for n, end in enumerate(ends) if text[end - 1] == "."), len(ends))
    ids = np.arange(1000, 1000 + len(starts))
    nothing = np.zeros_like(ids)
    sentences = tuple(dict.fromkeys((0, first_stop, len(starts))))
    return Pieces(ids, nothing, np.array(starts), np.array(ends), nothing, nothing, sentences)


def span(words: str, text: str = TEXT) -> dict[str, object]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def takedown() -> Fact:
    return FACT.validate_python(
        {
            "doc_id": "a",
            "kind": "takedown",
            "action": "account_suspension",
            "modality": "asserted",
            "holder": "Ada Lane",
            "platform": "twitter",
            "unit": "account",
            "actor": "Twitter",
            "evidence": [
                {
                    **span("Twitter suspended Ada Lane"),
                    "trigger": span("suspended"),
                    "roles": {
                        "holder": span("Ada Lane"),
                        "actor": span("Twitter"),
                        "platform": span("Twitter"),
                    },
                }
            ],
        }
    )


@pytest.fixture
def corpus() -> Path:
    return Path(__file__).parents[2] / "corpus"


#: What each kind of fact needs at least.
LEAST: dict[str, dict[str, Any]] = {
    "takedown": {"action": "account_suspension"},
    "sanction": {"action": "imposition"},
}


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    """A function that makes a fact of a text; trigger and words of roles stand where they first do."""

    def make(
        text: str, trigger: str, kind: str, roles: Mapping[str, str] | None = None, **fields: Any
    ) -> Fact:
        filled = {role: span(words, text) for role, words in (roles or {}).items()}
        evidence = {**span(text, text), "trigger": span(trigger, text), "roles": filled}
        common = {"doc_id": "doc", "kind": kind, "modality": "asserted", "evidence": [evidence]}
        return FACT.validate_python({**common, **LEAST[kind], **fields})

    return make


@pytest.fixture(scope="session")
def numbered() -> Callable[[int], Pieces]:
    """A function that makes so many pieces, in sentences of eight; the words do not matter."""

    def make(size: int) -> Pieces:
        places = np.arange(size)
        bounds = tuple(sorted({*range(0, size, 8), size}))
        return Pieces(
            103 + places % 20, places % 8, 2 * places, 2 * places + 1, places % 3, places % 5, bounds
        )

    return make


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes networks small: two layers of 24, one of them read again, and few words."""
    from pipeline.train import loop, network  # noqa: PLC0415 - only where torch is

    sizes = {"WIDTH": 24, "LAYERS": 2, "HEADS": 2, "INNER": 32, "VOCABULARY": 128, "PAIR": 16, "AGAIN": 1}
    for name, size in sizes.items():
        monkeypatch.setattr(network, name, size)
    for name in ("LAYERS", "AGAIN"):
        monkeypatch.setattr(loop, name, sizes[name])
