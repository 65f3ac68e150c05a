from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.reader.graph import Scores
from pipeline.reader.labels import Labels
from pipeline.reader.windows import Window
from pipeline.train.teachers import Teachers, open_teachers

WINDOW = Window(0, 8, 0, 8)


def scorer(labels: Labels, likely: float, *, place: int = 3, role: float = 0.5) -> Callable[..., Scores]:
    """A model that finds a takedown at a place, and all its roles everywhere."""

    def score(pieces, window) -> Scores:
        tags = np.zeros((8, labels.trigger_tags), np.float32)
        tags[:, 0], tags[place, :2] = 1, (1 - likely, likely)
        told = np.zeros((1, sum(map(len, labels.classes.values()))), np.float32)
        roles = np.full((1, 8, len(labels.rows), 3), role, np.float32)
        return Scores(tags, np.array([place]), np.array([0]), told, roles)

    return score


def without(labels: Labels, role: str, name: str) -> Labels:
    """Labels as of a model that knows one role and one class less."""
    return replace(
        labels,
        roles={k: v for k, v in labels.roles.items() if k != role},
        classes={k: v for k, v in labels.classes.items() if k != name},
    )


def test_likelihoods_are_the_mean_of_all_teachers(labels, numbered):
    models = [(scorer(labels, 0.9, role=0.2), labels), (scorer(labels, 0.5, role=0.6), labels)]
    (advice,) = Teachers(models, labels).advise([(numbered(8), WINDOW)])
    (opinion,) = advice.opinions
    assert (opinion.place, labels.kinds[opinion.kind]) == (3, "takedown")
    assert opinion.weight == pytest.approx(0.7)
    assert np.allclose(opinion.roles, 0.4)
    for where in labels.class_slices.values():
        assert np.allclose(opinion.told[where], 1 / (where.stop - where.start))


def test_teachers_say_what_they_think_of_a_whole_window_also_of_its_context(labels, numbered):
    asked = []

    def model(pieces, window):
        asked.append((window.own_start, window.own_end))
        return scorer(labels, 0.9)(pieces, window)

    Teachers([(model, labels)], labels).advise([(numbered(8), Window(0, 8, 4, 6))])
    assert asked == [(0, 8)]


def test_what_no_teacher_finds_likely_is_no_trigger(labels, numbered):
    (advice,) = Teachers([(scorer(labels, 0.1), labels)], labels).advise([(numbered(8), WINDOW)])
    assert not advice.opinions


def test_a_teacher_that_passed_a_trigger_over_says_nothing_of_its_roles(labels, numbered):
    models = [(scorer(labels, 0.8, role=0.2), labels), (scorer(labels, 0.0, place=5, role=0.6), labels)]
    (advice,) = Teachers(models, labels).advise([(numbered(8), WINDOW)])
    (opinion,) = advice.opinions
    assert opinion.weight == pytest.approx(0.4)
    assert np.allclose(opinion.roles, 0.2)


def test_what_an_older_teacher_does_not_tell_is_told_by_the_others_alone(labels, numbered):
    older = without(labels, "territory", "reason_category")
    old, new = (scorer(older, 0.9, role=0.2), older), (scorer(labels, 0.9, role=0.6), labels)
    shown = [(numbered(8), WINDOW)]

    (both,) = Teachers([old, new], labels).advise(shown)[0].opinions
    (alone,) = Teachers([old], labels).advise(shown)[0].opinions

    at = labels.rows.index("territory")
    rest = [row for row in range(len(labels.rows)) if row != at]
    assert np.allclose(both.roles[:, at], 0.6)
    assert np.allclose(both.roles[:, rest], 0.4)
    assert not alone.roles[:, at].any()
    where = labels.class_slices["reason_category"]
    assert both.told[where].sum() == pytest.approx(1)
    assert not alone.told[where].any()


def test_a_teacher_that_takes_a_trigger_for_another_kind_says_nothing_of_its_roles(labels, numbered):
    def other(pieces, window):
        scores = scorer(labels, 0.1, role=0.6)(pieces, window)
        scores.tags[3, 5], scores.kinds[0] = 0.3, 2  # a sanction
        return scores

    models = [(scorer(labels, 0.8, role=0.2), labels), (other, labels)]
    (advice,) = Teachers(models, labels).advise([(numbered(8), WINDOW)])
    (opinion,) = advice.opinions
    assert labels.kinds[opinion.kind] == "takedown"
    assert np.allclose(opinion.roles, 0.2)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("no folder", "labels.json"),
        ("no labels", "marks"),
        ("other kinds", "other kinds of fact"),
        ("no network", r"reader\.onnx"),
    ],
)
def test_a_folder_that_cannot_teach_is_named(labels, tmp_path: Path, fault: str, told: str):
    place = tmp_path / "model" / "reader"
    known = {"no labels": {"kinds": []}, "other kinds": {**labels.as_dict(), "kinds": ["arson"]}}
    if fault != "no folder":
        place.mkdir(parents=True)
        (place / "labels.json").write_text(json.dumps(known.get(fault, labels.as_dict())), "utf-8")
    with pytest.raises(ModelError, match=f"E323.*{told}") as caught:
        open_teachers([tmp_path / "model"], labels)
    assert str(tmp_path / "model") in str(caught.value)


def test_the_shipped_model_can_teach(labels, numbered):
    shipped = Path(__file__).parents[2] / "models" / "reader"
    advice = open_teachers([shipped], labels).advise([(numbered(8), WINDOW)] * 3)
    assert [item.tags.shape for item in advice] == [(8, labels.trigger_tags)] * 3


def test_without_a_folder_there_are_no_teachers(labels):
    assert open_teachers([], labels) is None
