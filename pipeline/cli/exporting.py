"""An export under way: what it reads, what it writes, and what came of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jsonlines import InvalidLineError

from pipeline.cli.export import Target
from pipeline.errors import PipelineError, RunError
from pipeline.facts import Article, Fact, fact_id
from pipeline.gold.files import gold_files, no_fact, numbered_facts
from pipeline.read import Unreadable, read_articles
from pipeline.write import (
    JsonlWriter,
    Tally,
    annotation_lines,
    csv_lines,
    dsa_lines,
    ftm_lines,
    ftm_statement_lines,
    write_parquet,
)
from pipeline.write.disk import partial_path

#: How many problems are told one by one, as by ``pipeline run``.
_MOST_TOLD: Final = 5


@dataclass(slots=True)
class Export:
    """An export, from reading to counts.

    Attributes:
        articles: doc_id -> the article, of those that are given.
        facts: how many facts were exported or left out for want of a form.
        problems: the first lines, facts and articles that could not be used.
        problems_in_all: how many there were.
        tally: what was written, and what could not be carried.
    """

    articles: dict[str, Article] = field(default_factory=dict)
    facts: int = 0
    problems: list[PipelineError] = field(default_factory=list)
    problems_in_all: int = 0
    tally: Tally = field(default_factory=Tally)

    def read_articles(self, paths: Sequence[Path], metadata: Path | None) -> None:
        """Read the articles that the facts come from.

        Raises:
            ReadError: the file of metadata cannot be used.
        """
        for item in read_articles(paths, metadata=metadata):
            if isinstance(item, Unreadable):
                self._note(item.error)
            else:
                self.articles[item.doc_id] = item

    def read_facts(self, path: Path) -> Iterator[Fact]:
        """Give the facts of a file, a folder of gold or a run, each with its id.

        Raises:
            GoldError: E201 or E202, there is no such file.
        """
        for file in gold_files(path):
            for _, fact in numbered_facts(file):
                if isinstance(fact, InvalidLineError):
                    self._note(no_fact(file, fact))
                elif not self._holds(fact):
                    self._note(RunError("E410", document=fact.doc_id, path=str(file)))
                else:
                    self.facts += 1
                    yield fact if fact.id else fact.model_copy(update={"id": fact_id(fact)})

    def write(self, facts: Iterator[Fact], target: Target, out: Path | None) -> None:
        """Write facts to a file, or to the standard output.

        Args:
            facts: facts with their ids.
            target: the form.
            out: the file, which gets its name when it is finished; null for the standard output, which
                takes no Parquet.

        Raises:
            RunError: E402 or E403, the file cannot be written.
            UsageError: E414, a package is not installed.
        """
        if out is None:
            for line in self._lines(facts, target):
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        elif target is Target.PARQUET:
            write_parquet(facts, out, self.tally)
        else:
            self._write_lines(self._lines(facts, target), JsonlWriter(out))

    def _note(self, problem: PipelineError) -> None:
        self.problems_in_all += 1
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(problem)

    @staticmethod
    def _write_lines(lines: Iterator[bytes], writer: JsonlWriter) -> None:
        try:
            with closing(writer):
                for line in lines:
                    writer.write([line])
                writer.seal()
                writer.publish()
        finally:
            # Half an export is of no use: unlike a run, it cannot be gone on with.
            partial_path(writer.path).unlink(missing_ok=True)

    def _holds(self, fact: Fact) -> bool:
        """Say whether the spans of a fact hold in its article, where that is given."""
        article = self.articles.get(fact.doc_id)
        return article is None or all(
            span.holds_in(article.text) for piece in fact.evidence for _, span in piece.spans()
        )

    def _lines(self, facts: Iterator[Fact], target: Target) -> Iterator[bytes]:
        if target is Target.CSV:
            return csv_lines(facts, self.tally)
        if target is Target.DSA:
            return dsa_lines(facts, self.tally)
        with_articles = {
            Target.FTM: ftm_lines,
            Target.FTM_STATEMENTS: ftm_statement_lines,
            Target.WEBANNOTATION: annotation_lines,
        }
        return with_articles[target](facts, self.articles, self.tally)
