from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.evaluate import MEASURES, evaluate
from pipeline.evaluate.compare import comparable
from pipeline.evaluate.criteria import core_failures
from pipeline.facts import FACT, ROLES
from pipeline.gold import load_gold

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"

# --- random facts -------------------------------------------------------------------------------------

NAMES = st.sampled_from(["Ali Khamenei", "Qassem Soleimani", "IRGC", "Donald Trump", "RT"])
DATES = st.sampled_from(["2019", "2019-04", "2019-04-16", "2018-11~"])
PLACES = st.sampled_from([(0, 40), (20, 60), (100, 130)])
COUNTS = st.sampled_from(
    [
        {"value": 104_000, "qualifier": "exact", "text": "104,000"},
        {"value": 104_000, "min": 104_000, "qualifier": "more_than", "text": "over 104,000"},
        {"min": 24, "qualifier": "vague", "text": "dozens"},
    ]
)
ACCOUNT = {
    "platform": st.sampled_from(["instagram", "twitter"]),
    "unit": st.sampled_from(["account", "page", "content", "app"]),
    "language": st.sampled_from(["fa", "en"]),
}
#: The values of each kind, and which fields the core criterion looks at.
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "takedown": {
        "action": st.sampled_from(["account_termination", "content_removal"]),
        "holder": NAMES,
        "handle": st.sampled_from(["a", "b"]),
        **ACCOUNT,
        "quantity": COUNTS,
        "actor": NAMES,
        "territory": st.sampled_from(["IR", "US"]),
        "permanence": st.sampled_from(["temporary", "permanent"]),
    },
    "restoration": {"action": st.just("account_restoration"), "holder": NAMES, **ACCOUNT},
    "sanction": {"action": st.sampled_from(["imposition", "lifting"]), "target": NAMES, "authority": NAMES},
    "follower_count": {
        "metric": st.sampled_from(["followers", "members"]),
        "count": COUNTS,
        "holder": NAMES,
        **ACCOUNT,
    },
}
ALWAYS = {"action", "metric", "count"}


@st.composite
def facts(draw: st.DrawFn, silent: bool = True) -> Any:
    """A fact of any kind; unless `silent`, the fields that the core criterion looks at are never null."""
    kind = draw(st.sampled_from(list(FIELDS)))
    core = {"holder", "platform", "unit", "target", "authority"}
    values = {}
    for name, strategy in FIELDS[kind].items():
        may_be_null = name not in ALWAYS and (silent or name not in core)
        values[name] = draw(st.none() | strategy if may_be_null else strategy)
    start, end = draw(PLACES)
    span = {"start": start, "end": end, "text": "x" * (end - start)}
    return FACT.validate_python(
        {
            "kind": kind,
            "doc_id": "d",
            "modality": draw(st.sampled_from(["asserted", "negated"])),
            "date": draw(st.none() | DATES),
            "evidence": [{**span, "trigger": span}],
            **values,
        }
    )


CORPORA = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(facts(), max_size=5), max_size=3)
OUTSPOKEN = st.dictionaries(
    st.sampled_from(["a", "b", "c"]), st.lists(facts(silent=False), max_size=5), max_size=3
)
law = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def f1(evaluation, measure="core", group="all"):
    return evaluation.scores[measure][group].tally.f1


# --- laws ---------------------------------------------------------------------------------------------


@law
@given(CORPORA)
def test_gold_against_itself_is_perfect(gold):
    evaluation = evaluate(gold, gold)

    assert {f1(evaluation, measure) for measure in MEASURES} <= {1.0, None}
    assert evaluation.errors == ()


@law
@given(OUTSPOKEN, OUTSPOKEN)
def test_swapping_sides_swaps_precision_and_recall(gold, predicted):
    one, other = evaluate(gold, predicted), evaluate(predicted, gold)

    for measure in MEASURES:
        ours, theirs = one.scores[measure]["all"].tally, other.scores[measure]["all"].tally
        assert (ours.right, ours.predicted, ours.gold) == (theirs.right, theirs.gold, theirs.predicted)


@law
@given(CORPORA, CORPORA)
def test_scores_lie_in_order(gold, predicted):
    scores = {name: groups["all"].tally for name, groups in evaluate(gold, predicted).scores.items()}

    assert scores["strict"].right <= scores["core"].right <= scores["detection"].right
    assert scores["detection"].right <= min(scores["core"].gold, scores["core"].predicted)
    assert scores["argument"].right <= min(scores["argument"].gold, scores["argument"].predicted)


@law
@given(st.lists(facts(), max_size=4), st.lists(facts(), max_size=4))
def test_no_alignment_has_more_core_matches(gold, predicted):
    ours, theirs = [comparable(fact) for fact in gold], [comparable(fact) for fact in predicted]
    shorter, longer = sorted((ours, theirs), key=len)

    def right(one, other):
        expected, found = (one, other) if shorter is ours else (other, one)
        return expected.kind == found.kind and not core_failures(expected, found)

    best = max(sum(map(right, shorter, order)) for order in permutations(longer, len(shorter)))

    assert evaluate({"d": gold}, {"d": predicted}).scores["core"]["all"].tally.right == best


@law
@given(CORPORA.filter(lambda gold: any(gold.values())))
def test_saying_everything_twice_costs_precision(gold):
    evaluation = evaluate(gold, {doc_id: [*facts, *facts] for doc_id, facts in gold.items()})

    for measure in ("core", "strict", "detection", "argument"):
        tally = evaluation.scores[measure]["all"].tally
        assert tally.recall in (1.0, None)
        assert tally.precision in (0.5, None)


