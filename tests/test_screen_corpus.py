"""The screen loses nothing: neither what annotators marked, nor what the models find."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

from pipeline.engine import extract_article, load, model_path
from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.reader.component import AFTER, BEFORE, OWN
from pipeline.reader.pieces import cut
from pipeline.reader.windows import windows
from pipeline.recognise.screen import hits, holds, passes
from pipeline.recognise.sentences import mark_sentences
from pipeline.recognise.tokens import make_doc

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "real"
#: Of so many articles the trained reader reads one, with the screen and without.
OF = 30
#: So long that it fills windows of its own, which hold no hit.
QUIET = (
    "Rain fell on the harbour, and the ferry waited for the tide. Nobody on the quay was in a hurry. " * 25
)


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [item for item in read_articles([ROOT / "corpus" / "articles"]) if isinstance(item, Article)]


@pytest.fixture(scope="module")
def screened() -> Language:
    return load("reader")


@pytest.fixture(scope="module")
def unscreened() -> Language:
    return spacy.load(model_path("reader"), config={"components.reader.screen": False})


def stretches(nlp: Language, text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that the reader's windows answer for."""
    with nlp.memory_zone():
        doc = mark_sentences(make_doc(nlp, text))
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    pieces = cut(nlp.get_pipe("reader").tokenizer, text, sentences)
    for window in windows(pieces.sentences, own=OWN, before=BEFORE, after=AFTER):
        yield int(pieces.starts[window.own_start]), int(pieces.ends[window.own_end - 1])


def dropped(nlp: Language, text: str, facts: list[dict[str, Any]]) -> list[str]:
    """The triggers of facts that stand in a window without a hit."""
    found = hits(text)
    without = [bounds for bounds in stretches(nlp, text) if not holds(found, *bounds)]
    triggers = [piece["trigger"] for fact in facts for piece in fact["evidence"]]
    return [t["text"] for t in triggers if any(start <= t["start"] < end for start, end in without)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("part", [pytest.param("train", marks=pytest.mark.slow), "dev", "test"])
def test_no_gold_evidence_of_the_corpus_is_dropped(screened: Language, articles: list[Article], part: str):
    wanted = set((ROOT / "corpus" / f"{part}.txt").read_text("utf-8").split())
    lost = {
        article.doc_id: dropped(
            screened, article.text, lines(ROOT / "corpus" / "gold" / f"{article.doc_id}.jsonl")
        )
        for article in articles
        if article.doc_id in wanted
    }

    assert lost.keys() == wanted
    assert {doc_id: words for doc_id, words in lost.items() if words} == {}


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="no ../shared/real beside the checkout")
@pytest.mark.parametrize("part", ["train", "dev"])
def test_no_gold_evidence_of_real_articles_is_dropped(screened: Language, part: str):
    texts = {line["doc_id"]: line["text"] for line in lines(REAL / f"{part}.articles.jsonl")}
    gold: dict[str, list[dict[str, Any]]] = {}
    for fact in lines(REAL / f"{part}.gold.jsonl"):
        gold.setdefault(fact["doc_id"], []).append(fact)

    lost = {doc_id: dropped(screened, texts[doc_id], facts) for doc_id, facts in gold.items()}

    assert lost
    assert {doc_id: words for doc_id, words in lost.items() if words} == {}


@pytest.mark.slow
def test_the_rules_find_no_act_and_no_sanction_in_what_does_not_pass(nlp: Language, articles: list[Article]):
    paragraphs = [part for article in articles for part in article.text.split("\n\n") if not passes(part)]

    found = [
        fact
        for number, text in enumerate(paragraphs)
        for fact in extract_article(nlp, Article(doc_id=str(number), text=text))
    ]

    assert len(paragraphs) > 1000
    # A count of a paragraph by itself ("two million people following it") can do without a word of the net.
    assert [fact for fact in found if fact.kind != "follower_count"] == []
    assert len(found) <= 3


def test_every_article_with_facts_of_the_rules_passes(nlp: Language, articles: list[Article]):
    left_out = [article for article in articles if not passes(article.text)]

    assert [fact for article in left_out for fact in extract_article(nlp, article)] == []


@pytest.mark.slow
def test_the_reader_finds_the_same_with_the_screen_and_without(
    screened: Language, unscreened: Language, articles: list[Article]
):
    for article in articles[::OF]:
        longer = article.model_copy(update={"text": f"{article.text}\n\n{QUIET}\n\n{article.text}"})

        assert extract_article(screened, longer) == extract_article(unscreened, longer)
        assert not all(holds(hits(longer.text), *bounds) for bounds in stretches(screened, longer.text))
