from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

import pipeline
from pipeline.facts.claims import Claim
from pipeline.relate.authors import usual_authority
from pipeline.relate.items import Sentence, Spot
from pipeline.relate.references import Discourse
from pipeline.relate.sanctions import sanction_claims, usual_target

ClaimsOf = Callable[..., list[Claim]]
#: An expected claim: who is sanctioned, and by whom.
Pair = tuple[str | None, str | None]


@pytest.fixture
def claims_of(spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse]) -> ClaimsOf:
    """A function that gives the claims of the trigger in the last of some rows."""

    def claims(*rows: str, lemma: str = "sanction", **fields: str) -> list[Claim]:
        known: dict[str, Any] = {"kind": "sanction", "action": "imposition", "lemma": lemma, **fields}
        return list(sanction_claims(spot_of(rows[-1], len(rows) - 1, **known), discourse_of(*rows)))

    return claims


def pairs(claims: list[Claim]) -> list[Pair]:
    def text(claim: Claim, role: str) -> str | None:
        mention = claim.naming(role)
        return mention.text if mention else None

    return [(text(claim, "target"), text(claim, "authority")) for claim in claims]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("The U.S./country sanctioned/V* Qasim_Rafi/person .", [("Qasim Rafi", "U.S.")]),
        (
            "The European_Union/authority has sanctioned/V* Kettle_Bank/organisation .",
            [("Kettle Bank", "European Union")],
        ),
        (
            "The U.S./country and the EU/authority sanctioned/V* Qasim_Rafi/person .",
            [("Qasim Rafi", "U.S."), ("Qasim Rafi", "EU")],
        ),
        (
            "Canada/country sanctioned/V* Kettle_Bank/organisation and Qasim_Rafi/person .",
            [("Kettle Bank", "Canada"), ("Qasim Rafi", "Canada")],
        ),
        ("Qasim_Rafi/person was sanctioned/V* by the U.S./country .", [("Qasim Rafi", "U.S.")]),
        (
            "Qasim_Rafi/person , sanctioned/V* by the U.S./country and the EU/authority for abuses , left .",
            [("Qasim Rafi", "U.S."), ("Qasim Rafi", "EU")],
        ),
        (
            "Qasim_Rafi/person , a pal of Red_Sparrow/organisation , was sanctioned/V* by Canada/country .",
            [("Qasim Rafi", "Canada")],
        ),
        (
            "Qasim_Rafi/person ( Rafi/name ) , heir of Iran/country , was sanctioned/V* by Canada/country .",
            [("Qasim Rafi", "Canada")],
        ),
        (
            "Kettle_Bank/organisation and Qasim_Rafi/person were sanctioned/V* by Canada/country .",
            [("Kettle Bank", "Canada"), ("Qasim Rafi", "Canada")],
        ),
        (
            "The Office/authority of the Treasury/authority sanctioned/V* Qasim_Rafi/person .",
            [("Qasim Rafi", "Office")],
        ),
        ("In Iran/country the EU/authority sanctioned/V* four officials .", [("four officials", "EU")]),
        (
            "Red_Sparrow/organisation , a U.S./country - sanctioned/V* group , left .",
            [("Red Sparrow", "U.S.")],
        ),
        (
            "Ada_Lane/person , Bob_Marsh/person and Qasim_Rafi/person were sanctioned/V* by Canada/country .",
            [("Ada Lane", "Canada"), ("Bob Marsh", "Canada"), ("Qasim Rafi", "Canada")],
        ),
        (
            "Ada_Lane/person , Bob_Marsh/person , and Red/name were sanctioned/V* by the EU/authority .",
            [("Ada Lane", "EU"), ("Bob Marsh", "EU"), ("Red", "EU")],
        ),
        ("Trump/name sanctioned/V* Qasim_Rafi/person .", [("Qasim Rafi", "Trump")]),
        ("European/language leaders sanctioned/V* Qasim_Rafi/person .", [("Qasim Rafi", "European leaders")]),
        (
            "Four Russian/country banks were sanctioned/V* by the EU/authority .",
            [("Four Russian banks", "EU")],
        ),
    ],
)
def test_a_verb_has_a_target_and_an_authority_each(
    claims_of: ClaimsOf, row: str, expected: list[Pair]
) -> None:
    assert pairs(claims_of(row)) == expected


