import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import RunError
from pipeline.facts import text_sha256
from pipeline.run.seen import Copy, SeenDocuments
from pipeline.run.signature import signature

ROOT = Path(__file__).parents[2]
WORDS = [f"word{number}" for number in range(300)]
#: A report, and texts made of it.
REPORT = " ".join(WORDS)
CUT = " ".join(WORDS[:200])
NEW_END = " ".join([*WORDS[:260], "with another end"])
OTHER = " ".join(reversed(WORDS))
BRIEF = "Twitter suspended Ada Lane's account."


def ask(seen, number, doc_id, text):
    return seen.find_copy(number, doc_id, text_sha256(text), signature(text))


def answers(seen, documents, start=0):
    """What a run is told of each document; it asks for copies only of those whose id is new."""
    told = []
    for number, (doc_id, text) in list(enumerate(documents))[start:]:
        place = seen.first_place(number, doc_id, f"in.jsonl#{number}")
        told.append(place if place is not None else ask(seen, number, doc_id, text))
    return told


@pytest.fixture
def path(tmp_path):
    return tmp_path / "seen.sqlite"


@pytest.fixture(params=["file", "temporary"])
def seen(request, path):
    with SeenDocuments(path if request.param == "file" else None) as opened:
        yield opened


# Ids


def test_an_id_read_twice_is_told_with_its_first_place(seen):
    assert seen.first_place(0, "a", "first.jsonl#1") is None
    assert seen.first_place(1, "b", "first.jsonl#2") is None
    assert seen.first_place(2, "a", "second.jsonl#1") == "first.jsonl#1"
    assert seen.first_place(3, "a", "third.jsonl#1") == "first.jsonl#1"


def test_names_that_are_no_unicode_are_kept(seen):
    place = os.fsdecode(b"in\xff.txt")
    assert seen.first_place(0, "\ud800", place) is None
    assert seen.first_place(1, "\ud800", "in.txt") == place
    ask(seen, 0, "\ud800", REPORT)
    assert ask(seen, 1, "b", REPORT).of == "\ud800"


# Copies


@pytest.mark.parametrize("text", [REPORT, BRIEF, ""], ids=["a report", "a brief", "nothing"])
def test_the_same_text_is_a_copy_of_its_first_document(seen, text):
    assert ask(seen, 0, "a", text) is None
    assert ask(seen, 1, "b", OTHER) is None
    assert ask(seen, 2, "c", text) == ask(seen, 3, "d", text) == Copy("a", 1.0)


@pytest.mark.parametrize("text", [CUT, NEW_END, REPORT.upper()], ids=["cut", "another end", "case"])
def test_a_near_copy_is_told_with_its_similarity(seen, text):
    ask(seen, 0, "a", REPORT)
    copy = ask(seen, 1, "b", text)
    assert copy.of == "a"
    assert 0.5 < copy.similarity <= 1


def test_a_text_that_changes_bit_by_bit_ends_in_a_document_of_its_own(seen):
    versions = [" ".join(WORDS[start : start + 150]) for start in range(0, 100, 10)]
    found = [ask(seen, number, str(number), text) for number, text in enumerate(versions)]
    assert found[0] is None
    assert found[1].of == found[2].of == "0"
    own = {str(number) for number, copy in enumerate(found) if copy is None}
    assert 1 < len(own) < 6
    assert {copy.of for copy in found if copy is not None} <= own


def test_of_several_near_copies_the_earliest_is_told(seen):
    # The cut report is noted first; the whole one is no copy of it, having a third of its own.
    assert ask(seen, 0, "cut", " ".join(WORDS[:190])) is None
    assert ask(seen, 1, "whole", REPORT) is None
    assert ask(seen, 2, "another", " ".join(WORDS[:220])).of == "cut"
    assert ask(seen, 3, "late", NEW_END).of == "whole"


def test_words_under_every_article_of_an_outlet_make_no_copies_and_hide_none(seen):
    boilerplate = " ".join(f"subscribe{number}" for number in range(100))
    for number in range(60):
        own = " ".join(f"{word}of{number}" for word in WORDS[:150])
        assert ask(seen, number, str(number), f"{own} {boilerplate}") is None
    late = " ".join(f"{word}of59" for word in WORDS[:140])
    assert ask(seen, 60, "late", f"{late} {boilerplate}").of == "59"


# Commits and resuming


def test_what_is_committed_is_there_again_and_the_rest_is_forgotten(path):
    with SeenDocuments(path) as seen:
        answers(seen, [("a", REPORT)])
        seen.commit()
        answers(seen, [("a", REPORT), ("b", OTHER)], 1)
    with SeenDocuments(path) as seen:
        assert seen.first_place(1, "a", "again") == "in.jsonl#0"
        assert answers(seen, [("", ""), ("b", OTHER), ("c", REPORT)], 1) == [None, Copy("a", 1.0)]


def test_a_temporary_index_vanishes():
    with SeenDocuments(None) as seen:
        answers(seen, [("a", REPORT)])
        seen.commit()
    with SeenDocuments(None) as seen:
        assert answers(seen, [("a", REPORT)]) == [None]


