from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GoldError, ReadError
from pipeline.gold import validate
from pipeline.gold.validate import check_file
from pipeline.read import Unreadable

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "real"


def codes(problems):
    return [(problem.line, problem.code) for problem in problems]


@pytest.fixture
def corpus(tmp_path, write, article, takedown):
    """A folder of gold with one good file, beside its articles."""
    write("articles/doc.md", "")
    header = "---\npublished: 2019-04-18\n---\n"
    (tmp_path / "articles/doc.md").write_bytes((header + article.text).encode())
    return write("gold/doc.jsonl", takedown).parent


def test_good_gold_has_no_problem(corpus):
    assert validate([corpus]) == []


def test_finds_the_articles_beside_the_folder_of_a_single_file(corpus):
    assert validate([corpus / "doc.jsonl"]) == []


def test_takes_articles_from_where_it_is_told(corpus, tmp_path, takedown, write):
    elsewhere = write("elsewhere/any.jsonl", takedown)

    assert validate([elsewhere], tmp_path / "articles") == []
    with pytest.raises(GoldError, match="E204"):
        validate([write("alone/deep/doc.jsonl", takedown)])


def test_metadata_name_the_articles(corpus, tmp_path, takedown, write):
    (corpus / "doc.jsonl").unlink()
    write("gold/removal.jsonl", {**takedown, "doc_id": "removal"})
    index = write("articles/index.jsonl", {"file": "doc.md", "doc_id": "removal"})

    assert validate([corpus], metadata=index) == []
    with pytest.raises(ReadError, match="E101"):
        validate([corpus], metadata=tmp_path / "absent.jsonl")


def test_missing_path_is_an_error(tmp_path):
    with pytest.raises(GoldError, match="E201"):
        validate([tmp_path / "absent"])


def test_missing_articles_are_an_error(corpus, tmp_path):
    with pytest.raises(GoldError, match="E201"):
        validate([corpus], tmp_path / "absent")


def test_problem_tells_file_line_severity_message_and_remedy(corpus, takedown, write):
    del takedown["evidence"][0]["roles"]["date"]
    path = write("gold/doc.jsonl", "", {**takedown, "date": "2019-04-18"})

    (problem,) = validate([corpus])

    assert (problem.file, problem.line, problem.code, problem.severity) == (str(path), 2, "E222", "warning")
    assert problem.message == "the date is that of the publication, but no evidence has words for it"
    assert problem.remedy == "add the words as role date, or set date to null"


def test_goes_on_after_a_broken_line(corpus, takedown, write):
    write("gold/doc.jsonl", "nonsense", {**takedown, "modality": "perhaps"}, takedown, takedown)

    problems = validate([corpus])

    assert codes(problems) == [(1, "E203"), (2, "E203"), (4, "E214")]
    assert problems[1].message.startswith("the line is no fact: modality: input should be")
    assert {problem.severity for problem in problems} == {"error"}


def test_offsets_are_held_against_the_article(corpus, takedown, write):
    takedown["evidence"][0]["trigger"]["text"] = "deleted"
    write("gold/doc.jsonl", takedown)

    (problem,) = validate([corpus])

    assert (problem.code, problem.severity) == ("E211", "error")
    assert "the trigger of evidence 1 'deleted' does not stand at" in problem.message


def test_fact_of_an_unknown_document_is_an_error(corpus, takedown, write):
    write("gold/doc.jsonl", {**takedown, "doc_id": "dox"})

    assert codes(validate([corpus])) == [(1, "E216"), (1, "E212")]


def test_empty_gold_file_without_an_article_is_an_error(corpus, write):
    write("gold/stray.jsonl")

    assert codes(validate([corpus])) == [(None, "E212")]


def test_fact_in_the_file_of_another_article_is_an_error(corpus, takedown, write, tmp_path, article):
    (tmp_path / "articles/other.txt").write_bytes(article.text.encode())
    write("gold/other.jsonl", takedown)

    assert codes(validate([corpus])) == [(1, "E216")]


def test_fact_made_from_another_text_is_an_error(corpus, takedown, write, article):
    write("gold/doc.jsonl", {**takedown, "text_sha256": "0" * 64})

    assert codes(validate([corpus])) == [(1, "E213")]

    write("gold/doc.jsonl", {**takedown, "text_sha256": article.text_sha256})

    assert validate([corpus]) == []


def test_article_that_cannot_be_read_is_told_as_such(write, takedown):
    unreadable = Unreadable("doc", "doc.txt", ReadError("E105", path="doc.txt"))

    (problem,) = check_file(write("doc.jsonl", takedown), {"doc": unreadable})

    assert problem.code == "E217"
    assert "E105" in problem.message


@pytest.mark.parametrize(
    ("name", "content"), [("aaa/doc.txt", " "), ("zzz/doc.txt", " "), ("zzz/doc.txt", "Of the same name.")]
)
def test_failure_does_not_take_the_place_of_an_article(corpus, write, name, content):
    write(f"articles/{name}", content)

    assert validate([corpus]) == []


def test_every_path_is_checked(corpus, takedown, write, tmp_path):
    other = write("more/more.jsonl", takedown, takedown)

    assert codes(validate([corpus, other], tmp_path / "articles")) == [(2, "E214")]


def test_gold_of_the_corpus_has_no_error():
    problems = validate([ROOT / "corpus" / "gold"])

    assert [problem for problem in problems if problem.severity == "error"] == []


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_dir(), reason="the real articles are not beside the checkout")
@pytest.mark.parametrize("name", ["dev", "train"])
def test_real_gold_has_no_error(name):
    problems = validate([REAL / f"{name}.gold.jsonl"], REAL / f"{name}.articles.jsonl")

    assert [problem for problem in problems if problem.severity == "error"] == []