@pytest.mark.parametrize(
    ("row", "lemma", "expected"),
    [
        ("The U.S./country imposed sanctions/Q* on Iran/country .", "sanctions", [("Iran", "U.S.")]),
        ("U.S./country sanctions/Q* against Qasim_Rafi/person hold .", "sanctions", [("Qasim Rafi", "U.S.")]),
        ("The EU/authority praised the Iran/country sanctions/Q* .", "sanctions", [("Iran", "EU")]),
        ("The EU/authority 's sanctions/Q* on Iran/country hold .", "sanctions", [("Iran", "EU")]),
        ("Qasim_Rafi/person is under U.S./country sanctions/Q* .", "sanctions", [("Qasim Rafi", "U.S.")]),
        ("Qasim_Rafi/person faces sanctions/Q* by the EU/authority .", "sanctions", [("Qasim Rafi", "EU")]),
        (
            "Qasim_Rafi/person was hit with sanctions/Q* by the EU/authority .",
            "sanctions",
            [("Qasim Rafi", "EU")],
        ),
        (
            "The IRGC/name 's designation/Q* by the U.S./country held .",
            "designation",
            [("IRGC", "U.S.")],
        ),
        ("The U.S./country designation/Q* of the IRGC/name held .", "designation", [("IRGC", "U.S.")]),
        ("The EU/authority imposed an arms_embargo/Q* on Iran/country .", "arms embargo", [("Iran", "EU")]),
    ],
)
def test_a_noun_has_them_around_it(claims_of: ClaimsOf, row: str, lemma: str, expected: list[Pair]) -> None:
    assert pairs(claims_of(row, lemma=lemma, frame="noun")) == expected


@pytest.mark.parametrize(
    ("row", "action", "trigger"),
    [
        ("The EU/authority imposed sanctions/Q* on Iran/country .", "imposition", "sanctions"),
        ("The EU/authority lifted sanctions/Q* on Iran/country .", "lifting", "lifted"),
        ("Sanctions/Q* were lifted on Iran/country by the EU/authority .", "lifting", "lifted"),
        ("The EU/authority eased its sanctions/Q* on Iran/country .", "easing", "eased"),
        ("The EU/authority waived sanctions/Q* on Iran/country .", "easing", "waived"),
        ("The EU/authority renewed all its sanctions/Q* on Iran/country .", "extension", "renewed"),
        ("The EU/authority prolonged sanctions/Q* on Iran/country .", "extension", "prolonged"),
        ("EU/authority sanctions/Q* relief for Iran/country came .", "easing", "sanctions"),
    ],
)
def test_the_governing_verb_tells_the_action(
    claims_of: ClaimsOf, row: str, action: str, trigger: str
) -> None:
    (claim,) = claims_of(row, lemma="sanctions", frame="noun")
    assert (claim.action, claim.trigger.text) == (action, trigger)
    assert pairs([claim]) == [("Iran", "EU")]


