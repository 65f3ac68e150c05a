"""Sanctions programmes: from the words of an article and the authority to the key of OpenSanctions."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from pipeline.knowledge.names import name_words
from pipeline.tables import load_table

_BRACKETS: Final = re.compile(r"\([^()]{1,60}\)")


def program_id(words: str, authorities: AbstractSet[str]) -> str | None:
    """Return the key of a programme, or null where its name or its authority does not tell it.

    "Terrorist list" is the name of many programmes; which one is meant, the authority says.

    Args:
        words: the programme, as named.
        authorities: ids of the authority and of all that it is part of.

    Returns:
        A key such as ``US-FTO219``.
    """
    called = {_plain(words), _plain(_BRACKETS.sub(" ", words))}
    found = {key for name, authority, key in _programs() if name in called and authority in authorities}
    return found.pop() if len(found) == 1 else None


def _plain(words: str) -> str:
    """Return a programme's name in the usual spelling, without words that tell nothing."""
    table = load_table("program_ids")
    text = " ".join(name_words(words))
    for written, usual in table["rewrite"].items():
        text = re.sub(rf"\b(?:{written})\b", usual, text)
    return " ".join(word for word in text.split() if word not in table["filler"])


@cache
def _programs() -> tuple[tuple[str, str, str], ...]:
    """List name, authority and key of all programmes."""
    return tuple(
        (_plain(name), entry["authority"], key)
        for key, entry in load_table("program_ids")["programs"].items()
        for name in entry["names"]
    )
