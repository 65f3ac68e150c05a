import threading
import time

import pytest

from pipeline.read import Place, Raw
from pipeline.run import feeder as feeder_module
from pipeline.run.feeder import Feeder


@pytest.fixture
def raws_of(raw):
    """A function that gives a stream of records, and the list of the numbers read so far."""

    def make(number):
        read = []

        def stream():
            for record in range(number):
                read.append(record)
                yield Raw(Place(0, record), raw.source, raw.record, raw.given)

        return stream(), read

    return make


@pytest.fixture
def done(done_with):
    return done_with("a")


def test_documents_leave_in_the_order_of_their_records(raws_of, done_with):
    raws, read = raws_of(3)
    with Feeder(raws, 1) as feeder:
        _settle(read)
        jobs = [*feeder.batch(), *feeder.batch(), *feeder.batch()]
        documents = [done_with(name) for name in "abc"]
        feeder.finished(jobs[2], documents[2])
        feeder.finished(jobs[1], documents[1])
        assert list(feeder.in_turn()) == []
        feeder.finished(jobs[0], documents[0])
        assert list(feeder.in_turn()) == documents


def _all(feeder, done):
    jobs = []
    while not feeder.is_exhausted:
        batch = feeder.batch()
        if not batch:
            feeder.connection.poll(5)
            feeder.heard()
        for job in batch:
            jobs.append(job.number)
            feeder.finished(job, done)
            assert list(feeder.in_turn()) == [done]
    return jobs


def test_gives_every_record_once_in_order(raws_of, done):
    raws, _ = raws_of(1000)
    with Feeder(raws, 1) as feeder:
        assert _all(feeder, done) == list(range(1000))


def test_says_when_there_is_nothing():
    with Feeder(iter(()), 1) as feeder:
        assert feeder.connection.poll(5)
        feeder.heard()
        assert feeder.is_exhausted


def test_reads_no_further_than_documents_are_emitted(raws_of, done, monkeypatch):
    monkeypatch.setattr(feeder_module, "_MOST_DOCUMENTS", 10)
    monkeypatch.setattr(feeder_module, "_MOST_DOCUMENTS_EACH", 1)
    raws, read = raws_of(100)
    with Feeder(raws, 1) as feeder:
        _settle(read)
        assert len(read) == 11  # one is at the door
        (first, *_) = feeder.batch()
        feeder.finished(first, done)
        _settle(read)
        assert len(read) == 11
        assert list(feeder.in_turn()) == [done]
        _settle(read)
        assert len(read) == 12


def test_reads_no_further_than_there_is_memory_but_at_least_one_record(raws_of, raw, done, monkeypatch):
    monkeypatch.setattr(feeder_module, "_MOST_WEIGHT", raw.weight - 1)
    monkeypatch.setattr(feeder_module, "_MOST_WEIGHT_EACH", 1)
    raws, read = raws_of(5)
    with Feeder(raws, 1) as feeder:
        for number in range(5):
            _settle(read)
            assert len(read) == min(number + 2, 5)
            (job,) = feeder.batch()
            feeder.finished(job, done)


def test_batches_shrink_so_that_all_workers_end_together(raws_of):
    raws, read = raws_of(200)
    with Feeder(raws, 2) as feeder:
        while len(read) < 200:
            time.sleep(0.01)
        _settle(read)
        sizes = []
        while batch := feeder.batch():
            sizes.append(len(batch))
        assert sum(sizes) == 200
        assert sizes == sorted(sizes, reverse=True)
        assert sizes[-1] == 1


def test_what_is_put_back_comes_first(raws_of, done):
    raws, read = raws_of(3)
    with Feeder(raws, 1) as feeder:
        _settle(read)
        first, second = feeder.batch(), feeder.batch()
        feeder.put_back(first + second)
        assert _all(feeder, done) == [0, 1, 2]


def test_an_error_of_the_reader_comes_after_the_records_before_it(raws_of):
    raws, _ = raws_of(3)

    def broken():
        yield from raws
        raise MemoryError

    with Feeder(broken(), 1) as feeder:
        jobs = []
        while len(jobs) < 3:
            jobs += feeder.batch()
            time.sleep(0.01)
        assert [job.number for job in jobs] == [0, 1, 2]
        _settle([])
        with pytest.raises(MemoryError):
            feeder.is_exhausted  # noqa: B018 - a property that raises


def test_the_reader_ends_with_the_run(raws_of, monkeypatch):
    monkeypatch.setattr(feeder_module, "_MOST_DOCUMENTS", 2)
    monkeypatch.setattr(feeder_module, "_MOST_DOCUMENTS_EACH", 1)
    raws, _ = raws_of(100)
    with Feeder(raws, 1):
        pass
    for thread in threading.enumerate():
        if thread.name == "reader":
            thread.join(5)
    assert "reader" not in {thread.name for thread in threading.enumerate()}


def _settle(read):
    """Wait until the reader stands still."""
    before = -1
    while before != len(read):
        before = len(read)
        time.sleep(0.05)
