"""Codings under which HTTP sends pages, undone (RFC 9110, sections 8.4.1 and 7; RFC 9112, section 7.1)."""

from __future__ import annotations

import re
import zlib
from importlib.util import find_spec
from io import BytesIO
from typing import Final

from pipeline.errors import ReadError
from pipeline.read.opening import LIMIT, too_long, unpack

#: The length of a chunk in hexadecimal digits, with extensions (RFC 9112, section 7.1).
_CHUNK: Final = re.compile(rb"[0-9A-Fa-f]+[ \t]*(?:;[^\r\n]*)?\r\n")

#: Codings that files have, too (RFC 9110, section 8.4.1.3; RFC 8878), as endings of such files.
_OF_FILES: Final = {"gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}


def decoded(content: bytes, coding: str, place: str) -> bytes:
    """Undo the content codings of a page; many crawlers have done so and kept the header.

    Args:
        content: the page as it was sent.
        coding: the header ``Content-Encoding``: codings in the order in which they were applied.
        place: where the page stands, for messages.

    Raises:
        ReadError: E141 if it is damaged, E142 if it is too long, E144 if a coding is unknown here.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",")]):
        if name in {"", "identity"} or content.lstrip()[:1] in {b"", b"<"}:
            continue
        if name in _OF_FILES:
            content = unpack(content, _OF_FILES[name], place)
        elif name == "deflate":
            content = _inflated(content, place)
        elif name == "br" and find_spec("brotli"):
            content = _without_brotli(content, place)
        else:
            raise ReadError("E144", place=place, coding=name)
    return content


def joined(content: bytes, place: str) -> bytes:
    """Join the chunks of a page (``Transfer-Encoding: chunked``), unless the crawler has done so.

    Raises:
        ReadError: E144 if the chunks are damaged.
    """
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader  # noqa: PLC0415 - seldom needed

    if not _CHUNK.match(content):
        return content
    try:
        whole: bytes = ChunkedDataReader(BytesIO(content), raise_exceptions=True).read()
    except ChunkedDataException as error:
        raise ReadError("E144", place=place, coding="chunked") from error
    return whole


def _inflated(content: bytes, place: str) -> bytes:
    # Some servers leave out the head of "deflate" (RFC 9110, section 8.4.1.2), which is a multiple of 31.
    has_head = content[0] & 0x0F == zlib.DEFLATED and int.from_bytes(content[:2]) % 31 == 0
    stream = zlib.decompressobj(zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)
    try:
        whole = stream.decompress(content, LIMIT + 1)
    except zlib.error as error:
        raise ReadError("E141", place=place, reason=str(error)) from error
    return _checked(whole, stream.eof, place)


def _without_brotli(content: bytes, place: str) -> bytes:
    import brotli  # noqa: PLC0415 - optional

    stream = brotli.Decompressor()
    try:
        whole = stream.process(content, output_buffer_limit=LIMIT + 1)
    except brotli.error as error:
        raise ReadError("E141", place=place, reason=str(error)) from error
    return _checked(whole, stream.is_finished(), place)


def _checked(whole: bytes, is_complete: bool, place: str) -> bytes:
    if len(whole) > LIMIT:
        raise too_long(place)
    if not is_complete:
        raise ReadError("E141", place=place, reason="it is cut off")
    return whole
