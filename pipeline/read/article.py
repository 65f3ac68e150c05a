"""From a record to an article: checks, and the day of publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, Literal

import pycountry

from pipeline.errors import ReadError
from pipeline.facts import Article
from pipeline.facts.codes import is_language
from pipeline.read.byline import byline_day
from pipeline.read.published import publication_day
from pipeline.read.records import Page, Record, keys_of

#: Fields that need no check beyond being words.
_PLAIN_FIELDS: Final = ("title", "source", "url", "language")


def make_article(record: Record, metadata: Mapping[str, object]) -> Article:
    """Return the article of a record.

    Args:
        record: what a format gave.
        metadata: fields of a metadata file; they win over the record's own.

    Raises:
        ReadError: E108 or E115 without text, E118 if text or doc_id are of a wrong type, E119 for half a
            surrogate pair, E120 for a wrong date.
    """
    fields = {**record.fields, **metadata}
    text = _text(record)
    published, published_from = _published(fields.get("published"), text, record.place)
    words = {field: _words(fields.get(field), field, record.place) for field in _PLAIN_FIELDS}
    return Article(
        doc_id=_doc_id(fields, record),
        text=text,
        title=words["title"],
        published=published,
        published_from=published_from,
        source=words["source"],
        url=words["url"],
        language=_language_code(words["language"]),
        path=record.place,
    )


def given_id(record: Record | Page, metadata: Mapping[str, object]) -> str:
    """Return the doc_id of a record, for the report of a failure too: unusable ids give way to its name."""
    own = record.fields if isinstance(record, Record) else {}
    try:
        return _doc_id({**own, **metadata}, record)
    except ReadError:
        return record.name


def _text(record: Record) -> str:
    text = record.fields.get("text")
    if text is None:
        raise ReadError("E115", place=record.place, keys=keys_of("text"))
    if not isinstance(text, str):
        raise ReadError("E118", field="text", place=record.place, type=type(text).__name__)
    if not text.strip():
        raise ReadError("E108", place=record.place)
    _check_surrogates(text, "text", record.place)
    return text


def _doc_id(fields: Mapping[str, object], record: Record | Page) -> str:
    given = fields.get("doc_id")
    doc_id = _words(given, "doc_id", record.place)
    if given is not None and doc_id is None:
        raise ReadError("E118", field="doc_id", place=record.place, type=type(given).__name__)
    return doc_id or record.name


def _words(value: object, field: str, place: str) -> str | None:
    """Return a plain value as a string without blanks around it; lists, objects and the like are null."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return None
    words = str(value).strip()
    _check_surrogates(words, field, place)
    return words or None


def _check_surrogates(words: str, field: str, place: str) -> None:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReadError("E119", field=field, place=place) from error


def _published(
    given: object, text: str, place: str
) -> tuple[date | None, Literal["metadata", "byline"] | None]:
    if given is not None:
        return publication_day(given, place), "metadata"
    day = byline_day(text)
    return day, "byline" if day else None


@lru_cache(maxsize=256)
def _language_code(words: str | None) -> str | None:
    """Return the ISO 639-1 code of a language given as "en", "en-GB", "eng" or "English"; null if unknown."""
    if words is None:
        return None
    code = words.replace("_", "-").split("-")[0].lower()
    if is_language(code):
        return code
    found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(name=words)
    return getattr(found, "alpha_2", None)
