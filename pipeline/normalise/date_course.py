"""The dates of an article in the order of the text, each told from the one before it where it has to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.facts.claims import Claim, Mention
from pipeline.normalise.dates import resolve_date


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an article that can be told, in the order of the text.

    Attributes:
        ends: where the words of each end.
        values: the EDTF of each.
    """

    ends: Sequence[int]
    values: Sequence[str]

    @classmethod
    def of(cls, mentions: Iterable[Mention], published: date | None) -> Dates:
        """Resolve dates, each against the one before it.

        Args:
            mentions: their words, in any order; a date can be there twice.
            published: day of publication, or null.
        """
        ends: list[int] = []
        values: list[str] = []
        for mention in sorted(mentions, key=lambda mention: (mention.end, mention.start)):
            known = cls(ends, values).before(mention.start)
            value = resolve_date(mention.text, published, known)
            if value is not None:
                ends.append(mention.end)
                values.append(value)
        return cls(ends, values)

    def before(self, place: int) -> str | None:
        """Return the date last mentioned before a place in the text, or null."""
        known = bisect_right(self.ends, place)
        return self.values[known - 1] if known else None


def dates_of(claims: Iterable[Claim], mentions: Iterable[Mention], published: date | None) -> Dates:
    """Return the dates of an article, those of its claims among them.

    Args:
        claims: the claims of the article.
        mentions: what tables and grammars find in it.
        published: day of publication, or null.
    """
    told = [mention for claim in claims if (mention := claim.naming("date")) is not None]
    return Dates.of([*told, *(mention for mention in mentions if mention.type == "date")], published)
