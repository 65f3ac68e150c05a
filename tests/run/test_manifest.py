import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy

import pipeline.tables
from pipeline.engine import Extraction, load
from pipeline.facts import KINDS, SCHEMA_VERSION
from pipeline.run import Execution, Manifest, Plan
from pipeline.run.manifest import Account, KnowledgeFile, Tally, describe
from pipeline.run.process import Process


@pytest.fixture
def documents(raw, article, fact_about):
    facts = [
        fact_about(article, "banned"),
        fact_about(article, "him"),
        fact_about(article, "12", modality="planned"),
    ]
    return [
        Process(lambda _: Extraction(facts, {"relate": 0.5}, 7, 4))(raw),
        Process(lambda _: Extraction([], {"relate": 0.25}, 2, 2))(raw),
        Process(lambda _: 1 // 0)(raw),
        Process(lambda _: Extraction([], {}), passes=lambda _: False)(raw),
    ]


def _manifest(account, versions, **plan):
    return Manifest.of(account, versions, Plan(**plan), Execution())


def test_counts_documents_words_facts_and_failures(documents):
    tally = Tally()
    for done in documents:
        tally.add(done)
    counts = tally.account().counts
    assert counts.model_dump() == {
        "documents": 4,
        "words": 32,
        "screened": 1,
        "screened_words": 8,
        "windows": 9,
        "screened_windows": 6,
        "copies": 0,
        "facts": {
            "takedown": {"asserted": 2, "planned": 1},
            "restoration": {},
            "sanction": {},
            "follower_count": {},
        },
        "quarantined": {"E404": 1},
    }
    assert (counts.total_facts, counts.total_quarantined) == (3, 1)
    assert tuple(counts.facts) == KINDS


@pytest.mark.parametrize("stop", range(5))
def test_a_count_goes_on_where_it_stopped(documents, stop):
    whole, first = Tally(), Tally()
    for done in documents:
        whole.add(done)
    for done in documents[:stop]:
        first.add(done)
    account = Account.model_validate_json(first.account().model_dump_json())
    second = Tally(account)
    for done in documents[stop:]:
        second.add(done)
    assert second.account().counts == whole.account().counts
    assert second.account().started == account.started
    assert second.account().seconds >= account.seconds
    assert second.account().stages["relate"] == 0.75


def test_says_when_it_ran_and_how_fast(documents, versions):
    before = datetime.now(UTC)
    tally = Tally()
    tally.add(documents[0])
    manifest = _manifest(tally.account(), versions)
    assert before <= manifest.started <= manifest.finished <= datetime.now(UTC)
    assert 0 <= manifest.seconds < 10
    assert manifest.words_per_second >= 0


def test_a_run_without_documents_has_a_manifest(versions):
    counts = _manifest(Tally().account(), versions).counts
    assert (counts.documents, counts.total_facts, counts.total_quarantined) == (0, 0, 0)


def test_reads_back_from_its_json(versions):
    manifest = _manifest(Tally().account(), versions, inputs=("a", "-"), min_confidence=0.25)
    assert Manifest.model_validate_json(manifest.model_dump_json()) == manifest


def test_describes_the_model_by_name_and_content():
    nlp = spacy.blank("en", meta={"name": "tiny", "version": "1.2.3"})
    versions = describe(nlp)
    assert (versions.model, versions.model_version, versions.spacy) == ("en_tiny", "1.2.3", spacy.__version__)
    assert versions.schema_version == SCHEMA_VERSION
    nlp.add_pipe("sentencizer")
    assert describe(nlp).model_sha256 != versions.model_sha256


def test_tells_the_files_of_the_users_bases_by_content(tmp_path):
    base = tmp_path / "bases" / "my.ftm.json"
    base.parent.mkdir()
    plain = describe(load("rules"))
    assert plain.knowledge == ()
    for names in (["Ada Berg"], ["Ada Berg", "Bea Lund"]):
        people = [{"id": name, "schema": "Person", "properties": {"name": [name]}} for name in names]
        base.write_text("".join(f"{json.dumps(person)}\n" for person in people))
        versions = describe(load("rules", kb=[base.parent], kb_index=tmp_path / "index"))
        digest = hashlib.sha256(base.read_bytes()).hexdigest()
        assert versions.knowledge == (KnowledgeFile(path=str(base), sha256=digest, entities=len(names)),)
        assert versions.model_sha256 == plain.model_sha256, "a base is no part of the model"


def test_the_hash_of_the_tables_covers_every_table():
    folder = Path(pipeline.tables.__file__).parent
    tables = sorted([*folder.glob("*.yaml"), *folder.glob("knowledge/*.jsonl")], key=lambda table: table.name)
    assert len(tables) > 20
    content = b"".join(f"{table.name}\n".encode() + table.read_bytes() for table in tables)
    assert describe(spacy.blank("en")).tables_sha256 == hashlib.sha256(content).hexdigest()
