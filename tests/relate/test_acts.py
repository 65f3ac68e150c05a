from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.facts.claims import Claim
from pipeline.relate.acts import act_claims
from pipeline.relate.items import Spot
from pipeline.relate.references import Discourse

SpotOf = Callable[..., Spot]
DiscourseOf = Callable[..., Discourse]
ClaimsOf = Callable[..., list[Claim]]
#: What the table says of the words in these tests.
VERBS: dict[str, dict[str, str]] = {
    "suspend": {"action": "account_suspension"},
    "remove": {"action": "account_termination"},
    "ban": {"action": "account_termination"},
    "block": {"action": "account_suspension"},
    "withhold": {"action": "account_restriction"},
    "throttle": {"action": "service_block"},
    "suspension": {"action": "account_suspension", "frame": "noun"},
    "label": {"action": "account_restriction", "frame": "noun"},
    "delete": {"action": "account_termination"},
    "hide": {"action": "account_restriction", "frame": "part"},
    "bar": {"action": "account_termination"},
    "reinstate": {"action": "account_restoration", "kind": "restoration"},
    "restore": {"action": "account_restoration", "kind": "restoration"},
    "unblock": {"action": "account_restoration", "kind": "restoration"},
}


@pytest.fixture
def claims_of(spot_of: SpotOf, discourse_of: DiscourseOf) -> ClaimsOf:
    """A function that gives the claims of the trigger in the last of some rows."""

    def claims(*rows: str, lemma: str = "suspend", **fields: str) -> list[Claim]:
        known: dict[str, Any] = {"lemma": lemma, **VERBS[lemma], **fields}
        discourse = discourse_of(*rows)
        if len(rows) > 1:
            discourse.last_act = len(rows) - 2
        return list(act_claims(spot_of(rows[-1], len(rows) - 1, **known), discourse))

    return claims


def told(claim: Claim) -> dict[str, str]:
    """What fills the roles of a claim: the words that name it."""
    roles = {*claim.roles, *claim.antecedents}
    return {role: mention.text for role in roles if (mention := claim.naming(role)) is not None}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "Twitter/platform suspended/V* Ada_Lane/person 's account/unit .",
            {"actor": "Twitter", "platform": "Twitter", "holder": "Ada Lane", "unit": "account"},
        ),
        (
            "Ada_Lane/person 's Facebook/platform page/unit was suspended/V* .",
            {"platform": "Facebook", "holder": "Ada Lane", "unit": "page"},
        ),
        (
            "Ada_Lane/person 's suspended/V* Facebook/platform page/unit lay idle .",
            {"platform": "Facebook", "holder": "Ada Lane", "unit": "page"},
        ),
        (
            "Twitter/platform suspended/V* 39/count accounts/unit linked_to Iran/country .",
            {
                "actor": "Twitter",
                "platform": "Twitter",
                "quantity": "39",
                "unit": "accounts",
                "linked_to": "Iran",
            },
        ),
        (
            "Twitter/platform suspended/V* ada/handle .",
            {"actor": "Twitter", "platform": "Twitter", "handle": "ada"},
        ),
        (
            "Twitter/platform suspended/V* Ada_Lane/person .",
            {"actor": "Twitter", "platform": "Twitter", "holder": "Ada Lane"},
        ),
        (
            "Ada_Lane/person was suspended/V* from Twitter/platform .",
            {"platform": "Twitter", "holder": "Ada Lane"},
        ),
        ("Ada_Lane/person was suspended/V* from social media .", {"holder": "Ada Lane"}),
        (
            "Ada_Lane/person 's Twitter/platform page/unit is set to be suspended/V* .",
            {"platform": "Twitter", "holder": "Ada Lane", "unit": "page"},
        ),
        (
            "Ada_Lane/person 's Twitter/platform page/unit appears/v to have been suspended/V* .",
            {"platform": "Twitter", "holder": "Ada Lane", "unit": "page"},
        ),
        (
            "Twitter/platform suspended/V* down Ada_Lane/person 's account/unit .",
            {"actor": "Twitter", "platform": "Twitter", "holder": "Ada Lane", "unit": "account"},
        ),
    ],
)
def test_an_act_has_a_target_a_doer_and_a_platform(
    claims_of: ClaimsOf, row: str, expected: dict[str, str]
) -> None:
    (claim,) = claims_of(row)
    assert told(claim) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("The suspension/Q* of Ada_Lane/person 's Twitter/platform account/unit held .", "Ada Lane"),
        ("Ada_Lane/person 's suspension/Q* from Twitter/platform held .", "Ada Lane"),
        ("Ada_Lane/person 's Twitter/platform suspension/Q* held .", "Ada Lane"),
        ("Twitter/platform spoke of the account/unit suspension/Q* of Ada_Lane/person .", "Ada Lane"),
        ("Twitter/platform spoke of the suspension/Q* Friday/date of Ada_Lane/person .", "Ada Lane"),
        ("Twitter/platform spoke of suspensions/Q* , which included Ada_Lane/person .", "Ada Lane"),
        ("Ada_Lane/person was hit/v with a two-week Twitter/platform suspension/Q* .", "Ada Lane"),
        ("Ada_Lane/person faces/v a Twitter/platform suspension/Q* .", "Ada Lane"),
        ("Ada_Lane/person received a Twitter/platform suspension/Q* .", "Ada Lane"),
        ("Ada_Lane/person got a Twitter/platform suspension/Q* .", "Ada Lane"),
        ("Ada_Lane/person was handed a Twitter/platform suspension/Q* .", "Ada Lane"),
    ],
)
def test_a_noun_acts_on_what_stands_around_it(claims_of: ClaimsOf, row: str, expected: str) -> None:
    (claim,) = claims_of(row, lemma="suspension")
    assert (told(claim)["holder"], told(claim)["platform"]) == (expected, "Twitter")


