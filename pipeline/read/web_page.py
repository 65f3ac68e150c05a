"""Web pages: main text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import ReadError
from pipeline.read.decode import decode
from pipeline.read.records import Record, printable

if TYPE_CHECKING:
    from trafilatura.settings import Document

#: The encoding that a page claims for itself, within its first kilobyte (HTML Standard, section 13.2.3.2).
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"""<html\b[^>]*?\slang\s*=\s*["']?\s*([A-Za-z-]+)""", re.IGNORECASE)

#: Dates come from markup, never from a year found somewhere in the text, and whatever the day of the run.
_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}


def read_web_page(path: Path) -> Iterator[Record]:
    """Give the one article of a web page.

    Raises:
        ReadError: E105 to E107 if it is no text, E111 if it has no main text, E112 if it cannot be parsed.
    """
    data = path.read_bytes()
    charset = _CHARSET.search(data, 0, 1024)
    page = decode(data, printable(path), declared=charset[1].decode("ascii", "replace") if charset else None)
    found = _extract(page, printable(path))
    language = _LANGUAGE.search(page)
    fields: dict[str, object] = {
        "text": found.text,
        "title": found.title,
        "published": found.date,
        "source": found.sitename,
        "url": found.url,
        "language": language[1] if language else None,
    }
    given = {field: value for field, value in fields.items() if value}
    yield Record(printable(path.stem), printable(path), given, path)


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
