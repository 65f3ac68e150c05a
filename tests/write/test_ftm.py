import io
import json
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.facts import FACT, Article, fact_id
from pipeline.facts.lines import parse_lines
from pipeline.read import read_articles
from pipeline.write import Tally, ftm_lines, ftm_statement_lines

ftm = pytest.importorskip("followthemoney", reason="needs the extra ftm")
serialize = pytest.importorskip("followthemoney.statement.serialize")

CORPUS = Path(__file__).parents[2] / "corpus"


class Graph:
    """What an export holds, read back by the library."""

    def __init__(self, facts, articles=None):
        self.tally = Tally()
        self.lines = list(ftm_lines(facts, articles or {}, self.tally))
        self.entities = {}
        for line in self.lines:
            data = json.loads(line)
            proxy = ftm.EntityProxy.from_dict(data, cleaned=False)
            assert {name: set(values) for name, values in proxy.properties.items()} == {
                name: set(values) for name, values in data["properties"].items()
            }, "the library changes or drops a value"
            self.entities[proxy.id] = proxy

    def of(self, schema):
        return [proxy for proxy in self.entities.values() if proxy.schema.name == schema]

    def one(self, schema):
        (proxy,) = self.of(schema)
        return proxy

    def named(self, proxy, prop):
        return [self.entities[identifier].caption for identifier in proxy.get(prop)]


def test_a_takedown_is_an_event_of_its_holder_and_its_doer(make_fact):
    fact = make_fact(
        holder="Ali Khamenei",
        actor="Instagram",
        platform="instagram",
        unit="page",
        date="2019-04-16",
        territory="IR",
    )
    graph = Graph([fact])
    event = graph.one("Event")
    assert graph.named(event, "involved") == ["Ali Khamenei"]
    assert graph.named(event, "organizer") == ["Instagram"]
    assert (event.first("date"), event.first("country"), event.first("recordId")) == (
        "2019-04-16",
        "ir",
        "f1",
    )
    assert event.caption == "account termination, Ali Khamenei, instagram"
    assert event.first("summary") == "removed"
    assert graph.named(event, "proof") == ["d"]
    assert graph.one("Person").caption == "Ali Khamenei"
    assert not graph.tally.left_out


def test_a_handle_is_an_account_tied_to_the_event(make_fact):
    graph = Graph([make_fact("restoration", handle="ada", platform="twitter", holder="Ada Example")])
    account = graph.one("UserAccount")
    assert (account.first("username"), account.first("service")) == ("ada", "twitter")
    assert graph.named(account, "owner") == ["Ada Example"]
    link = graph.one("UnknownLink")
    assert link.get("subject") == [account.id]
    assert link.get("object") == [graph.one("Event").id]
    assert link.first("role") == "restoration"


def test_no_account_without_a_username(make_fact):
    graph = Graph([make_fact(holder="Ada Example", platform="twitter")])
    assert graph.of("UserAccount") == graph.of("UnknownLink") == []


