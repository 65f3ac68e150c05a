from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.align import align, best_assignment, make_pair, weight
from pipeline.evaluate.compare import comparable


def aligned(gold, predicted):
    """Places of the aligned facts in both lists."""
    ours, theirs = [comparable(fact) for fact in gold], [comparable(fact) for fact in predicted]
    return sorted((ours.index(pair.gold), theirs.index(pair.predicted)) for pair in align(ours, theirs))


@settings(deadline=None)  # the first example imports scipy
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
)
def test_assignment_is_as_good_as_the_best_of_all(weights):
    rows, columns = len(weights), len(weights[0])
    longer, shorter = max(rows, columns), min(rows, columns)

    def cell(short, long):
        return weights[short][long] if rows <= columns else weights[long][short]

    best = max(
        sum(cell(short, long) for short, long in enumerate(order))
        for order in permutations(range(longer), shorter)
    )
    chosen = best_assignment(weights)

    assert sum(weights[row][column] for row, column in chosen) == best
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == shorter


def test_order_of_lines_does_not_matter(takedown):
    gold = [takedown("A"), takedown("B"), takedown("C")]

    assert aligned(gold, [gold[2], gold[0], gold[1]]) == [(0, 1), (1, 2), (2, 0)]


def test_only_facts_of_one_kind_are_a_pair(takedown, sanction):
    assert aligned([takedown("A")], [sanction("A")]) == []


def test_facts_that_share_neither_target_nor_words_are_no_pair(takedown):
    assert aligned([takedown("A", at=(0, 50))], [takedown("B", at=(60, 90))]) == []


def test_same_words_or_same_target_make_a_pair(takedown):
    assert aligned([takedown("A", at=(0, 50))], [takedown("B", at=(40, 90))]) == [(0, 0)]
    assert aligned([takedown("A", at=(0, 50))], [takedown("A", at=(60, 90), platform="vk")]) == [(0, 0)]


def test_a_fact_has_one_partner_at_most(takedown):
    assert aligned([takedown("A")], [takedown("A"), takedown("A"), takedown("A")]) == [(0, 0)]


def test_never_gives_up_a_core_match_for_other_values(takedown):
    alike = {"date": "2019", "actor": "Instagram", "reason": "spam", "language": "fa", "quantity": 7}
    gold = [takedown("A", at=(0, 50), **alike), takedown("B", at=(0, 50))]
    predicted = [takedown("A", at=(60, 90)), takedown("B", at=(0, 50), **alike)]

    # Crosswise, gold 0 with predicted 1 has more values in common than both right pairs together.
    assert aligned(gold, predicted) == [(0, 0), (1, 1)]


def test_takes_the_strict_match_among_core_matches(takedown):
    gold = [takedown("A", modality="negated"), takedown("A")]

    assert aligned(gold, list(reversed(gold))) == [(0, 1), (1, 0)]


def test_evidence_decides_between_equal_values(takedown):
    gold = [takedown("A", at=(0, 50)), takedown("A", at=(40, 90))]

    assert aligned(gold, [takedown("A", at=(45, 90)), takedown("A", at=(0, 45))]) == [(0, 1), (1, 0)]


def test_takes_two_pairs_rather_than_one_with_better_evidence(takedown):
    other = {"platform": "vk", "unit": "page", "action": "content_removal", "modality": "planned"}
    gold = [takedown("A", at=(0, 50)), takedown("Z", at=(45, 60), **other)]
    predicted = [takedown("A", at=(100, 150)), takedown("A", at=(0, 50))]

    assert aligned(gold, predicted) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("size", [1, 10, 300])
def test_each_level_weighs_more_than_all_lower_ones_together(takedown, size):
    rich = {"actor": "X", "reason": "spam", "territory": "IR", "linked_to": "L", "requester": "R"}
    attributes = {"reason_category": "spam", "attribution_type": "media"}
    gold = comparable(takedown("A", **rich, **attributes))

    def value(**fields):
        return weight(make_pair(gold, comparable(takedown("A", **fields))), size)

    wrong, core = value(platform="vk", **rich, **attributes), value(date="2019")
    strict, role, attribute = (
        value(at=(900, 950)),
        value(date="2019", actor="X"),
        value(date="2019", **attributes),
    )
    elsewhere = value(date="2019", at=(900, 950))

    assert core > size * wrong
    assert strict - core > size * (role - core)
    assert role - core > size * (attribute - core)
    assert attribute - core > size * (core - elsewhere) > 0
