"""The stage: facts with ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pipeline
from pipeline.errors import KnowledgeError
from pipeline.facts import FACT, Fact, fact_id
from pipeline.knowledge import Linker
from pipeline.knowledge.component import link_facts

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[2]
IDS = {"holder_id", "actor_id", "target_id", "authority_id", "program_id", "link_scores"}
TEXT = (
    "Twitter suspended the account of Ada Example on Tuesday. The U.S. Treasury Department sanctioned "
    "Qassem Soleimani under the Global Magnitsky Act."
)


def gold() -> Iterable[Fact]:
    for file in sorted((ROOT / "corpus" / "gold").glob("*.jsonl"))[:40]:
        yield from map(FACT.validate_json, file.read_text("utf-8").splitlines())


def test_a_sanction_gets_ids_and_scores(shipped_linker: Linker) -> None:
    line: dict[str, Any] = {
        "doc_id": "d",
        "kind": "sanction",
        "action": "imposition",
        "modality": "asserted",
        "target": "Qasem Suleimani",
        "authority": "OFAC",
        "program": "Specially Designated Global Terrorist (SDGT)",
        "evidence": [{"start": 0, "end": 3, "text": "was", "trigger": {"start": 0, "end": 3, "text": "was"}}],
    }
    (fact,) = link_facts([FACT.validate_python(line)], shipped_linker)
    ids = {name: value for name, value in fact.model_dump().items() if name in IDS}
    assert ids == {
        "target_id": "person:qassem_soleimani",
        "authority_id": "us_ofac",
        "program_id": "US-TERR",
        "link_scores": {"target": 1.0, "authority": 1.0},
    }


def test_a_programme_without_its_authority_stays_null(shipped_linker: Linker) -> None:
    (listed, *_) = [fact for fact in gold() if fact.kind == "sanction" and fact.program and fact.authority]
    (fact,) = link_facts([listed.model_copy(update={"authority": None})], shipped_linker)
    assert fact.model_dump()["program_id"] is None


def test_changes_nothing_but_ids(shipped_linker: Linker) -> None:
    facts = list(gold())
    linked = link_facts(facts, shipped_linker)
    assert len(facts) > 100
    assert [fact.model_dump(exclude=IDS) for fact in linked] == [
        fact.model_dump(exclude=IDS) for fact in facts
    ]
    assert [fact_id(fact) for fact in linked] == [fact_id(fact) for fact in facts]
    assert any(fact != before for fact, before in zip(linked, facts, strict=True))


def test_linked_facts_keep_the_contract(shipped_linker: Linker) -> None:
    for fact in link_facts(gold(), shipped_linker):
        assert FACT.validate_json(fact.model_dump_json()) == fact


def test_shipped_models_link(nlp: Language) -> None:
    takedown, sanction = pipeline.extract(TEXT, nlp=nlp)
    assert takedown.model_dump()["actor_id"] == "twitter"
    assert takedown.model_dump()["holder_id"] is None
    assert sanction.model_dump()["authority_id"] == "us_treasury"
    assert sanction.model_dump()["program_id"] == "US-GLOMAG"


def test_a_model_links_to_the_users_base(
    write_base: Callable[..., Path], record: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    base = write_base(record("NK-1", name=["Ada Example"]))
    nlp = pipeline.load("rules", kb=[base], kb_index=tmp_path / "index")
    takedown, _ = pipeline.extract(TEXT, nlp=nlp)
    line = json.loads(takedown.model_dump_json())
    assert (line["holder_id"], line["actor_id"]) == ("NK-1", "twitter")
    assert line["link_scores"] == {"holder": 1.0, "actor": 1.0}


def test_a_base_that_is_not_there_is_told_on_loading(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as raised:
        pipeline.load("rules", kb=[tmp_path / "nowhere"])
    assert raised.value.code == "E331"
