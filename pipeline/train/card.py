"""The model card of a trained model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pipeline.evaluate import Evaluation
from pipeline.train.data import Material
from pipeline.train.settings import Settings

_MEASURES: Final = ("core", "strict")


def score_table(evaluations: Mapping[str, Evaluation]) -> str:
    """Return a Markdown table of core and strict F1 by kind, with intervals, a row for each measure and kind.

    Args:
        evaluations: heading of a column -> scores.
    """
    rows = [
        "| facts | kind | " + " | ".join(evaluations) + " |",
        "|---|---|" + "---|" * len(evaluations),
    ]
    for measure in _MEASURES:
        kinds = dict.fromkeys(kind for ev in evaluations.values() for kind in ev.scores[measure])
        for kind in kinds:
            cells = [_cell(evaluation, measure, kind) for evaluation in evaluations.values()]
            rows.append(f"| {measure} | {kind} | " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _cell(evaluation: Evaluation, measure: str, kind: str) -> str:
    score = evaluation.scores[measure].get(kind)
    if score is None:
        return "-"
    tally = score.tally
    interval = "" if score.interval is None else f" ({score.interval[0]:.2f}-{score.interval[1]:.2f})"
    return f"{tally.f1 or 0:.2f}{interval}, P {tally.precision or 0:.2f} R {tally.recall or 0:.2f}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a training tells of itself.

    Attributes:
        settings: how it was trained.
        material: what it learnt from.
        losses: what of the labels could not be represented: reason -> how often.
        scores: of the exported graph on the dev articles.
        calibration_error: expected calibration error of the confidence there.
        epoch: the epoch that was kept.
    """

    settings: Settings
    material: Material
    losses: Mapping[str, int]
    scores: Evaluation
    calibration_error: float
    epoch: int


def model_card(name: str, report: Report) -> str:
    """Return the card of a freshly trained model, in Markdown."""
    data = "\n".join(
        f"| {source} | {len(items):,} | {sum(len(item.facts) for item in items):,} |"
        for source, items in report.material.labelled
    )
    lost = "\n".join(f"* {reason}: {count}" for reason, count in report.losses.items()) or "* nothing"
    chosen = ", ".join(f"{key} {value}" for key, value in asdict(report.settings).items())
    return f"""# Model card: {name}

A trained reader: the encoder all-MiniLM-L6-v2 (Apache-2.0) with heads for triggers, their classes and the
words of their roles, as an ONNX graph of eight-bit weights, between the project's rules for sentences,
names, dates, counts and the merging of mentions. Written by `pipeline train`.

## Learnt from
| labels | articles | facts |
|---|---|---|
{data}
{_lessons(report.material)}
Settings: {chosen}. Kept: epoch {report.epoch}.

What of the labels could not be represented:
{lost}

## Scores on the dev articles
The epoch, the thresholds and the confidence were chosen on these, so they flatter the model. Expected
calibration error: {report.calibration_error:.3f}.

{score_table({"dev": report.scores})}

## Meant for
Finding candidates in news articles for people who read the quoted passage before they use a fact. A fact says
what an article states, not what is true.
"""


def _lessons(material: Material) -> str:
    """Return what a training began with and who taught it beside the labels, a paragraph each."""
    told = ""
    if material.base:
        told += f"\nThe training began with the model {material.base.name}.\n"
    if material.news:
        told += f"\nThe encoder read {len(material.news):,} articles first, words masked.\n"
    if material.teachers:
        names = ", ".join(folder.name for folder in material.teachers)
        told += f"\nTaught by {names}, with {len(material.unlabelled):,} articles without labels.\n"
    return told
