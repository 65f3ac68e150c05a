import json
import os

import pytest

from pipeline.engine import Extraction
from pipeline.errors import ModelError, RunError
from pipeline.read import Place
from pipeline.run.process import Process, quarantined


def _giving(*facts):
    return lambda _: Extraction(list(facts), {"relate": 0.25}, 5, 3)


def _raising(error):
    def extract(_):
        raise error

    return extract


def test_gives_the_facts_as_lines_with_their_counts(raw, article, fact_about):
    facts = [fact_about(article, "banned"), fact_about(article, "12 others", modality="uncertain")]
    done = Process(_giving(*facts))(raw)
    assert [json.loads(line)["modality"] for line in done.lines] == ["asserted", "uncertain"]
    assert done.counts == {("takedown", "asserted"): 1, ("takedown", "uncertain"): 1}
    assert done.quarantine is None
    assert (done.place, done.source) == (Place(0, 0), "articles/cafe.md")


def test_records_what_became_of_the_document(raw, article, fact_about):
    record = Process(_giving(fact_about(article, "banned")))(raw).document
    assert record.model_dump(exclude={"milliseconds"}) == {
        "doc_id": "cafe",
        "path": "articles/cafe.md",
        "text_sha256": article.text_sha256,
        "status": "done",
        "copy_of": None,
        "similarity": None,
        "facts": 1,
        "words": 8,
    }
    assert record.milliseconds >= 250


def test_tells_what_each_stage_took(raw):
    seconds = Process(_giving())(raw).seconds
    assert list(seconds) == ["parse", "screen", "relate", "write"]
    assert seconds["relate"] == 0.25


def test_tells_how_many_windows_there_were_and_how_many_were_screened(raw):
    done = Process(_giving())(raw)
    assert (done.windows, done.screened_windows) == (5, 3)


@pytest.mark.parametrize(("confidence", "kept"), [(0.5, 1), (0.49, 0), (None, 1)])
def test_leaves_out_facts_that_are_less_sure_than_asked(raw, article, fact_about, confidence, kept):
    fact = fact_about(article, "banned", confidence=confidence)
    done = Process(_giving(fact), min_confidence=0.5)(raw)
    assert len(done.lines) == done.document.facts == sum(done.counts.values()) == kept


def test_a_document_that_does_not_pass_the_screen_is_not_extracted(raw):
    done = Process(lambda _: pytest.fail("extracted"), passes=lambda text: "sanction" in text)(raw)
    assert (done.document.status, done.document.words, done.lines) == ("screened", 8, ())


def test_the_time_of_a_document_that_does_not_pass_is_told_too(raw):
    assert list(Process(_giving(), passes=lambda _: False)(raw).seconds) == ["parse", "screen"]


def test_an_unexpected_error_stays_with_its_document_and_brings_its_trace(raw):
    def extract(_):
        return 1 // 0

    done = Process(extract)(raw)
    assert done.lines == ()
    assert done.document.status == "quarantined"
    assert done.quarantine.model_dump() == {
        "doc_id": "cafe",
        "path": "articles/cafe.md",
        "stage": "extract",
        "code": "E404",
        "message": "unexpected ZeroDivisionError: integer division or modulo by zero",
        "remedy": "run the document again with --log-file to see where it failed, and report it",
    }
    assert "in extract" in done.trace


@pytest.mark.parametrize(
    "error", [RunError("E403", path="x", reason="y"), ModelError("E403", path="x", reason="y")]
)
def test_an_error_of_the_project_keeps_its_code(raw, error):
    assert Process(_raising(error))(raw).quarantine.code == "E403"


def test_a_document_with_one_misquoted_fact_gives_none_at_all(raw_of, article, fact_about):
    moved = article.model_copy(update={"text": "_" + article.text})
    facts = [fact_about(moved, "banned"), fact_about(article, "banned")]
    done = Process(_giving(*facts))(raw_of(moved.text))
    assert (done.lines, done.counts) == ((), {})
    assert (done.quarantine.stage, done.quarantine.code) == ("write", "E405")


def test_an_unreadable_document_is_not_extracted(raw_of):
    done = Process(lambda _: pytest.fail("extracted"))(raw_of("\0\1"))
    assert (done.quarantine.stage, done.quarantine.code) == ("read", "E105")
    assert (done.document.status, done.document.text_sha256, done.document.words) == ("quarantined", None, 0)


def test_names_that_are_no_utf8_can_still_be_recorded(raw_of):
    done = Process(_giving())(raw_of(doc_id=os.fsdecode(b"caf\xe9")))
    assert json.loads(done.document.model_dump_json())["path"] == "articles/caf\\xe9.md"


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_is_no_failure_of_the_document(raw, interrupt):
    with pytest.raises(interrupt):
        Process(_raising(interrupt))(raw)


def test_a_document_can_be_given_up_unread(raw):
    done = quarantined(raw, "extract", RunError("E425", seconds="0.5"))
    assert (done.document.doc_id, done.document.path, done.document.status) == (
        "cafe",
        "articles/cafe.md",
        "quarantined",
    )
    assert (done.quarantine.stage, done.quarantine.message) == (
        "extract",
        "the document took longer than 0.5 s",
    )
