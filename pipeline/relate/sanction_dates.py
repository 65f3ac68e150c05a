"""When sanctions are imposed or lifted: on the day told beside them, or on that just spoken of."""

from __future__ import annotations

import re
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.circumstances import date_near
from pipeline.relate.items import Spot
from pipeline.relate.references import Discourse
from pipeline.tables import load_table

#: Before a participle that tells what is being done: "is designating" is said of the day.
_IN_PROGRESS: Final = re.compile(r"x[an]*$")
#: Items before the verb within which "also" stands.
_ALSO_WITHIN: Final = 3


def sanction_date(spot: Spot, discourse: Discourse) -> Mention | None:
    """Return the date of the sanctions at `spot`, or null."""
    return _open_date(spot) or _day_of_progress(spot, discourse) or _day_of_addition(spot, discourse)


def _open_date(spot: Spot) -> Mention | None:
    """Return the date of the trigger, with the "since" before it: sanctions hold from then on."""
    date, sentence = date_near(spot), spot.sentence
    at = next((at for at, item in enumerate(sentence.items) if item.mention is date), 0) if date else 0
    since = at and sentence.items[at - 1].lower == "since"
    return sentence.words(at - 1, at + 1, "date") if since else date


def _day_of_progress(spot: Spot, discourse: Discourse) -> Mention | None:
    """Return the latest "today" of a document, where an act is told as going on: "is sanctioning"."""
    verb = spot.sentence.items[spot.index].lower
    goes_on = verb.endswith("ing") and _IN_PROGRESS.search(spot.before)
    return discourse.today if goes_on else None


def _day_of_addition(spot: Spot, discourse: Discourse) -> Mention | None:
    """Return the date of the sanctions told before, where more of them are told: "it also sanctioned"."""
    near = spot.sentence.items[max(0, spot.index - _ALSO_WITHIN) : spot.index]
    first = spot.sentence.items[:1]
    also = any(item.lower in load_table("sanctioning")["adding"] for item in (*near, *first))
    return discourse.dated if also else None
