"""What a training tells while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

#: What is learnt: facts, and before them names, and the words of news.
LessonName: TypeAlias = Literal["facts", "names", "news"]


@dataclass(frozen=True, slots=True)
class EpochDone:
    """What an epoch gave.

    Attributes:
        number: its number, from 1; 0 for the network that the training begins with, where that is scored.
        loss: the mean loss, null for number 0.
        score: the score on the dev articles, null where it was not scored.
        best: whether the score is the best yet.
        lesson: what was learnt.
    """

    number: int
    loss: float | None
    score: float | None = None
    best: bool = False
    lesson: LessonName = "facts"


class Watcher(Protocol):
    """Is told how a training goes on."""

    def epoch(self, done: EpochDone) -> None:
        """Take note of an epoch."""

    def batch(self, lesson: LessonName, gone: float) -> None:
        """Take note of a batch: this share (0 to 1) of all epochs of its lesson has gone by before it."""
