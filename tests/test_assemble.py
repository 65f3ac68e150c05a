from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble import MOST_EVIDENCE, Assembler, assemble
from pipeline.errors import PipelineError
from pipeline.facts import Count, Takedown, fact_id, text_sha256
from pipeline.facts.claims import Claim, Mention, Trigger, ValuedClaim
from pipeline.recognise.extensions import register

SENTENCE = "Twitter 🙂 suspended Ada Lane. "
TEXT = SENTENCE * 10
ACTIONS = {"takedown": "account_suspension", "restoration": "account_restoration", "sanction": "imposition"}


def count(value: int, qualifier: str = "exact") -> Count:
    return Count(value=value, qualifier=qualifier, text=str(value))  # type: ignore[arg-type]


def told(number: int = 0, kind: str = "takedown", *, score: float = 0.5, **values: Any) -> ValuedClaim:
    """A claim of the sentence `number` with the values of its fields."""
    first = number * len(SENTENCE)
    trigger = Trigger(first + 10, first + 19, "suspended", kind, None, "ed")  # type: ignore[arg-type]
    holder = Mention(first + 20, first + 28, "Ada Lane", "person")
    claim = Claim(trigger, {"holder": holder}, "asserted", None, (first, first + 28), score=score)
    known = {"modality": "asserted", "action": ACTIONS.get(kind)} | values
    return ValuedClaim(claim, {field: value for field, value in known.items() if value is not None})


ADA: dict[str, Any] = {"holder": "Ada Lane", "platform": "twitter", "unit": "account"}
SANCTION: dict[str, Any] = {"target": "Qasim Rafi", "authority": "European Union"}
FOLLOWERS: dict[str, Any] = {"holder": "Ada Lane", "metric": "followers", "count": count(46_000)}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("takedown", ADA, ADA),
        ("takedown", ADA, {"holder": "Ada Lane"}),
        ("takedown", ADA, {"holder": "ADA LANE", "date": "2019-04"}),
        ("takedown", ADA, ADA | {"unit": "page"}),
        ("takedown", ADA, ADA | {"action": "account_termination"}),
        ("takedown", ADA, ADA | {"permanence": "temporary"}),
        ("takedown", ADA, ADA | {"reason": "spam", "actor": "Twitter"}),
        ("takedown", {"quantity": count(39), "platform": "twitter"}, {"quantity": count(39)}),
        ("takedown", {"quantity": count(39), "platform": "twitter"}, {"platform": "twitter"}),
        ("takedown", {"handle": "ada", "holder": "Ada Lane"}, {"handle": "ada"}),
        ("restoration", ADA, ADA),
        ("sanction", SANCTION, {"target": "Qasim Rafi"}),
        ("sanction", SANCTION, SANCTION | {"program": "SDN list"}),
        ("sanction", SANCTION, SANCTION | {"authority": "Council of the European Union"}),
        ("sanction", SANCTION | {"authority": "U.N. Security Council"}, SANCTION | {"authority": "UN"}),
        ("sanction", SANCTION | {"authority": "O.F.A.C."}, SANCTION | {"authority": "OFAC"}),
        ("sanction", SANCTION | {"target": "U.N.I.T. 8200"}, SANCTION | {"target": "UNIT 8200"}),
        ("follower_count", FOLLOWERS, FOLLOWERS | {"platform": "twitter"}),
        ("follower_count", FOLLOWERS, FOLLOWERS | {"count": count(46_000, "more_than")}),
    ],
)
def test_mentions_that_agree_where_both_speak_are_one_fact(
    kind: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    (fact,) = assemble(TEXT, [told(0, kind, **one), told(1, kind, **other)], "d")
    assert len(fact.evidence) == 2


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("takedown", ADA, ADA | {"holder": "Bob Marsh"}),
        ("takedown", ADA, ADA | {"platform": "facebook"}),
        ("takedown", ADA, ADA | {"unit": "content", "action": "content_removal"}),
        ("takedown", ADA | {"date": "2019-04"}, ADA | {"date": "2019-05"}),
        ("takedown", ADA | {"language": "fa"}, ADA | {"language": "en"}),
        ("takedown", ADA | {"permanence": "temporary"}, ADA | {"permanence": "permanent"}),
        ("takedown", ADA, ADA | {"action": "account_restriction"}),
        ("takedown", ADA | {"territory": "IR"}, ADA | {"territory": "TR"}),
        ("takedown", ADA, ADA | {"modality": "negated"}),
        (
            "takedown",
            {"quantity": count(39), "platform": "twitter"},
            {"quantity": count(40), "platform": "twitter"},
        ),
        ("takedown", ADA | {"quantity": count(2)}, ADA),
        ("takedown", {"quantity": count(2), "platform": "twitter"}, {"handle": "ada", "platform": "twitter"}),
        ("restoration", ADA | {"quantity": count(2)}, ADA),
        ("takedown", ADA, {"unit": "account"}),
        ("sanction", SANCTION, SANCTION | {"authority": "United States"}),
        ("sanction", SANCTION | {"authority": "State Department"}, SANCTION | {"authority": "OFAC"}),
        ("sanction", SANCTION | {"date": "2019"}, SANCTION | {"date": "2020", "authority": "EU Council"}),
        ("sanction", SANCTION, SANCTION | {"action": "lifting"}),
        ("sanction", SANCTION, {"authority": "European Union"}),
        ("follower_count", FOLLOWERS, FOLLOWERS | {"count": count(52_000)}),
        ("follower_count", FOLLOWERS, FOLLOWERS | {"value_kind": "lost"}),
    ],
)
def test_mentions_that_differ_or_share_no_name_are_two_facts(
    kind: str, one: dict[str, Any], other: dict[str, Any]
) -> None:
    defaults = {"value_kind": "total"} if kind == "follower_count" else {}
    claims = [told(0, kind, **defaults | one), told(1, kind, **defaults | other)]
    assert len(assemble(TEXT, claims, "d")) == 2


