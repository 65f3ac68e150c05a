import logging
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.read import Place
from pipeline.run import Execution, Plan
from pipeline.run.checkpoint import InputWatch
from pipeline.run.course import Course
from pipeline.run.process import Process
from pipeline.run.seen import SeenDocuments
from pipeline.run.signature import signature

LONG = (Path(__file__).parents[2] / "corpus" / "articles" / "irgc-instagram.md").read_text("utf-8")


@pytest.fixture
def course_of(versions, tmp_path):
    """A function that gives a course, for a plan and a checkpoint."""
    opened = []

    def make(plan=None, before=None):
        opened.append(SeenDocuments(tmp_path / "seen.sqlite"))
        return Course(plan or Plan(inputs=(str(tmp_path),)), versions, opened[-1], before)

    yield make
    for seen in opened:
        seen.close()


def test_the_second_document_of_a_name_is_quarantined_and_gives_no_facts(course_of, done_with):
    course = course_of()
    first = course.settle(done_with("a", lines=[b"{}\n"], counts={("takedown", "asserted"): 1}))
    second = course.settle(
        done_with("a", place=Place(1, 0), lines=[b"{}\n"], counts={("takedown", "asserted"): 1})
    )
    assert first.lines == (b"{}\n",)
    assert (second.lines, second.counts, second.document.facts) == ((), {}, 0)
    assert (second.document.status, second.quarantine.code, second.quarantine.stage) == (
        "quarantined",
        "E121",
        "read",
    )
    assert course.manifest(Execution()).counts.quarantined == {"E121": 1}


def test_a_copy_is_marked_and_keeps_its_facts(course_of, done_with):
    course = course_of()
    course.settle(done_with("a", sha256="1" * 64, lines=[b"{}\n"], signature=signature(LONG)))
    same = course.settle(done_with("b", sha256="1" * 64, lines=[b"{}\n"], signature=signature(LONG)))
    near = course.settle(done_with("c", sha256="2" * 64, signature=signature(LONG + " (AP)")))
    other = course.settle(done_with("d", sha256="3" * 64, signature=signature(LONG[::-1])))
    assert [done.document.copy_of for done in (same, near, other)] == ["a", "a", None]
    assert same.document.similarity == 1
    assert 0.8 < near.document.similarity <= 1
    assert (same.lines, same.document.status) == ((b"{}\n",), "done")
    assert course.manifest(Execution()).counts.copies == 2


def test_a_copy_gives_no_facts_if_that_is_asked_for(course_of, done_with, tmp_path):
    course = course_of(Plan(inputs=(str(tmp_path),), dedupe=True))
    counts = {("takedown", "asserted"): 1}
    course.settle(done_with("a", sha256="1" * 64, lines=[b"{}\n"], counts=counts))
    copy = course.settle(done_with("b", sha256="1" * 64, lines=[b"{}\n"], counts=counts))
    assert (copy.lines, copy.document.status, copy.document.facts, copy.document.copy_of) == (
        (),
        "copy",
        0,
        "a",
    )
    assert course.manifest(Execution()).counts.total_facts == 1


def test_a_course_that_was_cut_goes_on_as_if_it_had_not(versions, tmp_path, done_with):
    documents = [
        done_with("a", place=Place(0, 0), sha256="1" * 64),
        done_with("b", place=Place(0, 1), sha256="2" * 64),
        done_with("a", place=Place(1, 0), sha256="3" * 64),
        done_with("c", place=Place(1, 1), sha256="2" * 64),
    ]
    for name in "ab":
        (tmp_path / f"{name}.txt").touch()
    plan = Plan(inputs=(str(tmp_path / "a.txt"), str(tmp_path / "b.txt")))
    with closing(SeenDocuments(None)) as seen:
        course = Course(plan, versions, seen, None)
        whole = [course.settle(done) for done in documents]
    for cut in range(1, 4):
        path = tmp_path / f"{cut}.sqlite"
        with closing(SeenDocuments(path)) as seen:
            first = Course(plan, versions, seen, None)
            before = [first.settle(done) for done in documents[:cut]]
            checkpoint = first.checkpoint()
            for done in documents[cut:]:
                first.settle(done)  # what is done behind the checkpoint counts for nothing
            seen.commit()
        with closing(SeenDocuments(path)) as seen:
            second = Course(plan, versions, seen, _with_sources(checkpoint, plan, cut, documents))
            assert second.documents == cut
            after = [second.settle(done) for done in documents[cut:]]
        assert before + after == whole


def _with_sources(checkpoint, plan, cut, documents):
    """The same checkpoint, with the fingerprint of the files that the plan names."""
    watch = InputWatch(plan)
    for number in range(documents[cut - 1].place.source + 1):
        watch.reached(number, plan.inputs[number])
    return checkpoint.model_copy(update={"inputs_sha256": watch.sha256()})


def test_an_index_of_documents_that_was_lost_is_noticed(versions, tmp_path, done_with, raw):
    (tmp_path / "a.txt").touch()
    plan = Plan(inputs=(str(tmp_path / "a.txt"),))
    with closing(SeenDocuments(tmp_path / "seen.sqlite")) as seen:
        course = Course(plan, versions, seen, None)
        for record, name in enumerate("aab"):  # the second is quarantined
            course.settle(done_with(name, place=Place(0, record)))
        course.settle(Process(lambda _: 1 // 0)(raw))
        checkpoint = _with_sources(course.checkpoint(), plan, 1, [done_with("a")])
        Course(plan, versions, seen, checkpoint)
    told = r"E431: .*new\.sqlite .* it has 0 documents, and the run 2 .*--force"
    with closing(SeenDocuments(tmp_path / "new.sqlite")) as seen, pytest.raises(RunError, match=told):
        Course(plan, versions, seen, checkpoint)


def test_failures_are_logged_with_what_nobody_foresaw(course_of, raw, caplog):
    with caplog.at_level(logging.WARNING, logger="pipeline"):
        course_of().settle(Process(lambda _: 1 // 0)(raw))
    assert "document cafe failed\nTraceback" in caplog.text
    assert "document cafe is quarantined: E404" in caplog.text
    (told,) = [record for record in caplog.records if "is quarantined" in record.message]
    assert told.code == "E404"
    assert told.message.endswith(" to see where it failed, and report it)")


def test_a_very_long_doc_id_stays_out_of_the_log_and_in_the_data(course_of, done_with, caplog):
    doc_id = "x" * 100_000
    course = course_of()
    with caplog.at_level(logging.WARNING, logger="pipeline"):
        first, second = (course.settle(done_with(doc_id, place=Place(0, record))) for record in range(2))
    assert "is quarantined: E121" in caplog.text
    assert len(caplog.text) < 3_000
    assert first.document.doc_id == second.document.doc_id == second.quarantine.doc_id == doc_id


def test_reading_is_timed(course_of, raw):
    course = course_of()
    assert list(course.timed(iter([raw, raw]))) == [raw, raw]
    assert course.manifest(Execution()).stages["read"] >= 0
