"""The border that every fact crosses on its way out: its words must stand in the article."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.errors import RunError
from pipeline.facts import Fact
from pipeline.write.jsonl import json_line


def checked_lines(facts: Iterable[Fact], text: str) -> list[bytes]:
    """Serialise the facts of one document, if every span of every fact holds in its text.

    Args:
        facts: the facts of one document.
        text: the text of the article, unaltered since it was read.

    Returns:
        One line of JSON a fact, in the same order, each ended by a line feed.

    Raises:
        RunError: E405, a span quotes words that do not stand where its offsets say. Nothing of the
            document may then be written: its other offsets are no more to be trusted.
    """
    lines = []
    for fact in facts:
        _check_spans(fact, text)
        lines.append(json_line(fact))
    return lines


def _check_spans(fact: Fact, text: str) -> None:
    for piece in fact.evidence:
        for name, span in piece.spans():
            if not span.holds_in(text):
                found = text[span.start : span.end]
                raise RunError(
                    "E405",
                    name=name,
                    kind=fact.kind,
                    text=span.text,
                    found=found,
                    start=span.start,
                    end=span.end,
                )