@pytest.mark.parametrize(
    ("row", "lemma", "action", "backed"),
    [
        ("The U.S./country added/v* Qasim_Rafi/person to its SDN_list/program .", "add", "imposition", True),
        ("The U.S./country added/v* Qasim_Rafi/person to its team .", "add", "imposition", False),
        (
            "Ada_Lane/person added/v* , files are kept by the U.S./country on its SDN_list/program .",
            "add",
            "imposition",
            False,
        ),
        (
            "The U.S./country removed/V* Qasim_Rafi/person from the SDN_list/program .",
            "remove",
            "lifting",
            True,
        ),
        ("The U.S./country removed/V* Qasim_Rafi/person from office .", "remove", "lifting", False),
        (
            "The U.S./country labeled/V* Red_Sparrow/name a terrorist_organization/program .",
            "label",
            "imposition",
            True,
        ),
        ("The U.S./country labeled/V* Red_Sparrow/name a nuisance .", "label", "imposition", False),
        ("The U.S./country froze/V* the assets of Qasim_Rafi/person .", "freeze", "imposition", True),
        pytest.param(
            "The U.S./country froze/V* Qasim_Rafi/person 's funds .",
            "freeze",
            "imposition",
            True,
            marks=pytest.mark.xfail(strict=True, reason="only a country is read as the owner before assets"),
        ),
        ("The U.S./country froze/V* Iran/country 's funds .", "freeze", "imposition", True),
        ("The U.S./country froze/V* the talks with Qasim_Rafi/person .", "freeze", "imposition", False),
    ],
)
def test_a_common_verb_sanctions_only_with_a_list_or_assets_behind_it(
    claims_of: ClaimsOf, row: str, lemma: str, action: str, *, backed: bool
) -> None:
    claims = claims_of(row, lemma=lemma, action=action)
    assert [(pair[1], claim.action) for pair, claim in zip(pairs(claims), claims, strict=True)] == (
        [("U.S.", action)] if backed else []
    )


def test_a_programme_of_the_sentence_fills_its_role(claims_of: ClaimsOf) -> None:
    (claim,) = claims_of("The U.S./country sanctioned/V* the IRGC/name as an FTO/program .")
    assert claim.roles["program"].text == "FTO"


@pytest.mark.parametrize(
    "row",
    [
        "The committee sanctioned/V* the fair .",
        "Facebook/platform designated/V* Qasim_Rafi/person a dangerous individual .",
        "Qasim_Rafi/person was designated/V* by Facebook/platform .",
        "The U.S./country met sanctioned/V* entities .",
        "The sanctioned/V* entities met the U.S./country .",
        "The U.S./country sanctioned/V* entities .",
        "The U.S./country sanctioned/V* that banks/G help .",
        "The U.S./country sanctioned/V* the United_States/country .",
    ],
)
def test_acts_of_platforms_and_targets_in_general_are_none(claims_of: ClaimsOf, row: str) -> None:
    assert claims_of(row, lemma="designate" if "designated" in row else "sanction") == []


@pytest.mark.parametrize("before", ["a", "today 's", "its"])
def test_a_sanction_is_no_verb(claims_of: ClaimsOf, before: str) -> None:
    assert claims_of(f"The U.S./country gave {before} sanction/V* Qasim_Rafi/person .", frame="base") == []


@pytest.mark.parametrize("row", ["sanctions/Q* target", "sanctions/Q* , which targeted"])
def test_sanctions_name_the_target_as_what_they_are_for(claims_of: ClaimsOf, row: str) -> None:
    claims = claims_of(f"The U.S./country {row} Kettle_Bank/organisation .", lemma="sanctions", frame="noun")
    assert pairs(claims) == [("Kettle Bank", "U.S.")]


@pytest.mark.parametrize("noun", ["law", "list", "evasion", "lawyers"])
def test_sanctions_before_a_noun_are_no_act(claims_of: ClaimsOf, noun: str) -> None:
    row = f"The U.S./country sanctions/Q* {noun} on Iran/country changed ."
    assert claims_of(row, lemma="sanctions", frame="noun") == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("The U.S./country met Qasim_Rafi/person .", "He was sanctioned/V* by the EU/authority ."),
            [("Qasim Rafi", "EU")],
        ),
        (
            ("The EU/authority met Red_Sparrow/organisation .", "The EU/authority sanctioned/V* the group ."),
            [("Red Sparrow", "EU")],
        ),
        (
            ("The U.S./country met Iran/country .", "The U.S./country sanctioned/V* the country ."),
            [("Iran", "U.S.")],
        ),
    ],
)
def test_a_target_can_stand_before(claims_of: ClaimsOf, rows: tuple[str, ...], expected: list[Pair]) -> None:
    assert pairs(claims_of(*rows)) == expected


