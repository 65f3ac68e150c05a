"""What stands twice in a gold file: lines, facts, and triggers of different kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.facts import Fact, Kind, Span, fact_id
from pipeline.gold.problem import Finding


@dataclass(slots=True)
class Repeats:
    """The lines of one file so far."""

    _lines: dict[str, int] = field(default_factory=dict)
    _facts: dict[tuple[str, str], tuple[Fact, int]] = field(default_factory=dict)
    _triggers: dict[tuple[str, int, int], tuple[Kind, int]] = field(default_factory=dict)

    def add(self, fact: Fact, number: int) -> Iterator[Finding]:
        """Remember a line, and find what it repeats of earlier ones.

        Args:
            fact: the fact of the line.
            number: the number of the line, from 1.
        """
        # Written anew: the order of keys and the blanks between them make no other line.
        same_line = self._lines.setdefault(fact.model_dump_json(), number)
        same_fact, other = self._facts.setdefault((fact.doc_id, fact_id(fact)), (fact, number))
        if same_line != number:
            yield "E214", {"other": same_line}
        elif other != number:
            yield "E215" if _values(fact) == _values(same_fact) else "E236", {"other": other}
        for piece in fact.evidence:
            yield from self._shared_trigger(fact, piece.trigger, number)

    def _shared_trigger(self, fact: Fact, trigger: Span, number: int) -> Iterator[Finding]:
        key = (fact.doc_id, trigger.start, trigger.end)
        kind, other = self._triggers.setdefault(key, (fact.kind, number))
        if kind != fact.kind and "follower_count" in (kind, fact.kind):
            yield "E233", {"text": trigger.text, "kind": kind, "other": other}


def _values(fact: Fact) -> dict[str, Any]:
    return fact.model_dump(exclude={"evidence", "id", "confidence", "text_sha256"})
