from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.errors import ReadError
from pipeline.read.article import make_article
from pipeline.read.records import Record


def _record(**fields: Any) -> Record:
    return Record("a#1", "a.jsonl#1", {"text": "A page is gone.", **fields})


def test_record_without_fields_has_nulls() -> None:
    article = make_article(_record(), {})
    assert article.model_dump(exclude_none=True) == {
        "doc_id": "a#1",
        "text": "A page is gone.",
        "path": "a.jsonl#1",
    }


def test_metadata_win_over_the_record() -> None:
    article = make_article(_record(title="Own", source="Own"), {"title": "Given", "doc_id": "g"})
    assert (article.title, article.source, article.doc_id) == ("Given", "Own", "g")


def test_numbers_are_taken_as_words_and_blanks_cut() -> None:
    article = make_article(_record(doc_id=17, title=" T "), {})
    assert (article.doc_id, article.title) == ("17", "T")


def test_byline_is_used_only_where_no_day_is_given() -> None:
    text = "By A. Writer | April 18, 2019\n"
    found = make_article(_record(text=text), {})
    assert (found.published, found.published_from) == (date(2019, 4, 18), "byline")
    given = make_article(_record(text=text, published="2020-01-01"), {})
    assert (given.published, given.published_from) == (date(2020, 1, 1), "metadata")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("pt_BR", "pt"),
        ("eng", "en"),
        ("English", "en"),
        ("tlh", None),
        ("und", None),
        ("Klingonese", None),
        ({"name": "en"}, None),
    ],
)
def test_language_becomes_its_two_letter_code(given: object, code: str | None) -> None:
    assert make_article(_record(language=given), {}).language == code


def test_objects_in_plain_fields_are_null() -> None:
    assert make_article(_record(source={"id": None, "name": "BBC"}, title=True), {}).source is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": None}, "E115"),
        ({"text": " \n"}, "E108"),
        ({"text": ["A page is gone."]}, "E118"),
        ({"text": "\udc80"}, "E119"),
        ({"title": "\ud800"}, "E119"),
        ({"doc_id": ["x"]}, "E118"),
        ({"published": "2019-02-31"}, "E120"),
    ],
)
def test_unusable_fields_are_errors(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(ReadError, match=code):
        make_article(_record(**fields), {})
