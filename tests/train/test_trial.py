from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.engine import load
from pipeline.reader.component import Reader
from pipeline.train.data import labelled_articles
from pipeline.train.trial import Rereading, trial


def test_reading_again_finds_what_a_whole_run_finds_with_the_thresholds_of_the_moment(corpus: Path):
    articles = list(labelled_articles(corpus / "gold", corpus / "articles", "dev"))[:4]
    nlp = load("reader")
    reader = nlp.get_pipe("reader")
    assert isinstance(reader, Reader)
    reread = Rereading(nlp, articles)
    lenient = reread()

    assert lenient.scores == trial(nlp, articles).scores
    reader.thresholds = replace(reader.thresholds, trigger=0.99)
    assert reread().scores == trial(nlp, articles).scores
    assert reread().scores != lenient.scores


def test_reading_again_needs_a_reader():
    with pytest.raises(ValueError, match="reader"):
        Rereading(load("rules"), [])
