"""The authorities that an article names beside its sanctions: who is named most is whose the others are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipeline.reader.decode import Reading
from pipeline.reader.fillers import Words, names_nobody, thing
from pipeline.relate.references import Tally

#: The role whose fillers are counted.
AUTHORITY: Final = "authority"


def named_authorities(readings: Iterable[Reading], words: Words) -> Tally:
    """Count the authorities named beside the triggers of an article, but for pronouns and descriptions.

    Args:
        readings: its triggers, in order.
        words: makes mentions of its words.
    """
    named = Tally()
    for reading in readings:
        for filler in reading.roles.get(AUTHORITY, ()):
            for mention in words.listed(AUTHORITY, filler.start, filler.end):
                if mention.type != "group" and not names_nobody(mention):
                    named.add(thing(mention), mention)
    return named
