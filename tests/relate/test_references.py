from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.facts.claims import Mention
from pipeline.relate.references import Discourse, Tally

DiscourseOf = Callable[..., Discourse]


def words(discourse: Discourse, row: str, text: str) -> Mention:
    """The words of the row heard last that refer."""
    plain = " ".join(word.rpartition("/")[0].replace("_", " ") or word for word in row.split())
    assert discourse.sentence is not None
    start = discourse.sentence.start + plain.index(text)
    return Mention(start, start + len(text), text, "pronoun")


def meant(discourse: Discourse, row: str, text: str, **more: list[Mention]) -> str | None:
    found = discourse.resolve(words(discourse, row, text), **more)
    return found.text if found else None


ADA, BOB, BODY, LAND = "Ada_Lane/person", "Bob_Marsh/person", "Red_Sparrow/organisation", "Iran/country"


@pytest.mark.parametrize(
    ("rows", "text", "name"),
    [
        ([f"{ADA} left .", "He wept ."], "He", "Ada Lane"),
        ([f"{ADA} said he wept ."], "he", "Ada Lane"),
        ([f"{ADA} met {BOB} .", "She wept ."], "She", "Ada Lane"),
        ([f"{ADA} left .", f"{BOB} came .", "His page/unit fell ."], "His", "Bob Marsh"),
        ([f"{ADA} left .", f"{BODY} came .", "She wept ."], "She", "Ada Lane"),
        ([f"{ADA} left .", f"{LAND} came .", "She wept ."], "She", "Ada Lane"),
        ([f"{BODY} came .", "It wept ."], "It", "Red Sparrow"),
        ([f"{ADA} left {BODY} .", "Its page/unit fell ."], "Its", "Red Sparrow"),
        ([f"{ADA} left .", "It wept ."], "It", None),
        ([f"{LAND} met {BODY} .", "We wept ."], "We", "Red Sparrow"),
        ([f"{ADA} , whose page/unit fell , met {BOB} ."], "whose", "Ada Lane"),
        ([f"{ADA} met {BOB} , whose page/unit fell ."], "whose", "Bob Marsh"),
        (["Page/unit", "It wept ."], "It", None),
        (["She wept ."], "She", None),
    ],
)
def test_a_pronoun_means_the_nearest_name_that_fits(
    discourse_of: DiscourseOf, rows: list[str], text: str, name: str | None
) -> None:
    assert meant(discourse_of(*rows), rows[-1], text) == name


def test_a_possessive_at_the_start_can_stand_before_whom_it_means(discourse_of: DiscourseOf) -> None:
    row = f"In a post on his page/unit , {ADA} wept ."
    assert meant(discourse_of(f"{BOB} left .", row), row, "his") == "Ada Lane"
    other = f"His page/unit fell , {ADA} said ."
    assert meant(discourse_of(f"{BOB} left .", other), other, "His") == "Bob Marsh"


def test_a_possessive_behind_a_person_means_that_person(discourse_of: DiscourseOf) -> None:
    row = f"{BOB} lost his page/unit , {ADA} said ."
    assert meant(discourse_of(row), row, "his") == "Bob Marsh"


@pytest.mark.parametrize(
    ("rows", "text", "name"),
    [
        (["Larissa_Lima/person met Bob_Marsh/person .", "He wept ."], "He", "Bob Marsh"),
        (["Bob_Marsh/person met Larissa_Lima/person .", "She wept ."], "She", "Larissa Lima"),
        (["Bob_Marsh/person wept .", "She wept ."], "She", None),
        (["Bob_Marsh/person wept .", "They wept ."], "They", None),
        (["Alex_Marsh/person wept .", "She wept ."], "She", "Alex Marsh"),
    ],
)
def test_a_woman_is_not_meant_by_he_nor_a_man_by_she(
    discourse_of: DiscourseOf, rows: list[str], text: str, name: str | None
) -> None:
    assert meant(discourse_of(*rows), rows[-1], text) == name


def test_a_given_name_alone_is_a_person_for_sure(discourse_of: DiscourseOf) -> None:
    rows = [f"{ADA} left .", "Sophie/name thanked her fans ."]
    assert meant(discourse_of(*rows), rows[-1], "her") == "Sophie"


@pytest.mark.parametrize(
    "kind",
    [
        "The former Kettlebrook/name baker",
        "A Twitter/platform Story/name",
        "The 56 - year - old Locked/name actress",
        "Kettle_Island/name reality star Bob_Marsh/person",
    ],
)
def test_a_name_that_tells_of_which_kind_somebody_is_is_not_meant(
    discourse_of: DiscourseOf, kind: str
) -> None:
    rows = [f"{ADA} left .", f"{kind} made her weep ."]
    assert meant(discourse_of(*rows), rows[-1], "her") == "Ada Lane"


