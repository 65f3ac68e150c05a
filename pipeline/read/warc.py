"""Web archives (WARC, ISO 28500): the pages among what a crawler kept.

A page is a response with status 200 and a type of HTML. Requests, images, redirects, revisits and
descriptions are passed over. The day of the crawl is never taken for the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.errors import ReadError
from pipeline.read.codings import decoded, joined
from pipeline.read.names import printable, stem_of
from pipeline.read.opening import LIMIT, InputStream, open_input, too_long
from pipeline.read.records import Page, Unreadable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders

_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)

#: How much is passed over at a time, in bytes.
_BLOCK: Final = 1 << 16


def warc_pages(path: Path, skip: int = 0) -> Iterator[Page | Unreadable | None]:
    """Give the pages of an archive, each named after its record, counted from 1 over records of any kind.

    Args:
        path: the archive.
        skip: how many pages at the start are only counted, and given as null.

    Raises:
        ReadError: E109 if it holds no page, E141 where it is damaged, E143 where it is no WARC.
    """
    pages = 0
    with open_input(path) as stream:
        for number, record in enumerate(_records(stream, printable(path)), 1):
            head = _http_head(record)
            if head is None or not _is_page(head):
                continue
            pages += 1
            place = f"{printable(path)}#{number}"
            if pages <= skip:
                _pass_over(record, place)
                yield None
            else:
                yield _page(record, head, f"{stem_of(path)}#{number}", place)
    if not pages:
        raise ReadError("E109", path=printable(path))


def _records(stream: InputStream, path: str) -> Iterator[ArcWarcRecord]:
    """Give the records with their content still to be read; what is left of it is passed over."""
    # Not its ArchiveIterator, which takes an archive that is cut off for a whole one, and prints warnings.
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415 - seldom needed
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415

    loader, number = ArcWarcRecordLoader(verify_http=False), 0
    for line in stream:
        if not line.strip():
            continue
        number += 1
        place = f"{path}#{number}"
        try:
            record = loader.parse_record_stream(stream, line, known_format="warc", no_record_parse=True)
        except (ArchiveLoadFailed, EOFError) as error:
            raise ReadError("E143", place=place, reason=str(error)) from error
        if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
            raise ReadError("E143", place=place, reason="it does not tell its length")
        yield record
        _pass_over(record, place)


def _pass_over(record: ArcWarcRecord, place: str) -> None:
    while record.raw_stream.read(_BLOCK):
        pass
    _check_end(record, place)


def _check_end(record: ArcWarcRecord, place: str) -> None:
    if record.raw_stream.limit:
        raise ReadError("E143", place=place, reason="it is cut off")


def _http_head(record: ArcWarcRecord) -> StatusAndHeaders | None:
    """Return the status and headers of a response over HTTP, reading up to its content; null for others."""
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415 - seldom needed

    address = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type != "response" or not address:
        return None
    try:
        return ArcWarcRecordLoader(verify_http=False).load_http_headers(
            record.rec_type, address, record.raw_stream, record.length
        )
    except EOFError:
        return None


def _is_page(head: StatusAndHeaders) -> bool:
    kind = head.get_header("Content-Type", "").split(";")[0].strip().lower()
    return head.get_statuscode() == "200" and kind in _TYPES


def _page(record: ArcWarcRecord, head: StatusAndHeaders, name: str, place: str) -> Page | Unreadable:
    """Return the page of a response.

    Raises:
        ReadError: if the archive, and not only this page, is broken.
    """
    if record.length > LIMIT:
        return Unreadable(name, place, too_long(place))
    content = record.raw_stream.read()
    _check_end(record, place)
    charset = _CHARSET.search(head.get_header("Content-Type", ""))
    try:
        if head.get_header("Transfer-Encoding", "").strip().lower() == "chunked":
            content = joined(content, place)
        return Page(
            name,
            place,
            decoded(content, head.get_header("Content-Encoding", ""), place),
            url=record.rec_headers.get_header("WARC-Target-URI"),
            charset=charset[1] if charset else None,
        )
    except ReadError as error:
        return Unreadable(name, place, error)
