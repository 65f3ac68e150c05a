import json
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts import FACT, Article
from pipeline.write import Tally, annotation_lines
from pipeline.write.webannotation import annotation

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@pytest.fixture
def article(text):
    return Article(doc_id="cafe", text=text, url="https://example.org/cafe")


def selectors(made):
    return {selector["type"]: selector for selector in made["target"]["selector"]}


def test_follows_the_model(takedown, article):
    made = annotation(takedown, takedown.evidence[0], article)
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (made["type"], made["motivation"]) == ("Annotation", "describing")
    assert urlsplit(made["id"]).scheme == "urn"
    assert {body["type"] for body in made["body"]} == {"TextualBody"}
    assert all(isinstance(body["value"], str) for body in made["body"])
    assert made["target"]["type"] == "SpecificResource"
    assert made["target"]["source"] == "https://example.org/cafe"
    assert set(selectors(made)) == {"TextPositionSelector", "TextQuoteSelector"}


def test_selectors_find_the_passage(takedown, article, text):
    found = selectors(annotation(takedown, takedown.evidence[0], article))
    place, quotation = found["TextPositionSelector"], found["TextQuoteSelector"]
    assert text[place["start"] : place["end"]] == quotation["exact"] == takedown.evidence[0].text
    assert quotation["prefix"] == text[: place["start"]]
    assert quotation["suffix"] == text[place["end"] :]


@given(TEXT, st.data())
@settings(deadline=None)
def test_prefix_quotation_and_suffix_stand_together_in_any_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = {"start": start, "end": end, "text": text[start:end]}
    fact = FACT.validate_python(
        {"doc_id": "d", "kind": "sanction", "action": "imposition", "modality": "asserted"}
        | {"evidence": [span | {"trigger": span}]}
    )
    made = json.loads(next(annotation_lines([fact], {"d": Article(doc_id="d", text=text)}, Tally())))
    quotation = selectors(made)["TextQuoteSelector"]
    around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
    first = start - len(quotation["prefix"])
    assert text[first : first + len(around)] == around
    assert max(len(quotation["prefix"]), len(quotation["suffix"])) <= 32
    assert FACT.validate_json(made["body"][1]["value"]) == fact


def test_a_piece_is_an_annotation_with_the_fact_and_an_id_of_its_own(make_fact):
    fact = make_fact(words="removed, and removed again")
    pieces = [
        {"start": start, "end": start + 7, "text": "removed"}
        | {"trigger": {"start": start, "end": start + 7, "text": "removed"}}
        for start in (0, 13)
    ]
    fact = FACT.validate_python(fact.model_dump() | {"evidence": pieces})
    tally = Tally()
    made = [json.loads(line) for line in annotation_lines([fact], {}, tally)]
    assert len({one["id"] for one in made}) == tally.records == 2
    facts = [FACT.validate_json(one["body"][1]["value"]) for one in made]
    assert [piece for one in facts for piece in one.evidence] == fact.evidence


def test_without_its_article_a_quotation_stands_alone(takedown):
    tally = Tally()
    made = json.loads(next(annotation_lines([takedown], {}, tally)))
    assert set(selectors(made)["TextQuoteSelector"]) == {"type", "exact"}
    assert sum(tally.reduced.values()) == 1


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)", "/news/1"])
def test_an_article_without_an_address_has_a_name(make_fact, url):
    fact = make_fact(doc_id="a b/\u00e9")
    article = Article(doc_id=fact.doc_id, text="removed", url=url)
    source = annotation(fact, fact.evidence[0], article)["target"]["source"]
    assert source == "urn:platform-claims:article:a%20b%2F%C3%A9"
