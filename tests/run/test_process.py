import json
import logging
import os

import pytest

from pipeline.errors import ModelError, ReadError, RunError
from pipeline.facts import Article
from pipeline.read import Unreadable
from pipeline.run.process import Process


def test_gives_the_facts_as_lines_with_their_counts(article, fact_about):
    facts = [fact_about(article, "banned"), fact_about(article, "12 others", modality="uncertain")]
    done = Process(lambda _: facts)(article)
    assert [json.loads(line)["modality"] for line in done.lines] == ["asserted", "uncertain"]
    assert done.counts == {("takedown", "asserted"): 1, ("takedown", "uncertain"): 1}
    assert done.quarantine is None


def test_records_what_became_of_the_document(article, fact_about):
    record = Process(lambda article: [fact_about(article, "banned")])(article).document
    assert record.model_dump(exclude={"milliseconds"}) == {
        "doc_id": "cafe",
        "path": "articles/cafe.md",
        "text_sha256": article.text_sha256,
        "status": "done",
        "facts": 1,
        "words": 8,
    }
    assert record.milliseconds >= 0


@pytest.mark.parametrize(("confidence", "kept"), [(0.5, 1), (0.49, 0), (None, 1)])
def test_leaves_out_facts_that_are_less_sure_than_asked(article, fact_about, confidence, kept):
    fact = fact_about(article, "banned", confidence=confidence)
    done = Process(lambda _: [fact], min_confidence=0.5)(article)
    assert len(done.lines) == done.document.facts == sum(done.counts.values()) == kept


def test_an_unexpected_error_stays_with_its_document_and_is_logged_whole(article, caplog):
    def extract(_):
        return 1 // 0

    with caplog.at_level(logging.ERROR, logger="pipeline"):
        done = Process(extract)(article)
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
    assert "Traceback" in caplog.text
    assert "in extract" in caplog.text


def test_an_error_of_the_project_keeps_its_code(article):
    def extract(_):
        raise RunError("E403", path="x", reason="y")

    assert Process(extract)(article).quarantine.code == "E403"


def test_a_document_with_one_misquoted_fact_gives_none_at_all(article, fact_about):
    moved = article.model_copy(update={"text": "_" + article.text})
    facts = [fact_about(moved, "banned"), fact_about(article, "banned")]
    done = Process(lambda _: facts)(moved)
    assert (done.lines, done.counts) == ((), {})
    assert (done.quarantine.stage, done.quarantine.code) == ("write", "E405")


def test_a_document_whose_facts_have_no_bytes_is_quarantined(fact_about):
    article = Article(doc_id="d", text="banned \ud800")
    fact = fact_about(article, "banned \ud800")
    done = Process(lambda _: [fact])(article)
    assert (done.quarantine.stage, done.quarantine.code) == ("write", "E404")


def test_an_unreadable_document_is_not_extracted(article):
    error = ReadError("E403", path="x", reason="y")
    done = Process(lambda _: pytest.fail("extracted"))(Unreadable(doc_id="x", path="x.md", error=error))
    assert (done.quarantine.stage, done.quarantine.code) == ("read", "E403")
    assert (done.document.status, done.document.text_sha256, done.document.words) == ("quarantined", None, 0)


def test_names_that_are_no_utf8_can_still_be_recorded():
    done = Process(lambda _: [])(Article(doc_id="d", text="", path=os.fsdecode(b"caf\xe9")))
    assert json.loads(done.document.model_dump_json())["path"] == "caf\\udce9"


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_is_no_failure_of_the_document(article, interrupt):
    def extract(_):
        raise interrupt

    with pytest.raises(interrupt):
        Process(extract)(article)


def test_errors_of_the_model_are_kept_apart_too(article):
    def extract(_):
        raise ModelError("E403", path="x", reason="y")

    assert Process(extract)(article).document.status == "quarantined"
