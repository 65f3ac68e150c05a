from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.facts.claims import Mention
from pipeline.relate.actors import (
    doer,
    fellow_platforms,
    platform_meant,
    platforms_around,
    requester,
    territory_of,
)
from pipeline.relate.items import Sentence, Spot
from pipeline.relate.references import Discourse
from pipeline.relate.voice import Voice

SpotOf = Callable[..., Spot]
DiscourseOf = Callable[..., Discourse]


def text(mention: Mention | None) -> str | None:
    return mention.text if mention else None


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        ("Twitter/platform suspended/V* it .", "Twitter"),
        ("Twitter/platform has also suspended/V* it .", "Twitter"),
        ("Turkey/country blocked/V* it .", "Turkey"),
        ("The Supreme_Court/authority blocked/V* it .", "Supreme Court"),
        ("Kettle_Inc/organisation suspended/V* it .", "Kettle Inc"),
        ("Twitter/platform said on Monday/date that it suspended/V* her .", "Twitter"),
        ("Twitter/platform spoke , and the company suspended/V* her .", "Twitter"),
        ("Twitter/platform , owned by Amazon/platform , said that it suspended/V* her .", "Twitter"),
        ("We suspended/V* her , a Twitter/platform spokesman said .", "Twitter"),
        ("Ada_Lane/person , wrote to Twitter/platform , which suspended/V* her .", "Twitter"),
        ("The boss of Twitter/platform suspended/V* it .", None),
        ("Twitter/platform 's boss suspended/V* it .", None),
        ("Twitter/platform users/unit suspended/V* it .", None),
        ("Twitter/platform spoke ; someone suspended/V* it .", None),
        ("Ada_Lane/person met people who suspended/V* it .", None),
        ("Someone suspended/V* it .", None),
    ],
)
def test_the_doer_of_an_active_verb_is_its_subject(
    spot_of: SpotOf, discourse_of: DiscourseOf, row: str, actor: str | None
) -> None:
    assert text(doer(spot_of(row), Voice.ACTIVE, discourse_of(row))) == actor


def test_it_and_the_company_mean_the_platform_spoken_of_before(
    spot_of: SpotOf, discourse_of: DiscourseOf
) -> None:
    rows = ("Twitter/platform spoke .", "The company suspended/V* it .")
    assert text(doer(spot_of(rows[1], 1), Voice.ACTIVE, discourse_of(*rows))) == "Twitter"


@pytest.mark.parametrize(
    ("rows", "actor"),
    [
        (("Iran/country spoke .", "The regime blocked/V* it ."), "Iran"),
        (("Iran/country spoke .", "The Turkish/country government blocked/V* it ."), "Turkish"),
        (("It rained .", "The regime blocked/V* it ."), None),
    ],
)
def test_the_government_means_its_country(
    spot_of: SpotOf, discourse_of: DiscourseOf, rows: tuple[str, str], actor: str | None
) -> None:
    assert text(doer(spot_of(rows[1], 1), Voice.ACTIVE, discourse_of(*rows))) == actor


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        ("It was suspended/V* by Twitter/platform .", "Twitter"),
        ("It was suspended/V* on Monday/date by Twitter/platform .", "Twitter"),
        ("It was blocked/V* by the Turkish/country government .", "Turkish"),
        ("It is blocked/V* by the regime in Iran/country .", "Iran"),
        ("It was suspended/V* by mistake .", None),
        ("It was suspended/V* . It was praised by Twitter/platform .", None),
        ("It was suspended/V* and praised/V by Twitter/platform .", None),
        ("Twitter/platform said it was suspended/V* .", None),
    ],
)
def test_the_doer_of_a_passive_verb_stands_behind_by(
    spot_of: SpotOf, discourse_of: DiscourseOf, row: str, actor: str | None
) -> None:
    assert text(doer(spot_of(row), Voice.PASSIVE, discourse_of(row))) == actor


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        ("The suspension/Q* by Twitter/platform held .", "Twitter"),
        ("Twitter/platform 's suspension/Q* of her held .", "Twitter"),
        ("Turkey/country 's ban/Q* of it held .", "Turkey"),
        ("Ada_Lane/person 's suspension/Q* held .", None),
    ],
)
def test_the_doer_of_a_noun_owns_it_or_stands_behind_by(
    spot_of: SpotOf, discourse_of: DiscourseOf, row: str, actor: str | None
) -> None:
    assert text(doer(spot_of(row, frame="noun"), Voice.NOUN, discourse_of(row))) == actor


@pytest.mark.parametrize(
    ("row", "platforms"),
    [
        ("She was banned/V* from Twitter/platform .", ["Twitter"]),
        (
            "She was banned/V* from Facebook/platform , Instagram/platform and YouTube/platform .",
            ["Facebook", "Instagram", "YouTube"],
        ),
        ("Her page/unit was banned/V* on Twitter/platform .", ["Twitter"]),
        ("She was banned/V* . She wrote on Twitter/platform .", []),
        ("She was banned/V* and wrote/V on Twitter/platform .", []),
        ("She was banned/V* by Twitter/platform .", []),
    ],
)
def test_from_and_on_name_the_platforms(spot_of: SpotOf, row: str, platforms: list[str]) -> None:
    assert [mention.text for mention in platforms_around(spot_of(row))] == platforms


