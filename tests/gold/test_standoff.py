from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import GoldError
from pipeline.facts import FACT, Fact, text_sha256
from pipeline.gold.standoff import is_standoff, load_standoff, with_words, without_words

#: Fields of a fact whose values can be words of the article.
PHRASES = ("holder", "handle", "linked_to", "actor", "requester", "reason", "attribution")
TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("ab |İ🔥\r\n\u0301ق")), min_size=1, max_size=40
)


def line_of(text: str, facts: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    return {"doc_id": "doc", "text_sha256": text_sha256(text), "facts": facts, **changes}


def left_words(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every string of a stand-off form with its field."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from left_words(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from left_words(item, field)
    elif isinstance(value, str):
        yield field, value


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, Fact]:
    """An article with a fact of it; names are words of the article, others, or alternatives of both."""
    text = draw(TEXTS)

    def span() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return {"start": start, "end": end, "text": text[start:end]}

    def words() -> str:
        return span()["text"] if draw(st.booleans()) else draw(st.text(min_size=1, max_size=8))

    def name() -> str:
        return "|".join(words() for _ in range(draw(st.integers(1, 3))))

    def evidence() -> dict[str, Any]:
        passage = span()
        start = draw(st.integers(passage["start"], passage["end"] - 1))
        trigger = {"start": start, "end": passage["end"], "text": text[start : passage["end"]]}
        roles = draw(st.lists(st.sampled_from((*PHRASES, "date", "unit", "quantity")), unique=True))
        return {**passage, "trigger": trigger, "roles": {role: span() for role in roles}}

    fact = {
        "doc_id": "doc",
        "kind": "takedown",
        "action": "content_removal",
        "modality": "asserted",
        "unit": "account",
        "date": "2019-04-15",
        "quantity": {"value": 3, "min": 0, "qualifier": "exact", "text": words()},
        **{field: name() for field in draw(st.lists(st.sampled_from(PHRASES), unique=True))},
        "evidence": [evidence() for _ in range(draw(st.integers(1, 2)))],
    }
    return text, FACT.validate_python(fact)


@given(labelled())
def test_the_article_gives_the_words_back(case):
    text, fact = case

    form = json.loads(json.dumps(without_words(fact, text)))

    assert with_words(form, "doc", text) == fact


@given(labelled())
def test_no_phrase_of_the_article_is_left(case):
    text, fact = case
    coded = {"kind", "action", "modality", "unit", "date", "qualifier"}

    left = [(field, words) for field, words in left_words(without_words(fact, text)) if field not in coded]

    assert [words for _, words in left if words in text] == []
    assert {field for field, _ in left} <= {*PHRASES, "text"}


@pytest.mark.parametrize("kind", ["takedown", "follower_count", "sanction"])
def test_facts_of_every_kind_keep_nothing_but_codes_and_offsets(request, kind, parse, article):
    fact = parse(request.getfixturevalue(kind))

    form = without_words(fact, article.text)

    coded = {"kind", "action", "modality", "platform", "unit", "date", "metric", "qualifier", "value_kind"}
    assert {field for field, _ in left_words(form)} <= coded
    assert with_words(form, "doc", article.text) == fact


def test_spans_have_offsets_only(parse, takedown, article):
    (evidence,) = without_words(parse(takedown), article.text)["evidence"]

    spans = [evidence["trigger"], *evidence["roles"].values()]
    assert [set(span) for span in spans] == [{"start", "end"}] * 5
    assert set(evidence) == {"start", "end", "trigger", "roles"}


def test_what_a_run_or_the_file_knows_is_left_out(parse, takedown, article):
    fact = parse({**takedown, "id": "f1", "confidence": 0.5, "text_sha256": text_sha256(article.text)})

    form = without_words(fact, article.text)

    assert not {"id", "doc_id", "confidence", "text_sha256", "schema_version"} & set(form)
    assert with_words(form, "doc", article.text) == parse(takedown)


def test_a_name_stands_where_it_is_nearest_to_the_trigger(parse, takedown, article):
    text = f"{article.text} Qassem Soleimani."

    form = without_words(parse(takedown), text)

    assert form["holder"] == {"start": 41, "end": 57}
    assert text[41:57] == "Qassem Soleimani"


def test_alternatives_that_the_article_has_not_stay_as_written(parse, takedown, article):
    fact = parse({**takedown, "holder": "Qassem Soleimani|Qasem Soleimani"})

    form = without_words(fact, article.text)

    assert form["holder"] == [{"start": 41, "end": 57}, "Qasem Soleimani"]


def test_tells_standoff_files_from_gold(write, takedown, article, tmp_path):
    gold = write("gold.jsonl", {**takedown, "reason": '"facts":'})

    assert is_standoff(write("standoff.jsonl", line_of(article.text, [])))
    assert not is_standoff(gold)
    assert not is_standoff(write("empty.jsonl"))
    assert not is_standoff(tmp_path)
    assert not is_standoff(tmp_path / "absent")


def test_reads_the_articles_at_hand_and_passes_over_others(write, parse, takedown, article):
    forms = [without_words(parse(takedown), article.text)]
    path = write(
        "standoff.jsonl",
        line_of(article.text, forms),
        line_of("elsewhere", forms, doc_id="absent"),
        line_of("quiet", [], doc_id="quiet"),
    )

    read = dict(load_standoff(path, {"doc": article.text, "quiet": "quiet"}))

    assert read == {"doc": [parse(takedown)], "quiet": []}


def test_another_text_than_the_one_labelled_is_an_error(write, article):
    path = write("standoff.jsonl", line_of(article.text, []), line_of("other", [], doc_id="late"))
    texts = {"doc": article.text, "late": "other text"}

    with pytest.raises(GoldError) as caught:
        list(load_standoff(path, texts))

    assert str(caught.value).startswith(f"E206: {path}:2 labels another text of late")


@pytest.mark.parametrize(
    "broken",
    [
        "no json",
        "[]",
        "null",
        '{"facts": []}',
        '{"doc_id": "doc", "facts": []}',
        {"facts": 3},
        {"facts": ["words"]},
        {"facts": [{}]},
        {"facts": [{"kind": "takedown", "evidence": [{"start": 0}]}]},
        {"facts": [{"kind": "takedown", "holder": {"start": "0", "end": "2"}}]},
        {"facts": [{"kind": "sanction", "action": "lifting", "modality": "asserted", "evidence": []}]},
    ],
)
def test_a_line_that_is_none_is_told_with_file_and_line(write, article, broken):
    good = line_of(article.text, [])
    path = write("standoff.jsonl", good, {**good, **broken} if isinstance(broken, dict) else broken)

    with pytest.raises(GoldError) as caught:
        list(load_standoff(path, {"doc": article.text}))

    assert str(caught.value).startswith(f"E203: {path}:2 is no fact: ")
