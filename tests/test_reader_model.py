"""The shipped reader keeps the laws: exact offsets, the same result each time, no crash on any text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.engine import extract, extract_article, load, model_path
from pipeline.evaluate import evaluate
from pipeline.facts import Article, Fact
from pipeline.gold import load_gold
from pipeline.read import read_articles

ROOT = Path(__file__).parents[1]
DEV = set((ROOT / "corpus" / "dev.txt").read_text("utf-8").split())
WORDS = [
    "Twitter",
    "suspended",
    "Ada Lane's",
    "account",
    "sanctions",
    "on",
    "İran",
    "🙂",
    "25K",
    "followers",
    "\r\n",
    ".",
]


@pytest.fixture(scope="module")
def reader() -> Language:
    return load("reader")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    found = [item for item in read_articles([ROOT / "corpus" / "articles"]) if isinstance(item, Article)]
    return [article for article in found if article.doc_id in DEV]


@pytest.fixture(scope="module")
def facts(reader: Language, articles: list[Article]) -> dict[str, list[Fact]]:
    return {article.doc_id: extract_article(reader, article) for article in articles}


def spans_hold(text: str, found: list[Fact]) -> bool:
    spans = [
        span
        for fact in found
        for piece in fact.evidence
        for span in (piece, piece.trigger, *piece.roles.values())
    ]
    return all(text[span.start : span.end] == span.text for span in spans)


def test_every_span_stands_where_it_says(articles: list[Article], facts: dict[str, list[Fact]]) -> None:
    assert sum(map(len, facts.values())) > 100
    assert all(spans_hold(article.text, facts[article.doc_id]) for article in articles)


def test_it_finds_more_than_the_rules(articles: list[Article], facts: dict[str, list[Fact]]) -> None:
    gold = load_gold(ROOT / "corpus" / "gold")
    rules = load("rules")
    baseline = {article.doc_id: extract_article(rules, article) for article in articles}
    trained, by_rules = (evaluate(gold, found, documents=DEV) for found in (facts, baseline))
    assert trained.scores["core"]["all"].tally.right > by_rules.scores["core"]["all"].tally.right


def test_the_same_text_gives_the_same_facts_whatever_was_read_before(
    reader: Language, articles: list[Article], facts: dict[str, list[Fact]]
) -> None:
    for article in reversed(articles[:5]):
        assert extract_article(reader, article) == facts[article.doc_id]


def test_a_text_longer_than_any_window_is_read_to_its_end(reader: Language) -> None:
    filler = "The weather stayed mild in the north of the country. " * 400
    text = f"{filler}Twitter suspended the account of Ada Lane on Tuesday. {filler}"
    found = extract(text, published="2024-05-02", nlp=reader)
    assert [fact.holder for fact in found if fact.kind == "takedown"] == ["Ada Lane"]
    assert spans_hold(text, found)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)))
def test_no_text_makes_it_fail(reader: Language, text: str) -> None:
    assert spans_hold(text, extract(text, nlp=reader))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "🙂", "İ" * 2000, "x" * 5000, "suspended " * 3000])
def test_odd_texts_give_facts_with_exact_spans_or_none(reader: Language, text: str) -> None:
    assert spans_hold(text, extract(text, nlp=reader))


def test_reading_needs_no_torch() -> None:
    program = (
        "import sys; sys.modules['torch'] = None; import pipeline;"
        "nlp = pipeline.load('reader'); nlp('Twitter suspended his account.')"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_the_model_folder_is_small_enough_to_travel() -> None:
    folder = model_path("reader")
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < 30 * 2**20
    assert json.loads((folder / "meta.json").read_text("utf-8"))["pipeline"][2] == "reader"
