from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.relate.items import Spot
from pipeline.relate.voice import Voice, voice

SpotOf = Callable[..., Spot]


@pytest.mark.parametrize(
    ("row", "frame"),
    [
        ("Twitter/platform suspended/V* Ada_Lane/person .", "ed"),
        ("Twitter/platform has also suspended/V* Ada_Lane/person .", "ed"),
        ("Twitter/platform had not suspended/V* the account/unit .", "ed"),
        ("Twitter/platform froze/V* the account/unit .", "past"),
        ("Twitter/platform will suspend/V* Ada_Lane/person .", "base"),
        ("Twitter/platform suspends/V* Ada_Lane/person .", "s"),
        ("Twitter/platform is suspending/V* Ada_Lane/person .", "ing"),
        ("Twitter/platform took_his_account_down/V* .", "split_past"),
        ("The company suspended/V* several accounts/unit .", "ed"),
        ("The company suspended/V* 39/count accounts/unit .", "ed"),
        ("The company , it said , suspended/V* Ada_Lane/person .", "ed"),
        ("Has Twitter/platform suspended/V* Ada_Lane/person ?", "ed"),
        ("Twitter/platform banned/V* and muted/V Ada_Lane/person .", "ed"),
        ("The tweet/unit , which she removed/V* on Monday/date , was old .", "ed"),
    ],
)
def test_object_stands_behind_an_active_verb(spot_of: SpotOf, row: str, frame: str) -> None:
    assert voice(spot_of(row, frame=frame)) is Voice.ACTIVE


@pytest.mark.parametrize(
    ("row", "frame"),
    [
        ("Ada_Lane/person was suspended/V* by Twitter/platform .", "ed"),
        ("Ada_Lane/person has been permanently suspended/V* .", "ed"),
        ("The account/unit was not suspended/V* .", "ed"),
        ("The account/unit got suspended/V* .", "ed"),
        ("The account/unit was taken_down/V* .", "part"),
        ("Ada_Lane/person , suspended/V* by Twitter/platform , spoke .", "ed"),
        ("The accounts/unit suspended/V* by Twitter/platform are gone .", "ed"),
        ("@ada/handle suspended/V* .", "ed"),
        ("The tweet/unit got her suspended/V* .", "ed"),
        ("Those taken_down/V* by Twitter/platform are gone .", "part"),
    ],
)
def test_object_stands_before_a_passive_verb(spot_of: SpotOf, row: str, frame: str) -> None:
    assert voice(spot_of(row, frame=frame)) is Voice.PASSIVE


@pytest.mark.parametrize(
    "row",
    [
        "In his suspended/V* account/unit he wrote .",
        "The suspended/V* Twitter/platform account/unit was hers .",
        "Ada_Lane/person 's now - suspended/V* account/unit .",
        "The two/count suspended/V* Farsi/language accounts/unit .",
        "Suspended/V* accounts/unit are many .",
        "The banned/V* activists spoke .",
    ],
)
def test_object_is_around_an_attribute(spot_of: SpotOf, row: str) -> None:
    assert voice(spot_of(row)) is Voice.ATTRIBUTE


@pytest.mark.parametrize(
    ("row", "frame"),
    [
        ("The suspension/Q* of the account/unit .", "noun"),
        ("It has 104,000/count followers/F* .", "metric"),
        ("The suspending/V* of accounts/unit .", "ing"),
    ],
)
def test_a_noun_is_one(spot_of: SpotOf, row: str, frame: str) -> None:
    assert voice(spot_of(row, frame=frame)) is Voice.NOUN


def test_a_state_says_it_of_its_subject(spot_of: SpotOf) -> None:
    assert voice(spot_of("The account/unit went_dark/Q* .", frame="state")) is Voice.STATE
