"""Offsets count code points and never lie about their words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.facts import Evidence, Span

EMOJI = "\N{GRINNING FACE}"
DOTTED_I = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"


def code_of(error: ValidationError) -> str:
    return str(error.errors()[0]["ctx"]["error"].code)


@pytest.mark.parametrize(
    ("start", "end", "text", "code"),
    [
        (5, 5, "", "E002"),
        (5, 3, "ab", "E002"),
        (0, 3, "ab", "E003"),
        (0, 2, EMOJI, "E003"),  # UTF-16 units
        (0, 4, EMOJI, "E003"),  # bytes
        (0, 2, DOTTED_I, "E003"),  # the length of its lower-case form
    ],
)
def test_refuses_offsets_that_do_not_fit_the_words(start: int, end: int, text: str, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Span(start=start, end=end, text=text)
    assert code_of(caught.value) == code


def test_refuses_a_start_before_the_text() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        Span(start=-1, end=1, text="ab")


@given(text=st.text(min_size=1), data=st.data())
def test_a_slice_of_a_text_holds_in_it_and_nowhere_else(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span(start=start, end=end, text=text[start:end])
    assert span.holds_in(text)
    assert not span.holds_in(text[:start] + chr(ord(text[start]) ^ 1) + text[start + 1 :])
    assert not span.holds_in(text[: end - 1])


@pytest.mark.parametrize(
    "text", [f"{EMOJI} gone", f"{DOTTED_I}stanbul gone", "a\r\ngone", "\u05d0\u05d1 gone"]
)
def test_counts_code_points_of_the_untouched_text(text: str) -> None:
    start = text.index("gone")
    assert Span(start=start, end=start + 4, text="gone").holds_in(text)


@pytest.mark.parametrize(("start", "end", "text"), [(9, 12, "was"), (24, 28, "down"), (40, 44, "down")])
def test_refuses_a_trigger_outside_its_passage(start: int, end: int, text: str) -> None:
    passage = {"start": 10, "end": 26, "text": "They were taken."}
    with pytest.raises(ValidationError) as caught:
        Evidence(**passage, trigger=Span(start=start, end=end, text=text))
    assert code_of(caught.value) == "E007"


def test_a_role_may_stand_outside_the_passage(evidence: dict[str, Any]) -> None:
    holder = {"start": 500, "end": 501, "text": "A"}
    assert Evidence.model_validate(evidence | {"roles": {"holder": holder}}).roles["holder"].start == 500


def test_lists_passage_trigger_and_roles(evidence: dict[str, Any]) -> None:
    piece = Evidence.model_validate(evidence | {"roles": {"holder": {"start": 18, "end": 19, "text": "A"}}})
    named = [(name, span.start, span.end) for name, span in piece.spans()]
    assert named == [("evidence", 0, 27), ("trigger", 10, 17), ("holder", 18, 19)]
