"""What is told beside most triggers counts for the others; `test_claims_named` tells whose sanctions are."""

from __future__ import annotations

import pytest

from pipeline.facts.claims import Claim, Mention, Trigger
from pipeline.reader.usual import on_usual_platform


def act(
    platform: str | None = None,
    *,
    kind: str = "takedown",
    action: str = "account_suspension",
    hint: str | None = None,
) -> Claim:
    trigger = Trigger(0, 9, "suspended", kind, action, "")  # type: ignore[arg-type]
    words = {"platform": Mention(10, 17, "the app", "platform", platform)} if platform else {}
    return Claim(trigger, words, "asserted", action, (0, 9), hints={"platform": hint} if hint else {})


def platforms(*claims: Claim) -> list[str | None]:
    return [claim.hints.get("platform") for claim in on_usual_platform(claims)]


def test_an_act_without_a_platform_is_on_the_one_of_most_others():
    assert platforms(act("twitter"), act("youtube"), act(), act("youtube")) == [None, None, "youtube", None]


def test_the_platform_of_who_acts_counts_too():
    assert platforms(act(hint="twitter"), act(kind="restoration", action="account_restoration")) == [
        "twitter",
        "twitter",
    ]


@pytest.mark.parametrize(
    "other",
    [
        act(action="service_block"),
        act(kind="restoration", action="service_unblock"),
        act(kind="sanction", action="imposition"),
        act(kind="follower_count", action=""),
    ],
)
def test_what_need_not_happen_on_a_platform_gets_none(other: Claim):
    assert platforms(act("twitter"), other) == [None, None]


def test_no_platform_is_made_up():
    assert platforms(act(), act()) == [None, None]
