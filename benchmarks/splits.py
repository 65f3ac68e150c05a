"""The gold of a split: the corpus and, where they lie beside the checkout, the real articles."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
_FRONT_MATTER = re.compile(r"---\r?\n.*?\r?\n---\r?\n", re.DOTALL)


def split_options(description: str | None) -> argparse.Namespace:
    """Read the command line of a benchmark: ``split``, and ``errors`` if they are to be listed."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--split", choices=("train", "dev"), default="train")
    options.add_argument("--errors", action="store_true", help="list what went wrong")
    return options.parse_args()


def gold_documents(split: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the text and the facts of each document of a split.

    Args:
        split: ``"train"`` or ``"dev"``.
    """
    for doc_id in (ROOT / "corpus" / f"{split}.txt").read_text("utf-8").split():
        raw = (ROOT / "corpus" / "articles" / f"{doc_id}.md").read_bytes().decode("utf-8")
        yield _FRONT_MATTER.sub("", raw, count=1), _lines(ROOT / "corpus" / "gold" / f"{doc_id}.jsonl")
    if REAL.is_dir():
        facts: dict[str, list[dict[str, Any]]] = {}
        for fact in _lines(REAL / f"{split}.gold.jsonl"):
            facts.setdefault(fact["doc_id"], []).append(fact)
        for article in _lines(REAL / f"{split}.articles.jsonl"):
            yield article["text"], facts.get(article["doc_id"], [])


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
