from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.facts.claims import Claim, Mention
from pipeline.relate.claiming import SURE, UNSURE, make_claim
from pipeline.relate.items import Spot

SpotOf = Callable[..., Spot]


def claim_of(spot: Spot, **roles: Mention | None) -> Claim:
    return make_claim(spot, roles, action=spot.trigger.action)


def named(spot: Spot, words: str) -> Mention:
    return next(item.as_mention() for item in spot.sentence.items if item.text == words)


def test_what_the_clause_adds_becomes_roles(spot_of: SpotOf) -> None:
    spot = spot_of(
        "Senators asked Twitter/platform to suspend/V* Ada_Lane/person on Monday/date for spam , "
        "Kettle_News/organisation reported ."
    )
    claim = claim_of(spot, holder=named(spot, "Ada Lane"), quantity=None)
    assert {role: mention.text for role, mention in claim.roles.items()} == {
        "holder": "Ada Lane",
        "date": "Monday",
        "requester": "Senators",
        "reason": "spam",
        "attribution": "Kettle News",
    }
    assert (claim.modality, [cue.text for cue in claim.cues]) == ("requested", ["asked"])


def test_what_is_known_already_stays(spot_of: SpotOf) -> None:
    spot = spot_of("It was suspended/V* on Monday/date or Tuesday/date .")
    claim = claim_of(spot, date=named(spot, "Tuesday"))
    assert claim.roles["date"].text == "Tuesday"


def test_a_number_has_no_reason_and_no_requester(spot_of: SpotOf) -> None:
    row = "Senators asked for 20/count followers/F* for spam on Monday/date ."
    claim = claim_of(spot_of(row, kind="follower_count", frame="metric", action=None))
    assert set(claim.roles) == set()


@pytest.mark.parametrize(
    ("roles", "passage"),
    [
        ((), "suspended"),
        (("Twitter",), "Twitter suspended"),
        (("account", "Twitter"), "Twitter suspended Ada Lane 's account"),
    ],
)
def test_the_passage_covers_the_trigger_and_the_roles(
    spot_of: SpotOf, roles: tuple[str, ...], passage: str
) -> None:
    spot = spot_of("Twitter/platform suspended/V* Ada_Lane/person 's account/unit .", 2)
    claim = claim_of(spot, **{str(number): named(spot, words) for number, words in enumerate(roles)})
    start, end = claim.passage
    assert spot.sentence.article[start:end] == passage


def test_words_of_another_sentence_are_outside_the_passage(spot_of: SpotOf) -> None:
    spot = spot_of("It was suspended/V* .", 2)
    claim = claim_of(spot, holder=Mention(0, 8, "Ada Lane", "person"))
    assert claim.passage == (spot.trigger.start, spot.trigger.end)


@pytest.mark.parametrize(
    ("role", "score"), [("holder", SURE), ("handle", SURE), ("target", SURE), ("platform", UNSURE)]
)
def test_a_claim_that_names_whom_it_hits_is_surer(spot_of: SpotOf, role: str, score: float) -> None:
    spot = spot_of("Twitter/platform suspended/V* Ada_Lane/person .")
    assert claim_of(spot, **{role: named(spot, "Ada Lane")}).score == score


def test_an_antecedent_names_it_too(spot_of: SpotOf) -> None:
    spot = spot_of("Twitter/platform suspended/V* the account/unit .")
    ada = Mention(0, 8, "Ada Lane", "person")
    assert make_claim(spot, {}, action="account_suspension", antecedents={"holder": ada}).score == SURE


def test_the_type_of_a_speaker_is_kept(spot_of: SpotOf) -> None:
    claim = claim_of(spot_of("Twitter/platform said it suspended/V* her ."))
    assert claim.hints == {"attribution_type": "platform"}
