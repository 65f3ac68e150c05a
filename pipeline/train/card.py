"""The model card of a trained model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from pipeline.evaluate import Evaluation
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
        articles: source of labels, number of articles, number of facts.
        losses: what of the labels could not be represented: reason -> how often.
        scores: of the exported graphs on the dev articles.
        calibration_error: expected calibration error of the confidence there.
        epoch: the epoch that was kept.
        teachers: names of the models that taught.
        unlabelled: of how many articles they alone said what they state.
        news: how many articles were read first, words masked.
        base: name of the model that the training began with, null for the encoder as published.
    """

    settings: Settings
    articles: Sequence[tuple[str, int, int]]
    losses: Mapping[str, int]
    scores: Evaluation
    calibration_error: float
    epoch: int
    teachers: Sequence[str] = ()
    unlabelled: int = 0
    news: int = 0
    base: str | None = None


def model_card(name: str, report: Report) -> str:
    """Return the card of a freshly trained model, in Markdown."""
    data = "\n".join(f"| {source} | {count:,} | {facts:,} |" for source, count, facts in report.articles)
    lost = "\n".join(f"* {reason}: {count}" for reason, count in report.losses.items()) or "* nothing"
    chosen = ", ".join(f"{key} {value}" for key, value in asdict(report.settings).items())
    taught = (
        f"\nTaught by {', '.join(report.teachers)}, with {report.unlabelled:,} articles without labels.\n"
        if report.teachers
        else ""
    )
    begun = f"\nThe training began with the model {report.base}.\n" if report.base else ""
    if report.news:
        begun = f"\nThe encoder read {report.news:,} articles first, words masked.\n"
    return f"""# Model card: {name}

A trained reader: the encoder all-MiniLM-L6-v2 (Apache-2.0) with heads for triggers, their classes and the
words of their roles, as two ONNX graphs of eight-bit weights, between the project's rules for sentences,
names, dates, counts and the merging of mentions. Written by `pipeline train`.

## Learnt from
| labels | articles | facts |
|---|---|---|
{data}
{begun}{taught}
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
