from __future__ import annotations

import io

import pytest
from rich.console import Console

from pipeline.cli.learning import LearningBar
from pipeline.train.progress import EpochDone


def written(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def train(console: Console) -> None:
    with LearningBar(console) as bar:
        bar.batch("names", 0.5)
        bar.epoch(EpochDone(1, 2.5, lesson="names"))
        bar.batch("facts", 0.25)
        bar.epoch(EpochDone(1, 1.25, 0.3125, best=True))
        bar._bar.refresh()


def test_each_lesson_is_shown_with_its_share() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None, width=120)
    with LearningBar(console) as bar:
        for lesson, gone, shown in (("names", 0.5, "50%"), ("facts", 0.25, "25%")):
            bar.batch(lesson, gone)  # type: ignore[arg-type]
            bar._bar.refresh()
            assert f"learning {lesson}" in written(console)
            assert shown in written(console)


@pytest.mark.parametrize("terminal", [True, False])
def test_each_epoch_is_a_line(terminal: bool) -> None:
    console = Console(file=io.StringIO(), force_terminal=terminal, color_system=None, width=120)
    train(console)
    assert "names epoch   1  loss   2.500" in written(console)
    assert "facts epoch   1  loss   1.250  dev strict F1 0.312, best yet" in written(console)
    assert ("learning" in written(console)) is terminal


def test_a_quiet_console_shows_nothing() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, quiet=True)
    train(console)
    assert not written(console)
