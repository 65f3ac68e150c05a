"""What the tests of several rooms share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import pipeline

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The rules model, loaded once."""
    return pipeline.load("rules")