def test_a_person_for_sure_is_taken_before_a_name_of_unknown_type_behind_it(
    discourse_of: DiscourseOf,
) -> None:
    rows = [f"{ADA} left .", "Kettlebrook/name came .", "She wept ."]
    assert meant(discourse_of(*rows), rows[-1], "She") == "Ada Lane"


@pytest.mark.parametrize("between", [1, 2])
def test_a_name_of_unknown_type_is_taken_where_no_person_is_near(
    discourse_of: DiscourseOf, between: int
) -> None:
    rows = [f"{ADA} left .", *["It rained ."] * between, "Kettlebrook/name came .", "She wept ."]
    assert meant(discourse_of(*rows), rows[-1], "She") == "Kettlebrook"


def test_capitals_are_no_person(discourse_of: DiscourseOf) -> None:
    rows = ["IRGC/name came .", "She wept ."]
    assert meant(discourse_of(*rows), rows[-1], "She") is None


def test_who_plays_another_part_is_not_meant(discourse_of: DiscourseOf) -> None:
    rows = [f"{BODY} met Blue_Kettle/organisation .", "It removed its page/unit ."]
    discourse = discourse_of(*rows)
    actor = discourse.names[0][0]
    assert meant(discourse, rows[-1], "its", beside=[actor]) == "Blue Kettle"


def test_bodies_far_back_are_forgotten(discourse_of: DiscourseOf) -> None:
    rows = [f"{BODY} left .", *["She wept ."] * 5, "It rained ."]
    assert meant(discourse_of(*rows), rows[-1], "It") is None
    assert meant(discourse_of(*rows[2:-1], f"{BODY} left .", rows[-1]), rows[-1], "It") == "Red Sparrow"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the group", "Red Sparrow"),
        ("The bakery", "Red Sparrow"),
        ("the senator", "Ada Lane"),
        ("senators", None),
        ("a group", None),
    ],
)
def test_a_description_means_the_body_spoken_of_most_or_the_person_most_in_view(
    discourse_of: DiscourseOf, text: str, name: str | None
) -> None:
    rows = [
        f"{BODY} met {BOB} .",
        f"{BODY} met {BOB} .",
        f"Blue_Kettle/organisation met {ADA} .",
        f"{text} wept .",
    ]
    assert meant(discourse_of(*rows), rows[-1], text) == name


def test_the_holder_of_an_account_is_no_country(discourse_of: DiscourseOf) -> None:
    rows = [f"{LAND} came .", "Its page/unit fell ."]
    discourse = discourse_of(*rows)
    its = words(discourse, rows[-1], "Its")
    assert discourse.resolve(its) is not None
    assert discourse.resolve_holder(its) is None


@pytest.mark.parametrize(
    ("rows", "platform"),
    [
        (["Twitter/platform met Facebook/platform ."], "Facebook"),
        (["Twitter/platform fell .", "Twitter/platform rose .", "Facebook/platform fell ."], "Facebook"),
        (["Twitter/platform .", "Twitter/platform .", "Facebook/platform .", "It rained ."], "Twitter"),
        (["It rained ."], None),
    ],
    ids=["the last of the sentence before", "before the most frequent", "else the most frequent", "none"],
)
def test_the_platform_meant_is_the_one_before_or_the_usual_one(
    discourse_of: DiscourseOf, rows: list[str], platform: str | None
) -> None:
    found = discourse_of(*rows, "It fell .").platform
    assert (found.text if found else None) == platform


@pytest.mark.parametrize(
    ("platform", "holder"),
    [(None, "Bob Marsh"), ("twitter", "Bob Marsh"), ("facebook", "Ada Lane"), ("vk", None)],
)
def test_the_account_is_the_last_one_that_can_be_on_the_platform(
    discourse_of: DiscourseOf, platform: str | None, holder: str | None
) -> None:
    discourse = discourse_of(
        f"{ADA} 's Facebook/platform page/unit fell .",
        f"{BOB} 's Twitter/platform account/unit fell .",
        "His page/unit fell .",
        "The tweet/unit by Carl_Stone/person fell .",
        "It fell .",
    )
    found = discourse.account(platform)
    assert (found["holder"].text if found else None) == holder