@pytest.mark.parametrize("verb", ["issued", "handed Bob_Marsh/person", "saw"])
def test_who_gives_a_suspension_does_not_suffer_it(claims_of: ClaimsOf, verb: str) -> None:
    row = f"Ada_Lane/person {verb} a Twitter/platform suspension/Q* ."
    assert "Ada Lane" not in [told(claim).get("holder") for claim in claims_of(row, lemma="suspension")]


def test_who_is_blocked_from_a_platform_is_a_member(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Ada_Lane/person was blocked/V* from Twitter/platform .", lemma="block")
    assert told(claim) == {"holder": "Ada Lane", "platform": "Twitter"}


def test_what_is_removed_on_a_platform_that_is_only_presumed_is_nobodys(claims_of: ClaimsOf) -> None:
    rows = "Twitter/platform met .", "It rained .", "The page/unit was suspended/V* ."
    assert claims_of(*rows) == []
    assert claims_of("Twitter/platform met .", "It rained .", f"{rows[-1][:-1]}by Twitter/platform .") != []


def test_a_suspension_that_is_lifted_is_a_restoration_by_who_lifts_it(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Twitter/platform lifted the suspension/Q* of Ada_Lane/person .", lemma="suspension")
    assert told(claim) == {"actor": "Twitter", "platform": "Twitter", "holder": "Ada Lane"}
    assert (claim.trigger.kind, claim.trigger.text, claim.action) == (
        "restoration",
        "lifted",
        "account_restoration",
    )


def test_a_suspension_that_is_lifted_is_the_one_told_before(claims_of: ClaimsOf) -> None:
    rows = ("Ada_Lane/person 's Twitter/platform page/unit fell .", "The suspension/Q* was lifted .")
    (claim,) = claims_of(*rows, lemma="suspension")
    assert (told(claim)["holder"], claim.action) == ("Ada Lane", "account_restoration")


@pytest.mark.parametrize(
    "row",
    [
        "The Twitter/platform accounts/unit suspended/V* include Ada_Lane/person and Bob_Marsh/person .",
        "Among those suspended/V* by Twitter/platform were Ada_Lane/person and Bob_Marsh/person .",
    ],
)
def test_names_behind_a_passive_are_its_members(claims_of: ClaimsOf, row: str) -> None:
    assert [told(claim)["holder"] for claim in claims_of(row)] == ["Ada Lane", "Bob Marsh"]


@pytest.mark.parametrize(
    ("row", "pairs"),
    [
        (
            "Facebook/platform and Twitter/platform suspended/V* Ada_Lane/person .",
            [("Facebook", "Facebook"), ("Twitter", "Twitter")],
        ),
        (
            "Meta/organisation suspended/V* Ada_Lane/person from Facebook/platform and Instagram/platform .",
            [("Facebook", "Meta"), ("Instagram", "Meta")],
        ),
    ],
)
def test_an_act_on_several_platforms_is_one_each(
    claims_of: ClaimsOf, row: str, pairs: list[tuple[str, str]]
) -> None:
    claims = claims_of(row)
    assert [(told(claim)["platform"], told(claim)["actor"]) for claim in claims] == pairs


@pytest.mark.parametrize(
    ("row", "lemma", "action"),
    [
        ("Twitter/platform removed/V* Ada_Lane/person 's account/unit .", "remove", "account_termination"),
        ("Twitter/platform removed/V* Ada_Lane/person 's tweet/unit .", "remove", "content_removal"),
        ("Twitter/platform withheld/V* Ada_Lane/person 's tweet/unit .", "withhold", "account_restriction"),
        ("Twitter/platform restored/V* Ada_Lane/person 's account/unit .", "restore", "account_restoration"),
        ("Twitter/platform restored/V* Ada_Lane/person 's tweet/unit .", "restore", "content_restoration"),
        ("Iran/country blocked/V* Twitter/platform .", "block", "service_block"),
        (
            "Iran/country blocked/V* Ada_Lane/person 's Facebook/platform page/unit .",
            "block",
            "service_block",
        ),
        ("Iran/country unblocked/V* Twitter/platform .", "unblock", "service_unblock"),
        ("The Kettle/name website/unit was blocked/V* .", "block", "service_block"),
        ("Ada_Lane/person 's page/unit was blocked/V* in Iran/country .", "block", "service_block"),
        ("Iran/country blocked/V* Ada_Lane/person 's tweet/unit .", "block", "service_block"),
        ("Twitter/platform blocked/V* Ada_Lane/person .", "block", "account_suspension"),
        ("Twitter/platform , which is banned/V* in Iran/country , fell .", "ban", "service_block"),
        ("Twitter/platform banned/V* Ada_Lane/person .", "ban", "account_termination"),
        ("Twitter/platform banned/V* Ada_Lane/person for a week .", "ban", "account_suspension"),
        ("Twitter/platform banned/V* Ada_Lane/person permanently .", "ban", "account_termination"),
        ("Twitter/platform throttled/V* Ada_Lane/person 's account/unit .", "throttle", "account_suspension"),
    ],
)
def test_target_and_doer_shape_the_action(claims_of: ClaimsOf, row: str, lemma: str, action: str) -> None:
    claims = claims_of("People like Facebook/platform .", row, lemma=lemma)
    assert [claim.action for claim in claims] == [action]


@pytest.mark.parametrize(
    ("row", "lemma", "unit"),
    [
        ("Twitter/platform suspended/V* Ada_Lane/person .", "suspend", "account"),
        ("Iran/country blocked/V* Twitter/platform .", "block", "platform"),
        ("Twitter/platform suspended/V* Ada_Lane/person 's page/unit .", "suspend", None),
    ],
)
def test_the_unit_is_implied_where_no_word_names_it(
    claims_of: ClaimsOf, row: str, lemma: str, unit: str | None
) -> None:
    (claim,) = claims_of(row, lemma=lemma)
    assert claim.hints.get("unit") == unit


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("Twitter/platform suspended/V* 2_million/count fake accounts/unit .", "fake accounts"),
        ("Twitter/platform suspended/V* a bogus Ada_Lane/person account/unit .", "Ada Lane"),
        (
            "Several smaller conspiracy pages/unit were suspended/V* by Facebook/platform .",
            "smaller conspiracy pages",
        ),
        ("Across fake sites/unit suspended/V* by Google/platform .", "fake sites"),
        ("Twitter/platform suspended/V* 16/count Twitter/platform accounts/unit .", None),
        (
            "Twitter/platform suspended/V* six/count accounts/unit that mock the mayor .",
            "accounts that mock the mayor",
        ),
        ("Google/platform suspended/V* sites/unit hosting angry tunes .", "sites hosting angry tunes"),
        ("Twitter/platform suspended/V* six/count accounts/unit following a complaint .", None),
        ("Twitter/platform suspended/V* several other social media accounts/unit .", None),
        ("Twitter/platform suspended/V* the fake account/unit .", None),
        ("Twitter/platform suspended/V* 16/count funny videos/unit .", None),
    ],
)
def test_accounts_of_nobody_named_are_of_what_describes_them(
    claims_of: ClaimsOf, row: str, holder: str | None
) -> None:
    assert [told(claim).get("holder") for claim in claims_of(row)] == [holder]


