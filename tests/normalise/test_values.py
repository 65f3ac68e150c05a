from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.facts.claims import Claim, Mention, MentionType, Trigger
from pipeline.normalise.component import normalise
from pipeline.normalise.date_course import Dates
from pipeline.normalise.full_names import Names
from pipeline.normalise.values import values_of

PUBLISHED = date(2019, 4, 18)
TRIGGER = Trigger(0, 9, "suspended", "takedown", "account_suspension", "ed", "suspend")


def mention(words: str, kind: MentionType = "name", value: str | None = None) -> Mention:
    return Mention(0, len(words), words, kind, value)


def claim(
    roles: dict[str, Mention] | None = None,
    *,
    antecedents: dict[str, Mention] | None = None,
    hints: dict[str, str] | None = None,
    action: str | None = "account_suspension",
    modality: str = "asserted",
) -> Claim:
    return Claim(
        trigger=TRIGGER,
        roles=roles or {},
        modality=modality,
        action=action,
        passage=(0, 9),
        antecedents=antecedents or {},
        hints=hints or {},
    )


def values(claim: Claim, *names: str, text: str = "", published: date | None = PUBLISHED) -> dict[str, Any]:
    known = Names.of(text, [mention(name, "person") for name in names])
    return values_of(claim, known, published, Dates.of((), None))


@pytest.mark.parametrize(
    ("words", "kind", "value", "expected"),
    [
        ("U.S.", "country", "US", "United States"),
        ("Iranian", "country", "IR", "Iran"),
        ("Washington", "country", "US", "United States"),
        ("the senior officials", "group", None, "senior officials"),
        ("a total of 39 officials", "group", None, "39 officials"),
        ("Twitter", "platform", "twitter", "Twitter"),
        ("President Ada Lane", "person", None, "Ada Lane"),
    ],
)
def test_a_holder_is_named_without_titles_articles_and_adjectives(
    words: str, kind: MentionType, value: str | None, expected: str
) -> None:
    assert values(claim({"holder": mention(words, kind, value)}))["holder"] == expected


def test_an_article_at_the_start_of_a_sentence_is_taken_off() -> None:
    assert values(claim({"holder": mention("The organization", "group")}))["holder"] == "organization"


def test_a_pronoun_gives_no_name() -> None:
    assert "holder" not in values(claim({"holder": mention("his", "pronoun")}))


def test_the_antecedent_names_what_the_words_refer_to() -> None:
    his, ada = mention("his", "pronoun"), mention("Ada Lane", "person")
    assert values(claim({"holder": his}, antecedents={"holder": ada}))["holder"] == "Ada Lane"


def test_keys_of_tables_are_the_values_of_their_roles() -> None:
    roles = {
        "platform": mention("Insta", "platform", "instagram"),
        "unit": mention("pages", "unit", "page"),
        "language": mention("Farsi", "language", "fa"),
        "handle": mention("ada_lane", "handle", "ada_lane"),
        "permanence": mention("for a week", "permanence", "temporary"),
    }
    assert values(claim(roles)) == {
        "modality": "asserted",
        "action": "account_suspension",
        "platform": "instagram",
        "unit": "page",
        "language": "fa",
        "handle": "ada_lane",
        "permanence": "temporary",
    }


def test_what_the_text_does_not_say_is_left_out() -> None:
    assert values(claim(action=None)) == {"modality": "asserted"}


def test_a_count_has_its_bounds() -> None:
    count = values(claim({"quantity": mention("over 100", "count")}))["quantity"]
    assert (count.value, count.min, count.qualifier, count.text) == (100, 100, "more_than", "over 100")


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [("Tuesday", PUBLISHED, "2019-04-16"), ("Tuesday", None, None), ("on June 1", None, "XXXX-06-01")],
)
def test_a_date_is_resolved_against_the_day_of_publication(
    words: str, published: date | None, expected: str | None
) -> None:
    assert values(claim({"date": mention(words, "date")}), published=published).get("date") == expected


def test_a_date_can_count_from_the_one_before() -> None:
    text = "Blocked on June 1, 2018, back two days later"
    claims = [claim({"date": at(text, words, "date")}) for words in ("June 1, 2018", "two days later")]
    assert [valued.values["date"] for valued in normalise(text, claims, (), PUBLISHED)] == [
        "2018-06-01",
        "2018-06-03",
    ]


