"""Web pages: main text and metadata, by trafilatura, which takes some ten milliseconds a page."""

from __future__ import annotations

import codecs
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import ReadError
from pipeline.read.decode import decode
from pipeline.read.names import printable, stem_of
from pipeline.read.opening import open_input
from pipeline.read.records import Page, Record

if TYPE_CHECKING:
    from trafilatura.settings import Document

#: The encoding that a page claims for itself, within its first kilobyte (HTML Standard, section 13.2.3.2).
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"""<html\b[^>]*?\slang\s*=\s*["']?\s*([A-Za-z-]+)""", re.IGNORECASE)

#: How a page begins: its type or its root, behind a mark, comments and declarations (HTML Standard, section
#: 13.1). Possessive, so that many comments cost no more than their length.
_BEGINNING: Final = re.compile(
    rb"(?>\s+|<!--.*?-->|<\?[^>]*>)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)
#: How far a page is looked at for its beginning, in bytes.
_LOOKED_AT: Final = 1 << 16
_MARKS: Final = codecs.BOM_UTF8 + codecs.BOM_UTF16_LE

#: Dates come from markup, never from a year found somewhere in the text, and whatever the day of the run.
_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}


def begins_like_page(content: bytes) -> bool:
    """Say whether a file begins as web pages do; text that has tags in it does not."""
    # Without zeros, what UTF-16 writes of ASCII is ASCII.
    return _BEGINNING.match(content[:_LOOKED_AT].lstrip(_MARKS).replace(b"\0", b"")) is not None


def read_web_page(path: Path) -> Page:
    """Return the page of a file as it is.

    Raises:
        ReadError: E141 if it is damaged, E142 if it is too long.
    """
    with open_input(path) as stream:
        return Page(stem_of(path), printable(path), stream.read_whole(), file=path)


def page_record(page: Page) -> Record:
    """Return the one article of a web page.

    Raises:
        ReadError: E105 to E107 if it is no text, E111 if it has no main text, E112 if it cannot be parsed.
    """
    content = decode(page.content, page.place, declared=page.charset or _declared(page.content))
    found = _extract(content, page.place)
    language = _LANGUAGE.search(content)
    fields: dict[str, object] = {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "source": found.sitename,
        "url": page.url or found.url,
        "language": language[1] if language else None,
    }
    given = {field: value for field, value in fields.items() if value}
    return Record(page.name, page.place, given, page.file)


def _declared(content: bytes) -> str | None:
    charset = _CHARSET.search(content, 0, 1024)
    return charset[1].decode("ascii", "replace") if charset else None


def _extract(page: str, path: str) -> Document:
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import
    from trafilatura.settings import Document  # noqa: PLC0415

    for library in ("trafilatura", "htmldate"):  # a failure is reported by its error, not on the terminal too
        logging.getLogger(library).addHandler(logging.NullHandler())
    try:
        found = bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=_DATES
        )
    # Pages are broken in ways that trafilatura and its five parsers do not foresee: this is the point that
    # keeps one of them from ending a run.
    except Exception as error:
        raise ReadError("E112", path=path, reason=f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise ReadError("E111", path=path)
    return found