ADA_SPOKE = "Ada_Lane/person spoke of her Twitter/platform account/unit ."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "Ada_Lane/person 's Twitter/platform account/unit fell .",
                "Twitter/platform suspended/V* the account/unit .",
            ),
            {"holder": "Ada Lane", "unit": "account"},
        ),
        (
            ("Ada_Lane/person 's Twitter/platform page/unit fell .", "Twitter/platform suspended/V* it ."),
            {"holder": "Ada Lane", "unit": "page"},
        ),
        (
            (ADA_SPOKE, "Twitter/platform suspended/V* her account/unit ."),
            {"holder": "Ada Lane", "unit": "account"},
        ),
        (
            ("Bob_Marsh/person spoke of Twitter/platform .", "Twitter/platform suspended/V* him ."),
            {"holder": "Bob Marsh"},
        ),
        ((ADA_SPOKE, "Twitter/platform suspended/V* her ."), {"holder": "Ada Lane"}),
        (
            (
                "Ada_Lane/person 's Twitter/platform account/unit fell .",
                "Twitter/platform removed/V* the tweet/unit .",
            ),
            {"holder": "Ada Lane", "unit": "tweet"},
        ),
        (
            (ADA_SPOKE, "Her account/unit was suspended/V* ."),
            {"holder": "Ada Lane", "unit": "account"},
        ),
        ((ADA_SPOKE, "After a video/unit , she was suspended/V* ."), {"holder": "Ada Lane"}),
        (
            (ADA_SPOKE, "A video/unit ended in her account/unit being suspended/V* ."),
            {"holder": "Ada Lane", "unit": "account"},
        ),
    ],
)
def test_what_is_acted_on_can_stand_before(
    claims_of: ClaimsOf, rows: tuple[str, ...], expected: dict[str, str]
) -> None:
    (claim,) = claims_of(*rows)
    named = {role: words for role, words in told(claim).items() if role != "actor"}
    assert named == expected | {"platform": "Twitter"}