def test_a_reason_has_its_category() -> None:
    found = values(claim({"reason": mention("human rights abuses", "reason")}))
    assert (found["reason"], found["reason_category"]) == ("human rights abuses", "human_rights")


@pytest.mark.parametrize(
    ("words", "kind", "value", "expected"),
    [
        ("EU", "authority", "european_union", "European Union"),
        ("U.S. Treasury Department", "authority", "us_treasury", "U.S. Treasury Department"),
        ("Washington", "country", "US", "United States"),
        ("Trump", "name", None, "United States"),
        ("Kettle Court", "organisation", None, "Kettle Court"),
    ],
)
def test_an_authority_is_a_state_or_body(
    words: str, kind: MentionType, value: str | None, expected: str
) -> None:
    assert values(claim({"authority": mention(words, kind, value)}))["authority"] == expected


IRAN, COURT = mention("Iran", "country", "IR"), mention("Turkish court", "authority")


@pytest.mark.parametrize(
    ("roles", "action", "expected"),
    [
        ({"territory": IRAN}, "account_restriction", "IR"),
        ({"actor": IRAN}, "service_block", "IR"),
        ({"actor": IRAN}, "service_unblock", "IR"),
        ({"actor": COURT}, "service_block", "TR"),
        ({"actor": IRAN, "territory": mention("Turkey", "country", "TR")}, "service_block", "TR"),
        ({"actor": IRAN}, "account_suspension", None),
        ({"actor": mention("Twitter", "platform", "twitter")}, "service_block", None),
        ({}, "service_block", None),
    ],
    ids=[
        "named",
        "a state blocks",
        "a state unblocks",
        "a court of a state",
        "named, not the state's",
        "no block",
        "a platform",
        "nobody",
    ],
)
def test_a_state_blocks_at_home_unless_another_country_is_named(
    roles: dict[str, Mention], action: str, expected: str | None
) -> None:
    assert values(claim(roles, action=action)).get("territory") == expected


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Twitter", "platform", "platform"),
        ("Mehr news agency", "name", "media"),
        ("sources", "speaker", "anonymous"),
    ],
)
def test_a_source_has_a_type(words: str, kind: MentionType, expected: str) -> None:
    found = values(claim({"attribution": mention(words, kind)}))
    assert (found["attribution"], found["attribution_type"]) == (words, expected)


@pytest.mark.parametrize("role", ["holder", "target"])
def test_a_source_that_is_hit_itself_is_the_target(role: str) -> None:
    roles = {role: mention("Lane", "person"), "attribution": mention("Ada Lane", "person")}
    found = values(claim(roles, hints={"attribution_type": "official"}), "Ada Lane")
    assert (found["attribution"], found["attribution_type"]) == ("Ada Lane", "target")


def test_the_type_that_the_relation_stage_saw_stays() -> None:
    roles = {"attribution": mention("Kettlebrook", "name")}
    assert values(claim(roles, hints={"attribution_type": "platform"}))["attribution_type"] == "platform"


def test_without_a_source_there_is_no_type() -> None:
    assert "attribution_type" not in values(claim(hints={"attribution_type": "platform"}))


def test_a_hint_fills_only_what_no_words_fill() -> None:
    hints = {"unit": "account", "value_kind": "lost"}
    found = values(claim({"unit": mention("page", "unit", "page")}, hints=hints))
    assert (found["unit"], found["value_kind"]) == ("page", "lost")


def at(text: str, words: str, kind: MentionType) -> Mention:
    start = text.rindex(words)
    return Mention(start, start + len(words), words, kind)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "The Great Department of Lanes met. The Department acted.",
            "The Department",
            "Great Department of Lanes",
        ),
        ("The Lane Bank closed; the Marsh Bank did not. the bank", "the bank", "Marsh Bank"),
        ("The Department acted. The Department did.", "The Department", "The Department"),
        ("the Department of Lanes. A Department", "A Department", "A Department"),
        ("the Marsh Institute. the Department", "the Department", "the Department"),
    ],
    ids=["before of", "the last one", "no fuller name", "another one", "another head"],
)
def test_a_body_called_by_its_head_is_the_last_one_named_so(text: str, words: str, expected: str) -> None:
    names = re.finditer(r"(?:[A-Z][\w.]+ )+(?:of Lanes)?", text)
    known = [Mention(*name.span(), name[0].strip(), "authority") for name in names]
    found = normalise(text, [claim({"authority": at(text, words, "group")})], known, PUBLISHED)
    assert found[0].values["authority"] == expected


