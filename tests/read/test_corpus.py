"""The corpus of the project, and the real articles beside the checkout, as they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from pipeline.facts import FACT, Article
from pipeline.read import count_inputs, read_articles

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "corpus" / "articles"
REAL = ROOT.parent / "shared" / "real"
SEEDS = ROOT.parent / "shared" / "seeds"


def _offsets_that_miss(article: Article, gold: Path) -> list[str]:
    facts = [FACT.validate_json(line) for line in gold.read_text("utf-8").splitlines()]
    spans = [span for fact in facts for piece in fact.evidence for _, span in piece.spans()]
    return [span.text for span in spans if not span.holds_in(article.text)]


def test_every_offset_of_the_gold_fits_the_text_as_read() -> None:
    articles = [item for item in read_articles([ARTICLES]) if isinstance(item, Article)]
    assert len(articles) == count_inputs([ARTICLES]) == len(list(ARTICLES.iterdir()))
    missed = {
        a.doc_id: _offsets_that_miss(a, ARTICLES.parent / "gold" / f"{a.doc_id}.jsonl") for a in articles
    }
    assert not any(missed.values()), missed


def test_bylines_of_the_training_articles_are_right() -> None:
    names = (ARTICLES.parent / "train.txt").read_text("utf-8").split()
    found, wrong = 0, []
    for item in read_articles([ARTICLES / f"{name}.md" for name in names]):
        assert isinstance(item, Article)
        # The same text without its front matter: only the byline can tell the day.
        (bare,) = read_articles(["-"], stdin=BytesIO(item.text.encode()))
        assert isinstance(bare, Article)
        found += bare.published_from == "byline"
        if bare.published not in (None, item.published):
            wrong.append((item.doc_id, bare.published))
    assert found > 80
    assert not wrong


@pytest.mark.real
@pytest.mark.skipif(not SEEDS.exists(), reason="no folder of real articles beside the checkout")
def test_seeds_with_their_index_are_three_articles() -> None:
    metadata = SEEDS / "index.jsonl"
    days = {a.doc_id: str(getattr(a, "published", "")) for a in read_articles([SEEDS], metadata=metadata)}
    assert days == {
        "cns-irgc-instagram": "2019-04-18",
        "memri-khamenei-twitter": "2020-03-13",
        "khomeini-instagram": "None",
    }


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no folder of real articles beside the checkout")
@pytest.mark.parametrize("name", ["train", "dev"])
def test_every_line_of_the_real_articles_is_read(name: str) -> None:
    path = REAL / f"{name}.articles.jsonl"
    found = list(read_articles([path]))
    assert len(found) == len(path.read_bytes().splitlines())
    assert all(isinstance(item, Article) for item in found)
