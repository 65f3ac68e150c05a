import json

import pytest


def test_says_nothing_of_sound_gold(cli, gold, articles):
    result = cli("validate", gold, "--articles", articles)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 errors, 0 warnings\n"


@pytest.fixture
def misquoted(gold, takedown, write_lines):
    takedown["evidence"][0]["trigger"] |= {"text": "REMOVED"}
    return write_lines(gold / "berg.jsonl", takedown)


def test_tells_each_problem_with_file_line_and_remedy(cli, misquoted, articles):
    result = cli("validate", misquoted, "--articles", articles)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(f"{misquoted}:1: error E211: ")
    assert " -> " in line
    assert result.stderr == "1 errors, 0 warnings\n"


def test_help_tells_where_articles_are_looked_for(cli, gold, articles, tmp_path, monkeypatch):
    shown = " ".join(cli("validate", "--help", env={"COLUMNS": "200"}).stdout.split())
    assert "[default: (the folder articles/ beside that of the gold)]" in shown
    assert cli("validate", gold).exit_code == 0
    monkeypatch.chdir(tmp_path)
    articles.rename(tmp_path / "news")
    assert "E204" in cli("validate", "gold/berg.jsonl").stderr
    lines = [line for line in shown.split("$ ") if line.startswith("pipeline validate mine.jsonl")]
    assert lines
    assert all("--articles news" in line for line in lines)


def test_json_holds_the_same_problems(cli, misquoted, articles):
    result = cli("validate", misquoted, "--articles", articles, "--json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert set(problem) == {"file", "line", "code", "severity", "message", "remedy"}
    assert (problem["line"], problem["code"], problem["severity"]) == (1, "E211", "error")


def test_metadata_beside_the_articles_is_no_article(cli, gold, articles, takedown, write_lines):
    (gold / "berg.jsonl").unlink()
    write_lines(gold / "anna.jsonl", takedown | {"doc_id": "anna"})
    index = write_lines(articles / "index.jsonl", {"doc_id": "anna", "file": "berg.md"})
    without = cli("validate", gold, "--articles", articles)
    assert without.exit_code == 1
    assert "error E217: the article 'anna' cannot be read" in without.stdout
    result = cli("validate", gold, "--articles", articles, "--metadata", index)
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_line_that_is_no_fact_does_not_hide_the_next_problem(cli, gold, articles):
    with (gold / "berg.jsonl").open("a") as file:
        file.write("{\n{}\n")
    result = cli("validate", gold, "--articles", articles, "--json")
    assert [problem["line"] for problem in json.loads(result.stdout)] == [3, 4]


def test_control_characters_of_a_file_do_not_reach_the_terminal(cli, gold, articles, takedown, write_lines):
    write_lines(gold / "berg.jsonl", takedown | {"doc_id": "berg\x1b[31m"})
    assert "\x1b" not in cli("validate", gold, "--articles", articles).stdout
