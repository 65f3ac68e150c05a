from __future__ import annotations

from datetime import date

import pytest

from pipeline.facts import Article
from pipeline.read import Unreadable, read_articles

HEADER = "ID,Headline,Date,Body\n"


def test_row_gives_an_article_under_other_column_names(read_one) -> None:
    article = read_one("a.csv", HEADER + '7,T,2019-04-18,"One, ""two""\r\nthree"\n')
    assert (article.doc_id, article.title, article.published) == ("7", "T", date(2019, 4, 18))
    assert article.text == 'One, "two"\r\nthree'
    assert article.path is not None
    assert article.path.endswith("a.csv#1")


def test_tabs_divide_tsv(read_one) -> None:
    article = read_one("a.tsv", "text\turl\nOne, two\thttps://x.example\n")
    assert (article.doc_id, article.text, article.url) == ("a#1", "One, two", "https://x.example")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_encoding_of_the_file_is_found(read_one, codec: str) -> None:
    text = "The café owner’s “page” – gone."
    assert read_one("a.csv", f"text\n{text}\n".encode(codec)).text == text


def test_cell_may_be_longer_than_the_limit_of_the_csv_module(read_one) -> None:
    text = "Instagram removed it. " * 50_000
    assert read_one("a.csv", f'text\n"{text}"\n').text == text


@pytest.mark.parametrize("broken", ["1,T,,a,b", '2,"x"y,,z'])
def test_broken_row_is_one_failure_and_the_rest_is_read(write, broken: str) -> None:
    path = write("a.csv", f"{HEADER}1,T,,First\n{broken}\n\n3,T,,Last\n")
    first, failure, last = read_articles([path])
    assert isinstance(failure, Unreadable)
    assert (failure.doc_id, failure.error.code) == ("a#2", "E114")
    assert "row 2 of" in str(failure.error)
    assert [a.text for a in (first, last) if isinstance(a, Article)] == ["First", "Last"]


def test_open_quote_ends_in_a_failure(write) -> None:
    results = list(read_articles([write("a.csv", HEADER + '1,T,,First\n2,T,,"open\n3,T,,Swallowed\n')]))
    assert [getattr(r, "text", None) for r in results] == ["First", None]


def test_row_without_text_is_a_failure_and_short_rows_are_filled(write) -> None:
    path = write("a.csv", "doc_id,text,url\nx,,u\ny,Text\n")
    failure, article = read_articles([path])
    assert isinstance(failure, Unreadable)
    assert (failure.doc_id, failure.error.code) == ("x", "E115")
    assert isinstance(article, Article)
    assert article.url is None


def test_missing_text_column_is_one_failure_for_the_file(fail_one) -> None:
    failure = fail_one("a.csv", "id;text\n1;One\n2;Two\n")
    assert failure.error.code == "E116"
    assert "text, body, content" in str(failure.error)


@pytest.mark.parametrize("content", ["", "text\n", "\n\n"])
def test_table_without_rows_is_a_failure(fail_one, content: str) -> None:
    assert fail_one("a.csv", content).error.code == "E109"


def test_broken_header_is_a_failure(fail_one) -> None:
    assert fail_one("a.csv", '"te"xt\nOne\n').error.code == "E114"


def test_binary_table_is_a_failure(fail_one) -> None:
    assert fail_one("a.csv", b"PK\x03\x04\0\0").error.code == "E105"
