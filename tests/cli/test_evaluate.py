import json

import pytest

DONE = {"path": None, "text_sha256": None, "status": "done", "facts": 0, "words": 0, "milliseconds": 0.0}


@pytest.fixture
def out(tmp_path, takedown, followers, write_lines):
    """The output folder of a run that got the date of a takedown wrong and missed nothing."""
    folder = tmp_path / "out"
    write_lines(folder / "facts.jsonl", takedown | {"date": "2019-04-18"}, followers)
    write_lines(folder / "documents.jsonl", *({"doc_id": name} | DONE for name in ("berg", "rain")))
    return folder


def _json(result):
    assert result.exit_code == 0
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", ["", "facts.jsonl"])
def test_scores_a_run_folder_or_its_facts(cli, gold, out, name):
    scores = _json(cli("evaluate", "--gold", gold, "--pred", out / name, "--json"))["scores"]
    assert scores["core"]["all"]["f1"] == 1
    assert scores["strict"]["all"]["f1"] == 0.5


def test_prints_scores_of_facts_and_fields_with_intervals(cli, gold, out):
    result = cli("evaluate", "--gold", gold, "--pred", out)
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["core", "all", "1.000", "1.000", "1.000", "1.000-1.000", "2", "2", "2"] in rows
    assert ["strict", "takedown", "0.000", "0.000", "0.000", "0.000-0.000", "0", "1", "1"] in rows
    assert any(row[:1] == ["holder"] for row in rows)
    assert "2 documents scored; 1 of them without gold facts, with 0 false alarms in 0" in result.stdout


def test_lists_each_error_with_its_cause_document_and_passage(cli, gold, out):
    lines = cli("evaluate", "--gold", gold, "--pred", out, "--errors").stdout.splitlines()
    place = lines.index(
        "wrong_value berg takedown date: gold '2019-04-16', predicted '2019-04-18' (costs strict)"
    )
    assert lines[place + 1].strip() == "Instagram removed Anna Berg\u2019s page on Tuesday"


def test_tells_how_right_facts_are_from_each_confidence_on(cli, gold, out, takedown, followers, write_lines):
    write_lines(out / "facts.jsonl", takedown | {"confidence": 0.65}, followers | {"confidence": 0.95})
    result = cli("evaluate", "--gold", gold, "--pred", out, "--by-confidence")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["0.6", "1.000", "1.000", "1.000", "1.000", "2", "2", "2"] in rows
    assert ["0.7", "1.000", "0.500", "0.667", "1.000", "1", "1", "2"] in rows


def test_json_has_the_counts_by_confidence_where_asked_for(cli, gold, out):
    plain = _json(cli("evaluate", "--gold", gold, "--pred", out, "--json"))
    told = _json(cli("evaluate", "--gold", gold, "--pred", out, "--json", "--by-confidence"))
    rows = told.pop("by_confidence")
    assert told == plain
    assert rows[0]["confidence"] == 0
    assert rows[0]["core"]["right"] == plain["scores"]["core"]["all"]["right"]


def test_only_documents_that_the_run_read_are_scored(cli, gold, out, write_lines):
    write_lines(out / "documents.jsonl", {"doc_id": "rain"} | DONE)
    documents = _json(cli("evaluate", "--gold", gold, "--pred", out, "--json"))["documents"]
    assert (documents["scored"], documents["left_out"]) == (1, {"berg": 4})


def test_documents_that_a_gold_folder_lacks_are_left_out(cli, gold, out):
    (gold / "rain.jsonl").unlink()
    documents = _json(cli("evaluate", "--gold", gold, "--pred", out, "--json"))["documents"]
    assert documents["scored"] == 1


def test_predictions_on_a_document_without_gold_facts_are_false_alarms(cli, gold, out, takedown, write_lines):
    write_lines(out / "facts.jsonl", takedown | {"doc_id": "rain"})
    alarms = _json(cli("evaluate", "--gold", gold / "berg.jsonl", "--pred", out, "--json"))["false_alarms"]
    assert alarms == {"documents": 1, "alarmed": 1, "facts": 1}


def test_a_list_narrows_the_documents(cli, gold, out, tmp_path):
    (tmp_path / "only.txt").write_text("rain\nelsewhere\n")
    args = ["evaluate", "--gold", gold, "--pred", out, "--only", tmp_path / "only.txt", "--json"]
    assert _json(cli(*args))["documents"]["scored"] == 1


@pytest.mark.parametrize("ids", ["\ufeffmay 4\r\n", "  may 4  \n\n", "rain\nmay 4"])
def test_a_list_holds_one_document_a_line(cli, gold, out, tmp_path, write_lines, ids):
    (gold / "rain.jsonl").rename(gold / "may 4.jsonl")
    write_lines(out / "documents.jsonl", *({"doc_id": name} | DONE for name in ("berg", "may 4", "rain")))
    (tmp_path / "only.txt").write_bytes(ids.encode())
    args = ["evaluate", "--gold", gold, "--pred", out, "--only", tmp_path / "only.txt", "--json"]
    assert _json(cli(*args))["documents"]["scored"] == 1


def test_listed_documents_that_nobody_knows_are_told(cli, gold, out, tmp_path):
    (tmp_path / "only.txt").write_text("rain\n" + "".join(f"storm {number}\n" for number in range(8)))
    args = ["evaluate", "--gold", gold, "--pred", out, "--only", tmp_path / "only.txt"]
    assert "8 documents of the list are in neither: storm 0, storm 1, storm 2" in cli(*args).stderr
    (tmp_path / "only.txt").write_text("rain\nberg\n")
    assert cli(*args).stderr == ""


def test_a_list_that_is_no_utf8_is_an_error(cli, gold, out, tmp_path):
    (tmp_path / "only.txt").write_bytes("rain\ncafé\n".encode("latin-1"))
    result = cli("evaluate", "--gold", gold, "--pred", out, "--only", tmp_path / "only.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("E106")


def test_the_working_folder_may_hold_the_predictions(
    cli, gold, out, tmp_path, takedown, write_lines, monkeypatch
):
    write_lines(tmp_path / "found" / "berg.jsonl", takedown)
    write_lines(tmp_path / "documents.jsonl", {"doc_id": "rain"} | DONE)  # of another run
    monkeypatch.chdir(tmp_path / "found")
    for pred in (".", "../found"):
        scored = _json(cli("evaluate", "--gold", gold, "--pred", pred, "--json"))["documents"]["scored"]
        assert scored == 2


def test_nothing_in_common_is_wrong_usage(cli, gold, out, tmp_path):
    (tmp_path / "only.txt").write_text("elsewhere\n")
    result = cli("evaluate", "--gold", gold, "--pred", out, "--only", tmp_path / "only.txt")
    assert result.exit_code == 2
    assert "no document in common" in result.stderr


@pytest.mark.parametrize("option", ["--gold", "--pred"])
def test_a_missing_file_exits_with_2(cli, gold, out, option):
    paths = {"--gold": gold, "--pred": out} | {option: out / "missing"}
    result = cli("evaluate", *[part for item in paths.items() for part in item])
    assert result.exit_code == 2
    assert "E201" in result.stderr


def test_a_broken_list_of_documents_is_told_with_its_line(cli, gold, out):
    (out / "documents.jsonl").write_text("{}\n")
    result = cli("evaluate", "--gold", gold, "--pred", out)
    assert result.exit_code == 3
    assert "E409 line 1 of" in result.stderr