@given(
    st.permutations(
        ["United States", "OFAC", "U.S. Treasury", "United States", "Office of Foreign Assets Control"]
    )
)
@settings(max_examples=40, deadline=None)
def test_a_sanction_of_a_whole_and_of_its_part_has_the_part_for_its_authority(names: list[str]) -> None:
    claims = [told(n, "sanction", **SANCTION | {"authority": name}) for n, name in enumerate(names)]
    (fact,) = assemble(TEXT, claims, "d")
    assert fact.authority == "Office of Foreign Assets Control"  # type: ignore[union-attr]


def test_the_whole_goes_with_one_of_two_parts_only() -> None:
    names = ["United States", "State Department", "U.S. Treasury", "United States"]
    claims = [told(n, "sanction", **SANCTION | {"authority": name}) for n, name in enumerate(names)]
    facts = assemble(TEXT, claims, "d")
    assert [(fact.authority, len(fact.evidence)) for fact in facts] == [  # type: ignore[union-attr]
        ("State Department", 3),
        ("U.S. Treasury", 1),
    ]


def test_an_authority_in_words_of_the_mention_goes_before_one_that_is_only_meant() -> None:
    meant = told(0, "sanction", **SANCTION | {"authority": "U.S. Congress"})
    said = told(1, "sanction", **SANCTION | {"authority": "United States"})
    roles = {**said.claim.roles, "authority": Mention(30, 40, "Washington", "country", "US")}
    said = replace(said, claim=replace(said.claim, roles=roles))
    (fact,) = assemble(TEXT, [meant, said], "d")
    assert fact.authority == "United States"  # type: ignore[union-attr]


def of_target(number: int, target: str, form: str = "group") -> ValuedClaim:
    """A sanction of the European Union on whom the words say, by name or by description."""
    claim = told(number, "sanction", target=target, authority="European Union")
    roles = {"target": Mention(0, len(target), target, form)}  # type: ignore[arg-type]
    return replace(claim, claim=replace(claim.claim, roles=roles))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("28 entities", "28 Ruritanian entities"),
        ("these officials", "seventeen senior officials"),
        ("companies", "companies in Syldavia"),
    ],
)
def test_a_description_and_one_with_more_words_are_one_target_told_by_the_fuller(
    short: str, full: str
) -> None:
    for one, other in ((short, full), (full, short)):
        (fact,) = assemble(TEXT, [of_target(0, one), of_target(1, other)], "d")
        assert (fact.target, len(fact.evidence)) == (full, 2)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        ("12 companies", "17 companies", "group"),
        ("Syldavian officials", "Syldavian banks", "group"),
        ("Acme", "Acme Shipping", "organisation"),
    ],
)
def test_descriptions_that_differ_and_names_with_words_in_common_are_two_targets(
    one: str, other: str, form: str
) -> None:
    assert len(assemble(TEXT, [of_target(0, one, form), of_target(1, other, form)], "d")) == 2


