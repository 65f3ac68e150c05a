"""Whole runs over articles that nobody would write; ``python -m benchmarks.fuzz`` tries many more."""

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.hostile import folders, texts
from benchmarks.hostile_run import Findings, models_loaded_once, run_and_check


@pytest.fixture(scope="module", autouse=True)
def _one_model():
    with models_loaded_once():
        yield


_FEW = settings(
    max_examples=75,
    deadline=None,  # the first run loads the model
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@_FEW
@given(folders())
def test_whatever_lies_in_a_folder_is_accounted_for_and_quoted_exactly(files):
    run_and_check(files, "rules", Findings())


@_FEW
@given(texts(max_parts=30))
def test_whatever_a_text_says_is_quoted_exactly(text):
    findings = Findings()
    run_and_check({"a.txt": text.replace("\0", "").encode("utf-8", "ignore")}, "rules", findings)
    assert findings.documents == 1


def test_a_lost_or_misquoted_document_would_be_noticed(monkeypatch):
    """The check itself can fail: facts move by one code point behind the pipeline's back."""
    from pipeline.facts import Span  # noqa: PLC0415

    monkeypatch.setattr(Span, "holds_in", lambda span, text: text[span.start + 1 : span.end + 1] == span.text)
    with pytest.raises(AssertionError, match=r"misquoted|E405"):
        run_and_check({"a.txt": b"Facebook banned Anna Berg on Tuesday."}, "rules", Findings())