def test_an_account_is_known_by_the_surname_of_its_holder_or_an_act_right_before(
    discourse_of: DiscourseOf,
) -> None:
    discourse = discourse_of(f"{ADA} 's Facebook/platform page/unit fell .", "Lane/name wept .")
    lane, bob = discourse.names[-1][0], Mention(0, 9, "Bob Marsh", "person")
    assert discourse.has_account(lane, 9)
    assert not discourse.has_account(bob, 9)
    discourse.last_act = 8
    assert discourse.has_account(bob, 9)


def test_the_main_country_is_spoken_of_most(discourse_of: DiscourseOf) -> None:
    discourse = discourse_of(
        "Iran/country met China/country .", "Iranian/country ships left the U.S./country .", "It fell ."
    )
    main, other = discourse.main_country(()), discourse.main_country({"IR", "US"})
    assert main is not None
    assert (main.text, main.value) == ("Iranian", "IR")
    assert other is not None
    assert other.value == "CN"
    assert discourse.main_country({"IR", "US", "CN"}) is None


def tally(keys: str) -> Tally:
    """A tally of one mention a letter, each at the offset of its letter."""
    counted = Tally()
    for start, key in enumerate(keys):
        counted.add(key, Mention(start, start + 1, key, "name"))
    return counted


@pytest.mark.parametrize(
    ("keys", "start"),
    [("", None), ("a", 0), ("ab", 0), ("aba", 2), ("abb", 2), ("abbaa", 4), ("abba", 2), ("abbac", 2)],
    ids=[
        "nothing counted",
        "the only one",
        "the first on a tie",
        "the latest mention of the leader",
        "overtaken",
        "overtaken and back",
        "the first to the number on a tie",
        "a latecomer",
    ],
)
def test_the_leader_is_the_latest_mention_of_what_is_mentioned_most(keys: str, start: int | None) -> None:
    leader = tally(keys).leader
    assert (leader.start if leader else None) == start


@pytest.mark.parametrize(("but", "start"), [("", 5), ("a", 4), ("ab", 6), ("abc", None), ("c", 5), ("z", 5)])
def test_the_leader_but_some_is_the_leader_of_the_others(but: str, start: int | None) -> None:
    leader = tally("aababac").leader_but(but)
    assert (leader.start if leader else None) == start


def test_nothing_counted_has_no_leader_but_some() -> None:
    assert Tally().leader_but(()) is None


@pytest.mark.parametrize(
    "keys",
    [
        "ab",
        "abab",
    ],
)
def test_the_leader_but_none_is_the_leader(keys: str) -> None:
    counted = tally(keys)
    assert counted.leader_but(()) == counted.leader


def test_the_surname_of_a_person_is_no_body(discourse_of: DiscourseOf) -> None:
    discourse = discourse_of(f"{ADA} met Kettle/name .", "Lane/name left .", "Lane/name sang .")
    body = discourse.main_body()
    assert (body.text if body else None) == "Kettle"


def test_the_protagonist_is_a_person_else_a_body(discourse_of: DiscourseOf) -> None:
    for row, name in (
        (f"{ADA} left {BODY} .", "Ada Lane"),
        (f"It left {BODY} .", "Red Sparrow"),
        ("It .", None),
    ):
        discourse = discourse_of(row)
        assert discourse.sentence is not None
        main = discourse.protagonist(discourse.sentence.end)
        assert (main.text if main else None) == name


@pytest.mark.parametrize(
    ("rows", "text", "name"),
    [
        ([f"{BODY} sued ten/count local firms/G , blocking their pages/unit ."], "their", "local firms"),
        ([f"{BODY} says the town targeted activists/G and their pages/unit ."], "their", "activists"),
        ([f"Firms/G sued {BODY} and their pages/unit fell ."], "their", "Red Sparrow"),
        ([f"{ADA} left .", "Local firms/G saw their pages/unit fall ."], "their", "Local firms"),
        ([f"{BOB} left .", f"It hurt {ADA} , who saw/v {BOB} 's page/unit and her own ."], "her", "Ada Lane"),
        (
            ["Bob_Marsh/person left .", "Carl_Stone/person , who told/v his fans , wept ."],
            "his",
            "Carl Stone",
        ),
        ([f"{BOB} came .", f"{BOB} left , said/v Carl_Stone/person to his fans ."], "his", "Carl Stone"),
        ([f"{BOB} left .", f"{BOB} saw that Carl_Stone/person wrote/v to his fans ."], "his", "Carl Stone"),
        ([f"{BOB} left .", f"{BOB} sang with Carl_Stone/person to his fans ."], "his", "Bob Marsh"),
    ],
)
def test_their_and_his_mean_who_is_told_of_in_the_clause(
    discourse_of: DiscourseOf, rows: list[str], text: str, name: str
) -> None:
    assert meant(discourse_of(*rows), rows[-1], text) == name