@pytest.mark.parametrize(
    ("row", "platform"),
    [
        ("She was banned/V* from the platform .", "Twitter"),
        ("Facebook/platform spoke as she was banned/V* from the site .", "Facebook"),
        ("She was banned/V* from the club .", None),
        ("She was banned/V* .", None),
    ],
)
def test_the_platform_means_the_one_spoken_of(spot_of: SpotOf, row: str, platform: str | None) -> None:
    twitter = Mention(0, 7, "Twitter", "platform", "twitter")
    assert text(platform_meant(spot_of(row), twitter)) == platform


@pytest.mark.parametrize(
    ("row", "fellows"),
    [
        (
            "Facebook/platform , Apple/platform and Spotify/platform left .",
            ["Facebook", "Apple", "Spotify"],
        ),
        ("Spotify/platform left .", ["Spotify"]),
        ("Facebook/platform stayed , Spotify/platform left .", ["Spotify"]),
    ],
)
def test_platforms_in_a_list_act_together(
    sentence_of: Callable[[str], Sentence], row: str, fellows: list[str]
) -> None:
    sentence = sentence_of(row)
    last = [item.mention for item in sentence.items if item.code == "P"][-1]
    assert last is not None
    assert [mention.text for mention in fellow_platforms(sentence, last)] == fellows


def test_a_platform_of_another_sentence_acts_alone(sentence_of: Callable[[str], Sentence]) -> None:
    twitter = Mention(0, 7, "Twitter", "platform", "twitter")
    assert fellow_platforms(sentence_of("It left ."), twitter) == [twitter]


@pytest.mark.parametrize(
    ("row", "territory"),
    [
        ("Telegram/platform is blocked/V* in Iran/country .", "IR"),
        ("Telegram/platform is blocked/V* across the country in Iran/country .", "IR"),
        ("Telegram/platform is blocked/V* .", None),
        ("In Iran/country they said Telegram/platform is blocked/V* .", None),
    ],
)
def test_a_block_holds_in_the_country_behind_in(spot_of: SpotOf, row: str, territory: str | None) -> None:
    found = territory_of(spot_of(row))
    assert (found.value if found else None) == territory


@pytest.mark.parametrize(
    ("row", "asks"),
    [
        ("Ada_Lane/person asked/V Twitter/platform .", "Ada Lane"),
        ("On Monday/date , Turkey/country asked/V Twitter/platform .", "Turkey"),
        ("U.S./country senators asked/V Twitter/platform .", "U.S. senators"),
        ("The Supreme_Court/authority asked/V Twitter/platform .", "Supreme Court"),
        ("It rained ; people asked/V Twitter/platform .", "people"),
        ("It rained ; they asked/V Twitter/platform .", None),
        ("Twitter/platform was asked/V .", None),
    ],
)
def test_who_asks_is_the_subject_of_the_cue(
    sentence_of: Callable[[str], Sentence], row: str, asks: str | None
) -> None:
    sentence = sentence_of(row)
    cue = next(item for item in sentence.items if item.text == "asked")
    assert text(requester(sentence, cue.start)) == asks


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        ("After suspending/V* Ada_Lane/person , Twitter/platform spoke .", "Twitter"),
        ("Shortly after suspending/V* Ada_Lane/person 's page/unit , Twitter/platform spoke .", "Twitter"),
        ("They spoke after suspending/V* Ada_Lane/person , Twitter/platform said .", None),
    ],
)
def test_a_clause_without_a_subject_has_that_of_the_next(
    spot_of: SpotOf, discourse_of: DiscourseOf, row: str, actor: str | None
) -> None:
    assert text(doer(spot_of(row, frame="ing"), Voice.ACTIVE, discourse_of(row))) == actor


def test_those_behind_the_first_in_a_list_act_with_it(sentence_of: Callable[[str], Sentence]) -> None:
    sentence = sentence_of("It was suspended by Facebook/platform , Apple/platform and Spotify/platform .")
    first = next(item.as_mention() for item in sentence.items if item.code == "P")
    assert [mention.text for mention in fellow_platforms(sentence, first)] == ["Facebook", "Apple", "Spotify"]


@pytest.mark.parametrize(
    ("row", "actor"),
    [
        ("Twitter/platform imposed/v a new two-week ban/Q* on Ada_Lane/person .", "Twitter"),
        ("Twitter/platform saw a ban/Q* on Ada_Lane/person .", None),
        ("Ada_Lane/person was issued/v a ban/Q* by Twitter/platform .", "Twitter"),
        ("Iran/country announced/v the ban/Q* of Ada_Lane/person by Twitter/platform .", "Twitter"),
        ("Twitter/platform imposed/v it , as the ban/Q* of Ada_Lane/person .", None),
    ],
)
def test_who_imposes_a_ban_is_its_doer(
    spot_of: SpotOf, discourse_of: DiscourseOf, row: str, actor: str | None
) -> None:
    assert text(doer(spot_of(row, frame="noun", lemma="ban"), Voice.NOUN, discourse_of(row))) == actor