def about(number: int, kind: str, form: str, **values: Any) -> ValuedClaim:
    """A claim whose holder or target is a mention of a form: a "name", or a "group" for a description."""
    claim = told(number, kind, **values)
    role = "target" if kind == "sanction" else "holder"
    return replace(claim, claim=replace(claim.claim, roles={role: Mention(20, 28, values[role], form)}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "shared", "described", "named"),
    [
        ("takedown", {"platform": "twitter", "unit": "account"}, "a Chinese virologist", "Li-Meng Yan"),
        ("sanction", {"authority": "European Union"}, "the country's main airline", "Blue Air"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_one_who_is_described_and_then_named_or_the_other_way_is_told_by_name(
    kind: str, shared: dict[str, Any], described: str, named: str, *, first: bool
) -> None:
    role = "target" if kind == "sanction" else "holder"
    forms = [(described, "group"), (named, "name")]
    claims = [
        about(n, kind, form, **shared, **{role: words})
        for n, (words, form) in enumerate(forms if first else forms[::-1])
    ]
    (fact,) = assemble(TEXT, claims, "d")
    assert getattr(fact, role) == named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"holder": "some users"}, {"platform": "twitter"}),
        ({"holder": "a rapper", "platform": "twitter"}, {"platform": "facebook"}),
        (
            {"holder": "a rapper", "platform": "twitter", "unit": "page"},
            {"platform": "twitter", "unit": "content"},
        ),
        ({"holder": "a rapper"}, {"platform": "twitter"}),
    ],
)
def test_several_who_are_described_and_one_with_whom_nothing_is_shared_are_others_than_the_named(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    claims = [about(0, "takedown", "group", **one), about(1, "takedown", "name", holder="Ada Lane", **other)]
    assert len(assemble(TEXT, claims, "d")) == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_who_are_described_in_other_words_are_two_whatever_is_named_beside_them(
    order: tuple[int, ...],
) -> None:
    forms = [("Ada Lane", "name"), ("a rapper", "group"), ("a singer", "group")]
    claims = [
        about(n, "takedown", forms[place][1], holder=forms[place][0], platform="twitter")
        for n, place in enumerate(order)
    ]
    holders = {fact.holder for fact in assemble(TEXT, claims, "d") if isinstance(fact, Takedown)}
    assert len(holders) >= 2
    assert "Ada Lane" in holders


@pytest.mark.parametrize("first", [True, False])
def test_a_state_is_none_of_its_companies(*, first: bool) -> None:
    forms = [("Iran", "country"), ("an Iranian bank", "group")]
    claims = [
        about(n, "sanction", form, target=who, authority="European Union")
        for n, (who, form) in enumerate(forms if first else forms[::-1])
    ]
    assert len(assemble(TEXT, claims, "d")) == 2


def test_a_description_for_which_the_article_has_a_name_is_that_name() -> None:
    forms = [("the ministry", "Ministry of Defence"), ("Blue Air", "Blue Air")]
    claims = [
        about(n, "sanction", "group" if n == 0 else "name", target=words, authority="European Union")
        for n, (words, _) in enumerate(forms)
    ]
    claims[0].values["target"] = "Ministry of Defence"  # type: ignore[index]
    assert len(assemble(TEXT, claims, "d")) == 2


def test_one_who_is_described_is_one_of_two_named_only() -> None:
    forms = [("Ada Lane", "name"), ("a rapper", "group"), ("Bob Marsh", "name")]
    claims = [
        about(n, "takedown", form, holder=who, platform="twitter") for n, (who, form) in enumerate(forms)
    ]
    facts = assemble(TEXT, claims, "d")
    assert [(fact.holder, len(fact.evidence)) for fact in facts if isinstance(fact, Takedown)] == [
        ("Ada Lane", 2),
        ("Bob Marsh", 1),
    ]


def test_kinds_are_never_one_fact() -> None:
    assert len(assemble(TEXT, [told(0, "takedown", **ADA), told(1, "restoration", **ADA)], "d")) == 2


def test_a_group_and_its_member_in_one_sentence_are_two_facts() -> None:
    group = {"quantity": count(10), "platform": "twitter", "unit": "account"}
    assert len(assemble(TEXT, [told(0, **group), told(0, **ADA)], "d")) == 2


#: More facts than are looked through for one with a name in common.
MANY = 150
LONG_TEXT = SENTENCE * (MANY + 1)


def of_year(number: int) -> ValuedClaim:
    """A claim on Twitter, in the year of its number."""
    return told(number, platform="twitter", unit="content", date=str(1_900 + number))


def test_many_facts_that_name_one_platform_stay_apart() -> None:
    facts = assemble(LONG_TEXT, [of_year(number) for number in range(MANY)], "d")
    assert [(fact.date, len(fact.evidence)) for fact in facts] == [(str(1_900 + n), 1) for n in range(MANY)]


@pytest.mark.parametrize("year", [60, 100, MANY - 1])
def test_the_latest_of_many_facts_that_name_one_platform_are_found(year: int) -> None:
    again = told(MANY, platform="twitter", unit="content", date=str(1_900 + year))
    facts = assemble(LONG_TEXT, [*map(of_year, range(MANY)), again], "d")
    assert [fact.date for fact in facts if len(fact.evidence) == 2] == [str(1_900 + year)]


def test_a_holder_tells_a_fact_from_many_before_it() -> None:
    claims = [told(number, holder=f"User {number}", platform="twitter") for number in range(MANY)]
    facts = assemble(LONG_TEXT, [*claims, told(MANY, holder="User 0", platform="twitter")], "d")
    assert [len(fact.evidence) for fact in facts] == [2] + [1] * (MANY - 1)


def test_a_silent_mention_joins_the_first_fact_that_it_fits() -> None:
    claims = [told(0, date="2019", **ADA), told(1, date="2020", **ADA), told(2, holder="Ada Lane")]
    assert [len(fact.evidence) for fact in assemble(TEXT, claims, "d")] == [2, 1]


@pytest.mark.parametrize(("kind", "values"), [("takedown", ADA), ("follower_count", FOLLOWERS)])
def test_a_mention_without_a_platform_joins_none_of_two_facts_on_different_ones(
    kind: str, values: dict[str, Any]
) -> None:
    platforms = ["twitter", "facebook", None]
    defaults = {"value_kind": "total"} if kind == "follower_count" else {}
    claims = [told(n, kind, **defaults | values | {"platform": name}) for n, name in enumerate(platforms)]
    facts = assemble(TEXT, claims, "d")
    assert [getattr(fact, "platform", None) for fact in facts] == platforms


def test_a_fact_contradicts_none_of_its_mentions() -> None:
    dated = [ADA | {"date": "2019-04"}, {"holder": "Ada Lane"}, ADA | {"date": "2019-05"}]
    facts = assemble(TEXT, [told(number, **values) for number, values in enumerate(dated)], "d")
    assert [(fact.date, len(fact.evidence)) for fact in facts] == [("2019-04", 2), ("2019-05", 1)]


def test_a_field_is_filled_by_the_first_mention_that_speaks_of_it() -> None:
    claims = [told(0, **ADA), told(1, reason="spam", **ADA), told(2, reason="fraud", date="2019-04", **ADA)]
    (fact,) = assemble(TEXT, claims, "d")
    assert (fact.model_dump()["reason"], fact.date) == ("spam", "2019-04")


@pytest.mark.parametrize(
    ("coarse", "fine"),
    [
        ("2019-04", "2019-04-16"),
        ("2019", "2019-04"),
        ("2019-04-15/2019-04-21", "2019-04-16"),
        ("2019-22", "2019-08"),
    ],
)
def test_a_date_told_twice_is_the_finer_one(coarse: str, fine: str) -> None:
    for dates in ((coarse, fine), (fine, coarse)):
        claims = [told(number, date=date, **ADA) for number, date in enumerate(dates)]
        assert [fact.date for fact in assemble(TEXT, claims, "d")] == [fine]


@pytest.mark.parametrize(
    "dates",
    [
        ("2019-04", "2019-04-16", "2019-04-18"),
        ("2019-04-29/2019-05-05", "2019-05"),
        ("2019-04/..", "2019-05"),
    ],
)
def test_dates_of_which_none_lies_within_the_other_are_of_two_facts(dates: tuple[str, ...]) -> None:
    claims = [told(number, date=date, **ADA) for number, date in enumerate(dates)]
    assert len(assemble(TEXT, claims, "d")) == 2


MILLION = count(1_000_000)
OVER = Count(value=1_000_000, min=1_000_000, qualifier="more_than", text="over one million")
NEARLY = Count(value=1_000_000, max=1_000_000, qualifier="approximately", text="nearly one million")
ABOUT = count(1_000_000, "approximately")
SEVERAL = Count(min=500, max=900, qualifier="range", text="500 to 900")
AT_LEAST = Count(value=500, min=500, qualifier="at_least", text="at least 500")
MANY_OF_THEM = Count(qualifier="vague", text="many")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (MILLION, OVER, OVER),
        (MILLION, NEARLY, NEARLY),
        (ABOUT, MILLION, MILLION),
        (SEVERAL, MANY_OF_THEM, SEVERAL),
    ],
)
def test_a_number_told_twice_is_the_one_that_tells_more(one: Count, other: Count, expected: Count) -> None:
    for counts in ((one, other), (other, one)):
        claims = [told(n, "follower_count", **FOLLOWERS | {"count": c}) for n, c in enumerate(counts)]
        assert [fact.model_dump()["count"] for fact in assemble(TEXT, claims, "d")] == [expected.model_dump()]


