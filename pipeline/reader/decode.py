"""Scores of a window to readings: triggers with their classes and the words of their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from pipeline.facts.vocabulary import ACTIONS
from pipeline.reader.graph import Flags, Floats, Scores
from pipeline.reader.labels import BEGIN, INSIDE, NAMING, Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.whole import WholeWords
from pipeline.reader.windows import Window

#: What the core score asks for: a fact without it is of little use, so the likeliest words are taken.
_ASKED: Final = frozenset({"holder", "platform", "target", "authority", "count"})

#: Classes of which all values are told: action and unit have to fit each other, and how sure the network is
#: of action and modality says how sure the claim is.
_WEIGHED: Final = ("action", "unit", "modality")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How likely something has to be; tuned on the development articles and kept with the model.

    Attributes:
        trigger: a trigger.
        role: the words of a role.
        naming: words elsewhere that name a role's filler.
        inside: a further piece of words that have begun.
        only: the likeliest words of a role or name, where none are likely enough.
        claim: a claim, all in all, to be right.
        roles: role -> how likely its words have to be, where that is not as of the others.
        insides: role -> how likely a further piece of its words has to be, where that is not `inside`.
    """

    trigger: float = 0.5
    role: float = 0.5
    naming: float = 0.5
    inside: float = 0.2
    only: float = 0.3
    claim: float = 0.0
    roles: Mapping[str, float] = field(default_factory=dict)
    insides: Mapping[str, float] = field(default_factory=dict)

    def least(self, row: str) -> float:
        """Return how likely words have to be in a row of tags."""
        return self.naming if row.endswith(NAMING) else self.roles.get(row, self.role)

    def least_inside(self, row: str) -> float:
        """Return how likely a further piece of the words in a row of tags has to be."""
        return self.insides.get(row, self.inside)


@dataclass(frozen=True, slots=True)
class Filler:
    """Words that fill a role: offsets in the text, end exclusive, and how likely they are to."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A trigger as the network reads it.

    Attributes:
        start, end: offsets of its words, end exclusive.
        kind: the kind of fact it carries.
        score: how likely it is a trigger.
        classes: class -> the likeliest of its values.
        roles: row -> its fillers in the order of the text.
        log_likelihoods: class -> value -> logarithm of how likely it is; of the classes in `_WEIGHED`.
    """

    start: int
    end: int
    kind: str
    score: float
    classes: Mapping[str, str]
    roles: Mapping[str, tuple[Filler, ...]] = field(default_factory=dict)
    log_likelihoods: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class Decoder:
    """Turns scores into readings.

    Args:
        labels: what the outputs of the network mean.
        thresholds: how likely things have to be.
    """

    def __init__(self, labels: Labels, thresholds: Thresholds) -> None:
        self._labels = labels
        self._thresholds = thresholds
        self._roles = {kind: frozenset(labels.roles_of(kind)) for kind in labels.kinds}

    def readings(self, text: str, pieces: Pieces, window: Window, scores: Scores) -> list[Reading]:
        """Return the readings of the triggers that a window answers for, in the order of the text.

        Args:
            text: the article.
            pieces: its pieces.
            window: the pieces scored.
            scores: what the network says of them.
        """
        view = _View.of(text, pieces, window)
        found = []
        for rank in np.argsort(scores.places, kind="stable"):
            place, number = int(scores.places[rank]), int(scores.kinds[rank])
            likely = float(scores.tags[place, 1 + 2 * number])
            if likely < self._thresholds.trigger:
                continue
            kind = self._labels.kinds[number]
            inside = scores.tags[:, 2 + 2 * number] >= self._thresholds.inside
            start, end = view.words(place, _last(inside, place))
            told, fillers = scores.told[rank], self._fillers(view, kind, scores.roles[rank])
            classes, likely_values = _classes(told, kind, self._labels), _log_likelihoods(told, self._labels)
            found.append(Reading(start, end, kind, likely, classes, fillers, likely_values))
        return found

    def _fillers(self, view: _View, kind: str, tags: Floats) -> dict[str, tuple[Filler, ...]]:
        """Return what fills each row of tags [pieces, rows, 3]; rows with nothing are left out."""
        found = {}
        for number, row in enumerate(self._labels.rows):
            role = row.removesuffix(NAMING)
            if role not in self._roles[kind]:
                continue
            least = self._thresholds.least(row)
            begins = tags[:, number, BEGIN]
            inside = tags[:, number, INSIDE] >= self._thresholds.least_inside(row)
            firsts = np.flatnonzero(begins >= least)
            if not len(firsts) and role in _ASKED and begins.max() >= self._thresholds.only:
                firsts = np.array([begins.argmax()])
            fillers = _disjoint(
                Filler(*view.words(int(first), _last(inside, int(first))), float(begins[first]))
                for first in firsts
            )
            if fillers:
                found[row] = fillers
        return found


@dataclass(frozen=True, slots=True)
class _View:
    """A window on a text: the offsets of its pieces, and its words."""

    pieces: Pieces
    start: int
    whole: WholeWords

    @classmethod
    def of(cls, text: str, pieces: Pieces, window: Window) -> _View:
        first, last = int(pieces.starts[window.start]), int(pieces.ends[window.end - 1])
        return cls(pieces, window.start, WholeWords(text, first, last))

    def words(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of pieces `first` to `last` (exclusive), widened to whole words."""
        start = int(self.pieces.starts[self.start + first])
        end = int(self.pieces.ends[self.start + last - 1])
        return self.whole.around(start, end)


def _last(inside: Flags, first: int) -> int:
    """Return the piece behind a span that begins at `first`; `inside` says which pieces go on with one."""
    last = first + 1
    while last < len(inside) and inside[last]:
        last += 1
    return last


def _classes(told: Floats, kind: str, labels: Labels) -> dict[str, str]:
    """Return the likeliest value of each class, the action among those of the kind of fact."""
    chosen = {}
    for name, where in labels.class_slices.items():
        values, logits = labels.classes[name], told[where]
        if name == "action":
            allowed = [n for n, value in enumerate(values) if value in ACTIONS.get(kind, ("none",))]
            chosen[name] = values[max(allowed, key=lambda n: logits[n])]
        else:
            chosen[name] = values[int(logits.argmax())]
    return chosen


def _log_likelihoods(told: Floats, labels: Labels) -> dict[str, dict[str, float]]:
    """Return the logarithms of how likely the values of some classes are."""
    likely = {}
    for name in _WEIGHED:
        logits = told[labels.class_slices[name]].astype(float)
        logs = logits - np.logaddexp.reduce(logits)
        likely[name] = dict(zip(labels.classes[name], logs.tolist(), strict=True))
    return likely


def _disjoint(fillers: Iterable[Filler]) -> tuple[Filler, ...]:
    """Keep, from left to right, the first of those that overlap."""
    kept: list[Filler] = []
    for filler in fillers:
        if not kept or filler.start >= kept[-1].end:
            kept.append(filler)
    return tuple(kept)
