"""Lines that lead to other articles: what they tell is not told here."""

from __future__ import annotations

import re
from typing import Final

from pipeline.relate.items import Sentence
from pipeline.tables import load_table

#: A line that is one Markdown link and nothing beside it.
_LINK_ALONE: Final = re.compile(r"\s*(?:[*•–-]\s*|\d{1,2}\.\s*)?\[[^\[\]]{1,500}\]\([^()\s]{1,500}\)\s*")
_OPENINGS: Final = tuple(load_table("words")["teaser_openings"])


def is_teaser(sentence: Sentence) -> bool:
    """Say whether a sentence only leads to another article: "Read more: ...", a link on a line of its own."""
    line = sentence.article[sentence.start : sentence.end]
    return _LINK_ALONE.fullmatch(line) is not None or line.lstrip(" *#").lower().startswith(_OPENINGS)