def test_a_sanction_has_its_authority_programme_reason_and_days(make_fact):
    fact = make_fact(
        "sanction",
        target="Hamas",
        authority="U.S. Treasury Department",
        program="SDN list",
        reason="attacks",
        date="2019-04-08",
    )
    graph = Graph([fact])
    sanction = graph.one("Sanction")
    assert graph.named(sanction, "entity") == ["Hamas"]
    wanted = {
        "authority": "U.S. Treasury Department",
        "country": "us",
        "program": "SDN list",
        "reason": "attacks",
        "startDate": "2019-04-08",
        "listingDate": "2019-04-08",
        "status": "active",
        "recordId": "f1",
    }
    assert {name: sanction.first(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("action", "status", "dates"),
    [
        ("lifting", "inactive", {"endDate"}),
        ("easing", None, {"date"}),
        ("extension", "active", {"date"}),
    ],
)
def test_what_ends_or_changes_a_sanction_does_not_begin_it(make_fact, action, status, dates):
    graph = Graph([make_fact("sanction", action=action, target="Hamas", date="2020-01-02")])
    sanction = graph.one("Sanction")
    assert sanction.first("status") == status
    assert {prop.name for prop in sanction.iterprops() if prop.type.name == "date"} == dates


def test_a_span_has_a_first_and_a_last_day(make_fact):
    event = Graph([make_fact(date="2019-04/2019-06")]).one("Event")
    assert (event.first("startDate"), event.first("endDate"), event.get("date")) == ("2019-04", "2019-06", [])


@pytest.mark.parametrize("when", ["2018-11~", "2019-22", "../2018-12-01", "XXXX-06-01"])
def test_an_uncertain_date_stays_in_the_text(make_fact, when):
    graph = Graph([make_fact(date=when)])
    event = graph.one("Event")
    assert [prop.name for prop in event.iterprops() if prop.type.name == "date"] == []
    assert f"date: {when}" in event.first("description")
    assert graph.tally.reduced == Counter({"date in the description": 1})


def test_a_follower_count_is_the_text_of_a_note(make_fact):
    count = {"value": 888000, "min": 888000, "qualifier": "more_than", "text": "more than 888,000"}
    graph = Graph([make_fact("follower_count", holder="Qassem Soleimani", count=count, date="2019-04")])
    note = graph.one("Note")
    assert graph.named(note, "entity") == ["Qassem Soleimani"]
    assert "count: more than 888,000" in note.first("description")
    assert "date: 2019-04" in note.first("description")
    assert graph.tally.reduced == Counter({"follower count in the text of a note": 1})


@pytest.mark.parametrize("modality", ["negated", "uncertain", "requested", "planned", "hypothetical"])
def test_only_what_is_asserted_becomes_an_entity(make_fact, modality):
    graph = Graph([make_fact("sanction", target="Hamas", modality=modality)])
    assert graph.lines == []
    assert graph.tally.left_out == Counter({f"modality {modality}": 1})


@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        ("sanction", {}, "sanction on nobody"),
        ("sanction", {"target": "three companies"}, "sanction on an unnamed group"),
        ("follower_count", {"holder": "users"}, "follower count of nobody that is named"),
    ],
)
def test_facts_about_nobody_that_is_named_are_left_out(make_fact, kind, fields, reason):
    graph = Graph([make_fact(kind, **fields)])
    assert not graph.of("Sanction")
    assert not graph.of("Note")
    assert graph.tally.left_out == Counter({reason: 1})
    assert not graph.tally.reduced, "a fact that is left out is not carried in part"


def test_an_unnamed_group_is_told_in_the_description(make_fact):
    graph = Graph([make_fact(holder="senior officials")])
    assert graph.one("Event").get("involved") == []
    assert "holder: senior officials" in graph.one("Event").first("description")
    assert graph.tally.reduced == Counter({"unnamed group in the description": 1})


def test_one_name_in_two_articles_is_two_entities_but_a_country_and_a_handle_are_one(make_fact):
    fields = {"holder": "John Lee", "actor": "Iran", "handle": "jl", "platform": "twitter"}
    graph = Graph([make_fact(doc_id=doc_id, **fields) for doc_id in ("a", "b")])
    assert len(graph.of("Person")) == 2
    assert len(graph.of("PublicBody")) == len(graph.of("UserAccount")) == 1
    assert sorted(graph.named(graph.one("UserAccount"), "proof")) == ["a", "b"]


def test_a_display_name_is_no_handle_of_a_whole_platform(make_fact):
    graph = Graph(
        [make_fact(doc_id=doc_id, handle="Our Village", platform="facebook") for doc_id in ("a", "b")]
    )
    assert len(graph.of("UserAccount")) == 2


def test_alternatives_of_gold_are_aliases(make_fact):
    person = Graph([make_fact(holder="Ali Khamenei|Ayatollah Khamenei")]).one("Person")
    assert (person.get("name"), person.get("alias")) == (["Ali Khamenei"], ["Ayatollah Khamenei"])


def test_a_value_that_the_library_refuses_stays_in_the_description(make_fact):
    program = "P" * 2000
    graph = Graph([make_fact("sanction", target="Hamas", program=program)])
    assert graph.one("Sanction").get("program") == []
    assert f"program: {program}" in graph.one("Sanction").get("description")
    assert sum(graph.tally.reduced.values()) == 1


def test_the_article_is_the_proof_with_what_is_known_of_it(make_fact):
    article = Article(
        doc_id="d",
        text="removed",
        title="A page goes",
        published=date(2019, 4, 18),
        source="Levant Wire",
        url="https://example.org/1",
        language="en",
    )
    proof = Graph([make_fact()], {"d": article}).one("Article")
    wanted = {
        "fileName": "d",
        "title": "A page goes",
        "publishedAt": "2019-04-18",
        "publisher": "Levant Wire",
        "sourceUrl": "https://example.org/1",
        "language": "eng",
    }
    assert {name: proof.first(name) for name in wanted} == wanted


