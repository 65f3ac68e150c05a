from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluate import Evaluation, evaluate
from pipeline.facts import Article, Fact
from pipeline.train.card import Report, model_card, score_table
from pipeline.train.data import Labelled, Material
from pipeline.train.settings import Settings

TEXT = "Twitter suspended Ada Lane. France sanctioned Bob Marsh."
ARTICLE = Article(text=TEXT, doc_id="doc")


@pytest.fixture
def takedown(fact: Callable[..., Fact]) -> Fact:
    return fact(TEXT, "suspended", "takedown", {"holder": "Ada Lane"}, holder="Ada Lane", platform="twitter")


@pytest.fixture
def sanction(fact: Callable[..., Fact]) -> Fact:
    return fact(TEXT, "sanctioned", "sanction", {"target": "Bob Marsh"}, target="Bob Marsh")


@pytest.fixture
def half(takedown: Fact, sanction: Fact) -> Evaluation:
    """The scores of a run that found one of two facts."""
    return evaluate({"doc": [takedown, sanction]}, {"doc": [takedown]}, documents=["doc"])


def rows(table: str) -> dict[tuple[str, str], list[str]]:
    """Return the cells of a table of scores by measure and kind."""
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {(measure, kind): rest for measure, kind, *rest in cells}


def test_a_table_has_a_row_for_each_measure_and_kind(half):
    table = rows(score_table({"dev": half}))
    assert table["facts", "kind"] == ["dev"]
    assert table["core", "all"] == ["0.67 (0.67-0.67), P 1.00 R 0.50"]
    assert table["core", "takedown"] == ["1.00 (1.00-1.00), P 1.00 R 1.00"]
    assert table["strict", "sanction"][0].startswith("0.00")


def test_a_column_without_a_kind_has_a_dash_there(half, takedown):
    only = evaluate({"doc": [takedown]}, {"doc": [takedown]}, documents=["doc"])
    full = {kind for measure, kind in rows(score_table({"a": half})) if measure == "core"}
    table = rows(score_table({"a": only, "b": half}))
    assert {kind for measure, kind in table if measure == "core"} >= full
    assert table["core", "takedown"] == ["1.00 (1.00-1.00), P 1.00 R 1.00"] * 2
    assert [cell == "-" for cell in table["core", "sanction"]] == [
        "sanction" not in only.scores["core"],
        False,
    ]


@pytest.mark.parametrize(
    ("losses", "told"), [({}, "* nothing"), ({"trigger of two kinds": 3}, "* trigger of two kinds: 3")]
)
def test_a_card_tells_data_settings_losses_and_scores(half, takedown, sanction, losses, told):
    material = Material([("corpus/gold", [Labelled(ARTICLE, [takedown, sanction])] * 1234)])
    report = Report(Settings(seed=41), material, losses, half, calibration_error=0.0456, epoch=7)

    lines = model_card("mine", report).splitlines()

    assert lines[0] == "# Model card: mine"
    assert "| corpus/gold | 1,234 | 2,468 |" in lines
    assert told in lines
    assert any("seed 41" in line and line.endswith("Kept: epoch 7.") for line in lines)
    assert "0.046" in " ".join(lines)
    assert "\n".join(lines).count(score_table({"dev": half})) == 1


@pytest.mark.parametrize(
    ("lessons", "told"),
    [
        ({}, ""),
        ({"base": Path("models/older")}, "The training began with the model older."),
        (
            {"news": [ARTICLE] * 2},
            "The encoder read 2 articles first, words masked.",
        ),
        (
            {"teachers": [Path("a/one"), Path("b/two")], "unlabelled": [ARTICLE]},
            "Taught by one, two, with 1 articles without labels.",
        ),
    ],
)
def test_a_card_tells_what_came_before_the_labels_and_beside_them(half, lessons, told):
    def told_of(material: Material) -> set[str]:
        return set(model_card("mine", Report(Settings(), material, {}, half, 0.1, 1)).splitlines())

    assert told_of(Material([], **lessons)) - told_of(Material([])) == ({told} if told else set())
