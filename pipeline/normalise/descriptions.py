"""Descriptions in place of a name: whether they are of one ("a Chinese virologist") or of several ("users").

Pure functions on strings; the words come from ``tables/words.yaml`` and ``tables/references.yaml``.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.tables import load_table

_WORD: Final = re.compile(r"[^\W_][\w'’.-]*")
_ARTICLES: Final = frozenset(load_table("references")["indefinite"])
_CLASSES: Final = load_table("words")
#: Words behind a noun that tell more of it begin so: "head" of the agency, "man" convicted of murder.
_BEHIND: Final = frozenset(
    word
    for name in ("of", "in", "at", "from", "on", "for", "with", "as", "to", "by", "relative")
    for word in _CLASSES[name]["words"]
).union(_CLASSES["behind_nouns"])
_PLURALS: Final = frozenset(_CLASSES["plurals"])
_AND: Final = frozenset(_CLASSES["and"]["words"])


def describes_one(words: str) -> bool:
    """Say whether a description is of one person or thing, whose name may stand elsewhere.

    Args:
        words: the description as the article has it, with its article: "a Chinese virologist".
    """
    parts = [word.lower() for word in _WORD.findall(words)]
    if not parts or any(part[0].isdigit() for part in parts):
        return False
    if parts[0] in _ARTICLES:
        return True
    if not _AND.isdisjoint(parts):
        return False
    behind = next((place for place, part in enumerate(parts) if place and part in _BEHIND), len(parts))
    noun = parts[behind - 1]
    return noun not in _PLURALS and (not noun.endswith("s") or noun.endswith("ss"))
