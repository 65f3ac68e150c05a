import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy

import pipeline.tables
from pipeline.facts import KINDS, SCHEMA_VERSION
from pipeline.run import Manifest, RunSettings
from pipeline.run.manifest import Tally, Versions, describe
from pipeline.run.process import Process


@pytest.fixture
def versions():
    return Versions(**dict.fromkeys(Versions.model_fields, "1"))


def test_counts_documents_words_facts_and_failures(article, fact_about, versions):
    facts = [
        fact_about(article, "banned"),
        fact_about(article, "him"),
        fact_about(article, "12", modality="planned"),
    ]
    tally = Tally()
    tally.add(Process(lambda _: facts)(article))
    tally.add(Process(lambda _: [])(article))
    tally.add(Process(lambda _: 1 // 0)(article))
    counts = tally.manifest(versions, RunSettings()).counts
    assert counts.model_dump() == {
        "documents": 3,
        "words": 24,
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


def test_says_when_it_ran_and_how_fast(article, versions):
    before = datetime.now(UTC)
    tally = Tally()
    tally.add(Process(lambda _: [])(article))
    manifest = tally.manifest(versions, RunSettings())
    assert before <= manifest.started <= manifest.finished <= datetime.now(UTC)
    assert 0 <= manifest.seconds < 10
    assert manifest.words_per_second > 0


def test_a_run_without_documents_has_a_manifest(versions):
    counts = Tally().manifest(versions, RunSettings()).counts
    assert (counts.documents, counts.total_facts, counts.total_quarantined) == (0, 0, 0)


def test_reads_back_from_its_json(versions):
    manifest = Tally().manifest(
        versions, RunSettings(inputs=("a", "-"), out=Path("out"), min_confidence=0.25)
    )
    assert Manifest.model_validate_json(manifest.model_dump_json()) == manifest


def test_describes_the_model_by_name_and_content():
    nlp = spacy.blank("en", meta={"name": "tiny", "version": "1.2.3"})
    versions = describe(nlp)
    assert (versions.model, versions.model_version, versions.spacy) == ("en_tiny", "1.2.3", spacy.__version__)
    assert versions.schema_version == SCHEMA_VERSION
    nlp.add_pipe("sentencizer")
    assert describe(nlp).model_sha256 != versions.model_sha256


def test_the_hash_of_the_tables_covers_every_table():
    folder = Path(pipeline.tables.__file__).parent
    tables = sorted([*folder.glob("*.yaml"), *folder.glob("knowledge/*.jsonl")], key=lambda table: table.name)
    assert len(tables) > 20
    content = b"".join(f"{table.name}\n".encode() + table.read_bytes() for table in tables)
    assert describe(spacy.blank("en")).tables_sha256 == hashlib.sha256(content).hexdigest()
