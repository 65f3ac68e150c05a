"""What kind of speaker a source is."""

from __future__ import annotations

from pipeline.facts.claims import Mention
from pipeline.tables import load_table


def source_type(mention: Mention) -> str:
    """Return the `attribution_type` of a source by the words of the table ``sources``.

    A name without any such word is an official's: in news on platforms and sanctions, unmarked
    speakers mostly speak for a state.
    """
    known = {"platform": "platform", "media": "media", "country": "official", "authority": "official"}
    if mention.type in known:
        return known[mention.type]
    words = set(mention.text.lower().replace("’", "'").split())
    for kind, cues in load_table("sources").items():
        if words & set(cues):
            return str(kind)
    return "official"
