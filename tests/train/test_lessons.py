from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from pipeline.reader.windows import Window
from pipeline.train.examples import Example, TriggerExample
from pipeline.train.lessons import Item, ask, cut_windows, groups, pieces_read
from pipeline.train.teachers import Advice, Opinion

CLASSES = [1, 0, 1, 0, 0, 0]
OPINION = Opinion(0, 0, 0.9, np.zeros(1, np.float32), np.zeros((1, 1, 3), np.float32))


def rng(seed: int = 0) -> random.Random:
    return random.Random(seed)  # noqa: S311


def with_triggers(pieces, *places: int) -> Example:
    return Example("doc", pieces, [TriggerExample((n, n + 1), 0, CLASSES) for n in places])


class Sure:
    """Teachers who find a trigger in each window that begins at one of these pieces."""

    def __init__(self, *starts: int) -> None:
        self.starts, self.asked = starts, []

    def advise(self, shown):
        self.asked += [window for _, window in shown]
        nothing = np.zeros((1, 1), np.float32)
        return [Advice(nothing, [OPINION] * (window.start in self.starts)) for _, window in shown]


@pytest.mark.parametrize("seed", range(3))
def test_every_trigger_of_a_long_article_is_in_a_window(numbered, seed):
    example = with_triggers(numbered(700), *range(0, 700, 11))
    items = list(cut_windows([example], rng(seed)))
    assert {t.span for item in items for t in item.triggers} == {t.span for t in example.triggers}
    assert all(item.window.start <= t.span[0] < item.window.end for item in items for t in item.triggers)


def test_the_same_seed_cuts_and_groups_the_same_windows(numbered):
    examples = [with_triggers(numbered(300), 3, 200)] * 7
    first, second = (groups(list(cut_windows(examples, r)), r, pieces=400) for r in (rng(3), rng(3)))
    assert first == second
    assert first != groups(list(cut_windows(examples, rng(4))), rng(4), pieces=400)


@pytest.mark.parametrize("seed", range(3))
def test_groups_keep_to_the_size_and_lose_no_trigger(numbered, seed):
    items = list(cut_windows([with_triggers(numbered(700), *range(0, 700, 11))], rng(seed)))
    found = groups(items, rng(seed), pieces=700)
    telling = [item for item in items if item.triggers]
    assert sum(bool(item.triggers) for group in found for item in group) == len(telling)
    assert all(max(item.size for item in group) * len(group) <= 700 for group in found)


def test_most_windows_without_a_trigger_are_left_out(numbered):
    items = list(cut_windows([with_triggers(numbered(40))] * 100, rng()))
    assert 20 <= sum(map(len, groups(items, rng(), pieces=700))) <= 50


def test_a_window_in_which_teachers_find_a_trigger_is_read_always(numbered):
    item = Item(with_triggers(numbered(8)), Window(0, 8, 0, 8), [], Advice(np.zeros((8, 9)), [OPINION]))
    assert sum(map(len, groups([item] * 50, rng(), pieces=100))) == 50


def test_of_unlabelled_articles_only_windows_come_back_in_which_teachers_find_something(numbered):
    example = replace(with_triggers(numbered(30)), labelled=False)
    items = [Item(example, Window(start, start + 8, start, start + 8), []) for start in (0, 8, 16)]
    assert [item.window.start for item in ask(Sure(8), items)] == [8]


def test_teachers_are_not_shown_unlabelled_windows_without_a_word_that_can_carry_a_fact(numbered):
    pieces = numbered(16)
    example = Example("doc", replace(pieces, cues=np.where(np.arange(16) < 8, 0, 1)), [], labelled=False)
    teachers = Sure(0, 8)
    items = [Item(example, Window(start, start + 8, start, start + 8), []) for start in (0, 8)]
    assert len(list(ask(teachers, items))) == 1
    assert [window.start for window in teachers.asked] == [8]


def test_of_labelled_articles_all_windows_get_advice(numbered):
    items = list(cut_windows([with_triggers(numbered(300), 3)], rng()))
    asked = list(ask(Sure(), items))
    assert [replace(item, advice=None) for item in asked] == items
    assert all(item.advice is not None for item in asked)


def test_the_pieces_of_an_epoch_are_counted_about_as_they_are_read(numbered):
    examples = [with_triggers(numbered(700), *range(0, 200, 11)) for _ in range(40)]
    read = [
        item.size
        for batch in groups(list(cut_windows(examples, rng(7))), rng(7), pieces=900)
        for item in batch
    ]
    assert pieces_read(examples, 3) == pytest.approx(sum(read), rel=0.1)
    assert sum(read) < 0.8 * 40 * 700
