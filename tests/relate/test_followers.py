from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.facts.claims import Claim
from pipeline.relate.followers import follower_claims
from pipeline.relate.items import Spot
from pipeline.relate.references import Discourse

SpotOf = Callable[..., Spot]
DiscourseOf = Callable[..., Discourse]
ClaimsOf = Callable[..., list[Claim]]


@pytest.fixture
def claims_of(spot_of: SpotOf, discourse_of: DiscourseOf) -> ClaimsOf:
    """A function that gives the claims of the metric word in the last of some rows."""

    def claims(*rows: str, lemma: str = "followers") -> list[Claim]:
        fields: dict[str, Any] = {"kind": "follower_count", "action": None, "frame": "metric", "lemma": lemma}
        return list(follower_claims(spot_of(rows[-1], len(rows) - 1, **fields), discourse_of(*rows)))

    return claims


def told(claim: Claim) -> dict[str, str]:
    """What fills the roles of a claim: the words that name it."""
    roles = {*claim.roles, *claim.antecedents} - {"metric"}
    return {role: mention.text for role in roles if (mention := claim.naming(role)) is not None}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "Ada_Lane/person has 104,000/count followers/F* on Twitter/platform .",
            {"holder": "Ada Lane", "count": "104,000", "platform": "Twitter"},
        ),
        (
            "Ada_Lane/person 's 1.2_million/count Twitter/platform followers/F* wept .",
            {"holder": "Ada Lane", "count": "1.2 million", "platform": "Twitter"},
        ),
        ("She thanked her 104,000/count followers/F* .", {"holder": "her", "count": "104,000"}),
        (
            "ada/handle had 104,000/count followers/F* on Twitter/platform .",
            {"handle": "ada", "count": "104,000", "platform": "Twitter"},
        ),
        (
            "The Facebook/platform page/unit ada/handle had 104,000/count followers/F* .",
            {"handle": "ada", "unit": "page", "count": "104,000", "platform": "Facebook"},
        ),
        (
            "The Facebook/platform page/unit of Ada_Lane/person had 104,000/count followers/F* .",
            {"holder": "Ada Lane", "unit": "page", "count": "104,000", "platform": "Facebook"},
        ),
        ("ada/handle has a following/F* of 20,000/count .", {"handle": "ada", "count": "20,000"}),
        (
            "Ada_Lane/person , a singer from Leeds/name , has 104,000/count followers/F* .",
            {"holder": "Ada Lane", "count": "104,000"},
        ),
        (
            "In Leeds/name , Ada_Lane/person of Bath/name has 104,000/count followers/F* .",
            {"holder": "Ada Lane", "count": "104,000"},
        ),
        (
            "Ada_Lane/person , an adviser to Reza_Karimi/person , has 104,000/count followers/F* .",
            {"holder": "Ada Lane", "count": "104,000"},
        ),
        (
            "Ada_Lane/person 's page/unit , where Reza_Karimi/person wrote , has 9/count followers/F* .",
            {"holder": "Ada Lane", "unit": "page", "count": "9", "attribution": "Reza Karimi"},
        ),
        (
            "A note of Ada_Lane/person , who has 104,000/count followers/F* .",
            {"holder": "Ada Lane", "count": "104,000"},
        ),
        (
            "The council of Leeds/name has 104,000/count followers/F* .",
            {"holder": "Leeds", "count": "104,000"},
        ),
        (
            "Ada_Lane/person ( ada/handle ) has 104,000/count followers/F* .",
            {"holder": "Ada Lane", "handle": "ada", "count": "104,000"},
        ),
        (
            "Ada_Lane/person , a singer in Leeds/name who posts as ada/handle , has 9/count followers/F* .",
            {"holder": "Ada Lane", "handle": "ada", "count": "9"},
        ),
        (
            "Ada_Lane/person wrote that ada/handle had 104,000/count followers/F* .",
            {"attribution": "Ada Lane", "handle": "ada", "count": "104,000"},
        ),
        (
            "Ada_Lane/person is followed/F* by over_300/count people .",
            {"holder": "Ada Lane", "count": "over 300"},
        ),
        ("212,000/count people follow/F* Ada_Lane/person .", {"holder": "Ada Lane", "count": "212,000"}),
        (
            "On his English/language Twitter/platform feed/unit , Ada_Lane/person has 9/count followers/F* .",
            {
                "holder": "Ada Lane",
                "unit": "feed",
                "language": "English",
                "platform": "Twitter",
                "count": "9",
            },
        ),
        (
            "Ada_Lane/person has accounts/unit in Farsi/language ( 183,000/count followers/F* ) .",
            {"holder": "Ada Lane", "unit": "accounts", "language": "Farsi", "count": "183,000"},
        ),
    ],
)
def test_a_number_belongs_to_the_account_of_its_clause(
    claims_of: ClaimsOf, row: str, expected: dict[str, str]
) -> None:
    (claim,) = claims_of(row)
    assert told(claim) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "With 9/count followers/F* on Twitter/platform , Ada_Lane/person is no star .",
            {"holder": "Ada Lane", "count": "9", "platform": "Twitter"},
        ),
        (
            "Reza_Karimi/person left ; with over_9/count followers/F* , ada/handle is no star .",
            {"handle": "ada", "count": "over 9"},
        ),
    ],
)
def test_a_number_that_opens_the_sentence_is_of_the_subject_behind(
    claims_of: ClaimsOf, row: str, expected: dict[str, str]
) -> None:
    (claim,) = claims_of(row)
    assert told(claim) == expected


