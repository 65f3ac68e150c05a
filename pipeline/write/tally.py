"""What became of the facts of an export."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts what an export wrote, and what it could not carry and why.

    Attributes:
        records: rows, entities, statements, annotations or other records.
        left_out: reason -> facts that give no record.
        reduced: reason -> facts that give a record which tells less than the fact, or in other form.
    """

    records: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    reduced: Counter[str] = field(default_factory=Counter)
