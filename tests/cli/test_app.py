import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = ["run", "evaluate", "validate", "show", "bench", "schema"]
SLOW = {"pandas", "pyarrow", "pydantic", "scipy", "spacy", "trafilatura"}


def test_help_lists_every_command(cli):
    result = cli("--help")
    assert result.exit_code == 0
    assert [name for name in COMMANDS if f" {name} " in result.stdout] == COMMANDS
    assert "Examples" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_teaches_by_example(cli, name):
    result = cli(name, "--help")
    assert result.exit_code == 0
    assert f"$ pipeline {name}" in " ".join(result.stdout.split())


def test_help_imports_nothing_slow(command):
    code = "import sys, pipeline.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert SLOW.isdisjoint(loaded.split())


def test_version_is_one_line_of_data(cli):
    result = cli("--version")
    assert result.exit_code == 0
    name, version = result.stdout.split()
    assert name == "platform-claims"
    assert version[0].isdigit()


@pytest.mark.parametrize("args", [[], ["fly"], ["run", "--fly"], ["show"]])
def test_wrong_usage_exits_with_2(cli, args):
    assert cli(*args).exit_code == 2


def test_an_error_of_the_project_is_told_with_code_and_remedy_on_stderr(command, tmp_path):
    done = command("validate", tmp_path / "missing")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        f"E201 {tmp_path / 'missing'} is neither a file nor a folder",
        "  -> check the path",
    ]


def test_completion_can_be_installed(cli):
    assert "--install-completion" in cli("--help").stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
@pytest.mark.parametrize(
    "args", [["--version"], ["--help"], ["schema"], ["export", "corpus/gold", "--to", "csv"]]
)
def test_a_standard_output_that_takes_no_more_ends_a_command_with_its_error(command, args):
    with Path("/dev/full").open("wb") as full:
        done = command(*args, stdout=full)
    assert done.returncode == 3
    assert done.stderr.startswith(b"E402 no room is left to write <stdout>")
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly(command):
    reading, writing = os.pipe()
    os.close(reading)
    done = command("schema", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (3, b"")


def test_a_defect_has_the_status_of_incomplete_work():
    code = """
from importlib import import_module
module = import_module("pipeline.cli.app")
module.app = lambda **_: 1 / 0
module.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