@law
@given(CORPORA, CORPORA)
def test_every_lost_core_point_is_an_error(gold, predicted):
    evaluation = evaluate(gold, predicted)
    core = evaluation.scores["core"]["all"].tally
    wrong_pairs = {
        (id(e.gold), id(e.predicted)) for e in evaluation.errors if e.costs == "core" and e.field is not None
    }
    whole = [e.cause for e in evaluation.errors if e.field is None and e.cause != "span"]

    assert core.gold - core.right == len(wrong_pairs) + sum(cause in ("missing", "merged") for cause in whole)
    assert core.predicted - core.right == len(wrong_pairs) + sum(
        cause in ("spurious", "split") for cause in whole
    )


@law
@given(CORPORA, CORPORA, st.randoms(use_true_random=False))
def test_order_of_facts_does_not_matter(gold, predicted, random):
    shuffled = {doc_id: random.sample(facts, len(facts)) for doc_id, facts in predicted.items()}
    one, other = evaluate(gold, predicted), evaluate(gold, shuffled)

    assert {m: one.scores[m]["all"].tally for m in MEASURES} == {
        m: other.scores[m]["all"].tally for m in MEASURES
    }


@law
@given(CORPORA, CORPORA)
def test_overall_score_is_the_sum_of_the_kinds(gold, predicted):
    for groups in evaluate(gold, predicted).scores.values():
        kinds = [score.tally for group, score in groups.items() if group != "all"]
        assert groups["all"].tally.right == sum(tally.right for tally in kinds)
        assert groups["all"].tally.gold == sum(tally.gold for tally in kinds)


# --- documents ----------------------------------------------------------------------------------------


def test_documents_are_the_union_of_both_sides_by_default(takedown):
    evaluation = evaluate(
        {"a": [takedown("A")], "b": [takedown("A")]}, {"a": [takedown("A")], "c": [takedown("A")]}
    )

    assert evaluation.coverage.scored == 3
    assert evaluation.coverage.not_predicted == ("b",)
    assert evaluation.coverage.not_in_gold == ("c",)
    assert evaluation.coverage.left_out == {}
    tally = evaluation.scores["core"]["all"].tally
    assert (tally.right, tally.predicted, tally.gold) == (1, 2, 2)


def test_quiet_document_without_prediction_lacks_nothing():
    evaluation = evaluate({"a": []}, {})

    assert evaluation.coverage.not_predicted == ()
    assert evaluation.false_alarms.documents == 1


def test_scores_only_the_documents_asked_for_and_counts_the_rest(takedown):
    gold = {"a": [takedown("A")], "b": [takedown("A"), takedown("B")]}
    predicted = {"a": [takedown("A")], "c": [takedown("A")]}

    evaluation = evaluate(gold, predicted, documents=["a"])

    assert f1(evaluation) == 1.0
    assert evaluation.coverage.left_out == {"b": 2, "c": 1}


def test_facts_on_documents_read_without_gold_are_false_alarms(takedown):
    gold = {"a": [takedown("A")]}
    predicted = {"a": [takedown("A")], "b": [takedown("A"), takedown("B")]}

    evaluation = evaluate(gold, predicted, documents=["a", "b", "c"])

    alarms = evaluation.false_alarms
    assert (alarms.documents, alarms.alarmed, alarms.facts) == (2, 1, 2)
    assert evaluation.scores["core"]["all"].tally.precision == pytest.approx(1 / 3)


def test_facts_never_match_across_documents(takedown):
    assert f1(evaluate({"a": [takedown("A")]}, {"b": [takedown("A")]})) == 0.0


def test_nothing_against_nothing_is_undefined_not_perfect():
    evaluation = evaluate({"a": []}, {"a": []})

    assert f1(evaluation) is None
    assert evaluation.scores["core"]["all"].interval is None
    assert evaluation.coverage.scored == 1


def test_scores_hold_only_kinds_that_occur(takedown, sanction):
    evaluation = evaluate({"a": [takedown("A")]}, {"a": [sanction("A")]})

    assert set(evaluation.scores["core"]) == {"all", "takedown", "sanction"}


# --- real gold ----------------------------------------------------------------------------------------


def test_corpus_against_itself_is_perfect():
    gold = load_gold(ROOT / "corpus" / "gold")

    evaluation = evaluate(gold, gold)

    assert evaluation.scores["core"]["all"].interval == (1.0, 1.0)
    assert {f1(evaluation, measure) for measure in MEASURES} == {1.0}
    assert evaluation.errors == ()
    assert evaluation.coverage.scored == len(gold)
    assert evaluation.false_alarms.documents == sum(not facts for facts in gold.values())


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real articles are not beside the checkout")
@pytest.mark.parametrize("name", ["dev", "train"])
def test_real_gold_against_itself_is_perfect(name):
    gold = load_gold(REAL / f"{name}.gold.jsonl")

    evaluation = evaluate(gold, gold)

    assert {f1(evaluation, measure) for measure in MEASURES} == {1.0}
    assert evaluation.errors == ()


def test_roles_cover_those_of_the_contract(takedown):
    evaluation = evaluate({"a": [takedown("A")]}, {})

    assert set(evaluation.roles) == {role for roles in ROLES.values() for role in roles}