def test_an_authority_can_be_that_of_the_claim_before_or_the_usual_one(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse]
) -> None:
    rows = ("The EU/authority met .", "Qasim_Rafi/person was sanctioned/V* .")
    spot = spot_of(rows[1], 1, kind="sanction", action="imposition", lemma="sanction")
    discourse = discourse_of(*rows)
    assert list(sanction_claims(spot, discourse)) == []
    discourse.usual_authority = discourse.names[0][0]
    assert pairs(list(sanction_claims(spot, discourse))) == [("Qasim Rafi", "EU")]


def test_the_usual_authority_comes_before_that_of_the_claim_before(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse]
) -> None:
    rows = ("The EU/authority met Canada/country .", "Qasim_Rafi/person was sanctioned/V* .")
    spot = spot_of(rows[1], 1, kind="sanction", action="imposition", lemma="sanction")
    discourse = discourse_of(*rows)
    discourse.usual_authority, discourse.authority = discourse.names[0]
    assert pairs(list(sanction_claims(spot, discourse))) == [("Qasim Rafi", "EU")]


def test_who_is_sanctioned_is_not_the_author(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse]
) -> None:
    rows = (
        "The EU/authority met .",
        "Vladimir_Putin/person called for an end of sanctions/Q* on Russia/country .",
    )
    spot = spot_of(rows[1], 1, kind="sanction", action="imposition", lemma="sanctions", frame="noun")
    discourse = discourse_of(*rows)
    discourse.usual_authority = discourse.names[0][0]
    assert pairs(list(sanction_claims(spot, discourse))) == [("Russia", "EU")]


@pytest.mark.parametrize(
    ("rows", "authority"),
    [
        (("The EU/authority met the U.S./country .", "The EU/authority left ."), "EU"),
        (("The EU/authority met .", "The U.S./country met the U.S./country ."), "U.S."),
        (("Iran/country met Iran/country .", "The EU/authority left ."), "EU"),
        (("Iran/country met Russia/country .",), None),
    ],
)
def test_the_usual_authority_is_the_one_spoken_of_most(
    sentence_of: Callable[..., Sentence], rows: tuple[str, ...], authority: str | None
) -> None:
    found = usual_authority([sentence_of(row, number) for number, row in enumerate(rows)])
    assert (found.text if found else None) == authority


@pytest.mark.parametrize(
    ("rows", "target"),
    [
        (("The EU/authority has sanctions/Q* on Russia/country , friend of Iran/country .",), "Russia"),
        (
            ("Sanctions/Q* on Iran/country", "Cuba/country sanctions/Q* .", "Sanctions/Q* on Cuba/country ."),
            "Cuba",
        ),
        (("Sanctions/Q* on Ada_Lane/person , of Iran/country .",), None),
    ],
)
def test_the_usual_target_is_the_country_most_often_named_as_one(
    spot_of: Callable[..., Spot], rows: tuple[str, ...], target: str | None
) -> None:
    fields = {"kind": "sanction", "action": "imposition", "lemma": "sanctions", "frame": "noun"}
    found = usual_target([spot_of(row, number, **fields).sentence for number, row in enumerate(rows)])
    assert (found.text if found else None) == target


def test_bare_sanctions_are_on_the_usual_target(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse]
) -> None:
    rows = ("Iran/country met Cuba/country .", "The EU/authority eased sanctions/Q* .")
    spot = spot_of(rows[1], 1, kind="sanction", action="imposition", lemma="sanctions", frame="noun")
    discourse = discourse_of(*rows)
    discourse.usual_target = discourse.names[0][1]
    assert pairs(list(sanction_claims(spot, discourse))) == [("Cuba", "EU")]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("The EU/authority widens the designation/Q* criteria .", {"lemma": "designation", "frame": "noun"}),
        ("The EU/authority will sanction/V* w .", {"frame": "base"}),
        ("The EU/authority listed Ada_Lane/person as Specially_Designated/B* .", {"lemma": "designate"}),
    ],
)
def test_what_says_of_nobody_that_he_is_sanctioned_is_no_claim(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse], row: str, fields: dict[str, str]
) -> None:
    spot = spot_of(row, 1, **({"kind": "sanction", "action": "imposition", "lemma": "sanction"} | fields))
    discourse = discourse_of("Russia/country met the EU/authority .", row)
    discourse.usual_target, discourse.usual_authority = discourse.names[0]
    assert list(sanction_claims(spot, discourse)) == []


