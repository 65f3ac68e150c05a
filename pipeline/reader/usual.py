"""The authority that an article names beside its sanctions most often: whose the others are, as a rule."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.facts.claims import Mention
from pipeline.reader.decode import Reading
from pipeline.reader.fillers import Words, names_nobody
from pipeline.relate.references import Tally

AUTHORITY = "authority"


def usual_authority(readings: Iterable[Reading], words: Words) -> Mention | None:
    """Return the latest mention of the authority named most beside the triggers of an article, or null.

    Args:
        readings: its triggers, in order.
        words: makes mentions of its words.
    """
    named = Tally()
    for reading in readings:
        for filler in reading.roles.get(AUTHORITY, ()):
            for mention in words.listed(AUTHORITY, filler.start, filler.end):
                if mention.type != "group" and not names_nobody(mention):
                    named.add((mention.value or mention.text).casefold(), mention)
    return named.leader
