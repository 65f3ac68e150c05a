from __future__ import annotations

import bz2
import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.facts import Article
from pipeline.read import Place, count_inputs, read_articles, read_raw


def _lines(*rows: dict[str, object]) -> str:
    return "\n".join(json.dumps(row) for row in rows)


def _articles(inputs: list[Path], metadata: Path) -> list[Article]:
    found = list(read_articles(inputs, metadata=metadata))
    assert all(isinstance(article, Article) for article in found), found
    return [article for article in found if isinstance(article, Article)]


def test_fields_are_joined_by_file_name(write) -> None:
    file = write("news/a.txt", "A page is gone.")
    row = {"doc_id": "x", "file": "a.txt", "published": "2019-04-18", "source": "CNS", "title": "T"}
    (article,) = _articles([file], write("elsewhere/index.jsonl", _lines(row)))
    assert (article.doc_id, article.source, article.title) == ("x", "CNS", "T")
    assert (article.published, article.published_from) == (date(2019, 4, 18), "metadata")


def test_path_below_the_metadata_file_wins_over_the_bare_name(write, monkeypatch, tmp_path: Path) -> None:
    write("one/a.txt", "One")
    write("two/a.txt", "Two")
    write("index.csv", "file,doc_id\none/a.txt,first\n./two/a.txt,second\n")
    monkeypatch.chdir(tmp_path / "two")
    found = _articles([Path("../one/a.txt"), Path("a.txt")], Path("../index.csv"))
    assert [(a.doc_id, a.text) for a in found] == [("first", "One"), ("second", "Two")]


def test_files_may_be_named_by_absolute_paths_and_from_folder_to_folder(write) -> None:
    one, two = write("one/a.txt", "One"), write("two/b.txt", "Two")
    rows = [{"file": str(one), "source": "Fell"}, {"file": "../two/b.txt", "source": "Vale"}]
    found = _articles([one, two.parent], write("tables/m.jsonl", _lines(*rows)))
    assert [article.source for article in found] == ["Fell", "Vale"]


def test_a_file_named_in_two_ways_is_named_twice(write, tmp_path: Path) -> None:
    rows = [{"file": "news/a.txt"}, {"file": str(tmp_path / "news/a.txt")}]
    with pytest.raises(ReadError, match="E132"):
        read_articles([], metadata=write("m.jsonl", _lines(*rows)))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["a.txt", "b.txt"], []),
        (["A.txt", "b.txt"], [("INFO", "1 of 2 rows of m.csv match no article, such as that of 'A.txt'")]),
        (["A.txt", "x/b.txt"], [("WARNING", "none of the 2 rows of m.csv matches an article")]),
    ],
)
def test_rows_that_match_no_article_are_logged(write, caplog, monkeypatch, tmp_path, files, told) -> None:
    caplog.set_level("INFO", "pipeline.read")
    inputs = [write("a.txt", "One"), write("b.txt", "Two")]
    write("m.csv", "file,source\n" + "".join(f"{file},Fell\n" for file in files))
    monkeypatch.chdir(tmp_path)
    assert len(_articles(inputs, Path("m.csv"))) == 2
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == told


def test_rows_that_were_matched_before_a_resumed_run_are_not_logged(write, caplog) -> None:
    caplog.set_level("INFO", "pipeline.read")
    inputs = [write("a.txt", "One"), write("b.txt", "Two")]
    metadata = write("m.csv", "file,source\na.txt,Fell\nb.txt,Fell\n")
    assert len(list(read_raw(inputs, metadata=metadata, start=Place(1, 0)))) == 1
    assert caplog.records == []


def test_fields_are_joined_by_doc_id_too(write) -> None:
    plain = write("a.txt", "A page is gone.")
    records = write("b.jsonl", _lines({"id": "n7", "text": "One"}, {"text": "Two"}))
    metadata = write("m.jsonl", _lines(*({"doc_id": i, "source": f"of {i}"} for i in ("a", "n7", "b#2"))))
    assert [a.source for a in _articles([plain, records], metadata)] == ["of a", "of n7", "of b#2"]


def test_null_leaves_what_the_article_says(write) -> None:
    file = write("a.md", "---\nsource: Own\n---\nText")
    (article,) = _articles(
        [file], write("m.jsonl", _lines({"file": "a.md", "source": None, "published": None}))
    )
    assert (article.source, article.published) == ("Own", None)


def test_metadata_file_is_no_input_of_its_folder(write, tmp_path: Path) -> None:
    write("a.txt", "A page is gone.")
    metadata = write("index.jsonl", _lines({"file": "a.txt", "doc_id": "x"}))
    assert [a.doc_id for a in _articles([tmp_path, metadata], metadata)] == ["x"]
    assert count_inputs([tmp_path], metadata=metadata) == 1
    assert count_inputs([tmp_path]) == 2


def test_text_of_a_metadata_row_is_not_used(write) -> None:
    file = write("a.txt", "A page is gone.")
    (article,) = _articles([file], write("m.jsonl", _lines({"doc_id": "a", "text": "Other"})))
    assert article.text == "A page is gone."


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("m.jsonl", '{"file": "a.txt"}\n{"file": ', "E113"),
        ("m.jsonl", '{"file": "a.txt"}\n{"source": "CNS"}', "E131"),
        ("m.jsonl", '{"file": "a.txt"}\n{"file": "./a.txt"}', "E132"),
        ("m.jsonl", '{"doc_id": "x", "file": "a"}\n{"doc_id": "x", "file": "b"}', "E132"),
        ("m.jsonl", '{"file": "a.txt"}\n{"file": "b.txt", "published": "2019-02-31"}', "E120"),
        ("m.csv", "file,source\na.txt,CNS\nb.txt,CNS,and,more\n", "E114"),
    ],
)
def test_broken_row_is_an_error_at_once_that_names_file_and_row(
    write, name: str, content: str, code: str
) -> None:
    with pytest.raises(ReadError, match=code) as caught:
        read_articles([], metadata=write(name, content))
    assert name in str(caught.value)
    assert any(place in str(caught.value) for place in ("line 2 of", "row 2 of", f"{name}#2"))


def test_missing_file_folder_and_unknown_ending_are_errors(write, tmp_path: Path) -> None:
    for path, code in [
        (tmp_path / "none.jsonl", "E101"),
        (write("folder.jsonl/x", "").parent, "E104"),
        (write("m.txt", "a.txt"), "E133"),
    ]:
        with pytest.raises(ReadError, match=code):
            read_articles([], metadata=path)


@pytest.mark.parametrize("ending", ["gz", "bz2"])
def test_packed_metadata_are_joined_to_packed_files(write, ending: str) -> None:
    pack = {"gz": gzip.compress, "bz2": bz2.compress}[ending]
    file = write(f"a.txt.{ending}", pack(b"A page is gone."))
    table = f"file,doc_id,source\na.txt.{ending},x,CNS\n,b,BBC\n".encode()
    other = write(f"b.md.{ending}", pack(b"Another page is gone."))
    found = _articles([file, other], write(f"m.csv.{ending}", pack(table)))
    assert [(a.doc_id, a.source) for a in found] == [("x", "CNS"), ("b", "BBC")]


def test_cut_off_metadata_are_an_error_at_once(write) -> None:
    with pytest.raises(ReadError, match="E141"):
        read_articles([], metadata=write("m.csv.gz", gzip.compress(b"file,source\na,b\n")[:-9]))