def test_words_in_the_passage_and_the_name_elsewhere_are_kept_apart(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of(ADA_SPOKE, "Twitter/platform suspended/V* her account/unit .")
    assert claim.roles["holder"].text == "her"
    assert claim.antecedents["holder"].text == "Ada Lane"


@pytest.mark.parametrize(
    ("row", "lemma", "frame"),
    [
        ("Platforms suspend/V* accounts/unit that break rules .", "suspend", "base"),
        ("Twitter/platform may have suspended/V* accounts/unit .", "suspend", "ed"),
        ("Accounts/unit are suspended/V* by Twitter/platform .", "suspend", "ed"),
        ("Twitter/platform can suspend/V* your account/unit .", "suspend", "base"),
        ("Ada_Lane/person removed/V* her Twitter/platform account/unit .", "remove", "ed"),
        ("She removed/V* the Twitter/platform account/unit .", "remove", "ed"),
        ("The club removed/V* Ada_Lane/person .", "remove", "ed"),
        ("The club banned/V* Ada_Lane/person .", "ban", "ed"),
        ("Twitter/platform suspended/V* users .", "suspend", "ed"),
        ("Ada_Lane/person was suspended/V* .", "suspend", "ed"),
        ("The channel/unit was suspended/V* .", "suspend", "ed"),
        ("They were close/V* to it on Twitter/platform .", "remove", "base"),
        ("Somebody deleted/V* Ada_Lane/person 's tweet/unit on Twitter/platform .", "delete", "ed"),
        ("Ada_Lane/person 's deleted/V* Twitter/platform post/unit was long .", "delete", "ed"),
        ("A message/unit was hidden/V* on Twitter/platform .", "hide", "part"),
        ("Twitter/platform blocked/V* conservative voices/G .", "block", "ed"),
        ("Bob_Marsh/person was blocked/V* on Twitter/platform .", "block", "ed"),
        ("The site/unit was removed/V* .", "remove", "ed"),
        ("Ada_Lane/person 's website/unit was removed/V* , Twitter/platform said .", "remove", "ed"),
        ("Twitter/platform does not ban/V* angry activists/G .", "ban", "base"),
        ("Twitter/platform removed/V* our account/unit .", "remove", "base"),
        ("Apple/platform will ban/V* Ada_Lane/person from buying pears .", "ban", "base"),
    ],
    ids=[
        "a habit",
        "of nobody, perhaps",
        "a present habit",
        "the reader's",
        "the holder's own act",
        "her own act",
        "a removal needs a unit",
        "no platform",
        "users in general",
        "suspended from what?",
        "a channel of no platform",
        "no verb",
        "no platform deletes",
        "deleted by its holder",
        "only described",
        "blocked what?",
        "blocked by a user",
        "on a presumed platform",
        "a site that its owner takes down",
        "a group of nobody told of",
        "whose account?",
        "kept from something else",
    ],
)
def test_acts_of_others_and_on_nothing_in_particular_are_none(
    claims_of: ClaimsOf, row: str, lemma: str, frame: str
) -> None:
    assert claims_of(row, lemma=lemma, frame=frame) == []


@pytest.mark.parametrize(
    "row",
    [
        "Twitter/platform said it will remove/V* adverts/unit that break rules .",
        "Senators asked Twitter/platform to remove/V* adverts/unit .",
        "Twitter/platform refused to remove/V* adverts/unit .",
        "Twitter/platform had to remove/V* a video/unit .",
    ],
    ids=["planned", "asked for", "refused", "one thing"],
)
def test_what_a_platform_is_to_do_is_no_habit(claims_of: ClaimsOf, row: str) -> None:
    (claim,) = claims_of(row, lemma="remove", frame="base")
    assert told(claim)["platform"] == "Twitter"


def test_an_act_in_progress_is_no_habit(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Twitter/platform is removing/V* accounts/unit .", lemma="remove", frame="ing")
    assert told(claim) == {"actor": "Twitter", "platform": "Twitter", "unit": "accounts"}


@pytest.mark.parametrize(
    ("row", "platforms"),
    [
        ("It was banned/V* in Iran/country .", ["Twitter"]),
        ("The messaging platform was banned/V* in Iran/country .", ["Twitter"]),
        ("Iran/country banned/V* the platform .", ["Twitter"]),
        ("Iran/country banned/V* it on Monday/date .", ["Twitter"]),
        ("The bakery was banned/V* in Iran/country .", []),
        ("Iran/country banned/V* it from buying pears .", []),
    ],
)
def test_a_state_blocks_the_service_spoken_of(claims_of: ClaimsOf, row: str, platforms: list[str]) -> None:
    claims = claims_of("People like Twitter/platform .", row, lemma="ban")
    found = [(told(claim).get("platform"), claim.action, claim.hints.get("unit")) for claim in claims]
    assert found == [(platform, "service_block", "platform") for platform in platforms]


def test_to_be_barred_leads_from_a_platform_named_there(claims_of: ClaimsOf) -> None:
    twitter = "Twitter/platform suspended/V Ada_Lane/person ."
    assert claims_of(twitter, "Ada_Lane/person was barred/V* for a year .", lemma="bar") == []
    assert len(claims_of(twitter, "Ada_Lane/person was barred/V* from Twitter/platform .", lemma="bar")) == 1


def test_a_ban_that_is_lifted_is_one_on_services_too(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Iran/country lifted the ban/Q* on Twitter/platform .", lemma="ban", frame="noun")
    assert claim.action == "service_unblock"


def test_an_act_is_remembered_for_what_refers_to_it(spot_of: SpotOf, discourse_of: DiscourseOf) -> None:
    row = "Twitter/platform suspended/V* Ada_Lane/person 's page/unit ."
    discourse = discourse_of("It rained .", row)
    list(act_claims(spot_of(row, 1), discourse))
    assert discourse.last_act == 1
    account = discourse.account("twitter")
    assert account is not None
    assert {role: mention.text for role, mention in account.items()} == {
        "holder": "Ada Lane",
        "platform": "Twitter",
        "unit": "page",
    }


@pytest.mark.parametrize(
    ("row", "fields", "action"),
    [
        ("Apple/platform removed/V* the Kettle/name app/unit .", {"lemma": "remove"}, "content_removal"),
        (
            "Apple/platform restored/V* the Kettle/name app/unit .",
            {"lemma": "restore"},
            "content_restoration",
        ),
        (
            "Apple/platform withheld/V* the Kettle/name app/unit .",
            {"lemma": "withhold"},
            "account_restriction",
        ),
        ("Iran/country blocked/V* the Kettle/name app/unit .", {"lemma": "block"}, "service_block"),
    ],
)
def test_an_app_that_its_shop_takes_down_is_content(
    claims_of: ClaimsOf, row: str, fields: dict[str, str], action: str
) -> None:
    assert [claim.action for claim in claims_of(row, **fields)] == [action]


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("Ada_Lane/person was banned/V* by most social networks .", 1),
        ("The mayor wanted to ban/V* independent/w media/G .", 0),
    ],
)
def test_platforms_at_large_stand_beside_the_target(claims_of: ClaimsOf, row: str, count: int) -> None:
    assert len(claims_of(row, lemma="ban")) == count


def test_an_app_of_a_platform_lives_in_the_shop(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Google/platform removed/V* the Gab/platform app/unit .", lemma="remove")
    assert {role: told(claim)[role] for role in ("holder", "platform")} == {
        "holder": "Gab",
        "platform": "Google",
    }


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("Parler/platform was removed/V* from the App_Store/platform .", "Parler"),
        ("Kettle_Race/name was removed/V* from its App_Store/platform .", "Kettle Race"),
    ],
)
def test_what_a_shop_drops_is_an_app(claims_of: ClaimsOf, row: str, holder: str) -> None:
    (claim,) = claims_of(row, lemma="remove")
    assert (told(claim)["holder"], claim.hints, claim.action) == (holder, {"unit": "app"}, "content_removal")


