"""Labelled articles: gold files with the articles that they label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import GoldError
from pipeline.facts import Article, Fact
from pipeline.gold import load_gold
from pipeline.gold.standoff import is_standoff, load_standoff
from pipeline.read import read_articles


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with all facts that it states."""

    article: Article
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model learns from.

    Attributes:
        labelled: source of labels, and its articles.
        corpora: files and folders of names and coreference, to learn from first.
        teachers: folders of models whose likelihoods are learnt beside the labels.
        unlabelled: articles of which the teachers alone say what they state.
        news: articles to read first, words masked.
        base: folder of a model to begin with, in place of the encoder as published.
    """

    labelled: Sequence[tuple[str, Sequence[Labelled]]]
    corpora: Sequence[Path] = ()
    teachers: Sequence[Path] = ()
    unlabelled: Sequence[Article] = ()
    news: Sequence[Article] = ()
    base: Path | None = None


def labelled_articles(gold: Path, articles: Path, part: Literal["train", "dev"]) -> Iterator[Labelled]:
    """Read labelled articles.

    Which articles count as labelled: of a folder of gold those with a file in it, of a stand-off file
    those that it lists, of a file of facts all that `articles` holds. A list ``train.txt`` or ``dev.txt``
    beside a gold folder keeps to its part.

    Args:
        gold: a folder with a gold file a document, a file of facts, or a stand-off file.
        articles: the articles: a file or a folder.
        part: which list to keep to.

    Yields:
        The labelled articles in the order of `articles`; those that cannot be read are passed over.

    Raises:
        GoldError: E201 to E203, E206 as `load_gold` and `load_standoff`; E205 if no article is labelled.
        ReadError: the articles cannot be read at all.
    """
    known = {item.doc_id: item for item in read_articles([articles]) if isinstance(item, Article)}
    if is_standoff(gold):
        facts = dict(load_standoff(gold, {doc_id: article.text for doc_id, article in known.items()}))
        wanted = set(facts)
    else:
        facts = load_gold(gold)
        wanted = set(facts) if gold.is_dir() else set(known)
    listed = gold.parent / f"{part}.txt"
    if gold.is_dir() and listed.is_file():
        wanted &= set(listed.read_text("utf-8").split())
    if not wanted & set(known):
        raise GoldError("E205", path=str(gold), labelled=len(facts))
    for doc_id, article in known.items():
        if doc_id in wanted:
            yield Labelled(article, facts.get(doc_id, []))


def unlabelled_articles(paths: Sequence[Path]) -> Iterator[Article]:
    """Read articles that nobody has labelled; those that cannot be read are passed over.

    Raises:
        ReadError: a path cannot be read at all.
    """
    for item in read_articles(paths):
        if isinstance(item, Article):
            yield item
