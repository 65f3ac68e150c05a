"""``pipeline show``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.console import stdout
from pipeline.cli.files import facts_file
from pipeline.cli.help import examples
from pipeline.cli.run_options import Metadata, Model
from pipeline.errors import PipelineError, RunError

if TYPE_CHECKING:
    from pipeline.facts import Article, Fact

EPILOG = examples(
    ("pipeline show article.html", "facts extracted on the spot"),
    ("pipeline show irgc-instagram --facts corpus/gold", "an article of the corpus with its gold facts"),
    ("pipeline show march/riots.md --facts outputs | less -R", "what a run found in it"),
)

Document = Annotated[
    str, typer.Argument(metavar="DOC", help="The file of an article, or the doc_id of one in the articles.")
]
Facts = Annotated[
    Path | None,
    typer.Option(
        "--facts", help="Show the facts of this file, gold folder or run instead of extracting them."
    ),
]
Articles = Annotated[Path, typer.Option("--articles", help="Where a doc_id is looked for.")]


def show(
    document: Document,
    *,
    facts: Facts = None,
    articles: Articles = Path("corpus/articles"),
    model: Model = None,
    metadata: Metadata = None,
) -> None:
    """Show an article with its facts marked in the text and listed below it.

    Words that carry a fact stand in its colour with its number behind them; words that fill its roles are
    underlined.
    """
    from pipeline.cli.article import print_article

    facts_of = _from_file(facts) if facts else _from_model(model)
    for article in _find(document, articles, metadata):
        print_article(article, facts_of(article), stdout())


def _find(document: str, folder: Path, metadata: Path | None) -> Iterator[Article]:
    """Give the articles of a file, or the one of a folder that has this doc_id.

    Raises:
        ReadError: the file cannot be read, or the one of that doc_id.
        RunError: E408, there is neither such a file nor such a doc_id.
    """
    from pipeline.read import Unreadable, read_articles

    if document == "-" or Path(document).exists():
        for item in read_articles([document], metadata=metadata, stdin=sys.stdin.buffer):
            if isinstance(item, Unreadable):
                raise item.error
            yield item
        return
    unreadable: PipelineError | None = None
    for item in read_articles([str(folder)], metadata=metadata):
        if item.doc_id != document:
            continue
        if not isinstance(item, Unreadable):
            yield item
            return
        unreadable = unreadable or item.error
    raise unreadable or RunError("E408", document=document, folder=str(folder))


def _from_model(model: str | None) -> Callable[[Article], list[Fact]]:
    from pipeline.engine import extract_article, load

    return partial(extract_article, load(model))


def _from_file(path: Path) -> Callable[[Article], list[Fact]]:
    from pipeline.gold import iter_facts

    file = facts_file(path)

    def facts_of(article: Article) -> list[Fact]:
        facts = [fact for fact in iter_facts(file) if fact.doc_id == article.doc_id]
        spans = [span for fact in facts for piece in fact.evidence for _, span in piece.spans()]
        if not all(span.holds_in(article.text) for span in spans):
            raise RunError("E410", document=article.doc_id, path=str(path))
        return facts

    return facts_of
