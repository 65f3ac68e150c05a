"""Every line of every gold file is a fact, and quotes its article exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from pipeline.facts import FACT, Fact
from pipeline.read import Unreadable, read_articles

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside the checkout")


def facts_of(files: Iterable[Path]) -> Iterator[Fact]:
    for file in files:
        for number, line in enumerate(file.read_bytes().split(b"\n"), start=1):
            if line:
                try:
                    yield FACT.validate_json(line)
                except ValueError as error:
                    pytest.fail(f"{file.name}:{number}: {error}")


def texts_of(source: Path) -> dict[str, str]:
    """doc_id -> text, as the reading room gives it."""
    texts = {}
    for item in read_articles([source]):
        assert not isinstance(item, Unreadable), item
        texts[item.doc_id] = item.text
    return texts


def misquotes(facts: Iterable[Fact], texts: dict[str, str]) -> list[str]:
    return [
        f"{fact.doc_id}: {name} {span.text!r} at {span.start}"
        for fact in facts
        for piece in fact.evidence
        for name, span in piece.spans()
        if not span.holds_in(texts[fact.doc_id])
    ]


def test_corpus_quotes_exactly() -> None:
    facts = list(facts_of(sorted((CORPUS / "gold").glob("*.jsonl"))))
    assert len(facts) > 1000
    assert misquotes(facts, texts_of(CORPUS / "articles")) == []


@pytest.mark.real
@beside
def test_seeds_quote_exactly() -> None:
    index = (SHARED / "seeds" / "index.jsonl").read_text("utf-8").splitlines()
    files = {row["doc_id"]: SHARED / "seeds" / row["file"] for row in map(json.loads, index)}
    texts = {doc_id: next(iter(texts_of(file).values())) for doc_id, file in files.items()}
    facts = list(facts_of([SHARED / "gold" / "seeds.jsonl"]))
    assert {fact.doc_id for fact in facts} == set(texts)
    assert misquotes(facts, texts) == []


@pytest.mark.real
@beside
@pytest.mark.parametrize("part", ["train", "dev"])
def test_real_articles_are_quoted_exactly(part: str) -> None:
    texts = texts_of(SHARED / "real" / f"{part}.articles.jsonl")
    facts = list(facts_of([SHARED / "real" / f"{part}.gold.jsonl"]))
    assert facts
    assert misquotes(facts, texts) == []
