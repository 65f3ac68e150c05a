import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticSerializationError

from pipeline.errors import RunError
from pipeline.facts import FACT
from pipeline.write import checked_lines


def test_gives_a_line_a_fact_in_their_order(takedown, followers, text):
    lines = checked_lines([takedown, followers], text)
    assert [json.loads(line)["kind"] for line in lines] == ["takedown", "follower_count"]
    assert all(line.endswith(b"}\n") and line.count(b"\n") == 1 for line in lines)


def test_a_line_reads_back_as_the_same_fact(takedown, followers, text):
    lines = checked_lines([takedown, followers], text)
    assert [FACT.validate_json(line) for line in lines] == [takedown, followers]


@pytest.mark.parametrize(
    "shifted",
    [
        lambda text: " " + text,
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("\u0130", "i\u0307"),
        lambda text: text.replace("\U0001f600", "\ud83d\ude00"),
        lambda text: text.replace("104,000", "140,000"),
        lambda text: text[:40],
    ],
    ids=["shift", "lost carriage return", "lower-cased", "utf-16 offsets", "number", "cut"],
)
def test_refuses_spans_that_do_not_hold_in_the_text(takedown, followers, text, shifted):
    with pytest.raises(RunError) as caught:
        checked_lines([takedown, followers], shifted(text))
    assert caught.value.code == "E405"


def test_refuses_a_role_that_does_not_hold_though_the_passage_does(followers, text):
    line = followers.model_dump(mode="json")
    line["evidence"][0]["roles"]["holder"] = {"start": 0, "end": 4, "text": "Cafe"}
    with pytest.raises(
        RunError, match="the holder of a follower_count says 'Cafe', but the article has 'Caf\u00e9'"
    ):
        checked_lines([FACT.validate_python(line)], text)


def test_does_not_invent_bytes_for_lone_surrogates(takedown, text):
    with pytest.raises(PydanticSerializationError):
        checked_lines([takedown.model_copy(update={"holder": "\ud800"})], text)


@given(
    before=st.text(st.characters(exclude_categories=["Cs"])),
    words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    after=st.text(st.characters(exclude_categories=["Cs"])),
    shift=st.sampled_from([0, 0, 1, 2]),
)
def test_writes_a_fact_exactly_when_its_words_stand_at_its_offsets(before, words, after, shift):
    text = before + words + after
    start = len(before) + shift
    span = {"start": start, "end": start + len(words), "text": words}
    fact = FACT.validate_python(
        {
            "doc_id": "d",
            "kind": "sanction",
            "action": "imposition",
            "modality": "asserted",
            "evidence": [span | {"trigger": span}],
        }
    )
    holds = text[start:].startswith(words)
    try:
        (line,) = checked_lines([fact], text)
    except RunError:
        assert not holds
    else:
        assert holds
        assert FACT.validate_json(line) == fact