@pytest.mark.parametrize(
    "row",
    [
        "Twitter/platform banned/V* Ada_Lane/person from posting .",
        "Ada_Lane/person was banned/V* from selling adverts on Twitter/platform .",
    ],
)
def test_who_is_kept_from_some_use_is_restricted(claims_of: ClaimsOf, row: str) -> None:
    (claim,) = claims_of(row, lemma="ban")
    assert (told(claim)["holder"], claim.action) == ("Ada Lane", "account_restriction")


def test_a_platform_kept_from_something_is_not_blocked(claims_of: ClaimsOf) -> None:
    assert claims_of("Iran/country banned/V* Twitter/platform from gathering names .", lemma="ban") == []


def test_what_is_always_done_to_a_group_is_no_act(claims_of: ClaimsOf) -> None:
    row = "Twitter/platform has always banned/V* angry activists/G ."
    assert claims_of(row, lemma="ban") == []
    assert len(claims_of(row.replace("always ", ""), lemma="ban")) == 1


def test_a_ban_on_a_service_that_is_lifted_is_the_one_told_before(
    spot_of: SpotOf, discourse_of: DiscourseOf
) -> None:
    rows = "Iran/country banned/V* Twitter/platform .", "A court lifted the ban/Q* ."
    discourse = discourse_of(*rows)
    list(act_claims(spot_of(rows[0], 0, lemma="ban", action="account_termination"), discourse))
    ban = {"lemma": "ban", "frame": "noun", "action": "account_termination"}
    (claim,) = act_claims(spot_of(rows[1], 1, **ban), discourse)
    assert (told(claim)["platform"], claim.action) == ("Twitter", "service_unblock")


