"""Reasons: the words that give one -> its category."""

from __future__ import annotations

import re
from functools import cache

from pipeline.normalise.lookup import fold
from pipeline.tables import load_table


def reason_category(words: str) -> str | None:
    """Return the category of a reason (section 6 of the annotation guidelines).

    Args:
        words: the words that give the reason.

    Returns:
        The category of the first cue in the words; ``"other"`` where they hold no cue, null where
        there are no words.
    """
    folded = fold(words)
    if not folded:
        return None
    return _first_cue("specific", folded) or _first_cue("fallback", folded) or "other"


def _first_cue(tier: str, folded: str) -> str | None:
    """Return the category whose cue stands first, at one place the longest, then the first of the table."""
    found = [(match, category) for category, cues in _cues(tier) if (match := cues.search(folded))]
    first = min(found, key=lambda pair: (pair[0].start(), -len(pair[0][0])), default=None)
    return first[1] if first else None


@cache
def _cues(tier: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each category of a tier with the pattern of its cues, the longest cue first."""
    return [
        (
            category,
            re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, sorted(cues, key=len, reverse=True)))})(?!\w)"),
        )
        for category, cues in load_table("reasons")[tier].items()
    ]


def _pattern(cue: str) -> str:
    return re.escape(fold(cue)).replace(r"\*", r"\w*")
