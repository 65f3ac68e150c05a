from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts import FACT
from pipeline.gold.spans import misplaced_spans


def test_exact_spans_are_no_problem(parse, takedown, article):
    assert list(misplaced_spans(parse(takedown), article.text)) == []


def test_names_every_span_that_is_off(parse, takedown, article):
    text = article.text.replace("Soleimani", "Suleimani")

    names = [details["name"] for _, details in misplaced_spans(parse(takedown), text)]

    assert names == ["evidence 1", "the holder of evidence 1"]


def test_offsets_counted_in_utf16_are_found_and_the_right_place_is_told(parse, takedown, article):
    trigger = takedown["evidence"][0]["trigger"]
    right = (trigger["start"], trigger["end"])
    trigger["start"], trigger["end"] = right[0] + 1, right[1] + 1

    ((code, details),) = misplaced_spans(parse(takedown), article.text)

    assert (code, details["name"], details["found"]) == ("E211", "the trigger of evidence 1", "emoved ")
    assert details["hint"] == f"the nearest such words stand at {right[0]} to {right[1]}"


def test_tells_the_nearest_of_several_places(parse, takedown, article):
    trigger = takedown["evidence"][0]["trigger"]
    text = f"removed, {article.text} removed"

    hints = {d["name"]: d["hint"] for _, d in misplaced_spans(parse(takedown), text)}

    start = trigger["start"] + len("removed, ")
    assert hints["the trigger of evidence 1"] == f"the nearest such words stand at {start} to {start + 7}"


def test_words_that_stand_nowhere_are_to_be_quoted_anew(parse, takedown):
    findings = list(misplaced_spans(parse(takedown), "Another text."))

    assert {details["hint"] for _, details in findings} == {"quote the article letter by letter"}
    assert len(findings) == 6


@given(st.text(min_size=1, max_size=30), st.data())
def test_a_span_cut_from_the_text_always_holds(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = {"start": start, "end": end, "text": text[start:end]}
    line = {"kind": "sanction", "action": "lifting", "doc_id": "d", "modality": "asserted"}
    fact = FACT.validate_python({**line, "evidence": [{**span, "trigger": span}]})

    assert list(misplaced_spans(fact, text)) == []
    assert len(list(misplaced_spans(fact, "\0" + text))) == (
        0 if ("\0" + text)[start:end] == span["text"] else 2
    )