@pytest.mark.parametrize(("group", "count"), [("white nationalists", 1), ("its withdrawals", 0)])
def test_a_group_that_is_banned_is_of_people(claims_of: ClaimsOf, group: str, count: int) -> None:
    row = f"Twitter/platform has banned/V* {group} ."
    assert len(claims_of(row, lemma="ban")) == count


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("Ada_Lane/person has had posts/unit suspended/V* by Twitter/platform .", "Ada Lane"),
        ("Ada_Lane/person had a post/unit suspended/V* by Twitter/platform .", "Ada Lane"),
        ("Ada_Lane/person , who has had posts/unit suspended/V* by Twitter/platform , wept .", "Ada Lane"),
        (
            "Kettle_TV/name , which mocks Bob/person , saw/v its page/unit suspended/V* by VK/platform .",
            "Kettle TV",
        ),
        (
            "Ada_Lane/person saw/v Bob_Marsh/person 's page/unit suspended/V* by Twitter/platform .",
            "Bob Marsh",
        ),
    ],
)
def test_who_has_it_done_holds_what_it_is_done_to(claims_of: ClaimsOf, row: str, holder: str) -> None:
    (claim,) = claims_of(row)
    assert told(claim)["holder"] == holder


@pytest.mark.parametrize(
    "row",
    [
        "Ada_Lane/person watched/v a video/unit that was suspended/V* by Twitter/platform .",
        "Ada_Lane/person found/v a page/unit that was suspended/V* by Twitter/platform .",
        "Iran/country had the channel/unit suspended/V* by YouTube/platform .",
    ],
)
def test_who_finds_something_gone_does_not_hold_it(claims_of: ClaimsOf, row: str) -> None:
    (claim,) = claims_of(row)
    assert "holder" not in told(claim)


