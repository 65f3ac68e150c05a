from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.relate.items import Spot
from pipeline.relate.lifting import lifting

SpotOf = Callable[..., Spot]


def noun(spot_of: SpotOf, row: str, **fields: str) -> Spot:
    return spot_of(row, **{"frame": "noun", "lemma": "ban", "action": "account_termination"} | fields)


@pytest.mark.parametrize(
    ("row", "verb"),
    [
        ("Twitter/platform lifted its ban/Q* on Ada_Lane/person .", "lifted"),
        ("It reversed Ada_Lane/person 's permanent Twitter/platform ban/Q* .", "reversed"),
        ("The ban/Q* of her page/unit was quietly overturned .", "overturned"),
        ("Her ban/Q* has been rescinded .", "rescinded"),
        ("Lifting the ban/Q* on Ada_Lane/person , Twitter/platform relented .", "Lifting"),
    ],
)
def test_a_verb_that_undoes_a_takedown_carries_the_restoration(spot_of: SpotOf, row: str, verb: str) -> None:
    spot = lifting(noun(spot_of, row))
    assert spot is not None
    assert (spot.trigger.text, spot.sentence.items[spot.index].text) == (verb, verb)
    assert (spot.trigger.kind, spot.trigger.action) == ("restoration", "account_restoration")
    assert spot.sentence.article[spot.trigger.start : spot.trigger.end] == verb


@pytest.mark.parametrize(
    ("action", "undone"),
    [
        ("account_restriction", "restriction_lift"),
        ("content_removal", "content_restoration"),
        ("service_block", "service_unblock"),
    ],
)
def test_what_is_undone_tells_what_the_restoration_is(spot_of: SpotOf, action: str, undone: str) -> None:
    spot = lifting(noun(spot_of, "It lifted the ban/Q* .", action=action))
    assert spot is not None
    assert spot.trigger.action == undone


@pytest.mark.parametrize(
    "row",
    [
        "Twitter/platform defended its ban/Q* on Ada_Lane/person .",
        "They lifted weights , and the ban/Q* went on .",
        "The ban/Q* on Ada_Lane/person ended talks .",
        "The ban/Q* stood , and the fee was lifted .",
    ],
)
def test_any_other_verb_leaves_a_takedown(spot_of: SpotOf, row: str) -> None:
    assert lifting(noun(spot_of, row)) is None


def test_nouns_of_sanctions_and_verbs_are_left_to_others(spot_of: SpotOf) -> None:
    row = "It lifted the ban/Q* ."
    assert lifting(noun(spot_of, row, kind="sanction", action="imposition")) is None
    assert lifting(noun(spot_of, row, frame="base")) is None
