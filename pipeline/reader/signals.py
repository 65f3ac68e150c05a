"""What tells how likely a claim is right: the trigger, who and where, and what the network is unsure of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pipeline.reader.confidence import log_doubt, log_odds

if TYPE_CHECKING:
    from pipeline.reader.claims import Argument
    from pipeline.reader.decode import Reading

#: Of each kind, the role that says whom or what a fact is about, and the one that says where, or by whom.
_ABOUT_AND_WHERE: Final = {
    "takedown": ("holder", "platform"),
    "restoration": ("holder", "platform"),
    "sanction": ("target", "authority"),
    "follower_count": ("holder", "platform"),
}
#: Classes of which it matters how sure the network is.
_DOUBTED: Final = frozenset({"action", "modality"})


def signals_of(reading: Reading, chosen: Mapping[str, Argument]) -> dict[str, float]:
    """Return the signals of a claim by name.

    `trigger`, `about` and `where` are log-odds of the trigger and of what fills those roles, 0 where nothing
    does; `described`, `nowhere` and `handle` are 1 where whom it is about is described and not named, where
    no words fill the role of platform or authority, and where some fill that of the handle; `action` and
    `modality` are the logarithms of how likely they are others.

    Args:
        reading: the trigger.
        chosen: role -> what fills it in this claim.
    """
    about, where = (chosen.get(role) for role in _ABOUT_AND_WHERE[reading.kind])
    return {
        "trigger": log_odds(reading.score),
        "about": 0.0 if about is None else log_odds(about.score),
        "described": float(about is not None and about.naming.type == "group"),
        "where": 0.0 if where is None else log_odds(where.score),
        "nowhere": float(where is None),
        "handle": float("handle" in chosen),
        **{name: log_doubt(told) for name, told in reading.log_likelihoods.items() if name in _DOUBTED},
    }
