"""What triggers act on. The tests look at the words that fill each role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.relate.items import Sentence, Spot
from pipeline.relate.members import named_targets
from pipeline.relate.phrases import Target
from pipeline.relate.targets import targets_before, targets_from, targets_of
from pipeline.relate.voice import Voice

SentenceOf = Callable[[str], Sentence]
SpotOf = Callable[..., Spot]
Roles = dict[str, str]


def words(targets: list[Target]) -> list[Roles]:
    """The words of each target, role by role; what only sanctions look at is left out."""
    return [
        {role: mention.text for role, mention in target.roles.items() if role != "target"}
        for target in targets
    ]


def holders(*names: str, **shared: str) -> list[Roles]:
    return [{"holder": name, **shared} for name in names]


def test_the_use_of_a_service_means_the_service(sentence_of: SentenceOf) -> None:
    for row in (
        "access to Twitter/platform .",
        "the public access to Twitter/platform .",
        "the use/v of Twitter/platform .",
    ):
        assert words(targets_from(sentence_of(row), 0)) == [{"platform": "Twitter"}]


ABC = ("Ada Lane", "Bob Marsh", "Carl Stone")
LIST = "Ada_Lane/person , Bob_Marsh/person and Carl_Stone/person"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (f"the accounts/unit of {LIST} .", holders(*ABC, unit="accounts")),
        (f"accounts/unit belonging_to {LIST} .", holders(*ABC, unit="accounts")),
        (f"pages/unit for {LIST} .", holders(*ABC, unit="pages")),
        (
            f"the following/F accounts/unit : {LIST} .",
            [{"unit": "accounts"}, *holders(*ABC, unit="accounts")],
        ),
        (
            "accounts/unit of Ada_Lane/person and Bob_Marsh/person , and of Kettle_TV/organisation .",
            holders("Ada Lane", "Bob Marsh", "Kettle TV", unit="accounts"),
        ),
        (
            "the channels/unit of Ada_Lane/person , Bob_Marsh/person , and the Red_Sparrow/organisation .",
            holders("Ada Lane", "Bob Marsh", "Red Sparrow", unit="channels"),
        ),
        (
            "the accounts/unit of Ada_Lane/person , a judge ; and Bob_Marsh/person , an author .",
            holders("Ada Lane", "Bob Marsh", unit="accounts"),
        ),
        (
            "accounts/unit for activist Ada_Lane/person and the newspaper Daily_Kettle/name .",
            holders("Ada Lane", "Daily Kettle", unit="accounts"),
        ),
        (
            "Ada_Lane/person 's account/unit , and those of Bob_Marsh/person and Kettle_TV/name .",
            holders("Ada Lane", "Bob Marsh", "Kettle TV", unit="account"),
        ),
        ("critic Ada_Lane/person mocking the mayor of Kettle_Town/place .", holders("Ada Lane")),
        (f"{LIST} .", holders(*ABC)),
        ("Ada_Lane/person .", holders("Ada Lane")),
        (
            "ada/handle , bob/handle , and carl/handle .",
            [{"handle": "ada"}, {"handle": "bob"}, {"handle": "carl"}],
        ),
    ],
)
def test_a_list_gives_one_target_a_member(sentence_of: SentenceOf, row: str, expected: list[Roles]) -> None:
    assert words(targets_from(sentence_of(row), 0)) == expected


@pytest.mark.parametrize(
    "row",
    [
        f"several/count channels/unit including {LIST} .",
        f"several/count channels/unit , including {LIST} .",
        f"several/count channels/unit , among_them those of {LIST} .",
        f"several/count channels/unit such_as {LIST} .",
    ],
)
def test_a_group_stays_beside_its_members(sentence_of: SentenceOf, row: str) -> None:
    assert words(targets_from(sentence_of(row), 0)) == [
        {"quantity": "several", "unit": "channels"},
        *holders(*ABC, unit="channels"),
    ]


def test_a_described_group_stays_beside_its_members(sentence_of: SentenceOf) -> None:
    row = "accounts/unit of senior officials , including Ada_Lane/person ."
    assert words(targets_from(sentence_of(row), 0)) == holders(
        "senior officials", "Ada Lane", unit="accounts"
    )


def test_handles_in_brackets_belong_to_the_names_before_them(sentence_of: SentenceOf) -> None:
    row = "the accounts/unit of Ada_Lane/person ( ada/handle ) and Bob_Marsh/person ( bob/handle ) ."
    assert words(targets_from(sentence_of(row), 0)) == [
        {"holder": "Ada Lane", "handle": "ada", "unit": "accounts"},
        {"holder": "Bob Marsh", "handle": "bob", "unit": "accounts"},
    ]


def test_each_unit_of_a_list_has_its_number_and_what_they_share(sentence_of: SentenceOf) -> None:
    units = "39/count Facebook/platform accounts/unit , 344/count Pages/unit and 13/count Groups/unit"
    row = f"{units} linked_to Iran/country ."
    shared = {"platform": "Facebook", "linked_to": "Iran"}
    assert words(targets_from(sentence_of(row), 0)) == [
        {**shared, "quantity": "39", "unit": "accounts"},
        {**shared, "quantity": "344", "unit": "Pages"},
        {**shared, "quantity": "13", "unit": "Groups"},
    ]


def test_each_unit_of_a_list_has_its_own_holder(sentence_of: SentenceOf) -> None:
    row = "Ada_Lane/person 's account/unit as_well_as the account/unit of Bob_Marsh/person ."
    assert words(targets_from(sentence_of(row), 0)) == [
        {"holder": "Ada Lane", "unit": "account"},
        {"holder": "Bob Marsh", "unit": "account"},
    ]


def test_a_target_on_two_platforms_is_two(sentence_of: SentenceOf) -> None:
    row = "Ada_Lane/person 's Twitter/platform and Facebook/platform accounts/unit ."
    assert [roles["platform"] for roles in words(targets_from(sentence_of(row), 0))] == [
        "Twitter",
        "Facebook",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Ada_Lane/person 's account/unit .", {"holder": "Ada Lane"}),
        ("Iran/country 's account/unit .", {"holder": "Iran"}),
        ("his account/unit .", {"holder": "his"}),
        ("the supreme leader 's account/unit .", {"holder": "the supreme leader"}),
        ("a senior official 's account/unit .", {"holder": "senior official"}),
        (
            "the Twitter/platform account/unit of Ada_Lane/person .",
            {"holder": "Ada Lane", "platform": "Twitter"},
        ),
        (
            "Ada_Lane/person 's account/unit on Twitter/platform .",
            {"holder": "Ada Lane", "platform": "Twitter"},
        ),
        ("Twitter/platform 's account/unit .", {"platform": "Twitter"}),
        ("her Farsi/language account/unit .", {"holder": "her", "language": "Farsi"}),
        ("the account/unit ada/handle .", {"handle": "ada"}),
        ("the account/unit , emamExample , then .", {"handle": "emamExample"}),
        ("the ada/handle account/unit .", {"handle": "ada"}),
        ("Russian/country accounts/unit .", {"linked_to": "Russian"}),
        ("accounts/unit tied_to the Red_Sparrow/organisation .", {"linked_to": "Red Sparrow"}),
        ("two/count of his accounts/unit .", {"quantity": "two", "holder": "his"}),
        ("a small network of 13/count accounts/unit .", {"quantity": "13"}),
        ("the Kettle_TV/organisation account/unit .", {"holder": "Kettle TV"}),
        ("the account/unit .", {}),
    ],
)
def test_a_unit_word_has_what_its_phrase_says(sentence_of: SentenceOf, row: str, expected: Roles) -> None:
    (found,) = words(targets_from(sentence_of(row), 0))
    del found["unit"]
    assert found == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("a tweet/unit by Ada_Lane/person .", {"holder": "Ada Lane"}),
        (
            "two/count videos/unit posted by President Ada_Lane/person .",
            {"quantity": "two", "holder": "Ada Lane"},
        ),
        ("videos/unit from Ada_Lane/person .", {"holder": "Ada Lane"}),
        ("a post/unit by the columnist Ada_Lane/person .", {"holder": "Ada Lane"}),
        ("an account/unit by Ada_Lane/person .", {}),
    ],
)
def test_content_is_by_somebody(sentence_of: SentenceOf, row: str, expected: Roles) -> None:
    (found,) = words(targets_from(sentence_of(row), 0))
    del found["unit"]
    assert found == expected


def test_content_by_several_is_that_of_each(sentence_of: SentenceOf) -> None:
    row = "videos/unit by Mr Lane/person and Kettle_TV/organisation ."
    assert words(targets_from(sentence_of(row), 0)) == holders("Lane", "Kettle TV", unit="videos")


def test_of_a_compound_of_units_the_last_is_meant(sentence_of: SentenceOf) -> None:
    row = "her ad/unit account/unit on Facebook/platform ."
    assert words(targets_from(sentence_of(row), 0)) == [
        {"holder": "her", "unit": "account", "platform": "Facebook"}
    ]


def test_a_name_of_an_account_is_its_handle_and_its_holder(sentence_of: SentenceOf) -> None:
    row = "a channel/unit called Locked_Drawer/name ."
    assert words(targets_from(sentence_of(row), 0)) == [
        {"handle": "Locked Drawer", "holder": "Locked Drawer", "unit": "channel"}
    ]


@pytest.mark.parametrize(
    ("row", "definite"),
    [
        ("the account/unit .", True),
        ("these accounts/unit .", True),
        ("an account/unit .", False),
        ("the account/unit of Ada_Lane/person .", False),
        ("the 39/count accounts/unit .", False),
        ("accounts/unit .", False),
    ],
)
def test_only_a_bare_definite_phrase_refers_back(
    sentence_of: SentenceOf, row: str, *, definite: bool
) -> None:
    assert [target.definite for target in targets_from(sentence_of(row), 0)] == [definite]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Telegram/platform .", [{"platform": "Telegram"}]),
        ("access to YouTube/platform .", [{"platform": "YouTube"}]),
        (
            "social media platforms , including Telegram/platform and Twitter/platform .",
            [{"platform": "Telegram"}, {"platform": "Twitter"}],
        ),
    ],
)
def test_platforms_can_be_acted_on_themselves(
    sentence_of: SentenceOf, row: str, expected: list[Roles]
) -> None:
    assert words(targets_from(sentence_of(row), 0)) == expected


@pytest.mark.parametrize("row", ["access to the page/unit .", "down .", "that it was so .", "."])
def test_no_name_is_made_up(sentence_of: SentenceOf, row: str) -> None:
    assert all("holder" not in roles for roles in words(targets_from(sentence_of(row), 0)))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            f"The Twitter/platform accounts/unit of {LIST} were|",
            holders(*ABC, platform="Twitter", unit="accounts"),
        ),
        (f"{LIST} were|", holders(*ABC)),
        (
            "Ada_Lane/person 's channel/unit and Bob_Marsh/person 's channel/unit were|",
            holders("Ada Lane", "Bob Marsh", unit="channel"),
        ),
        ("The account/unit responsible for that post/unit was|", [{"unit": "account"}]),
        ("The page/unit , which had 110,000/count followers/F , was|", [{"unit": "page"}]),
        ("Twitter/platform , which is|", [{"platform": "Twitter"}]),
        ("Twitter/platform and YouTube/platform are|", [{"platform": "Twitter"}, {"platform": "YouTube"}]),
        ("Unlike Instagram/platform , Twitter/platform is|", [{"platform": "Twitter"}]),
        ("He was|", holders("He")),
        ("The account/unit had followers/F before being|", [{"unit": "account"}]),
        ("The account/unit is hers ; it was|", [{"unit": "account"}]),
        ("Ada_Lane/person left , but Bob_Marsh/person was|", holders("Bob Marsh")),
        ("Ada_Lane/person met Bob_Marsh/person , who was|", holders("Bob Marsh")),
        ("Ada_Lane/person met Bob_Marsh/person , an artist who was|", holders("Bob Marsh")),
        ("A post/unit by Ada_Lane/person , which was|", holders("Ada Lane", unit="post")),
        ("Media users/G called_for Ada_Lane/person to be|", holders("Ada Lane")),
        ("Last week it|", holders("it")),
    ],
)
def test_the_subject_of_a_passive_stands_before_it(
    sentence_of: SentenceOf, row: str, expected: list[Roles]
) -> None:
    sentence = sentence_of(row.replace("|", " suspended/V ."))
    end = sentence.codes.rindex("V")
    while sentence.codes[end - 1] == "x":
        end -= 1
    assert words(targets_before(sentence, end)) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("senior officials in Iran/country .", ["senior officials in Iran"]),
        ("several officials .", ["officials"]),
        ("the Red_Sparrow/name group .", ["Red Sparrow"]),
        ("its leader , Reza_Karimi/person .", ["Reza Karimi"]),
        ("officials in Mr Kettle/name 's regime .", ["officials in Mr Kettle 's regime"]),
        ("officials responsible for the camps .", ["officials responsible for the camps"]),
        ("those responsible for the camps .", ["those responsible for the camps"]),
        (
            "several far-right or hate figures , including Ada_Lane/person .",
            ["far-right or hate figures", "Ada Lane"],
        ),
        ("officials linked to the coup and Ada_Lane/person .", ["officials linked to the coup", "Ada Lane"]),
        ("critics and wits like Ada_Lane/person and Bob_Marsh/person .", ["Ada Lane", "Bob Marsh"]),
        ("several officials , including Ada_Lane/person .", ["officials", "Ada Lane"]),
        ("a Chinese/country student in Iran/country .", ["Chinese student in Iran"]),
        ("the alleged author .", ["the alleged author"]),
        ("a prominent Lane/person student .", ["prominent Lane student"]),
        ("eight/count clubs , including Ada_Lane/person .", ["clubs", "Ada Lane"]),
        ("Kettle/organisation student .", ["Kettle"]),
        ("additional entities and individuals .", ["additional entities and individuals"]),
        ("Kettle_Foods/organisation , an Indian/country dairy company .", ["Kettle Foods"]),
        ("Iran/country 's oil trade .", ["Iran"]),
        pytest.param(
            "Iran/country 's oil revenues .",
            ["Iran"],
            marks=pytest.mark.xfail(
                strict=True, reason="a plural is taken for a group before its owner is looked at"
            ),
        ),
        ("Iran/country and Russia/country .", ["Iran", "Russia"]),
        ("Ada_Lane/person and Bob_Marsh/person said so .", ["Ada Lane"]),
        ("him .", ["him"]),
        ("Ada_Lane/person of Kettle_News/organisation .", ["Ada Lane"]),
        ("Russian/country military units .", ["Russian military units"]),
        ("nothing .", []),
        (".", []),
    ],
)
def test_names_and_described_groups_without_a_unit(
    sentence_of: SentenceOf, row: str, expected: list[str]
) -> None:
    assert [roles.get("holder") for roles in words(named_targets(sentence_of(row), 0))] == expected


def test_a_number_before_a_group_is_its_quantity(sentence_of: SentenceOf) -> None:
    (found,) = named_targets(sentence_of("over_100/count activists ."), 0)
    assert {role: mention.text for role, mention in found.roles.items()} == {
        "quantity": "over 100",
        "holder": "activists",
        "target": "over 100 activists",
    }


def test_what_stands_in_brackets_is_no_part_of_the_clause(spot_of: SpotOf) -> None:
    spot = spot_of("Ada_Lane/person ( whom they met when she sang/v ) was suspended/V* .")
    assert [target.roles["holder"].text for target in targets_of(spot, Voice.PASSIVE)] == ["Ada Lane"]


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("She liked the video/unit that Twitter/platform had removed/V* .", "video"),
        ("She liked the video/unit Twitter/platform removed/V* in_May/date .", "video"),
        ("She liked the video/unit on Twitter/platform and laughed/V* .", None),
    ],
)
def test_an_object_may_stand_before_the_subject(spot_of: SpotOf, row: str, unit: str | None) -> None:
    found = targets_of(spot_of(row), Voice.ACTIVE)
    assert [target.roles["unit"].text for target in found] == ([unit] if unit else [])


@pytest.mark.parametrize(
    "what", ["their accounts/unit", "videos/unit", "their Twitter/platform accounts/unit"]
)
def test_what_somebody_had_removed_is_theirs(spot_of: SpotOf, what: str) -> None:
    spot = spot_of(f"Ada_Lane/person and Bob_Marsh/person had {what} removed/V* .")
    assert [target.roles["holder"].text for target in targets_of(spot, Voice.PASSIVE)] == [
        "Ada Lane",
        "Bob Marsh",
    ]


def test_those_that_belong_to_somebody_are_members(sentence_of: SentenceOf) -> None:
    row = f"several channels/unit , including those belonging_to {LIST} ."
    assert words(targets_from(sentence_of(row), 0))[1:] == holders(*ABC, unit="channels")


def test_two_words_for_what_accounts_are_are_one_phrase(sentence_of: SentenceOf) -> None:
    row = "39/count fake and idle accounts/unit of Ada_Lane/person ."
    assert words(targets_from(sentence_of(row), 0)) == [
        {"quantity": "39", "unit": "accounts", "holder": "Ada Lane"}
    ]


@pytest.mark.parametrize(
    "row",
    ["the owner , Ada_Lane/person , on_Monday/date", "its founder/G , Ada_Lane/person , on_Monday/date"],
)
def test_a_person_told_by_an_office_is_the_one_named_behind(sentence_of: SentenceOf, row: str) -> None:
    (target,) = named_targets(sentence_of(row), 0)
    assert target.roles["holder"].text == "Ada Lane"


@pytest.mark.parametrize("site", ["Kettle_Times/name", "Rumble/platform"])
def test_links_lead_to_whose_site_it_is(sentence_of: SentenceOf, site: str) -> None:
    links = "links_to/U"
    (target,) = targets_from(sentence_of(f"all {links} {site} ."), 0)
    assert target.roles["holder"].text == site.partition("/")[0].replace("_", " ")


def test_the_subject_stands_behind_that(sentence_of: SentenceOf) -> None:
    row = "A report by the Kettle_Club/authority that Ada_Lane/person"
    assert words(targets_before(sentence_of(row), 7)) == holders("Ada Lane")


def test_who_hangs_on_a_preposition_is_no_subject(sentence_of: SentenceOf) -> None:
    row = "According to Kettle_TV/media , Ada_Lane/person"
    assert words(targets_before(sentence_of(row), 5)) == holders("Ada Lane")


def test_the_title_of_a_post_is_not_whose_it_is(sentence_of: SentenceOf) -> None:
    row = "a video/unit titled The_Kettle/name by Ada_Lane/person ."
    assert words(targets_from(sentence_of(row), 0)) == [{"unit": "video", "holder": "Ada Lane"}]


@pytest.mark.parametrize(
    ("row", "quantity"),
    [
        ("two/count more tweets/unit by Ada_Lane/person .", "two"),
        ("two_million/count pieces of content/unit .", "two million"),
        ("hundreds/count of sites/unit .", "hundreds"),
        ("two/count of the pages/unit .", "two"),
        ("two/count of his pages/unit .", "two"),
    ],
)
def test_a_number_counts_the_unit_behind_more_of_its_phrase(
    sentence_of: SentenceOf, row: str, quantity: str
) -> None:
    (found,) = words(targets_from(sentence_of(row), 0))
    assert found["quantity"] == quantity


def test_some_of_the_pages_are_of_those_told_before(sentence_of: SentenceOf) -> None:
    (found,) = targets_from(sentence_of("two/count of the pages/unit ."), 0)
    assert found.definite


@pytest.mark.parametrize(
    ("row", "holder"),
    [
        ("a post/unit made by singer and activist Ada_Lane/person .", "Ada Lane"),
        ("ads/unit placed by Senator Ada_Lane/person .", "Ada Lane"),
        ("an interview/unit that activist Ada_Lane/person gave .", "Ada Lane"),
        ("a tweet/unit Ada_Lane/person had posted/v .", "Ada Lane"),
        ("posts/unit she wrote/v .", "she"),
        ("the Android/name app/unit .", None),
        ("the Facebook/platform Live/name video/unit .", None),
    ],
)
def test_a_post_is_of_who_made_it(sentence_of: SentenceOf, row: str, holder: str | None) -> None:
    assert words(targets_from(sentence_of(row), 0))[0].get("holder") == holder


def test_a_handle_behind_the_name_of_an_account_is_what_it_is_called(sentence_of: SentenceOf) -> None:
    (found,) = words(targets_from(sentence_of("the account/unit Kettle_TV/name ( kettle/handle ) ."), 0))
    assert found == {"holder": "Kettle TV", "handle": "kettle", "unit": "account"}
