"""What is told beside most triggers counts for the others; see `test_claims_named` too."""

from __future__ import annotations

import pytest

from pipeline.facts.claims import Claim, Mention, Trigger
from pipeline.reader.decode import Filler, Reading
from pipeline.reader.fillers import Words
from pipeline.reader.usual import body_key, named_authorities, on_usual_platform


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


def most_named(*authorities: str) -> str | None:
    """The authority named most beside the triggers of a text in which each stands once, in order."""
    text = "; ".join(authorities)
    readings = []
    end = 0
    for words in authorities:
        start = text.index(words, end)
        end = start + len(words)
        readings.append(Reading(end, end, "sanction", 0.9, {}, {"authority": (Filler(start, end, 0.9),)}))
    leader = named_authorities(readings, Words(text, [])).leader
    return leader and leader.text


@pytest.mark.parametrize(
    ("authorities", "most"),
    [
        (["Syldavia", "Ruritania", "Syldavia"], "Syldavia"),
        (["Syldavia", "Syldavia", "the State Department", "Department of State", "the Department"],
         "Department of State"),
        (["Syldavia", "the Department", "the Department"], "the Department"),
        (["Department of State", "Department of Trade", "the Department"], "Department of Trade"),
        (["Syldavia", "officials of two states", "officials of two states", "them", "them"], "Syldavia"),
    ],
)  # fmt: skip
def test_a_body_is_counted_under_each_of_its_names(authorities: list[str], most: str):
    assert most_named(*authorities) == most


def test_two_bodies_have_two_keys():
    state, trade = (Mention(0, 20, f"Department of {name}", "name") for name in ("State", "Trade"))
    assert body_key(state) != body_key(trade)