def test_a_number_behind_with_is_of_the_name_before_it(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Ada_Lane/person is a star with 9/count followers/F* , says Reza_Karimi/person .")
    assert told(claim)["holder"] == "Ada Lane"


def test_a_further_platform_has_a_number_of_its_own(claims_of: ClaimsOf) -> None:
    row = "Ada_Lane/person has 9/count followers/F* on Twitter/platform and over_4/count on VK/platform ."
    claims = [told(claim) for claim in claims_of(row)]
    assert claims == [
        {"holder": "Ada Lane", "count": "9", "platform": "Twitter"},
        {"holder": "Ada Lane", "count": "over 4", "platform": "VK"},
    ]


def test_the_platform_behind_the_metric_is_that_of_another_account(claims_of: ClaimsOf) -> None:
    row = (
        "Ada_Lane/person left her YouTube/platform channel/unit and has 9/count followers/F* on VK/platform ."
    )
    (claim,) = claims_of(row)
    assert told(claim) | {"holder": ""} == {"holder": "", "count": "9", "platform": "VK"}


def test_what_users_do_tells_the_platform(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Ada_Lane/person tweeted to her 9/count followers/F* .")
    assert (told(claim)["platform"], claim.roles["platform"].value) == ("tweeted", "twitter")


def test_a_shop_or_film_service_has_no_followers(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Netflix/platform fell .", "Ada_Lane/person has 9/count followers/F* .")
    assert told(claim) == {"holder": "Ada Lane", "count": "9"}
    assert claims_of("Netflix/platform added 9/count subscribers/F* .", lemma="subscribers") == []


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("Ada_Lane/person runs a YouTube/platform channel/unit with 9/count followers/F* .", "Ada Lane"),
        ("Ada_Lane/person made an account/unit which drew 9/count followers/F* .", "Ada Lane"),
        (
            "Ada_Lane/person was 16/count and has a VK/platform channel/unit with 9/count followers/F* .",
            "Ada Lane",
        ),
        ("Ada_Lane/person saw two/count accounts/unit with 9/count followers/F* .", None),
    ],
)
def test_a_new_account_is_of_who_makes_or_has_it(claims_of: ClaimsOf, row: str, holder: str | None) -> None:
    (claim,) = claims_of(row)
    assert told(claim).get("holder") == holder


def test_numbers_in_brackets_share_the_metric_word(claims_of: ClaimsOf) -> None:
    row = (
        "Ada_Lane/person has accounts/unit in Farsi/language ( 183,000/count followers/F* ) , "
        "Arabic/language ( 25,000/count ) and French/language ( 23,000/count ) ."
    )
    claims = claims_of(row)
    assert [(told(claim)["language"], told(claim)["count"]) for claim in claims] == [
        ("Farsi", "183,000"),
        ("Arabic", "25,000"),
        ("French", "23,000"),
    ]
    assert {told(claim)["holder"] for claim in claims} == {"Ada Lane"}
    assert {claim.roles["language"].value for claim in claims} == {"fa", "ar", "fr"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("Ada_Lane/person left Twitter/platform .", "She had 104,000/count followers/F* ."),
            {"holder": "Ada Lane", "platform": "Twitter"},
        ),
        (
            (
                "Ada_Lane/person 's Twitter/platform account/unit fell .",
                "The account/unit had 104,000/count followers/F* .",
            ),
            {"holder": "Ada Lane", "platform": "Twitter", "unit": "account"},
        ),
        (
            ("Ada_Lane/person sang .", "A Twitter/platform account/unit had 104,000/count followers/F* ."),
            {"holder": "Ada Lane", "platform": "Twitter", "unit": "account"},
        ),
        (
            (
                "Ada_Lane/person 's Twitter/platform account/unit fell .",
                "It had 104,000/count followers/F* .",
            ),
            {"holder": "Ada Lane", "platform": "Twitter"},
        ),
    ],
)
def test_whose_account_it_is_can_stand_before(
    claims_of: ClaimsOf, rows: tuple[str, ...], expected: dict[str, str]
) -> None:
    (claim,) = claims_of(*rows)
    assert told(claim) == expected | {"count": "104,000"}


