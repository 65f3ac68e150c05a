from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.relate.items import Spot
from pipeline.relate.modality import Reading, modality_of

SpotOf = Callable[..., Spot]


def reading(spot: Spot) -> tuple[str, list[str]]:
    """The modality and the words of its cues."""
    found = modality_of(spot)
    return found.modality, [cue.text for cue in found.cues]


@pytest.mark.parametrize(
    ("row", "modality", "cue"),
    [
        ("Twitter/platform did not suspend/V* it .", "negated", "not"),
        ("Twitter/platform did n't suspend/V* it .", "negated", "n't"),
        ("It has never been suspended/V* .", "negated", "never"),
        ("Twitter/platform refused to suspend/V* it .", "negated", "refused to"),
        ("Twitter/platform denied that it suspended/V* it .", "negated", "denied"),
        ("Twitter/platform has yet to suspend/V* it .", "negated", "yet to"),
        ("They left it without suspending/V* it .", "negated", "without"),
        ("Senators asked Twitter/platform to suspend/V* it .", "requested", "asked"),
        ("Senators called on Twitter/platform to suspend/V* it .", "requested", "called on"),
        ("They demanded the suspension/Q* of it .", "requested", "demanded"),
        ("Twitter/platform must suspend/V* it .", "requested", "must"),
        ("Twitter/platform will suspend/V* it .", "planned", "will"),
        ("Twitter/platform threatened to suspend/V* it .", "planned", "threatened to"),
        ("Twitter/platform is preparing to suspend/V* it .", "planned", "preparing to"),
        ("Senators drafted a bill that bans/V* it .", "planned", "bill"),
        ("If Twitter/platform suspends/V* it .", "hypothetical", "If"),
        ("Twitter/platform could suspend/V* it .", "hypothetical", "could"),
        ("Twitter/platform may have suspended/V* it .", "hypothetical", "may"),
        ("Has Twitter/platform suspended/V* it ?", "hypothetical", "?"),
        ("It was reportedly suspended/V* .", "uncertain", "reportedly"),
        ("Twitter/platform appears to have suspended/V* it .", "uncertain", "appears to have"),
        ("Some reports said it was suspended/V* .", "uncertain", "Some reports said"),
        ("Twitter/platform explained its refusal to suspend/V* it .", "negated", "refusal to"),
        ("Twitter/platform said it would suspend/V* it .", "planned", "it would"),
        ("Senators told it to suspend/V* him .", "requested", "told it to"),
        ("The purported account/unit was suspended/V* .", "uncertain", "purported"),
    ],
)
def test_a_cue_before_the_trigger_or_a_question_mark_behind_it_tells(
    spot_of: SpotOf, row: str, modality: str, cue: str
) -> None:
    assert reading(spot_of(row)) == (modality, [cue])


@pytest.mark.parametrize(
    "row",
    [
        "Twitter/platform suspended/V* it .",
        "Twitter/platform not only suspended/V* it .",
        "Twitter/platform did not hesitate to suspend/V* it .",
        "Twitter/platform gave no reason for suspending/V* it .",
        "Bill_Lane/person suspended/V* it .",
        "They asked for calm , but Twitter/platform suspended/V* it .",
        "They did not answer ; Twitter/platform suspended/V* it .",
        "Why did Twitter/platform suspend/V* it ?",
        "Twitter/platform told reporters that it suspended/V* him .",
        "They will talk , after Twitter/platform suspended/V* it .",
        "They asked , Twitter/platform , which suspended/V* it , to talk .",
        "Twitter/platform suspended/V* it . They will not talk .",
        "Twitter/platform suspended/V* it and will not talk .",
        "in_May/date Twitter/platform suspended/V* it .",
    ],
)
def test_other_words_and_cues_of_other_clauses_do_not(spot_of: SpotOf, row: str) -> None:
    assert modality_of(spot_of(row)) == Reading("asserted")


@pytest.mark.parametrize(
    ("row", "reaches"),
    [
        ("They did not say to her suspend/V* it .", True),
        ("They did not say to her once more suspend/V* it .", False),
    ],
    ids=["four items between", "six items between"],
)
def test_a_cue_reaches_a_few_items(spot_of: SpotOf, row: str, *, reaches: bool) -> None:
    assert (modality_of(spot_of(row)).modality == "negated") is reaches


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("Twitter/platform will not suspend/V* it .", "negated"),
        ("They asked if Twitter/platform suspended/V* it .", "requested"),
        ("Twitter/platform could soon be asked to suspend/V* it .", "requested"),
        ("It will reportedly be suspended/V* .", "planned"),
    ],
)
def test_of_several_cues_the_first_of_the_table_decides(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row)).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("The reports of a suspension/Q* were denied .", "negated"),
        ("The suspension/Q* of the account/unit was denied .", "negated"),
        ("The suspension/Q* held ; the rest was denied .", "asserted"),
    ],
)
def test_a_denial_may_follow(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row, frame="noun")).modality == modality


