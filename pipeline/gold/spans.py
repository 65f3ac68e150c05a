"""Do the words of a fact stand in the article where its offsets say?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.facts import Fact, Span
from pipeline.gold.problem import Finding

#: How many code points of the article a message quotes.
_QUOTE = 60


def misplaced_spans(fact: Fact, text: str) -> Iterator[Finding]:
    """Find the passages, triggers and roles whose words are not those of `text` at their offsets."""
    for number, piece in enumerate(fact.evidence, start=1):
        for part, span in piece.spans():
            if not span.holds_in(text):
                name = f"evidence {number}" if span is piece else f"the {part} of evidence {number}"
                yield "E211", {"name": name, **_whereabouts(span, text)}


def _whereabouts(span: Span, text: str) -> dict[str, Any]:
    nearest = min(_places(span.text, text), key=lambda start: abs(start - span.start), default=None)
    hint = (
        "quote the article letter by letter"
        if nearest is None
        else f"the nearest such words stand at {nearest} to {nearest + len(span.text)}"
    )
    found = text[span.start : min(span.end, span.start + _QUOTE)]
    return {"text": span.text[:_QUOTE], "start": span.start, "end": span.end, "found": found, "hint": hint}


def _places(words: str, text: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)