@pytest.mark.parametrize(
    ("row", "value_kind"),
    [
        ("Ada_Lane/person has 104,000/count followers/F* .", "total"),
        ("Ada_Lane/person had attracted 104,000/count followers/F* .", "total"),
        ("Ada_Lane/person lost 104,000/count followers/F* .", "lost"),
        ("Ada_Lane/person gained 104,000/count followers/F* .", "gained"),
        ("The pages/unit of Ada_Lane/person together had 104,000/count followers/F* .", "combined"),
        ("Ada_Lane/person has 104,000/count social media followers/F* .", "combined"),
        ("Ada_Lane/person posted a total of six songs for all of her 104,000/count followers/F* .", "total"),
        ("Ada_Lane/person attracted 104,000/count new followers/F* .", "gained"),
        ("Ada_Lane/person lost her job but has 104,000/count followers/F* .", "total"),
    ],
)
def test_the_verb_tells_a_total_from_a_change(claims_of: ClaimsOf, row: str, value_kind: str) -> None:
    (claim,) = claims_of(row)
    assert claim.hints["value_kind"] == value_kind


@pytest.mark.parametrize(
    ("metric", "unit"),
    [("followers", "account"), ("subscribers", "channel"), ("members", "group"), ("likes", "page")],
)
def test_the_metric_tells_the_unit_where_no_word_does(claims_of: ClaimsOf, metric: str, unit: str) -> None:
    word = "followers" if metric == "followers" else metric
    claims = claims_of(f"Ada_Lane/person has 104,000/count {word}/F* on Facebook/platform .", lemma=metric)
    assert [claim.hints.get("unit") for claim in claims] == ([] if metric == "likes" else [unit])


