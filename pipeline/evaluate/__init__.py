"""Predicted facts against gold: alignment, scores with intervals, every error with its cause."""

from pipeline.evaluate.confidence import AtLeast, by_confidence
from pipeline.evaluate.errors import Error
from pipeline.evaluate.evaluation import Evaluation, Score, evaluate
from pipeline.evaluate.report import attribute_rows, confidence_rows, error_rows, role_rows, score_rows
from pipeline.evaluate.score import MEASURES, Tally

__all__ = [
    "MEASURES",
    "AtLeast",
    "Error",
    "Evaluation",
    "Score",
    "Tally",
    "attribute_rows",
    "by_confidence",
    "confidence_rows",
    "error_rows",
    "evaluate",
    "role_rows",
    "score_rows",
]
