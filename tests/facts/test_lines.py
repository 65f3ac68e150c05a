from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonlines import InvalidLineError

from pipeline.facts import FACT
from pipeline.facts.lines import explain, parse_lines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab\u2028\x1e", max_size=2), inner),
    max_leaves=5,
)


@given(st.lists(VALUES))
def test_lines_come_back_as_what_they_say(values):
    lines = [json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values]

    assert list(parse_lines(lines, json.loads)) == list(enumerate(values, start=1))


@given(st.lists(st.binary(max_size=20)))
def test_no_line_of_any_bytes_ends_the_reading(lines):
    last, value = list(parse_lines([*lines, b"1"], json.loads))[-1]

    assert (last, value) == (len(lines) + 1, 1)


def test_blank_lines_count_but_give_nothing():
    assert list(parse_lines([b"\n", b"1\r\n", b" \t\n", b"", b"2"], json.loads)) == [(2, 1), (5, 2)]


def test_a_byte_order_mark_is_no_part_of_a_line():
    assert list(parse_lines([b"\xef\xbb\xbf1\n", b"\xef\xbb\xbf\n"], json.loads)) == [(1, 1)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (b'"\xff"', "'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"),
    ],
)
def test_a_broken_line_is_an_error_in_its_place(line, reason):
    (_, before), (number, error), (_, behind) = parse_lines([b"1", line, b"3"], json.loads)

    assert (before, behind) == (1, 3)
    assert isinstance(error, InvalidLineError)
    assert (number, error.lineno, explain(error)) == (2, 2, reason)


def test_of_what_is_wrong_with_a_fact_the_first_is_told_with_its_place():
    ((_, error),) = parse_lines([b'{"kind": "takedown", "doc_id": "", "evidence": []}'], FACT.validate_json)

    assert isinstance(error, InvalidLineError)
    assert explain(error).startswith("doc_id: ")
    assert explain(error).endswith(" more")