def test_a_unit_word_needs_no_hint(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Ada_Lane/person 's page/unit has 104,000/count likes/F* .", lemma="likes")
    assert (claim.roles["unit"].value, claim.hints) == ("page", {"metric": "likes", "value_kind": "total"})


@pytest.mark.parametrize(
    ("row", "lemma"),
    [
        ("Ada_Lane/person has many followers/F* .", "followers"),
        ("Ada_Lane/person has a_number_of/count followers/F* .", "followers"),
        ("Followers/F* wept .", "followers"),
        ("104,000/count followers/F* wept .", "followers"),
        ("The Daily_Kettle/name has 104,000/count subscribers/F* .", "subscribers"),
        ("The club Blue_Kettle/organisation has 104,000/count members/F* .", "members"),
        ("The tweet/unit by Ada_Lane/person has 104,000/count likes/F* .", "likes"),
        ("Ada_Lane/person has 104,000/count fans/F* .", "followers"),
        ("Another 104,000/count followed/F* it from the church .", "followers"),
    ],
    ids=[
        "no number",
        "no bound",
        "nothing said",
        "nobody's",
        "readers",
        "members of a club",
        "likes of a post",
        "fans of the stage",
        "followers of nothing told",
    ],
)
def test_a_number_of_nothing_in_particular_is_none(claims_of: ClaimsOf, row: str, lemma: str) -> None:
    assert claims_of(row, lemma=lemma) == []


@pytest.mark.parametrize(
    "row",
    [
        "The former Kettlebrook/name singer , who boasts 104,000/count followers/F* , wept .",
        "The singer has 104,000/count followers/F* .",
        "The Kettlebrook/name gymnast has 104,000/count followers/F* .",
        "The British/country singer 's Twitter/platform account/unit has 104,000/count followers/F* .",
    ],
)
def test_a_description_means_the_person_spoken_of_most(claims_of: ClaimsOf, row: str) -> None:
    (claim,) = claims_of("Ada_Lane/person left .", row)
    assert told(claim)["holder"] == "Ada Lane"


def test_who_is_described_without_an_article_is_not_meant(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Ada_Lane/person left .", "Singer Bob_Marsh/person has 104,000/count followers/F* .")
    assert told(claim)["holder"] == "Bob Marsh"


@pytest.mark.parametrize(
    ("row", "lemma"),
    [
        ("Two/count followers/F* of Ada_Lane/person wept .", "followers"),
        ("14/count members/F* of the Facebook/platform group/unit wept .", "members"),
        ("Ada_Lane/person hurt 13/count people following/F* a dispute .", "followers"),
        ("Kettle_Bay/name finished in League two/count following/F* four/count wins .", "followers"),
    ],
    ids=["a few", "some of it", "a preposition", "a preposition before a number"],
)
def test_a_few_are_no_audience(claims_of: ClaimsOf, row: str, lemma: str) -> None:
    assert claims_of(row, lemma=lemma) == []


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("Ada_Lane/person urged her 9,000/count followers/F* to vote .", "asserted"),
        ("Ada_Lane/person has not told her 9,000/count followers/F* .", "asserted"),
        ("Ada_Lane/person reportedly has 9,000/count followers/F* .", "uncertain"),
        ("Ada_Lane/person will soon have 9,000/count followers/F* .", "planned"),
    ],
)
def test_what_is_asked_of_followers_is_not_their_number(claims_of: ClaimsOf, row: str, modality: str) -> None:
    (claim,) = claims_of(row)
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("Local influencers/G with 9,000/count followers/F* wept .", "Local influencers"),
        ("Ada_Lane/person said the right-wing firms/G boast 9,000/count followers/F* .", "right-wing firms"),
        ("Ada_Lane/person , known_as/l Lark/name , has 9,000/count followers/F* .", "Ada Lane"),
        (
            "Ada_Lane/person , who taught Old_Tea/name and law at Marsh/name , has 9/count followers/F* .",
            "Ada Lane",
        ),
        ("Ada_Lane/person posts videos/unit to 9,000/count followers/F* .", "Ada Lane"),
        (
            "Ada_Lane/person has 9/count followers/F and 9,000/count subscribers/F* on YouTube/platform .",
            "Ada Lane",
        ),
        ("Ada_Lane/person told/v reporters/G that life with 9,000/count followers/F* is hard .", "Ada Lane"),
        ("Ada_Lane/person wants/v to recruit influencers/G with 9,000/count followers/F* .", "influencers"),
        ("The singer 's 9,000/count followers/F* wept .", "The singer"),
        ("Ada_Lane/person ( left ) who boasts/v 9,000/count followers/F* wept .", "Ada Lane"),
        ("Ada_Lane/person - who boasts/v 9,000/count followers/F* - met Bob_Marsh/person .", "Ada Lane"),
        (
            "Ada_Lane/person works at Kettle_TV/name , a channel/unit that has 9,000/count followers/F* .",
            "Kettle TV",
        ),
        ("Bob_Marsh/person joined the 9,000/count - member/F* Kettle_Days/name .", "Kettle Days"),
        ("Ada_Lane/person drew 9,000/count fans/F* on social media .", "Ada Lane"),
    ],
)
def test_whose_number_it_is(claims_of: ClaimsOf, row: str, holder: str) -> None:
    (claim,) = claims_of(row)
    assert told(claim)["holder"] == holder


@pytest.mark.parametrize(
    ("row", "value_kind"),
    [
        ("The accounts/unit of Ada_Lane/person have 9,000/count followers/F* .", "combined"),
        ("Local influencers/G with 9,000/count followers/F* wept .", "combined"),
        ("The actress/G has 9,000/count followers/F* .", "total"),
        ("Ada_Lane/person has accounts/unit in Farsi/language ( 9,000/count followers/F* ) .", "total"),
        ("Ada_Lane/person gained a_total_of_9,000/count followers/F* .", "gained"),
        ("The accounts/unit of Ada_Lane/person lost 9,000/count followers/F* .", "lost"),
    ],
)
def test_the_number_of_several_is_combined(claims_of: ClaimsOf, row: str, value_kind: str) -> None:
    (claim,) = claims_of("Bob_Marsh/person wept .", row)
    assert claim.hints["value_kind"] == value_kind


def test_she_is_somebody_even_where_only_men_are_named(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("Bob_Marsh/person left .", "She has 9,000/count followers/F* .")
    assert told(claim)["holder"] == "Bob Marsh"


def test_a_number_in_brackets_behind_another_name_is_of_that_one(claims_of: ClaimsOf) -> None:
    row = (
        "Ada_Lane/person lost 9,000/count followers/F* on Twitter/platform , fewer than "
        "Bob_Marsh/person ( 2_million/count ) and her aide Carl_Stone/person ( 34/count ) ."
    )
    claims = [told(claim) for claim in claims_of(row)]
    assert claims == [
        {"holder": "Ada Lane", "count": "9,000", "platform": "Twitter"},
        {"holder": "Bob Marsh", "count": "2 million", "platform": "Twitter"},
    ]
