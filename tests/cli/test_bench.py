import json
import re

import pytest


@pytest.fixture
def options():
    return ["--model", "rules", "--repeats", "2"]


def test_prints_speed_stages_and_memory(cli, articles, options):
    result = cli("bench", articles, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "en_rules: 2 documents, 16 words, 2 facts, read 2 times after a warm-up\n"
    )
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line.strip()}
    for name in ("words", "documents", "facts"):
        median, low, to, high = rows[name][:4]
        assert to == "to"
        assert float(low.replace(",", "")) <= float(median.replace(",", "")) <= float(high.replace(",", ""))
    for stage in ("read", "tokenise", "recognise", "relate", "write"):
        assert re.fullmatch(r"[\d,]+\.\d\d", rows[stage][0])
        assert rows[stage][1].endswith("%")
    assert re.search(r"^\d+\.\d s to load the model$", result.stdout, re.MULTILINE)
    assert "network" not in result.stdout


def test_json_holds_the_same_figures(cli, articles, options):
    result = cli("bench", articles, *options, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert (figures["documents"], figures["words"], figures["repeats"]) == (2, 16, 2)
    assert set(figures["words_per_second"]) == {"median", "low", "high"}
    assert figures["stages"]["relate"]["milliseconds"] > 0
    assert figures["encoder"] is None


def test_the_network_of_a_trained_model_is_told(command, articles):
    done = command("bench", articles, "--repeats", "1", "--quiet")
    assert done.returncode == 0
    assert re.search(rb"the network alone: [\d,.]+ ms .* the whole takes [\d.]+ times as long", done.stdout)
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("args", "code"),
    [(["-"], "E433"), (["nowhere"], "E101"), (["--model", "nope"], "E311")],
)
def test_what_cannot_be_measured_exits_with_2(cli, args, code):
    result = cli("bench", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert code in result.stderr


def test_no_repeats_are_wrong_usage(cli, articles):
    assert cli("bench", articles, "--repeats", "0").exit_code == 2