@pytest.mark.parametrize(
    ("row", "authorities"),
    [
        ("U.S./country and EU/authority sanctions/Q* on Cuba/country .", ["U.S.", "EU"]),
        ("Donald_Trump/person 's new sanctions/Q* on Cuba/country .", ["Donald Trump"]),
        ("Cuba/country faces/v sanctions/Q* from the EU/authority .", ["EU"]),
        (
            "The EU/authority and Donald_Trump/person 's sanctions/Q* on Cuba/country .",
            ["EU", "Donald Trump"],
        ),
    ],
)
def test_all_who_stand_beside_the_noun_are_its_authors(
    claims_of: ClaimsOf, row: str, authorities: list[str]
) -> None:
    claims = claims_of(row, lemma="sanctions", frame="noun")
    assert pairs(claims) == [("Cuba", authority) for authority in authorities]


def test_members_told_behind_a_passive_are_sanctioned_too(claims_of: ClaimsOf) -> None:
    row = "Two firms were sanctioned/V* by Canada/country , including Kettle_Bank/name and Red_Sparrow/name ."
    told = [("Two firms", "Canada"), ("Kettle Bank", "Canada"), ("Red Sparrow", "Canada")]
    assert pairs(claims_of(row)) == told


def test_a_group_in_two_countries_is_one(claims_of: ClaimsOf) -> None:
    row = "The EU/authority sanctioned/V* two/count firms/G in Chad/country and Mali/country ."
    assert pairs(claims_of(row)) == [("two firms in Chad and Mali", "EU")]


def test_the_usual_authority_stands_beside_sanctions(spot_of: Callable[..., Spot]) -> None:
    row = "The EU/authority met the EU/authority over U.S./country sanctions/Q* ."
    fields = {"kind": "sanction", "action": "imposition", "lemma": "sanctions", "frame": "noun"}
    found = usual_authority([spot_of(row, **fields).sentence])
    assert found is not None
    assert found.text == "U.S."


def test_who_only_stands_beside_sanctions_is_not_the_usual_authority(
    spot_of: Callable[..., Spot], sentence_of: Callable[..., Sentence]
) -> None:
    fields = {"kind": "sanction", "action": "imposition", "lemma": "sanctions", "frame": "noun"}
    row = "France/country sanctions/Q* on Cuba/country held ."
    sentences = [spot_of(row, number, **fields).sentence for number in (1, 2, 3)]
    found = usual_authority([sentence_of("The EU/authority met .", 0), *sentences])
    assert found is not None
    assert found.text == "EU"


def test_nobody_is_listed_as_a_law(nlp: Language) -> None:
    text = "The EU met Ada Lane. The EU declared Ada Lane a threat in Executive Order 13692."
    assert pipeline.extract(text, nlp=nlp) == []


@pytest.mark.parametrize(
    ("row", "frame", "date"),
    [
        ("The EU/authority is also sanctioning/V* Ada_Lane/person .", "ing", "Today"),
        ("The EU/authority sanctioned/V* Ada_Lane/person .", "ed", None),
        ("The EU/authority is sanctioning/V* Ada_Lane/person in May/date .", "ing", "May"),
    ],
)
def test_what_goes_on_is_of_the_today_spoken_of(
    claims_of: ClaimsOf, row: str, frame: str, date: str | None
) -> None:
    found = claims_of("Today/date the EU/authority met .", row, frame=frame)[0].roles.get("date")
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("row", "lemma", "frame", "expected"),
    [
        ("China/country sanctioned/V* Ada_Lane/person .", "sanction", "ed", [("Ada Lane", "China")]),
        (
            "Egypt/country 's new government/G has sanctioned/V* Ada_Lane/person .",
            "sanction",
            "ed",
            [("Ada Lane", "Egypt")],
        ),
        (
            "China/country imposed/v sanctions/Q* on Ada_Lane/person .",
            "sanctions",
            "noun",
            [("Ada Lane", "China")],
        ),
        (
            "China/country officials/G sanctioned/V* Ada_Lane/person .",
            "sanction",
            "ed",
            [("Ada Lane", "China officials")],
        ),
        ("In China/country sanctioned/V* Ada_Lane/person .", "sanction", "ed", []),
    ],
)
def test_any_state_that_is_the_subject_of_the_verb_is_the_author(
    claims_of: ClaimsOf, row: str, lemma: str, frame: str, expected: list[Pair]
) -> None:
    assert pairs(claims_of(row, lemma=lemma, frame=frame)) == expected