@pytest.mark.parametrize(
    "counts",
    [
        (SEVERAL, AT_LEAST),
        (AT_LEAST, SEVERAL),
        (OVER, NEARLY),
        (MILLION, OVER, NEARLY),
        (NEARLY, MILLION, OVER),
    ],
)
def test_numbers_whose_bounds_differ_are_two(counts: tuple[Count, ...]) -> None:
    claims = [told(n, "follower_count", **FOLLOWERS | {"count": c}) for n, c in enumerate(counts)]
    assert len(assemble(TEXT, claims, "d")) == 2


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (["account_suspension", "account_termination", "account_termination"], "account_termination"),
        (["account_termination", "account_suspension"], "account_termination"),
    ],
    ids=["the more frequent", "the first on a tie"],
)
def test_the_action_is_that_of_most_mentions(actions: list[str], expected: str) -> None:
    claims = [told(number, action=action, **ADA) for number, action in enumerate(actions)]
    assert [fact.action for fact in assemble(TEXT, claims, "d")] == [expected]


def test_a_source_stays_where_every_mention_has_one() -> None:
    claims = [
        told(number, attribution=name, attribution_type="media", **ADA) for number, name in enumerate("AB")
    ]
    (fact,) = assemble(TEXT, claims, "d")
    assert (fact.attribution, fact.attribution_type) == ("A", "media")