def test_statements_build_the_same_entities_and_name_their_fact(make_fact):
    facts = [make_fact(holder="Ada Example", handle="ada"), make_fact("sanction", target="Hamas", id="f2")]
    lines = b"".join(ftm_statement_lines(facts, {}, Tally()))
    statements = defaultdict(list)
    for statement in serialize.read_json_statements(io.BytesIO(lines)):
        statements[statement.canonical_id].append(statement)
    dataset = ftm.Dataset.make({"name": "platform_claims", "title": "t"})
    rebuilt = {key: ftm.StatementEntity.from_statements(dataset, found) for key, found in statements.items()}
    graph = Graph(facts)
    assert rebuilt.keys() == graph.entities.keys()
    for key, entity in rebuilt.items():
        assert entity.schema == graph.entities[key].schema
        assert {name: set(values) for name, values in entity.properties.items()} == {
            name: set(values) for name, values in graph.entities[key].properties.items()
        }
    origins = {one.origin for found in statements.values() for one in found if one.prop != "id"}
    assert origins == {"f1", "f2"}


def test_the_missing_library_is_told_with_its_remedy(make_fact, monkeypatch):
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(UsageError, match=r"E414: .*pip install -e '\.\[ftm\]'"):
        next(ftm_lines([make_fact()], {}, Tally()))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_valid_entities(texts):
    facts = []
    for number, (words, name, handle) in enumerate(texts):
        span = {"start": 0, "end": len(words), "text": words}
        common = {"id": f"f{number}", "doc_id": name, "modality": "asserted", "attribution": words}
        common["evidence"] = [span | {"trigger": span}]
        account = {"holder": name, "handle": handle, "action": "account_suspension", "kind": "takedown"}
        listing = {"target": name, "program": words, "authority": handle, "kind": "sanction"}
        facts.append(FACT.validate_python(common | account))
        facts.append(FACT.validate_python(common | listing | {"action": "imposition"}))
    for proxy in Graph(facts).entities.values():
        proxy.schema.validate({"properties": proxy.properties})


@pytest.fixture(scope="module")
def corpus():
    facts = []
    for file in sorted((CORPUS / "gold").glob("*.jsonl")):
        with file.open("rb") as lines:
            facts += [fact for _, fact in parse_lines(lines, FACT.validate_json)]
    facts = [fact.model_copy(update={"id": fact_id(fact)}) for fact in facts]
    articles = {article.doc_id: article for article in read_articles([CORPUS / "articles"])}
    return facts, articles, Graph(facts, articles)


def test_the_corpus_reads_back_with_no_invalid_value(corpus):
    _, _, graph = corpus
    for proxy in graph.entities.values():
        proxy.schema.validate({"properties": proxy.properties})
        assert [name for name in proxy.schema.required if not proxy.has(name)] == []


def test_links_of_the_corpus_lead_to_entities_of_the_right_kind(corpus):
    _, _, graph = corpus
    for proxy in graph.entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert graph.entities[value].schema.is_a(prop.range), (proxy, prop, value)


def test_every_asserted_fact_of_the_corpus_is_an_entity_or_is_counted(corpus):
    facts, _, graph = corpus
    of_facts = {"Event", "Sanction", "Note"}
    exported = {(fact.doc_id, fact.id) for fact in facts if fact.modality == "asserted"}
    entities = [proxy for proxy in graph.entities.values() if proxy.schema.name in of_facts]
    # Two lines of an article may differ only in what makes no new fact; they are one entity.
    twice = sum(fact.modality == "asserted" for fact in facts) - len(exported)
    assert len(entities) + twice + sum(graph.tally.left_out.values()) == len(facts)


def test_nobody_of_the_corpus_has_a_topic(corpus):
    _, _, graph = corpus
    assert [proxy for proxy in graph.entities.values() if proxy.get("topics", quiet=True)] == []


def test_the_same_facts_give_the_same_bytes(corpus):
    facts, articles, graph = corpus
    assert list(ftm_lines(facts, articles, Tally())) == graph.lines
