"""From bytes to text: strictly, without ever replacing or dropping a character."""

from __future__ import annotations

import codecs
from io import BufferedIOBase, BytesIO
from typing import Final

from pipeline.errors import ReadError

#: Byte order marks with the codec that honours and removes them. UTF-32 LE first: it begins like UTF-16 LE.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: How much is read at a time, and how much is shown to the detector, in bytes.
_BLOCK: Final = 1 << 16

#: Legacy encodings of the web beside Windows-1252, after the WHATWG Encoding Standard.
_LEGACY: Final = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "koi8_r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)

#: Share of odd characters up to which a legacy encoding other than Windows-1252 is believed. Right guesses
#: on news in eleven languages stay below 0.08, wrong ones start at 0.15.
_MOST_MESS: Final = 0.1


def decode(data: bytes, path: str, *, declared: str | None = None) -> str:
    """Decode a whole file. Line ends stay as they are; a byte order mark is not part of the text.

    Args:
        data: the content of the file.
        path: its name, for messages.
        declared: the encoding that the file claims for itself, tried when it is not UTF-8.

    Raises:
        ReadError: E105 for a binary file, E106 for an unknown encoding, E107 for damaged UTF-8.
    """
    encoding = find_encoding(BytesIO(data), path, declared=declared)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        raise ReadError("E106", path=path) from error
    if "\0" in text:
        raise ReadError("E105", path=path)
    return text


def find_encoding(stream: BufferedIOBase, path: str, *, declared: str | None = None) -> str:
    """Return the codec of a file, reading it once in blocks: by its mark, as UTF-8, as declared, or by guess.

    Args:
        stream: the file from its start; it must be seekable. If it is damaged, what comes before counts.
        path: its name, for messages.
        declared: the encoding that the file claims for itself.

    Raises:
        ReadError: E105 for a binary file, E106 for an unknown encoding, E107 for damaged UTF-8.
    """
    head = stream.read(4)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    stream.seek(0)
    fault = _first_fault(stream, path)
    if fault is None:
        return "utf-8"
    sample = _sample(stream, fault)
    if b"\0" in sample:
        raise ReadError("E105", path=path)
    if _is_damaged_utf8(sample):
        raise ReadError("E107", path=path, offset=fault)
    encoding = _usable(declared, sample) or _guess(sample)
    if encoding is None:
        raise ReadError("E106", path=path)
    return encoding


def _first_fault(stream: BufferedIOBase, path: str) -> int | None:
    """Return the offset of the first byte that is no UTF-8, or null."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    offset = 0
    while True:
        block = _next_block(stream, _BLOCK)
        if b"\0" in block:
            raise ReadError("E105", path=path)
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            return offset - held + error.start
        if not block:
            return None
        offset += len(block)


def _next_block(stream: BufferedIOBase, size: int) -> bytes:
    """Return up to `size` bytes; none at the end, nor where the file is damaged, which its rows will tell."""
    try:
        return stream.read1(size)
    except ReadError:
        return b""


def _sample(stream: BufferedIOBase, fault: int) -> bytes:
    """Return up to a block of the file around a byte, cut at line ends so that no character is cut in two."""
    start = max(0, fault - _BLOCK // 8)
    stream.seek(start)
    data = b""
    while block := _next_block(stream, _BLOCK - len(data)):
        data += block
    begin = data.find(b"\n", 0, fault - start) + 1 if start else 0
    end = data.rfind(b"\n", fault - start) + 1 if len(data) == _BLOCK else 0
    return data[begin : end or None]


def _is_damaged_utf8(sample: bytes) -> bool:
    """Say whether most characters beyond ASCII are whole in UTF-8, which no legacy encoding brings about."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return beyond_ascii - broken >= broken


def _usable(declared: str | None, sample: bytes) -> str | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
        if name.startswith("utf-"):  # UTF-8 has failed, and UTF-16 is told by its mark
            return None
        # Browsers read pages that claim Latin-1 or ASCII as Windows-1252 (WHATWG Encoding Standard).
        name = "cp1252" if name in {"iso8859-1", "ascii"} else name
        sample.decode(name)
    except (LookupError, UnicodeError):
        return None
    return name


def _guess(sample: bytes) -> str | None:
    """Return the likeliest legacy encoding, or null if none is likely.

    Windows-1252 is asked for alone and first: left to choose freely, charset-normalizer misreads one English
    article in five, quotation marks above all, and it still refuses Windows-1252 for other scripts.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, seldom needed

    western = from_bytes(sample, cp_isolation=["cp1252"]).best()
    if western is not None:
        return western.encoding
    other = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    return other.encoding if other is not None and other.chaos <= _MOST_MESS else None
