"""Trained models as teachers: what they think of a window, together, is learnt beside or instead of labels.

Knowledge distillation (Hinton, Vinyals and Dean 2015): one network learns the likelihoods that several
give, on labelled text and on text that nobody has labelled.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.errors import ModelError
from pipeline.reader.component import GRAPH, LABELS
from pipeline.reader.graph import Floats, OnnxScorer, Scorer, Scores
from pipeline.reader.labels import BEGIN, Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window

#: A piece that the teachers together find so likely to begin a trigger is taught as one.
_LIKELY: Final = 0.2


@dataclass(frozen=True, slots=True)
class Opinion:
    """What teachers say of a trigger, on average; a teacher that lacks a class or row says nothing of it.

    Attributes:
        place: index of its first piece in the window, from 0.
        kind: index of the likeliest kind.
        weight: how likely it is a trigger.
        told: likelihood of each value of each class [values]; all 0 where nobody says anything.
        roles: role tags [pieces, rows, 3]; all 0 where nobody does.
    """

    place: int
    kind: int
    weight: float
    told: Floats
    roles: Floats


@dataclass(frozen=True, slots=True)
class Advice:
    """What teachers say of a window.

    Attributes:
        tags: trigger tags [pieces, tags].
        opinions: the triggers that they find likely.
    """

    tags: Floats
    opinions: Sequence[Opinion]


class Teachers:
    """Models that teach.

    Args:
        models: what scores windows, each with what its scores mean; kinds and marks are the student's.
        labels: what the student tells apart.
    """

    def __init__(self, models: Sequence[tuple[Scorer, Labels]], labels: Labels) -> None:
        self._labels = labels
        self._teachers = [_Teacher(scorer, own, labels) for scorer, own in models]

    def advise(self, shown: Sequence[tuple[Pieces, Window]]) -> list[Advice]:
        """Return what the teachers say of windows, in their order."""
        with ThreadPoolExecutor() as threads:
            return list(threads.map(self._advise, shown))

    def _advise(self, shown: tuple[Pieces, Window]) -> Advice:
        pieces, window = shown
        whole = replace(window, own_start=window.start, own_end=window.end)
        scored = [(teacher, teacher.scorer(pieces, whole)) for teacher in self._teachers]
        tags: Floats = np.mean([scores.tags for _, scores in scored], axis=0)
        likely = np.flatnonzero(tags[:, BEGIN::2].max(-1) >= _LIKELY)
        return Advice(tags, [self._opinion(int(place), tags[place], scored) for place in likely])

    def _opinion(self, place: int, tags: Floats, scored: Sequence[tuple[_Teacher, Scores]]) -> Opinion:
        told = np.zeros(sum(map(len, self._labels.classes.values())), np.float32)
        roles = np.zeros((len(scored[0][1].tags), len(self._labels.rows), 3), np.float32)
        kind = int(tags[BEGIN::2].argmax())
        tellers, taggers = np.zeros_like(told), np.zeros_like(roles)
        for teacher, scores in scored:
            # Who read a trigger of another kind looked for other roles.
            for rank in np.flatnonzero((scores.places == place) & (scores.kinds == kind)):
                for ours, theirs in teacher.classes:
                    told[ours] += _softmax(scores.told[rank, theirs])
                    tellers[ours] += 1
                roles[:, teacher.rows[0]] += scores.roles[rank][:, teacher.rows[1]]
                taggers[:, teacher.rows[0]] += 1
        return Opinion(
            place, kind, float(tags[BEGIN::2].max()), told / tellers.clip(1), roles / taggers.clip(1)
        )


class _Teacher:
    """A model, and where its outputs go among the student's."""

    def __init__(self, scorer: Scorer, own: Labels, labels: Labels) -> None:
        self.scorer = scorer
        shared = [row for row in labels.rows if row in own.rows]
        self.rows = [labels.rows.index(row) for row in shared], [own.rows.index(row) for row in shared]
        self.classes = [
            (where, own.class_slices[name])
            for name, where in labels.class_slices.items()
            if own.classes.get(name) == labels.classes[name]
        ]


def open_teachers(folders: Sequence[Path], labels: Labels) -> Teachers | None:
    """Open models as teachers.

    Args:
        folders: model folders, each with a reader.
        labels: what the student tells apart.

    Returns:
        The teachers, or null for no folder.

    Raises:
        ModelError: E323 if a folder holds no reader, or one of other kinds of fact.
    """
    models = []
    for folder in folders:
        try:
            models.append(_open(folder / "reader", labels))
        except (OSError, ValueError, KeyError) as reason:
            raise ModelError("E323", path=folder, why=reason) from reason
    return Teachers(models, labels) if models else None


def _open(place: Path, labels: Labels) -> tuple[Scorer, Labels]:
    own = Labels.of(json.loads((place / LABELS).read_text("utf-8")))
    if (own.kinds, own.marks) != (labels.kinds, labels.marks):
        message = "it tells other kinds of fact apart, or is shown other marks"
        raise ValueError(message)
    return OnnxScorer(place / GRAPH, _LIKELY / 2), own


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    shares: Floats = raised / raised.sum()
    return shares