def test_a_body_is_named_as_fully_as_the_document_names_it(nlp: Language) -> None:
    text = "The U.S. Treasury Department met. The Treasury also sanctioned Ada Lane."
    (fact,) = pipeline.extract(text, nlp=nlp)
    assert fact.authority == "U.S. Treasury Department"  # type: ignore[attr-defined]


def test_bare_sanctions_are_rather_on_a_country_that_others_sanction(claims_of: ClaimsOf) -> None:
    rows = (
        "Vietnam/country met Vietnam/country .",
        "Iran/country met .",
        "The EU/authority lifted sanctions/Q* .",
    )
    assert pairs(claims_of(*rows, lemma="sanctions", frame="noun")) == [("Iran", "EU")]


def test_a_parliament_is_the_usual_authority_only_where_there_is_no_other(nlp: Language) -> None:
    text = "Congress met. Congress left. The U.S. knows. Ada Lane was sanctioned."
    assert [fact.authority for fact in pipeline.extract(text, nlp=nlp)] == ["United States"]  # type: ignore[attr-defined]
    text = "Congress met. Ada Lane was sanctioned."
    assert [fact.authority for fact in pipeline.extract(text, nlp=nlp)] == ["Congress"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "row",
    [
        "Kettle_Air/organisation is the subject of U.S./country sanctions/Q* .",
        "Kettle_Air/organisation is a target of EU/authority sanctions/Q* .",
        "Kettle_Air/organisation was subjected to many rounds of EU/authority economic sanctions/Q* .",
    ],
)
def test_who_is_the_subject_of_sanctions_is_their_target(claims_of: ClaimsOf, row: str) -> None:
    assert [pair[0] for pair in pairs(claims_of(row, lemma="sanctions", frame="noun"))] == ["Kettle Air"]


def test_a_pronoun_for_who_is_sanctioned_means_none_of_those_who_sanction(claims_of: ClaimsOf) -> None:
    rows = (
        "Red_Sparrow/organisation fled .",
        "The U.S./country met , and the EU/authority sanctioned/V* it .",
    )
    assert pairs(claims_of(*rows)) == [("Red Sparrow", "EU")]


def test_imposing_sanctions_goes_on_too(claims_of: ClaimsOf) -> None:
    row = "The EU/authority is also imposing/v sanctions/Q* on Ada_Lane/person ."
    (claim,) = claims_of("Today/date the EU/authority met .", row, lemma="sanctions", frame="noun")
    assert claim.roles["date"].text == "Today"


@pytest.mark.parametrize(
    ("row", "fields", "date"),
    [
        (
            "Ada_Lane/person has been sanctioned/V* by the EU/authority since 2015/date .",
            {"lemma": "sanction"},
            "since 2015",
        ),
        (
            "Ada_Lane/person is under EU/authority sanctions/Q* since 2015/date .",
            {"lemma": "sanctions", "frame": "noun"},
            "since 2015",
        ),
        ("The EU/authority sanctioned/V* Ada_Lane/person in 2015/date .", {"lemma": "sanction"}, "2015"),
    ],
)
def test_sanctions_since_a_day_hold_from_then_on(
    claims_of: ClaimsOf, row: str, fields: dict[str, str], date: str
) -> None:
    (claim,) = claims_of(row, **fields)
    assert claim.roles["date"].text == date


