import json

import pytest

from pipeline.engine import available_models


@pytest.fixture(scope="session", autouse=True)
def _rules():
    if "rules" not in available_models():
        pytest.skip("the model rules is absent")


@pytest.fixture
def base(tmp_path):
    """A base of one person, with a way to break some lines of it."""

    def write(broken=0):
        path = tmp_path / "my.ftm.json"
        person = {"id": "NK-1", "schema": "Person", "properties": {"name": ["Ada Berg"]}}
        path.write_text("no json\n" * broken + json.dumps(person) + "\n")
        return path

    return write


@pytest.fixture
def run(cli, tmp_path):
    """Run the rules on one sentence with a base."""
    (tmp_path / "a.txt").write_text("Twitter suspended the account of Ada Berg on Tuesday.\n")

    def run_with(*bases):
        options = [part for path in bases for part in ("--kb", path)]
        return cli(
            *("run", tmp_path / "a.txt", "--model", "rules", "--out", tmp_path / "out"),
            *(*options, "--kb-index", tmp_path / "index"),
        )

    return run_with


def test_names_are_linked_to_the_base_given(run, base, tmp_path):
    assert run(base()).exit_code == 0
    (fact,) = map(json.loads, (tmp_path / "out" / "facts.jsonl").read_text().splitlines())
    assert (fact["holder_id"], fact["actor_id"]) == ("NK-1", "twitter")
    plan = json.loads((tmp_path / "out" / "manifest.json").read_text())["plan"]
    assert plan["kb"] == [str(tmp_path / "my.ftm.json")]


@pytest.mark.parametrize(("broken", "told"), [(2, 2), (9, 5)])
def test_broken_lines_are_told_first_and_counted(run, base, broken, told):
    result = run(base(broken))
    assert result.exit_code == 0
    assert result.stderr.count("E333") == told
    assert f"{broken} lines of knowledge bases were left out" in result.stderr


def test_a_base_that_is_indexed_is_not_read_again(run, base):
    path = base(1)
    assert "E333" in run(path).stderr
    assert "E333" not in run(path).stderr


def test_a_base_that_is_none_ends_the_run_before_it_starts(run, tmp_path):
    result = run(tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "E332" in result.stderr
    assert not (tmp_path / "out").exists()
