import os
from datetime import UTC, datetime

import pytest

from pipeline.errors import RunError
from pipeline.read import Place
from pipeline.run import Plan
from pipeline.run.checkpoint import Checkpoint, InputWatch, check_same, next_place, watch_again
from pipeline.run.manifest import Account, KnowledgeFile


@pytest.fixture
def tree(tmp_path):
    for name in "abcd":
        (tmp_path / f"{name}.txt").write_text(name)
    (tmp_path / "table.csv").write_text("file,title\n")
    return tmp_path


@pytest.fixture
def checkpoint_at(tree, versions):
    """A function that gives the checkpoint of a run that has read so many files."""

    def make(number):
        plan = Plan(inputs=(str(tree),), metadata=tree / "table.csv")
        watch = InputWatch(plan)
        for index in range(number):
            watch.reached(index, str(tree / f"{'abcd'[index]}.txt"))
            watch.reached(index, str(tree / f"{'abcd'[index]}.txt"))  # its second record
        return Checkpoint(
            plan=plan,
            versions=versions,
            account=Account(started=datetime.now(UTC)),
            source=number - 1,
            record=0,
            inputs_sha256=watch.sha256(),
        )

    return make


def test_reading_goes_on_behind_the_last_record(checkpoint_at):
    assert next_place(None) == Place(0, 0)
    assert next_place(checkpoint_at(3)) == Place(2, 1)


@pytest.mark.parametrize("number", range(5))
def test_unchanged_input_is_recognised_and_watched_on(tree, checkpoint_at, number):
    watch = watch_again(checkpoint_at(number))
    for index in range(number, 4):
        watch.reached(index, str(tree / f"{'abcd'[index]}.txt"))
    assert watch.sha256() == checkpoint_at(4).inputs_sha256


def _grow(tree):
    with (tree / "b.txt").open("a") as file:
        file.write("!")


def _touch(tree):
    os.utime(tree / "b.txt", ns=(1, 1))


CHANGES = {
    "grown": _grow,
    "written again": _touch,
    "deleted": lambda tree: (tree / "a.txt").unlink(),
    "another before": lambda tree: (tree / "aa.txt").touch(),
    "other metadata": lambda tree: (tree / "table.csv").write_text("file,title\na.txt,A\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_input_that_changed_after_it_was_read_is_noticed(tree, checkpoint_at, change):
    checkpoint = checkpoint_at(2)
    CHANGES[change](tree)
    with pytest.raises(RunError, match=r"E422.*--force"):
        watch_again(checkpoint)


def test_input_that_is_still_to_come_may_change(tree, checkpoint_at):
    checkpoint = checkpoint_at(2)
    (tree / "c.txt").write_text("longer")
    (tree / "e.txt").touch()
    watch_again(checkpoint)


def test_a_plan_that_differs_is_named_by_its_settings():
    with pytest.raises(RunError, match=r"E420: .*: inputs, min_confidence"):
        check_same(Plan(inputs=("a",)), Plan(inputs=("b",), min_confidence=0.5))


OTHERS = {
    "package": "2",
    "model_sha256": "2",
    "tables_sha256": "2",
    "knowledge": (KnowledgeFile(path="my.ftm.json", sha256="2", entities=1),),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_software_does_not_go_on_with_a_run(checkpoint_at, versions, name):
    checkpoint = checkpoint_at(1)
    with pytest.raises(RunError, match="E421"):
        checkpoint.check(checkpoint.plan, versions.model_copy(update={name: OTHERS[name]}))
    checkpoint.check(checkpoint.plan, versions.model_copy(update={"python": "2"}))


def test_a_stream_that_is_gone_cannot_be_read_on(checkpoint_at, versions):
    plan = Plan(inputs=("-",))
    checkpoint = checkpoint_at(1).model_copy(update={"plan": plan})
    with pytest.raises(RunError, match="E427"):
        checkpoint.check(plan, versions)
