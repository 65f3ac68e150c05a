"""What an article tells beside most of its triggers, for those beside which it tells nothing of the kind.

Who is named most beside its sanctions is whose the others are; where most of its acts happen is where the
others do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.facts.claims import Claim, Mention
from pipeline.normalise.full_names import points_to_body
from pipeline.normalise.names import body_head, name_words
from pipeline.reader.decode import Reading
from pipeline.reader.fillers import Words, names_nobody
from pipeline.relate.references import Tally

#: The roles that are counted.
AUTHORITY: Final = "authority"
_PLATFORM: Final = "platform"
#: Kinds of fact that happen on a platform.
_ACTS: Final = frozenset({"takedown", "restoration"})
#: Actions that need not: a website or a whole service is cut off, or no longer is.
_ANYWHERE: Final = frozenset({"service_block", "service_unblock"})


def named_authorities(readings: Iterable[Reading], words: Words) -> Tally:
    """Count by `body_key` the authorities beside the triggers of an article, no pronouns or descriptions.

    "The Department" is counted for the body with such a name that was counted last before it.

    Args:
        readings: its triggers, in order.
        words: makes mentions of its words.
    """
    named = Tally()
    by_head: dict[str, str] = {}
    for mention in _authorities(readings, words):
        head = body_head(mention.text)
        if points_to_body(mention.text):
            key = by_head.get(head, body_key(mention))
            named.add(key, named.latest.get(key, mention))
        elif mention.type != "group":
            key = by_head[head] = body_key(mention)
            named.add(key, mention)
    return named


def _authorities(readings: Iterable[Reading], words: Words) -> Iterator[Mention]:
    for reading in readings:
        for filler in reading.roles.get(AUTHORITY, ()):
            listed = words.listed(AUTHORITY, filler.start, filler.end)
            yield from (mention for mention in listed if not names_nobody(mention))


def body_key(mention: Mention) -> str:
    """Return what is the same for two mentions of one body: "the State Department", "Department of State"."""
    return mention.value or " ".join(sorted(name_words(mention.text)))


def on_usual_platform(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims in which acts of which no platform is told happen where most others of the article do.

    Args:
        claims: the claims of an article, in the order of the text.
    """
    told = [platform for claim in claims if (platform := _platform(claim))]
    if not told:
        return list(claims)
    usual = Counter(told).most_common(1)[0][0]
    return [
        replace(claim, hints={**claim.hints, _PLATFORM: usual}) if _lacks_platform(claim) else claim
        for claim in claims
    ]


def _lacks_platform(claim: Claim) -> bool:
    is_act = claim.trigger.kind in _ACTS and claim.action not in _ANYWHERE
    return is_act and claim.naming(_PLATFORM) is None and _PLATFORM not in claim.hints


def _platform(claim: Claim) -> str | None:
    """Return the id of the platform on which an account is acted on, or counted."""
    named = claim.naming(_PLATFORM)
    return claim.hints.get(_PLATFORM) if named is None else named.value
