from __future__ import annotations

import logging
from datetime import date

import pytest

HEAD = """<!doctype html><html lang="en-GB"><head><meta charset="{charset}">
<title>Page closed | Vale Messenger</title>
<meta property="article:published_time" content="2019-04-18T04:36:00-04:00">
<meta property="og:site_name" content="Vale Messenger">
<link rel="canonical" href="https://vale.example/page-closed"></head>"""
BODY = """<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Page closed</h1>
<p>Facebook removed the page of the café’s society on Tuesday, saying that its <a href="/r">rules</a>
were broken.</p>
<p>The page had 3,412 followers.</p></article><footer>Copyright 2021</footer></body></html>"""


@pytest.mark.parametrize("ending", ["html", "htm"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_page_gives_main_text_and_metadata(read_one, ending: str, charset: str) -> None:
    article = read_one(f"a.{ending}", (HEAD.format(charset=charset) + BODY).encode(charset))
    assert "society on Tuesday, saying that its rules were broken." in article.text
    assert "café’s" in article.text
    assert "Home" not in article.text
    assert "Copyright" not in article.text
    assert article.title == "Page closed"
    assert (article.published, article.published_from) == (date(2019, 4, 18), "metadata")
    assert article.source == "Vale Messenger"
    assert article.url == "https://vale.example/page-closed"
    assert article.language == "en"
    assert article.doc_id == "a"


def test_page_without_metadata_leaves_fields_null(read_one) -> None:
    article = read_one("a.html", f"<html>{BODY}")
    assert article.published is article.source is article.url is article.language is None


def test_reading_twice_gives_the_same_text(read_one) -> None:
    page = HEAD.format(charset="utf-8") + BODY
    assert read_one("a.html", page).text == read_one("b.html", page).text


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<html><head><title>Only a head</title></head></html>",
        "<html><body></body></html>",
        "<html><body><script>var x = 1;</script><style>p {}</style></body></html>",
        "<div>" * 5000 + "</div>" * 5000,
    ],
)
def test_page_without_main_text_is_a_failure(fail_one, page: str) -> None:
    assert fail_one("a.html", page).error.code in {"E108", "E111"}


@pytest.mark.parametrize(
    "soup",
    [
        "<p>Facebook <b>removed <i>the page</b> of</i> the <<< society <p>on Tuesday.<table><tr><p>& more",
        "<html><body><p>Short one.</html></p></body>",
        "<html><body>" + "<p><b>" * 3000 + "Facebook removed the page.",
    ],
)
def test_tag_soup_is_read(read_one, soup: str) -> None:
    assert read_one("a.html", soup).text.strip()


def test_binary_page_is_a_failure(fail_one) -> None:
    assert fail_one("a.html", b"\x89PNG\0\0").error.code == "E105"


def test_failure_leaves_nothing_on_the_terminal(fail_one, capfd) -> None:
    handlers, logging.root.handlers = logging.root.handlers, []
    try:
        fail_one("a.html", "<html></html>")
    finally:
        logging.root.handlers = handlers
    assert capfd.readouterr() == ("", "")
