"""Articles to the windows of an epoch, and which of these go into a batch together."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.reader.windows import Window, windows
from pipeline.train.examples import Example, TriggerExample
from pipeline.train.teachers import Advice, Teachers

#: Lengths of the windows of an epoch, in pieces. A mix does better on long windows than these alone.
LENGTHS: Final = (64, 128, 200, 250, 320)
#: Of the windows without a trigger this share is read in an epoch.
EMPTY: Final = 0.35
#: Windows of about the same length go together: within so many pieces.
_ALIKE: Final = 48


@dataclass(frozen=True, slots=True)
class Item:
    """A window to learn from.

    Attributes:
        example: its article.
        window: the window.
        triggers: the triggers that begin in it.
        advice: what teachers say of it, null without any.
    """

    example: Example
    window: Window
    triggers: Sequence[TriggerExample]
    advice: Advice | None = None

    @property
    def size(self) -> int:
        """How many pieces it has."""
        return self.window.end - self.window.start

    @property
    def is_telling(self) -> bool:
        """Say whether there is a trigger in it, for the labels or for the teachers."""
        return bool(self.triggers or (self.advice and self.advice.opinions))


def cut_windows(examples: Sequence[Example], rng: random.Random) -> Iterator[Item]:
    """Yield all windows of articles; `rng` decides how long they are."""
    for example in examples:
        own = rng.choice(LENGTHS)
        before = rng.choice((0, own // 4))
        for window in windows(example.pieces.sentences, own=own - before, before=before, after=0):
            inside = [t for t in example.triggers if window.start <= t.span[0] < window.end]
            yield Item(example, window, inside)


def ask(teachers: Teachers, items: Sequence[Item]) -> Iterator[Item]:
    """Yield windows with what teachers say of them.

    Of an article that nobody has labelled only the windows come back in which they find a trigger; only
    those with a word of the trigger tables are shown to them.
    """
    asked = [item for item in items if item.example.labelled or _has_cue(item)]
    advice = teachers.advise([(item.example.pieces, item.window) for item in asked])
    for item, said in zip(asked, advice, strict=True):
        if item.example.labelled or said.opinions:
            yield replace(item, advice=said)


def _has_cue(item: Item) -> bool:
    return bool(item.example.pieces.cues[item.window.start : item.window.end].any())


def pieces_read(examples: Sequence[Example], seed: int) -> int:
    """Return how many word pieces an epoch reads, about; `seed` decides which windows are cut."""
    rng = random.Random(seed)  # noqa: S311
    telling, empty = 0, 0
    for item in cut_windows(examples, rng):
        if item.is_telling:
            telling += item.size
        else:
            empty += item.size
    return telling + round(EMPTY * empty)


def groups(items: Sequence[Item], rng: random.Random, *, pieces: int) -> list[list[Item]]:
    """Return the windows that an epoch reads, those of a batch together.

    Args:
        items: all windows.
        rng: decides their order, and which of those without a trigger are read.
        pieces: how many pieces a batch holds, about.
    """
    read = [item for item in items if item.is_telling or rng.random() < EMPTY]
    rng.shuffle(read)
    read.sort(key=lambda item: item.size // _ALIKE)
    together: list[list[Item]] = [[]]
    for item in read:
        longest = max([item.size, *(other.size for other in together[-1])])
        if together[-1] and longest * (len(together[-1]) + 1) > pieces:
            together.append([])
        together[-1].append(item)
    rng.shuffle(together)
    return together
