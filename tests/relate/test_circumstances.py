from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.facts.claims import Mention
from pipeline.relate.circumstances import date_beside, date_near, permanence_of, reason_after, source_of
from pipeline.relate.items import Spot

SpotOf = Callable[..., Spot]


def text(mention: Mention | None) -> str | None:
    return mention.text if mention else None


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("It was suspended/V* on Tuesday/date .", "Tuesday"),
        ("On Tuesday/date it was suspended/V* .", "Tuesday"),
        ("It was first founded in_May/date and later suspended/V* on Tuesday/date .", "Tuesday"),
        ("It was founded in_May/date and suspended/V* on Tuesday/date .", "Tuesday"),
        ("It was deactivated/V* in_May/date , then restored/V on June_1/date .", "in May"),
        ("It was deactivated/V in_May/date , then restored/V* on June_1/date .", "June 1"),
        ("It was suspended/V* .", None),
        ("In_May/date it fell . It was suspended/V , lost/V and suspended/V* .", None),
    ],
)
def test_a_date_belongs_to_the_nearest_trigger(spot_of: SpotOf, row: str, date: str | None) -> None:
    assert text(date_near(spot_of(row))) == date


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("Iran/country fired a missile on Monday/date under U.N./authority sanctions/Q* .", None),
        ("The sanctions/Q* hurt Iran/country in_2012/date .", None),
        ("Ada_Lane/person rejected Monday/date 's new oil sanctions/Q* .", "Monday"),
        ("Iran/country resents sanctions/Q* imposed by the EU/authority in 2012/date .", "2012"),
        ("The EU/authority imposed/v* sanctions on Iran/country in_2012/date .", "in 2012"),
        ("The lifting/w* of sanctions on Iran/country began in_May/date .", "in May"),
    ],
)
def test_sanctions_have_only_a_date_of_their_own_phrase(spot_of: SpotOf, row: str, date: str | None) -> None:
    assert text(date_near(spot_of(row, kind="sanction", frame="noun", lemma="sanctions"))) == date


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("It had 29,000/count followers/F* as of Monday/date .", "Monday"),
        ("It had 29,000/count followers/F* on Monday/date .", "Monday"),
        ("It had 29,000/count followers/F* on Twitter/platform on Monday/date .", "Monday"),
        ("It had 29,000/count followers/F* and was gone by Monday/date .", None),
        ("On Monday/date it had 29,000/count followers/F* .", None),
        ("She told her 29,000/count followers/F* on Monday/date .", None),
        ("Ada_Lane/person 's 29,000/count Twitter/platform followers/F* on Monday/date wept .", None),
        ("It now has 29,000/count followers/F* .", "now"),
        ("It is currently/date rising and has 29,000/count followers/F* .", "currently"),
        ("Today/date , it has 29,000/count followers/F* .", "Today"),
        ("As of Monday/date , it had 29,000/count followers/F* .", "Monday"),
        ("It is now sad , and had 29,000/count followers/F* .", None),
    ],
)
def test_a_number_has_a_date_of_its_own_or_is_of_today(spot_of: SpotOf, row: str, date: str | None) -> None:
    assert text(date_beside(spot_of(row))) == date


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("It was suspended/V* for hateful conduct .", "hateful conduct"),
        ("It was suspended/V* because of spam .", "spam"),
        ("It was suspended/V* over spam and abuse , he said .", "spam and abuse"),
        ("It was suspended/V* for spam on Monday/date .", "spam"),
        ("It was suspended/V* on Monday/date , citing its rules .", "its rules"),
        ("It was suspended/V* after users complained .", "users complained"),
        ("It was suspended/V* for a week .", None),
        ("It was suspended/V* for good .", None),
        ("It was suspended/V* for two/count weeks .", None),
        ("It was suspended/V* after Monday/date .", None),
        ("It was suspended/V* . It fell for spam .", None),
        ("For spam it was suspended/V* .", None),
        ("It was suspended/V* for .", None),
    ],
)
def test_a_reason_is_the_phrase_behind_its_cue(spot_of: SpotOf, row: str, reason: str | None) -> None:
    found = reason_after(spot_of(row))
    assert text(found) == reason
    assert found is None or found.type == "reason"


@pytest.mark.parametrize(
    ("row", "words", "value"),
    [
        ("It was permanently suspended/V* .", "permanently", "permanent"),
        ("It was suspended/V* permanently .", "permanently", "permanent"),
        ("It was temporarily , they said , suspended/V* .", None, None),
        ("It was suspended/V* indefinitely .", "indefinitely", "permanent"),
        ("It was suspended/V* for a week .", "for a week", "temporary"),
        ("It was suspended/V* for good .", "for good", "permanent"),
        ("It was suspended/V* for spam .", None, None),
        ("It was suspended/V* and muted/V for a week .", None, None),
    ],
)
def test_a_word_beside_or_a_stretch_of_time_tells_how_long(
    spot_of: SpotOf, row: str, words: str | None, value: str | None
) -> None:
    found = permanence_of(spot_of(row))
    assert (text(found), found.value if found else None) == (words, value)


@pytest.mark.parametrize(
    ("row", "source", "kind"),
    [
        ("It was suspended/V* , Ada_Lane/person said .", "Ada Lane", None),
        ("Ada_Lane/person said it was suspended/V* .", "Ada Lane", None),
        ("Twitter/platform said it suspended/V* her .", "Twitter", "platform"),
        ("The Supreme_Court/authority said it was suspended/V* .", "Supreme Court", "official"),
        ("According to Reuters/media it was suspended/V* .", "Reuters", None),
        ("According to the state media it was suspended/V* .", "state media", None),
        ("Iranian/country state media reported it was suspended/V* .", "Iranian state media", None),
        ("A spokesman said it was suspended/V* .", "spokesman", None),
        ("It was suspended/V* , she wept .", None, None),
        ("It was suspended/V* , he said .", None, None),
        ("According to her it was suspended/V* .", None, None),
    ],
)
def test_who_says_so_is_the_speaker(spot_of: SpotOf, row: str, source: str | None, kind: str | None) -> None:
    found = source_of(spot_of(row))
    assert (text(found.words) if found else None, found.type if found else None) == (source, kind)


@pytest.mark.parametrize(
    "row", ["It was banned/V* for Bob_Marsh/person a week later .", "It was banned/V* for his week of rage ."]
)
def test_a_week_behind_another_word_is_no_stretch_of_time(spot_of: SpotOf, row: str) -> None:
    assert permanence_of(spot_of(row)) is None


@pytest.mark.parametrize(
    "row",
    [
        "Iran/country fears sanctions/Q* on Iran/country in_May/date .",
        "Iran/country fears sanctions/Q* from the EU/authority in_May/date .",
    ],
)
def test_a_date_may_stand_behind_whom_sanctions_are_on(spot_of: SpotOf, row: str) -> None:
    assert text(date_near(spot_of(row, kind="sanction", frame="noun", lemma="sanctions"))) == "in May"
