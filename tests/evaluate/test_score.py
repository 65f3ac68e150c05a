from __future__ import annotations

import pytest

from pipeline.evaluate.compare import comparable
from pipeline.evaluate.score import (
    Tally,
    confusion,
    evidence_tallies,
    field_accuracy,
    role_tallies,
    score_document,
)


def score(gold, predicted):
    return score_document("d", [comparable(fact) for fact in gold], [comparable(fact) for fact in predicted])


def test_tally_gives_precision_recall_and_f1():
    tally = Tally(right=2, predicted=4, gold=8)

    assert (tally.precision, tally.recall) == (0.5, 0.25)
    assert tally.f1 == pytest.approx(1 / 3)


def test_tally_is_undefined_where_there_is_nothing():
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
    assert (Tally(0, 2, 0).precision, Tally(0, 2, 0).recall, Tally(0, 2, 0).f1) == (0.0, None, 0.0)


def test_counts_each_measure(takedown):
    gold = [takedown("A", date="2019"), takedown("B", at=(200, 220))]
    predicted = [takedown("A"), takedown("A"), takedown("C", at=(300, 320))]

    tallies = score(gold, predicted).tallies

    assert tallies["core", "takedown"] == Tally(1, 3, 2)
    assert tallies["strict", "takedown"] == Tally(0, 3, 2)
    assert tallies["detection", "takedown"] == Tally(1, 3, 2)
    # holder, platform and unit of A; the date is missed
    assert tallies["argument", "takedown"] == Tally(3, 9, 7)
    # distinct: A, instagram, account; gold has B and 2019 beside them, the prediction C
    assert tallies["tuple", "takedown"] == Tally(3, 4, 5)


def test_has_no_tally_for_kinds_that_neither_side_has(takedown):
    assert {kind for _, kind in score([takedown("A")], []).tallies} == {"takedown"}


def test_values_in_the_wrong_fact_count_as_tuples_only(takedown):
    gold = [takedown("A", date="2019", at=(0, 50)), takedown("B", date="2020", at=(100, 150))]
    swapped = [takedown("A", date="2020", at=(0, 50)), takedown("B", date="2019", at=(100, 150))]

    tallies = score(gold, swapped).tallies

    assert tallies["tuple", "takedown"].f1 == 1.0
    assert tallies["argument", "takedown"] == Tally(6, 8, 8)


def test_lists_what_has_no_partner(takedown):
    gold, predicted = takedown("A", at=(0, 50)), takedown("B", at=(60, 90))

    document = score([gold], [predicted])

    assert [one.fact for one in document.missing] == [gold]
    assert [one.fact for one in document.spurious] == [predicted]


def test_role_tallies_are_over_all_facts(takedown):
    document = score(
        [takedown("A", actor="Instagram"), takedown("B", at=(200, 220), actor="Instagram")],
        [takedown("A", actor="Iran", territory="IR")],
    )

    roles = role_tallies([document])

    assert roles["holder"] == Tally(1, 1, 2)
    assert roles["actor"] == Tally(0, 1, 2)
    assert roles["territory"] == Tally(0, 1, 0)
    assert roles["count"] == Tally()


def test_accuracy_is_over_aligned_facts_with_a_value(takedown):
    document = score(
        [takedown("A", date="2019"), takedown("B", at=(200, 220), date="2019")],
        [takedown("A", date="2018", language="fa")],
    )

    accuracy = field_accuracy([document])

    assert accuracy["date"] == (0, 1)
    assert accuracy["language"] == (0, 1)
    assert accuracy["modality"] == (1, 1)
    assert accuracy["territory"] == (0, 0)


def test_confusion_tells_gold_from_predicted(takedown):
    documents = [score([takedown("A")], [takedown("A", modality="planned")])] * 2
    documents.append(score([takedown("A")], [takedown("A")]))

    assert list(confusion(documents, "modality").items()) == [
        (("asserted", "planned"), 2),
        (("asserted", "asserted"), 1),
    ]


def test_evidence_is_counted_in_code_points_and_exact_spans(takedown):
    document = score([takedown("A", at=(0, 100))], [takedown("A", at=(50, 100))])

    tallies = evidence_tallies([document])

    assert tallies["characters"] == Tally(50, 50, 100)
    assert tallies["passages"] == Tally(0, 1, 1)
    assert evidence_tallies([score([takedown("A")], [takedown("A")])])["triggers"] == Tally(1, 1, 1)
