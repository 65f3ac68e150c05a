import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipeline.cli.article import marked_text
from pipeline.cli.console import plain
from pipeline.facts import FACT


@pytest.fixture
def facts(gold):
    return gold / "berg.jsonl"


def test_numbers_the_facts_in_the_text_and_below(cli, articles, facts):
    result = cli("show", articles / "berg.md", "--facts", facts)
    assert result.exit_code == 0
    assert "Instagram removed[1] Anna Berg\u2019s page on Tuesday." in result.stdout
    assert "over 104,000 followers[2]." in result.stdout
    assert "[1] takedown account_termination asserted" in result.stdout
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["holder", "Anna", "Berg"] in lines
    assert ["count", "over", "104,000"] in lines
    assert "\u201cShe had over 104,000 followers\u201d 48-78" in result.stdout
    assert result.stdout.endswith("2 facts\n")


def test_finds_an_article_by_its_doc_id(cli, articles, facts):
    by_id = cli("show", "berg", "--articles", articles, "--facts", facts)
    assert by_id.stdout == cli("show", articles / "berg.md", "--facts", facts).stdout


def test_reads_the_facts_of_a_run_folder(cli, articles, facts, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "facts.jsonl").write_bytes(facts.read_bytes())
    by_folder = cli("show", articles / "berg.md", "--facts", tmp_path / "out")
    assert by_folder.stdout == cli("show", articles / "berg.md", "--facts", facts).stdout


def test_an_article_without_facts_is_shown_as_it_is(cli, articles, gold):
    result = cli("show", "rain", "--articles", articles, "--facts", gold)
    assert "It rained in Bergen." in result.stdout
    assert result.stdout.endswith("0 facts\n")


def test_an_unknown_document_is_told(cli, articles, facts):
    result = cli("show", "snow", "--articles", articles, "--facts", facts)
    assert result.exit_code == 3
    assert "E408 no article is called 'snow'" in result.stderr


def test_an_unreadable_article_exits_with_2(cli, articles, facts):
    (articles / "broken.md").write_bytes(b"\x00\x01\x02")
    result = cli("show", articles / "broken.md", "--facts", facts)
    assert result.exit_code == 2
    assert result.stderr.startswith("E1")


def test_an_unreadable_article_of_a_folder_is_told_as_such(cli, articles, facts):
    (articles / "snow.md").write_text(" ")
    (articles / "berg.txt").write_text(" ")
    result = cli("show", "snow", "--articles", articles, "--facts", facts)
    assert result.exit_code == 2
    assert result.stderr.startswith("E108")
    assert cli("show", "berg", "--articles", articles, "--facts", facts).exit_code == 0


def test_facts_of_another_version_of_the_text_are_refused(cli, articles, facts):
    path = articles / "berg.md"
    path.write_bytes(path.read_bytes().replace(b"Instagram removed", b"Instagram  removed"))
    result = cli("show", path, "--facts", facts)
    assert result.exit_code == 3
    assert "E410 the facts of 'berg'" in result.stderr
    assert result.stdout == ""


def test_colours_follow_the_kind_on_a_terminal(takedown, followers):
    text = "Instagram removed Anna Berg\u2019s page on Tuesday.\r\nShe had over 104,000 followers."
    facts = [FACT.validate_python(takedown), FACT.validate_python(followers)]
    stream = io.StringIO()
    Console(file=stream, force_terminal=True, color_system="standard", width=200).print(
        marked_text(text, facts)
    )
    assert "\x1b[1;31mremoved\x1b[0m" in stream.getvalue()
    assert "\x1b[4mAnna Berg\x1b[0m" in stream.getvalue()
    assert "\x1b[1;36mfollowers\x1b[0m" in stream.getvalue()


@given(st.text())
def test_printing_keeps_every_offset_and_obeys_no_control_character(text):
    shown = plain(text).plain
    assert len(shown) == len(text)
    assert not any(ord(char) < 32 and char not in "\t\n" for char in shown)
    assert all(a == b for a, b in zip(text, shown, strict=True) if a.isprintable())


@given(before=st.text(), word=st.text(min_size=1), after=st.text())
def test_the_number_stands_right_behind_the_trigger(before, word, after):
    span = {"start": len(before), "end": len(before) + len(word), "text": word}
    fact = FACT.validate_python(
        {
            "doc_id": "d",
            "kind": "sanction",
            "action": "lifting",
            "modality": "asserted",
            "evidence": [span | {"trigger": span}],
        }
    )
    marked = marked_text(before + word + after, [fact]).plain
    assert marked == plain(before + word).plain + "[1]" + plain(after).plain
