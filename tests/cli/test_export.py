import csv
import io
import json
import sys
from importlib.util import find_spec

import pytest

needs_ftm = pytest.mark.skipif(find_spec("followthemoney") is None, reason="needs the extra ftm")
FTM = [pytest.param(to, marks=needs_ftm) for to in ("ftm", "ftm-statements")]
TO = ["csv", "parquet", *FTM, "webannotation", "dsa"]


@pytest.mark.parametrize("to", TO)
def test_writes_a_file_and_counts(cli, gold, articles, tmp_path, to):
    out = tmp_path / f"out.{to}"
    result = cli("export", gold, "--to", to, "--out", out, "--articles", articles)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("2 facts, ")
    assert out.stat().st_size
    assert list(tmp_path.glob("*.partial")) == []


@pytest.mark.parametrize("to", ["parquet", *FTM])
def test_the_same_facts_give_the_same_bytes(command, gold, articles, tmp_path, to):
    for name in ("one", "two"):
        done = command("export", gold, "--to", to, "--out", tmp_path / name, "--articles", articles)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_writes_to_the_standard_output(cli, gold):
    result = cli("export", gold, "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert [row["kind"] for row in rows] == ["takedown", "follower_count"]
    assert all(row["id"] for row in rows), "gold has no ids, but its export has"


def test_reads_the_folder_of_a_run(cli, tmp_path, takedown, write_lines):
    write_lines(tmp_path / "run" / "facts.jsonl", takedown)
    assert len(cli("export", tmp_path / "run", "--to", "dsa").stdout.splitlines()) == 1


def test_quiet_says_nothing(cli, gold):
    assert cli("export", gold, "--to", "dsa", "--quiet").stderr == ""


def test_counts_what_cannot_be_carried(cli, gold):
    result = cli("export", gold, "--to", "dsa")
    assert result.stderr.split("\n") == [
        "2 facts, 1 records",
        "left out:",
        "        1  kind follower_count",
        "",
    ]


def test_json_holds_the_counts(cli, gold, tmp_path):
    out = tmp_path / "acts.jsonl"
    result = cli("export", gold, "--to", "dsa", "--out", out, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "to": "dsa",
        "out": str(out),
        "facts": 2,
        "records": 1,
        "left_out": {"kind follower_count": 1},
        "reduced": {},
        "problems": [],
        "problems_in_all": 0,
    }


@pytest.mark.parametrize("arguments", [("--to", "parquet"), ("--to", "csv", "--json")])
def test_the_standard_output_takes_no_parquet_and_no_counts_beside_facts(cli, gold, arguments):
    result = cli("export", gold, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "E415" in result.stderr
    assert "--out" in result.stderr


def test_a_broken_line_is_told_and_the_rest_exported(cli, gold, tmp_path):
    with (gold / "berg.jsonl").open("a") as file:
        file.write("{\n")
    out = tmp_path / "facts.csv"
    result = cli("export", gold, "--to", "csv", "--out", out, "--json")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert summary["facts"] == summary["records"] == 2
    (problem,) = summary["problems"]
    assert problem["code"] == "E203"
    assert "berg.jsonl:3" in problem["message"]
    assert "E203" in result.stderr


def test_of_many_broken_lines_the_first_are_told_and_all_counted(cli, gold, tmp_path):
    with (gold / "berg.jsonl").open("a") as file:
        file.write("{\n" * 12)
    result = cli("export", gold, "--to", "csv", "--out", tmp_path / "facts.csv")
    assert result.exit_code == 1
    assert result.stderr.count("E203") == 5
    assert "12 problems, of which the first 5 are told" in result.stderr
    assert result.stderr.index("berg.jsonl:7") < result.stderr.index("12 problems")
    summary = json.loads(cli("export", gold, "--to", "csv", "--out", tmp_path / "f.csv", "--json").stdout)
    assert (len(summary["problems"]), summary["problems_in_all"]) == (5, 12)


def test_facts_of_another_text_are_told_and_left_out(cli, gold, articles, takedown, write_lines):
    takedown["evidence"][0]["trigger"] |= {"text": "REMOVED"}
    write_lines(gold / "berg.jsonl", takedown)
    result = cli("export", gold, "--to", "webannotation", "--articles", articles)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "E410" in result.stderr


def test_an_article_that_cannot_be_read_is_told(cli, gold, articles):
    (articles / "empty.txt").touch()
    result = cli("export", gold, "--to", "webannotation", "--articles", articles)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert "E108" in result.stderr


def test_articles_give_the_words_around_a_quotation(cli, gold, articles):
    lines = cli("export", gold, "--to", "webannotation", "--articles", articles).stdout.splitlines()
    quotation = json.loads(lines[0])["target"]["selector"][1]
    assert (quotation["prefix"], quotation["suffix"]) == ("", ".\r\nShe had over 104,000 follower")


@pytest.mark.parametrize("to", ["ftm", "ftm-statements"])
def test_without_the_extra_the_remedy_is_told(cli, gold, monkeypatch, to):
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    result = cli("export", gold, "--to", to)
    assert result.exit_code == 2
    assert "E414" in result.stderr
    assert "pip install -e '.[ftm]'" in result.stderr


def test_a_failed_export_leaves_nothing_behind(cli, gold, tmp_path):
    (tmp_path / "facts.csv").mkdir()
    (tmp_path / "facts.csv" / "keep").touch()
    result = cli("export", gold, "--to", "csv", "--out", tmp_path / "facts.csv")
    assert result.exit_code == 3
    assert "E403" in result.stderr
    assert list(tmp_path.glob("*.partial")) == []


def test_missing_facts_are_a_usage_error(cli, tmp_path):
    result = cli("export", tmp_path / "nothing", "--to", "csv")
    assert result.exit_code == 2
    assert "E201" in result.stderr


def test_a_file_that_cannot_be_written_is_told(cli, gold, tmp_path):
    result = cli("export", gold, "--to", "csv", "--out", tmp_path / "no" / "facts.csv")
    assert result.exit_code == 3
    assert "E403" in result.stderr