def test_a_trigger_with_a_modality_of_its_own_keeps_it(spot_of: SpotOf) -> None:
    spot = spot_of("It reportedly remains_accessible/Q* .", frame="state", modality="negated")
    assert reading(spot) == ("negated", [])


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("They have not violated UN/authority sanctions/Q* .", "asserted"),
        ("They will meet over sanctions/Q* .", "asserted"),
        ("They fear possible sanctions/Q* .", "hypothetical"),
        ("They fear upcoming U.S./country sanctions/Q* .", "planned"),
        ("There are no sanctions/Q* .", "negated"),
        ("They talk in exchange for limited sanctions/Q* .", "hypothetical"),
        ("They fear future sanctions/Q* .", "hypothetical"),
        ("They face threats of new sanctions/Q* .", "planned"),
        ("They are holding off on new sanctions/Q* .", "negated"),
    ],
)
def test_sanctions_are_governed_only_by_what_stands_right_before(
    spot_of: SpotOf, row: str, modality: str
) -> None:
    spot = spot_of(row, kind="sanction", frame="noun", lemma="sanctions", action="imposition")
    assert modality_of(spot).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("The EU/authority has drafted rules to sanction/V* him .", "hypothetical"),
        ("The EU/authority made efforts to sanction/V* him .", "hypothetical"),
        ("The EU/authority moved to sanction/V* him .", "asserted"),
        ("The EU/authority took steps last week to sanction/V* him .", "asserted"),
        ("The EU/authority plans to sanction/V* him .", "planned"),
        ("The EU/authority sanctioned/V* him .", "asserted"),
    ],
)
def test_a_sanction_in_an_infinitive_is_done_only_where_words_before_say_so(
    spot_of: SpotOf, row: str, modality: str
) -> None:
    assert modality_of(spot_of(row, kind="sanction", frame="base")).modality == modality


def test_a_takedown_in_an_infinitive_is_read_by_its_cues_alone(spot_of: SpotOf) -> None:
    assert modality_of(spot_of("Twitter/platform has a way to suspend/V* it .")) == Reading("asserted")


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("They suggested that the post/unit be removed/V* .", "requested"),
        ("The post/unit was removed/V* .", "asserted"),
        ("The post/unit is said to be removed/V* .", "asserted"),
    ],
)
def test_a_bare_be_asks(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row)).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("It is not clear if Twitter/platform has suspended/V* it .", "uncertain"),
        ("They wonder whether Twitter/platform will suspend/V* it .", "hypothetical"),
        ("Will Twitter/platform suspend/V* it ?", "hypothetical"),
        ("Twitter/platform will be able to suspend/V* it .", "hypothetical"),
    ],
)
def test_what_is_open_is_neither_denied_nor_planned(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row)).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("They accused/v Twitter/platform of suspending/V* it .", "uncertain"),
        ("They spoke of suspending/V* it .", "asserted"),
    ],
)
def test_what_somebody_is_accused_of_is_uncertain(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row, frame="ing")).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("The EU/authority balked at sanctioning/V* him .", "negated"),
        ("They were hesitant to sanction/V* him .", "negated"),
        ("Lawmakers proposed to sanction/V* him .", "planned"),
        ("It is a condition of sanctioning/V* him .", "hypothetical"),
        ("Banks are to be sanctioned/V* .", "planned"),
        ("Lawmakers were clamoring for sanctioning/V* him .", "requested"),
    ],
)
def test_words_of_doubt_and_plans_are_cues_of_sanctions_too(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row, kind="sanction", frame="ing", lemma="sanction")).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("It is not the first time that Twitter/platform suspended/V* it .", "asserted"),
        ("Twitter/platform did not rule out suspending/V* it .", "hypothetical"),
        ("Twitter/platform ruled out suspending/V* it .", "negated"),
    ],
)
def test_the_longest_cue_is_read_as_a_whole(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row)).modality == modality


@pytest.mark.parametrize(
    ("row", "modality"),
    [
        ("Twitter/platform said the page/unit would be suspended/V* .", "planned"),
        ("The page/unit would be suspended/V* .", "hypothetical"),
    ],
)
def test_what_is_said_to_come_is_planned(spot_of: SpotOf, row: str, modality: str) -> None:
    assert modality_of(spot_of(row)).modality == modality
