"""What the tests of several rooms share."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

import pipeline

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The rules model, loaded once."""
    return pipeline.load("rules")


@pytest.fixture(scope="session", autouse=True)
def _interrupts() -> None:
    """A shell that starts the tests in the background has them, and what they start, ignore interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
