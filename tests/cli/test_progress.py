import io
import threading
import time

import pytest
from rich.console import Console

from pipeline.cli.progress import Progress
from pipeline.read import Place
from pipeline.run import DocumentDone, DocumentRecord, Plan


def _console():
    return Console(file=io.StringIO(), force_terminal=True, color_system=None, width=120)


def _done(name):
    record = DocumentRecord(
        doc_id=name, path=None, text_sha256=None, status="done", facts=2, words=1, milliseconds=1.0
    )
    return DocumentDone(Place(0, 0), None, record)


def _wait_for(console, words, seconds=30.0):
    end = time.monotonic() + seconds
    while words not in console.file.getvalue():
        assert time.monotonic() < end, console.file.getvalue()[-300:]
        time.sleep(0.02)


def test_the_bar_comes_to_know_how_many_documents_there_are(articles):
    console = _console()
    with Progress(Plan(inputs=(str(articles),)), console) as progress:
        progress.advance(_done("berg"))
        _wait_for(console, "1/2 2 facts")


def test_the_file_of_metadata_is_not_counted(articles):
    dates = articles / "dates.jsonl"
    dates.write_text('{"file": "berg.md", "published": "2019-04-18"}')
    console = _console()
    with Progress(Plan(inputs=(str(articles),), metadata=dates), console):
        _wait_for(console, "0/2 0 facts")


def test_the_run_does_not_wait_for_the_count(articles, monkeypatch):
    counted = threading.Event()
    monkeypatch.setattr("pipeline.read.count_inputs", lambda *_, **__: counted.wait(60) and 2)
    console = _console()
    with Progress(Plan(inputs=(str(articles),)), console) as progress:
        progress.advance(_done("berg"))
        _wait_for(console, "1/? 2 facts")
        counted.set()
        _wait_for(console, "1/2 2 facts")


@pytest.mark.parametrize("console", [Console(quiet=True), Console(file=io.StringIO())])
def test_where_no_bar_is_drawn_nothing_is_counted(articles, console, monkeypatch):
    monkeypatch.setattr("pipeline.read.count_inputs", lambda *_, **__: pytest.fail("counted"))
    before = threading.active_count()
    with Progress(Plan(inputs=(str(articles),)), console) as progress:
        assert threading.active_count() == before
        progress.advance(_done("berg"))
