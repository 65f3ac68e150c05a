from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read.decode import decode

NEWS = "Facebook said the page “violated” its rules – that’s all. The café owner’s account is gone. " * 3
LEGACY = {
    "cp1251": "Компания Meta удалила страницы, связанные с СМИ России. Они нарушали правила.",
    "cp1253": "Το Facebook διέγραψε τον λογαριασμό του βουλευτή. Η σελίδα παραβίασε τους κανόνες.",
    "cp1256": "حذف فيسبوك حساب النائب وقال المتحدث باسم الشركة إن الصفحة خالفت القواعد",
    "gb18030": "脸书删除了该议员的账户。发言人表示，该页面违反了社区规则，用户多次举报。",
    "euc_kr": "페이스북은 의원의 계정을 삭제했다. 대변인은 페이지가 규칙을 위반했다고 말했다.",
}


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_mark_is_honoured_and_no_part_of_the_text(mark: bytes, codec: str) -> None:
    assert decode(mark + "İzmir 😀\r\n".encode(codec), "a.txt") == "İzmir 😀\r\n"


def test_second_byte_order_mark_is_text() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a", "a.txt") == "\ufeffa"


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_reads_western_legacy_encodings(codec: str) -> None:
    text = NEWS if codec == "cp1252" else "The café owner’s señor, naïve façade. ".replace("’", "'") * 3
    assert decode(text.encode(codec), "a.txt") == text


@pytest.mark.parametrize(("codec", "text"), LEGACY.items())
def test_reads_other_scripts_in_their_legacy_encoding(codec: str, text: str) -> None:
    assert decode(text.encode(codec), "a.txt") == text


def test_declared_encoding_wins_over_a_guess() -> None:
    text = "Facebook smazal účet ministra. Mluvčí řekl, že stránka porušila pravidla."
    assert decode(text.encode("cp1250"), "a.html", declared="windows-1250") == text


@pytest.mark.parametrize("declared", ["no-such-codec", "base64", "utf-16", "utf-8"])
def test_unusable_declaration_is_passed_over(declared: str) -> None:
    assert decode(NEWS.encode("cp1252"), "a.html", declared=declared) == NEWS


def test_declared_latin_1_means_windows_1252() -> None:
    assert decode(NEWS.encode("cp1252"), "a.html", declared="iso-8859-1") == NEWS


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"text\0text",
        "no mark".encode("utf-16-le"),
        codecs.BOM_UTF16_LE + b"a\0\0\0",
    ],
)
def test_refuses_binary_files(data: bytes) -> None:
    with pytest.raises(ReadError, match="E105"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(128, 256)) * 4,
        b"\xff\xfe\xfd" * 99,
        codecs.BOM_UTF16_LE + b"abc",
        codecs.BOM_UTF8 + b"\xff",
    ],
)
def test_refuses_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"E10[67]"):
        decode(data, "a.txt")


def test_damaged_utf8_is_told_from_legacy_and_located() -> None:
    data = "“Élysée” – naïve ".encode() + b"\xe2\x80" + b" and more \xe2\x80\x9cwords\xe2\x80\x9d"
    with pytest.raises(ReadError, match=r"E107.*byte 26"):
        decode(data, "a.txt")


def test_truncated_utf8_is_damaged() -> None:
    with pytest.raises(ReadError, match="E107"):
        decode("“Quoted” and cut off: “".encode()[:-1], "a.txt")


def test_finds_a_late_legacy_byte_in_a_big_file() -> None:
    text = "Plain words of the article.\n" * 200_000 + NEWS
    started = time.perf_counter()
    assert decode(text.encode("cp1252"), "a.txt") == text
    assert time.perf_counter() - started < 2  # the detector sees a sample, never the whole


@pytest.mark.parametrize("shift", range(4))
def test_character_across_blocks_is_whole(shift: int) -> None:
    text = "a" * shift + "😀" * 40_000
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("shift", range(4))
def test_offset_of_damage_counts_from_the_start_of_the_file(shift: int) -> None:
    whole = ("a" * shift + "😀" * 40_000).encode()
    with pytest.raises(ReadError, match=rf"E107.*byte {len(whole)} "):
        decode(whole + b"\xff", "a.txt")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_from_utf8(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "a.txt") == text


def _outcome(data: bytes) -> str:
    try:
        decode(data, "a.txt")
    except ReadError as error:
        return error.code
    return "text"


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_read_error(data: bytes) -> None:
    assert _outcome(data) in {"text", "E105", "E106", "E107"}
