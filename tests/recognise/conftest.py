"""Documents of spaCy's blank English pipeline: its tokenizer and no stage of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.recognise.sentences import mark_sentences


@pytest.fixture(scope="session")
def blank() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="session")
def doc_of(blank: Language) -> Callable[[str], Doc]:
    """A function that makes a document with sentence starts of a text."""
    return lambda text: mark_sentences(blank.make_doc(text))