@pytest.mark.parametrize("first", [True, False])
def test_a_source_goes_where_the_article_says_it_itself(*, first: bool) -> None:
    claims = [told(int(first), attribution="A", attribution_type="media", **ADA), told(int(not first), **ADA)]
    (fact,) = assemble(TEXT, claims, "d")
    assert (fact.attribution, fact.attribution_type) == (None, None)


def test_a_fact_keeps_its_first_pieces_of_evidence() -> None:
    (fact,) = assemble(TEXT, [told(number, **ADA) for number in range(8)], "d")
    assert MOST_EVIDENCE == 5
    assert [piece.trigger.start for piece in fact.evidence] == [n * len(SENTENCE) + 10 for n in range(5)]


def test_one_trigger_is_one_piece_of_evidence() -> None:
    (fact,) = assemble(TEXT, [told(0, **ADA), told(0, **ADA)], "d")
    assert len(fact.evidence) == 1


def test_facts_come_in_the_order_of_their_first_evidence() -> None:
    claims = [told(number, holder=name) for number, name in ((2, "C"), (0, "A"), (1, "B"))]
    assert [getattr(fact, "holder", None) for fact in assemble(TEXT, claims, "d")] == ["A", "B", "C"]


def test_confidence_grows_with_each_mention() -> None:
    (one,) = assemble(TEXT, [told(0, score=0.8, **ADA)], "d")
    (two,) = assemble(TEXT, [told(0, score=0.8, **ADA), told(1, score=0.5, **ADA)], "d")
    assert (one.confidence, two.confidence) == (0.8, 0.9)