def test_each_of_several_doers_behind_by_acts_on_its_own(claims_of: ClaimsOf) -> None:
    row = "Ada_Lane/person was suspended/V* by Twitter/platform , VK/platform and YouTube/platform ."
    claims = [told(claim) for claim in claims_of(row)]
    assert [(claim["platform"], claim["actor"]) for claim in claims] == [
        ("Twitter", "Twitter"),
        ("VK", "VK"),
        ("YouTube", "YouTube"),
    ]


def test_the_post_is_that_of_who_posted_it_before(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of(
        "Bob_Marsh/person 's account/unit fell .",
        "Ada_Lane/person shared/v a clumsy video/unit on Twitter/platform .",
        "Twitter/platform suspended/V* the video/unit .",
    )
    assert told(claim)["holder"] == "Ada Lane"


def test_what_comes_back_comes_back_where_it_was_lost(claims_of: ClaimsOf) -> None:
    rows = (
        "Ada_Lane/person 's Twitter/platform account/unit fell .",
        "Bob_Marsh/person 's VK/platform account/unit fell .",
        "Ada_Lane/person was reinstated/V* and wrote about Telegram/platform .",
    )
    (claim,) = claims_of(*rows, lemma="reinstate")
    assert told(claim)["platform"] == "Twitter"


@pytest.mark.parametrize(
    "row",
    [
        "Twitter/platform placed/v a warning label/V* on Ada_Lane/person 's tweet/unit .",
        "Twitter/platform applied/v a label/V* to a tweet/unit by Ada_Lane/person .",
    ],
)
def test_a_label_that_is_put_on_a_post_restricts_it(claims_of: ClaimsOf, row: str) -> None:
    (claim,) = claims_of(row, lemma="label")
    assert (told(claim)["actor"], told(claim)["holder"], claim.action) == (
        "Twitter",
        "Ada Lane",
        "account_restriction",
    )


@pytest.mark.parametrize(
    ("before", "count"), [("It rained .", 0), ("Twitter/platform suspended/V Bob_Marsh/person .", 1)]
)
def test_what_is_still_there_is_told_only_against_an_act(
    spot_of: SpotOf, discourse_of: DiscourseOf, before: str, count: int
) -> None:
    rows = before, "Ada_Lane/person 's page/unit is still_available/Q* on Facebook/platform ."
    discourse = discourse_of(*rows)
    if count:
        list(act_claims(spot_of(rows[0].replace("/V", "/V*"), 0), discourse))
    spot = spot_of(rows[1], 1, frame="state", lemma="still available", modality="negated")
    assert len(list(act_claims(spot, discourse))) == count