TEXTS = st.sampled_from(
    [REPORT, CUT, NEW_END, OTHER, BRIEF, " ".join([*WORDS[150:], *WORDS[:100]]), " ".join(WORDS[:120])]
)
DOCUMENTS = st.lists(st.tuples(st.sampled_from("abcdefgh"), TEXTS), max_size=12)


@settings(deadline=None, max_examples=60)
@given(documents=DOCUMENTS, data=st.data())
def test_a_run_that_is_cut_back_is_told_the_same_as_an_undisturbed_one(documents, data):
    with SeenDocuments(None) as seen:
        undisturbed = answers(seen, documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "seen.sqlite")
        start, told = 0, []
        for _ in range(data.draw(st.integers(0, 3), label="interruptions")):
            stop = data.draw(st.integers(start, len(documents)), label="killed at")
            checkpoint = data.draw(st.integers(start, stop), label="checkpoint")
            committed = data.draw(st.integers(checkpoint, stop), label="committed up to")
            with SeenDocuments(path) as seen:
                seen.cut_back(start)
                told[start:] = answers(seen, documents[:committed], start)
                seen.commit()
                answers(seen, documents[:stop], committed)
            start = checkpoint
        with SeenDocuments(path) as seen:
            seen.cut_back(start)
            told[start:] = answers(seen, documents, start)
    assert told == undisturbed


@settings(deadline=None, max_examples=60)
@given(documents=DOCUMENTS, data=st.data())
def test_what_is_cut_off_can_be_read_again_with_the_same_answers(documents, data):
    with SeenDocuments(None) as seen:
        told = answers(seen, documents)
        for number in data.draw(st.lists(st.integers(0, len(documents)), max_size=3), label="cut back to"):
            seen.cut_back(number)
            if data.draw(st.booleans(), label="commit"):
                seen.commit()
            assert answers(seen, documents, number) == told[number:]


KILLED = """
import sys
from pathlib import Path
from pipeline.facts import text_sha256
from pipeline.run.seen import SeenDocuments
from pipeline.run.signature import signature
with SeenDocuments(Path(sys.argv[1])) as seen:
    for number in range(10**9):
        text = " ".join(f"{number}word{place}" for place in range(100))
        seen.first_place(number, str(number), str(number))
        seen.find_copy(number, str(number), text_sha256(text), signature(text))
        if number % 7 == 6:
            seen.commit()
            print(number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 5, 40])
def test_a_kill_leaves_what_was_committed_last(path, lines):
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        committed = [int(process.stdout.readline()) for _ in range(lines)][-1]
        process.send_signal(signal.SIGKILL)
        # More can have been committed before the kill came.
        committed = max([committed, *(int(line) for line in process.stdout if line.endswith("\n"))])
    with SeenDocuments(path) as seen:
        for number in range(committed + 1):
            assert seen.first_place(number, str(number), "again") == str(number)
            text = " ".join(f"{number}word{place}" for place in range(90))
            assert ask(seen, committed + 1, "again", text).of == str(number)
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("SELECT max(number) FROM original").fetchone()[0] % 7 == 6
    database.close()


# Errors


def test_another_file_is_not_touched(path):
    path.write_bytes(b"My notes, which are no database at all. " * 100)
    with pytest.raises(RunError, match=r"E431: .*seen\.sqlite"):
        SeenDocuments(path)
    assert path.read_bytes().startswith(b"My notes")


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE mine (a)", "PRAGMA user_version = 99; CREATE TABLE place (a)"]
)
def test_another_database_is_told(path, statement):
    database = sqlite3.connect(path)
    database.executescript(statement)
    database.close()
    with pytest.raises(RunError, match="E431"):
        SeenDocuments(path)


def test_a_file_in_use_is_told(path):
    with SeenDocuments(path), pytest.raises(RunError, match="E432"):
        SeenDocuments(path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(RunError, match="E403"):
        SeenDocuments(tmp_path / "missing" / "seen.sqlite")


FILLED = """
import sys
from itertools import count
from pathlib import Path
from pipeline.errors import RunError
from pipeline.facts import text_sha256
from pipeline.run.seen import SeenDocuments

path, committed = Path(sys.argv[1]), 0
try:
    with SeenDocuments(path) as seen:
        for number in count():
            seen.find_copy(number, "x" * 100, text_sha256(str(number)), None)
            if number % 100 == 99:
                seen.commit()
                committed = number + 1
except RunError as error:
    print(error.code)
with SeenDocuments(path) as seen:
    found = [seen.find_copy(10**9, "y", text_sha256(str(number)), None) for number in range(committed)]
print(committed > 0 and None not in found)
"""


def test_a_full_disk_is_told_and_what_was_committed_stays(tmp_path):
    """On a small disk, where the system lets a user mount one for a process of theirs."""
    mount = f"mount -t tmpfs -o size=512k tmpfs {shlex.quote(str(tmp_path))}"
    alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*alone, mount], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    run = shlex.join([sys.executable, "-c", FILLED, str(tmp_path / "seen.sqlite")])
    done = subprocess.run(
        [*alone, f"{mount} && exec {run}"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == ["E402", "True"]