@pytest.mark.parametrize(("also", "date"), [("also ", "Friday"), ("", None)])
def test_what_is_done_too_is_of_the_same_day(
    spot_of: Callable[..., Spot], discourse_of: Callable[..., Discourse], also: str, date: str | None
) -> None:
    rows = (
        "On Friday/date the EU/authority sanctioned/V* Ada_Lane/person .",
        f"The EU/authority {also}sanctioned/V* Bob_Marsh/person .",
    )
    discourse = discourse_of(*rows)
    known = {"kind": "sanction", "action": "imposition", "lemma": "sanction"}
    told = [
        claim for n, row in enumerate(rows) for claim in sanction_claims(spot_of(row, n, **known), discourse)
    ]
    found = told[1].roles.get("date")
    assert (found.text if found else None) == date


@pytest.mark.parametrize(
    ("behind", "target"),
    [
        ("four/count Iranians/country .", "four Iranians"),
        ("Iranians/country linked to the war .", "Iranians linked to the war"),
        ("Iranians/country .", "Iranians"),
        ("Iran/country .", "Iran"),
    ],
)
def test_some_of_a_people_are_a_group(claims_of: ClaimsOf, behind: str, target: str) -> None:
    assert pairs(claims_of(f"The EU/authority sanctioned/V* {behind}")) == [(target, "EU")]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("two/count firms/G linked to the war in recent years .", [("two firms linked to the war", "EU")]),
        ("two/count firms/G linked to the war in .", [("two firms linked to the war", "EU")]),
        ("R/name .", []),
    ],
)
def test_no_time_is_part_of_a_description_and_no_letter_is_anybody(
    claims_of: ClaimsOf, behind: str, expected: list[Pair]
) -> None:
    assert pairs(claims_of(f"The EU/authority sanctioned/V* {behind}")) == expected


@pytest.mark.parametrize(
    "verb", ["remain in place", "will stay in force", ", he said , would remain in effect"]
)
def test_sanctions_that_stay_are_not_lifted(claims_of: ClaimsOf, verb: str) -> None:
    row = f"EU/authority sanctions/Q* on Iran/country {verb} ."
    (claim,) = claims_of(row, lemma="sanctions", frame="noun")
    assert (claim.action, claim.modality) == ("lifting", "negated")
    assert pairs([claim]) == [("Iran", "EU")]


@pytest.mark.parametrize(
    ("noun", "action"),
    [("relief from", "easing"), ("the repeal of", "lifting"), ("the reimposition of", "imposition")],
)
def test_a_noun_before_sanctions_tells_what_is_done(claims_of: ClaimsOf, noun: str, action: str) -> None:
    row = f"The EU/authority gave {noun} sanctions/Q* on Iran/country ."
    (claim,) = claims_of(row, lemma="sanctions", frame="noun")
    assert claim.action == action


def test_an_adverb_may_stand_before_the_verb_that_governs_sanctions(claims_of: ClaimsOf) -> None:
    row = "EU/authority sanctions/Q* on Iran/country were ultimately lifted in_May/date ."
    (claim,) = claims_of(row, lemma="sanctions", frame="noun")
    assert (claim.action, claim.roles["date"].text) == ("lifting", "in May")


def test_the_country_is_the_one_spoken_of_last(claims_of: ClaimsOf) -> None:
    rows = ("Iran/country met Iran/country .", "Cuba/country left .")
    assert pairs(claims_of(*rows, "The EU/authority sanctioned/V* the country .")) == [("Cuba", "EU")]


@pytest.mark.parametrize(
    "words", ["The Departments of State and the Treasury", "The Treasury and State departments"]
)
def test_two_departments_in_one_are_two_authorities(nlp: Language, words: str) -> None:
    facts = pipeline.extract(f"{words} sanctioned Ada Lane.", nlp=nlp)
    found = sorted(fact.authority for fact in facts)  # type: ignore[attr-defined]
    assert [name.split()[0] for name in found] == ["State", "Treasury"]


@pytest.mark.parametrize("rest", ["one of the tools", "only partly effective", "online"])
def test_sanctions_that_remain_something_are_not_said_to_stay(claims_of: ClaimsOf, rest: str) -> None:
    row = f"The EU/authority said sanctions/Q* on Iran/country remain {rest} ."
    assert "lifting" not in {claim.action for claim in claims_of(row)}
