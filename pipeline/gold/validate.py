"""Checking gold files against the schema, the articles and themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jsonlines import InvalidLineError

from pipeline.errors import GoldError
from pipeline.facts import Article, Fact
from pipeline.gold.doubts import doubts
from pipeline.gold.files import gold_files, no_fact, numbered_facts
from pipeline.gold.problem import Finding, Problem, make_problem
from pipeline.gold.repeats import Repeats
from pipeline.gold.spans import misplaced_spans
from pipeline.read import Unreadable, read_articles

#: doc_id -> the article, or why it cannot be read
Articles = Mapping[str, Article | Unreadable]


def validate(
    paths: Iterable[Path], articles: Path | None = None, *, metadata: Path | None = None
) -> list[Problem]:
    """Check gold files.

    Args:
        paths: JSONL files, or folders with one file a document.
        articles: the file or folder of the articles. Default: the folder ``articles`` beside the folder of
            the gold files (``corpus/articles`` for ``corpus/gold``).
        metadata: a file of metadata of the articles, as for `read_articles`; it is not read as articles.

    Returns:
        The problems in the order of files and lines; empty if all is well.

    Raises:
        GoldError: a path does not exist (E201), a folder holds no ``*.jsonl`` (E202), or no articles are
            known (E204).
        ReadError: the file of metadata cannot be used.
    """
    if articles is not None and not articles.exists():
        raise GoldError("E201", path=str(articles))
    problems: list[Problem] = []
    texts: dict[Path, Articles] = {}
    for path in paths:
        files = gold_files(path)
        source = _sibling(path) if articles is None else articles
        if source not in texts:
            texts[source] = _by_id(read_articles([source], metadata=metadata))
        for file in files:
            if path.is_dir() and file.stem not in texts[source]:
                problems.append(make_problem(file, None, "E212", {"doc_id": file.stem}))
            problems.extend(check_file(file, texts[source]))
    return problems


def check_file(file: Path, articles: Articles) -> Iterator[Problem]:
    """Check one file.

    Args:
        file: the JSONL file.
        articles: the articles that its facts may belong to. A file that is named as one of them must hold
            facts of that article only.

    Yields:
        The problems in the order of the lines.
    """
    repeats = Repeats()
    for number, fact in numbered_facts(file):
        if isinstance(fact, InvalidLineError):
            yield _broken_line(fact, file)
            continue
        findings = [*_misfiled(fact, file, articles), *repeats.add(fact, number)]
        findings += _against_article(fact, articles.get(fact.doc_id))
        yield from (make_problem(file, number, code, details) for code, details in findings)


def _by_id(items: Iterable[Article | Unreadable]) -> Articles:
    """Sort articles by doc_id; a failure that has the name of an article does not hide it."""
    found: dict[str, Article | Unreadable] = {}
    for item in items:
        if isinstance(item, Article) or item.doc_id not in found:
            found[item.doc_id] = item
    return found


def _broken_line(line: InvalidLineError, file: Path) -> Problem:
    error = no_fact(file, line)
    # Not error.message, which names file and line once more.
    message = f"the line is no fact: {error.details['reason']}"
    return Problem(str(file), line.lineno, error.code, "error", message, error.remedy)


def _misfiled(fact: Fact, file: Path, articles: Articles) -> Iterator[Finding]:
    if file.stem in articles and file.stem != fact.doc_id:
        yield "E216", {"doc_id": fact.doc_id, "stem": file.stem}


def _against_article(fact: Fact, article: Article | Unreadable | None) -> Iterator[Finding]:
    if article is None:
        yield "E212", {"doc_id": fact.doc_id}
    elif isinstance(article, Unreadable):
        yield "E217", {"doc_id": fact.doc_id, "reason": str(article.error)}
    else:
        if fact.text_sha256 not in (None, article.text_sha256):
            yield "E213", {}
        yield from misplaced_spans(fact, article.text)
        yield from doubts(fact, article)


def _sibling(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    articles = folder.resolve().parent / "articles"
    if not articles.is_dir():
        raise GoldError("E204", path=str(path))
    return articles
