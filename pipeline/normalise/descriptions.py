"""Descriptions in place of a name: whether they are of one ("a Chinese virologist") or of several ("users").

Pure functions on strings; the words come from ``tables/words.yaml`` and ``tables/references.yaml``.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.tables import load_table

_WORD: Final = re.compile(r"[^\W_][\w-]*")
_LIST: Final = re.compile(r"[,;/&]")
_CLASSES: Final = load_table("words")
#: What words for one open with: "a", "the", "his".
_OPENING: Final = frozenset(load_table("references")["one"] + _CLASSES["possessive_pronoun"]["words"])
#: Words behind a noun that tell more of it begin so: "head" of the agency, "man" convicted of murder.
_BEHIND: Final = frozenset(
    word
    for name in ("of", "in", "at", "from", "on", "for", "with", "as", "to", "by", "relative")
    for word in _CLASSES[name]["words"]
).union(_CLASSES["behind_nouns"])
_SEVERAL: Final = frozenset(_CLASSES["plurals"] + _CLASSES["and"]["words"]).union(
    load_table("counts")["numerals"]
)


def describes_one(words: str) -> bool:
    """Say whether a description is of one person or thing, whose name may stand elsewhere.

    Args:
        words: the description as the article has it, with its article: "a Chinese virologist".
    """
    parts = [word.lower() for word in _WORD.findall(words)]
    if len(parts) < 2 or parts[0] not in _OPENING or _LIST.search(words):
        return False
    behind = next((place for place, part in enumerate(parts) if place and part in _BEHIND), len(parts))
    noun = parts[behind - 1]
    if noun.endswith("men") or (noun.endswith("s") and not noun.endswith("ss")):
        return False
    return _SEVERAL.isdisjoint(parts[:behind]) and not any(part.isdigit() for part in parts[:behind])
