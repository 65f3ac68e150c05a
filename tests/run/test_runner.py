import io
import json

import pytest

from pipeline.errors import PipelineError, ReadError, RunError
from pipeline.run import Execution, FactStream, Plan, RunFolder, changes_since, run

BANNED = "Facebook banned Anna Berg on Tuesday. "
FINISHED = ["documents.jsonl", "facts.jsonl", "manifest.json", "quarantine.jsonl"]
#: Every document is safe as soon as it is written.
ALWAYS = Execution(checkpoint=0)


class Interrupt(BaseException):
    pass


class Stopper:
    """Interrupts a run behind so many documents."""

    def __init__(self, after):
        self.left = after
        self.before = None

    def resumed(self, documents):
        self.before = documents

    def advance(self, done):
        self.left -= 1
        if not self.left:
            raise Interrupt


@pytest.fixture
def plan(tmp_path):
    """Twelve documents in files of one and of several, two of which cannot be read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(5):
        (folder / f"a{number}.txt").write_text(BANNED * (number + 1))
    (folder / "b.txt").write_bytes(b"\0")
    lines = [json.dumps({"doc_id": f"c{number}", "text": BANNED}) for number in range(4)]
    (folder / "c.jsonl").write_text("\n".join([*lines[:2], "{broken", *lines[2:]]))
    (folder / "d.txt").write_text("Rain.")
    return Plan(inputs=(str(folder),), model="rules")


def _results(out):
    documents = [json.loads(line) for line in (out / "documents.jsonl").read_bytes().splitlines()]
    for document in documents:
        del document["milliseconds"]
    counts = json.loads((out / "manifest.json").read_text())["counts"]
    return (out / "facts.jsonl").read_bytes(), (out / "quarantine.jsonl").read_bytes(), documents, counts


@pytest.fixture
def whole(plan, tmp_path):
    """The results of a run that nothing disturbed."""
    run(plan, RunFolder(tmp_path / "whole"))
    return _results(tmp_path / "whole")


def test_a_run_that_is_interrupted_anywhere_and_resumed_gives_the_same(plan, tmp_path, whole):
    assert len(whole[2]) == 12
    for after in range(1, 13):
        out = tmp_path / f"out{after}"
        with pytest.raises(Interrupt):
            run(plan, RunFolder(out), execution=ALWAYS, watcher=Stopper(after))
        stopper = Stopper(99)
        run(plan, RunFolder(out, "resume"), watcher=stopper)
        assert stopper.before == after - 1  # the last one was written, but its checkpoint was not
        assert _results(out) == whole
        assert sorted(path.name for path in out.iterdir()) == FINISHED


def test_a_run_can_be_interrupted_again_and_again(plan, tmp_path, whole):
    out = tmp_path / "out"
    for _ in range(11):
        with pytest.raises(Interrupt):
            run(plan, RunFolder(out, "resume"), execution=ALWAYS, watcher=Stopper(2))
    manifest = run(plan, RunFolder(out, "resume"), execution=Execution(backend="processes", workers=2))
    assert _results(out) == whole
    assert manifest.counts.documents == 12
    assert run(plan, RunFolder(out, "resume")) == manifest


def test_a_run_does_not_go_on_with_a_knowledge_base_that_changed_inside_its_folder(plan, tmp_path):
    base = tmp_path / "bases" / "my.ftm.json"
    base.parent.mkdir()
    base.write_text('{"id": "NK-1", "schema": "Person", "properties": {"name": ["Anna Berg"]}}\n')
    plan = plan.model_copy(update={"kb": (base.parent,), "kb_index": tmp_path / "index"})
    with pytest.raises(Interrupt):
        run(plan, RunFolder(tmp_path / "out"), execution=ALWAYS, watcher=Stopper(2))
    base.write_text(base.read_text().replace("NK-1", "NK-22"))
    with pytest.raises(RunError, match="E421: the knowledge"):
        run(plan, RunFolder(tmp_path / "out", "resume"))


def test_resuming_where_nothing_was_begun_begins(plan, tmp_path, whole):
    run(plan, RunFolder(tmp_path / "out", "resume"))
    assert _results(tmp_path / "out") == whole


def test_a_run_that_is_resumed_with_other_settings_is_refused(plan, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(Interrupt):
        run(plan, RunFolder(out), execution=ALWAYS, watcher=Stopper(3))
    other = plan.model_copy(update={"min_confidence": 0.5})
    with pytest.raises(RunError, match=r"E420.*: min_confidence"):
        run(other, RunFolder(out, "resume"))
    run(plan, RunFolder(out, "resume"))
    with pytest.raises(RunError, match=r"E420.*: min_confidence"):
        run(other, RunFolder(out, "resume"))


def test_a_run_whose_index_of_documents_is_lost_is_not_gone_on_with(plan, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(Interrupt):
        run(plan, RunFolder(out), execution=ALWAYS, watcher=Stopper(6))
    (out / ".run" / "seen.sqlite").unlink()
    for _ in range(2):
        with pytest.raises(RunError, match=r"E431: .*seen\.sqlite.*--force"):
            run(plan, RunFolder(out, "resume"))
    run(plan, RunFolder(out, "force"))


def test_what_has_changed_since_a_run_was_finished_is_told(plan, tmp_path):
    manifest = run(plan, FactStream(io.BytesIO()))
    assert changes_since(manifest) == []
    older = manifest.versions.model_copy(update={"package": "0.0.1", "tables_sha256": "0"})
    assert changes_since(manifest.model_copy(update={"versions": older})) == ["package", "tables"]
    gone = manifest.model_copy(update={"plan": plan.model_copy(update={"model": "missing"})})
    assert changes_since(gone) == ["model"]


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("backend", ["inline", "processes"])
@pytest.mark.parametrize("slip", [{"model": "missing"}, {"metadata": "broken.csv"}])
def test_a_run_that_cannot_begin_leaves_the_unfinished_one_that_it_was_to_replace(
    plan, tmp_path, whole, slip, backend
):
    out = tmp_path / "out"
    with pytest.raises(Interrupt):
        run(plan, RunFolder(out), execution=ALWAYS, watcher=Stopper(7))
    before = _files(out)
    (tmp_path / "broken.csv").write_text("file\na,b\n")
    values = {"metadata": tmp_path / slip["metadata"]} if "metadata" in slip else slip
    with pytest.raises(PipelineError, match=r"E311|E114"):
        run(plan.model_copy(update=values), RunFolder(out, "force"), execution=Execution(backend=backend))
    assert _files(out) == before
    run(plan, RunFolder(out, "resume"))
    assert _results(out) == whole


def test_input_that_changed_meanwhile_is_noticed(plan, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(Interrupt):
        run(plan, RunFolder(out), execution=ALWAYS, watcher=Stopper(3))
    (tmp_path / "articles" / "a0.txt").write_text("Another text.")
    with pytest.raises(RunError, match="E422"):
        run(plan, RunFolder(out, "resume"))


def test_a_stream_of_articles_cannot_be_resumed(tmp_path):
    plan = Plan(inputs=("-",), model="rules")
    lines = b'{"text": "One."}\n{"text": "Two."}\n{"text": "Three."}\n'
    with pytest.raises(Interrupt):
        run(plan, RunFolder(tmp_path / "out"), stdin=io.BytesIO(lines), execution=ALWAYS, watcher=Stopper(2))
    with pytest.raises(RunError, match="E427"):
        run(plan, RunFolder(tmp_path / "out", "resume"), stdin=io.BytesIO(lines))


def test_an_input_that_names_nothing_stops_the_run_before_anything_is_touched(tmp_path):
    with pytest.raises(ReadError, match="E101"):
        run(Plan(inputs=("missing",), model="rules"), RunFolder(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_two_documents_of_one_name_are_told_apart_by_every_executor(tmp_path):
    path = tmp_path / "twice.jsonl"
    path.write_text('{"doc_id": "a", "text": "Rain."}\n' * 2)
    plan = Plan(inputs=(str(path),), model="rules")
    for execution in (Execution(), Execution(backend="processes", workers=2)):
        manifest = run(plan, FactStream(io.BytesIO()), execution=execution)
        assert manifest.counts.quarantined == {"E121": 1}