def test_a_date_told_elsewhere_counts_where_none_stands_at_the_trigger() -> None:
    far = {"date": mention("16 April 2019", "date")}
    assert values(claim(antecedents=far))["date"] == "2019-04-16"
    assert values(claim({"date": mention("yesterday", "date")}))["date"] == "2019-04-17"


@pytest.mark.parametrize(
    ("modality", "words", "expected"),
    [
        ("planned", "on May 2", "2019-05-02"),
        ("planned", "by August", "2019-08"),
        ("planned", "from 28 to 30 April", "2019-04-28/2019-04-30"),
        ("planned", "on April 2", "2019-04-02"),
        ("planned", "on November 2", "2018-11-02"),
        ("planned", "on May 2, 2018", "2018-05-02"),
        ("planned", "on Tuesday", "2019-04-16"),
        ("planned", "on Saturday", "2019-04-20"),
        ("planned", "by Sunday night", "2019-04-21"),
        ("hypothetical", "on Saturday", "2019-04-20"),
        ("hypothetical", "by mid-August", "2019-08"),
        ("asserted", "on Saturday", "2019-04-13"),
        ("asserted", "on May 2", "2018-05-02"),
        ("requested", "on May 2", "2018-05-02"),
    ],
)
def test_a_plan_may_be_for_a_day_that_is_near(modality: str, words: str, expected: str) -> None:
    assert values(claim({"date": mention(words, "date")}, modality=modality))["date"] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a day after", "2019-04-17"),
        ("exactly two weeks after", "2019-04-04"),
        ("about six months after", "2018-10~"),
        ("two days later", None),
        ("after 12 April", "2019-04-12/.."),
    ],
)
def test_what_follows_so_long_after_was_so_long_before_the_story(words: str, expected: str | None) -> None:
    text = f"The statement comes {words} Chirper removed her page."
    one = claim({"date": at(text, words, "date")})
    behind = Trigger(text.index("removed"), text.index(" her"), "removed", "takedown", None, frame="")
    assert values(replace(one, trigger=behind)).get("date") == expected


def test_what_was_so_long_after_another_act_has_no_date_of_its_own() -> None:
    text = "Chirper removed her page a day after it had warned her."
    one = claim({"date": at(text, "a day after", "date")})
    before = Trigger(text.index("removed"), text.index(" her"), "removed", "takedown", None, frame="")
    assert "date" not in values(replace(one, trigger=before))


def test_modality_and_action_are_those_of_the_claim() -> None:
    found = values(claim(action="content_removal", modality="negated"))
    assert found == {"modality": "negated", "action": "content_removal"}


def test_claims_keep_their_order_and_get_the_full_names_of_the_article() -> None:
    claims = [claim({"holder": mention("Lane", "name")}), claim({"holder": mention("Marsh", "name")})]
    mentions = [mention("Ada Lane", "person"), mention("Bob Marsh", "person")]
    valued = normalise("Ada Lane and Bob Marsh left.", claims, mentions, None)
    assert [one.claim for one in valued] == claims
    assert [one.values["holder"] for one in valued] == ["Ada Lane", "Bob Marsh"]


def test_no_claims_give_no_values() -> None:
    assert normalise("Ada Lane left.", [], [mention("Ada Lane")], None) == []


def test_lines_that_the_article_breaks_do_not_break_values() -> None:
    words = "State\n    Department"
    text = f"Ada\r\nLane was listed by the {words}."
    roles = {"authority": at(text, words, "authority"), "target": at(text, "Ada\r\nLane", "person")}

    (valued,) = normalise(text, [claim(roles)], list(roles.values()), None)

    assert (valued.values["authority"], valued.values["target"]) == ("State Department", "Ada Lane")
    assert text[slice(valued.claim.roles["authority"].start, valued.claim.roles["authority"].end)] == words


def test_numbers_of_two_lines_are_not_one() -> None:
    text = "It removed 12\n345 pages."

    (valued,) = normalise(text, [claim({"quantity": at(text, "12\n345", "count")})], (), None)

    assert valued.values["quantity"].value == 12
