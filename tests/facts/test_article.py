"""The article that goes in."""

from __future__ import annotations

import hashlib

import pytest
from pydantic import ValidationError

from pipeline.facts import Article, text_sha256


def test_hash_is_that_of_the_text_in_utf8() -> None:
    text = "Caf\u00e9 \U0001f600\r\n"
    assert text_sha256(text) == hashlib.sha256(text.encode()).hexdigest()
    assert Article(doc_id="d", text=text).text_sha256 == text_sha256(text)


def test_hash_takes_lone_surrogates() -> None:
    halves = [text_sha256(text) for text in ("\ud83d", "\ude00", "\U0001f600", "?")]
    assert len(set(halves)) == 4


def test_line_ends_count() -> None:
    assert text_sha256("a\r\nb") != text_sha256("a\nb")


def test_text_cannot_be_altered() -> None:
    article = Article(doc_id="d", text="as it was")
    with pytest.raises(ValidationError, match="frozen"):
        article.text = "as it should be"


@pytest.mark.parametrize("text", ["", " a ", "a\r\nb\r", "\ufeffa", "\u0130\u0307"])
def test_keeps_the_text_as_it_is(text: str) -> None:
    assert Article(doc_id="d", text=text).text == text


@pytest.mark.parametrize("fields", [{"doc_id": ""}, {"author": "A"}, {"published": "spring"}])
def test_refuses_what_is_no_article(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Article.model_validate({"doc_id": "d", "text": "t"} | fields)