def test_a_fact_knows_its_document_its_text_and_its_id() -> None:
    (fact,) = assemble(TEXT, [told(**ADA)], "article-1")
    assert (fact.doc_id, fact.text_sha256, fact.id) == ("article-1", text_sha256(TEXT), fact_id(fact))


@pytest.mark.parametrize(
    ("action", "code"), [("account_suspension", "DECISION_ACCOUNT_SUSPENDED"), ("service_block", None)]
)
def test_an_act_has_its_codes_where_there_are_any(action: str, code: str | None) -> None:
    (fact,) = assemble(TEXT, [told(action=action, **ADA)], "d")
    assert isinstance(fact, Takedown)
    assert (fact.dsa and fact.dsa.decision_account) == code


def test_evidence_quotes_the_text_and_only_roles_of_the_kind() -> None:
    (fact,) = assemble(TEXT, [told(1, "sanction", **SANCTION)], "d")
    (piece,) = fact.evidence
    assert (piece.text, piece.trigger.text, piece.roles) == (SENTENCE.removesuffix(". "), "suspended", {})


def test_values_that_no_field_of_the_kind_has_are_left_out() -> None:
    (fact,) = assemble(TEXT, [told(0, "sanction", platform="twitter", **SANCTION)], "d")
    assert "platform" not in fact.model_dump()


def test_values_that_the_contract_refuses_are_told() -> None:
    with pytest.raises(PipelineError, match=r"E301: .*territory"):
        assemble(TEXT, [told(territory="Atlantis", **ADA)], "d")


def test_no_claims_give_no_facts() -> None:
    assert assemble(TEXT, [], "d") == []


def test_the_component_names_the_document() -> None:
    register()
    nlp = spacy.blank("en")
    for doc_id, expected in ((None, "document"), ("article-1", "article-1")):
        doc = nlp.make_doc(TEXT)
        doc._.doc_id, doc._.valued = doc_id, [told(**ADA)]
        assert [fact.doc_id for fact in Assembler()(doc)._.facts] == [expected]


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "holder": st.sampled_from(["Ada Lane", "Bob Marsh"]),
        "platform": st.sampled_from(["twitter", "facebook"]),
        "unit": st.sampled_from(["account", "page", "content"]),
        "date": st.sampled_from(["2019", "2020"]),
        "quantity": st.sampled_from([count(2), count(3)]),
        "modality": st.sampled_from(["asserted", "negated"]),
    },
)


@settings(deadline=None)
@given(st.lists(VALUES, max_size=10))
def test_every_mention_is_in_one_fact_which_it_does_not_contradict(many: list[dict[str, Any]]) -> None:
    facts = assemble(TEXT, [told(number, **values) for number, values in enumerate(many)], "d")
    homes: dict[int, int] = {}
    for number, fact in enumerate(facts):
        assert all(span.holds_in(TEXT) for piece in fact.evidence for _, span in piece.spans())
        for piece in fact.evidence:
            sentence = piece.start // len(SENTENCE)
            assert homes.setdefault(sentence, number) == number
            values = {"modality": "asserted"} | many[sentence]
            values.pop("unit", None)  # an account by another name
            assert {field: getattr(fact, field) for field in values} == values
    full = sum(len(fact.evidence) == MOST_EVIDENCE for fact in facts)
    assert full or len(homes) == len(many)
