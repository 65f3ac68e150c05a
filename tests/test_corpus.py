"""The corpus as a whole; that its gold quotes exactly is tested in tests/facts/test_gold_lines.py."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.facts import KINDS

CORPUS = Path(__file__).parents[1] / "corpus"
PARTS = ("train", "dev", "test")
FIELDS = {"doc_id", "title", "published", "source", "form", "origin"}


def listed(part: str) -> list[str]:
    return (CORPUS / f"{part}.txt").read_text("utf-8").split()


def stems(folder: str, ending: str) -> list[str]:
    return sorted(path.stem for path in (CORPUS / folder).iterdir() if path.suffix == ending)


def front_matter(stem: str) -> dict[str, Any]:
    fields: dict[str, Any] = yaml.safe_load(article(stem)[1])
    return fields


def body(stem: str) -> str:
    return article(stem)[2]


def article(stem: str) -> list[str]:
    """What stands before, in and behind the front matter."""
    return (CORPUS / "articles" / f"{stem}.md").read_bytes().decode().split("---\n", 2)


def facts_of(stem: str) -> list[dict[str, Any]]:
    lines = (CORPUS / "gold" / f"{stem}.jsonl").read_bytes().split(b"\n")
    return [json.loads(line) for line in lines if line]


def test_parts_share_no_document_and_leave_none_out() -> None:
    every = [doc_id for part in PARTS for doc_id in listed(part)]
    assert len(every) == len(set(every)) == 300
    assert sorted(every) == stems("articles", ".md")


@pytest.mark.parametrize("part", PARTS)
def test_lists_are_sorted(part: str) -> None:
    assert listed(part) == sorted(listed(part))


def test_every_article_has_a_gold_file_and_the_other_way_round() -> None:
    assert stems("articles", ".md") == stems("gold", ".jsonl")


@pytest.mark.parametrize("stem", stems("articles", ".md"))
def test_front_matter_names_the_file_and_what_it_is(stem: str) -> None:
    fields = front_matter(stem)
    assert fields["doc_id"] == stem
    assert set(fields) == FIELDS


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_every_kind_and_articles_without_facts(part: str) -> None:
    golds = [facts_of(doc_id) for doc_id in listed(part)]
    assert {fact["kind"] for facts in golds for fact in facts} == set(KINDS)
    assert [] in golds


@pytest.mark.parametrize("part", PARTS)
def test_data_card_counts_what_is_there(part: str) -> None:
    golds = {doc_id: facts_of(doc_id) for doc_id in listed(part)}
    words = sum(len(body(doc_id).split()) for doc_id in golds)
    kinds = Counter(fact["kind"] for facts in golds.values() for fact in facts)
    empty = sum(not facts for facts in golds.values())
    numbers = [len(golds), empty, words, *(kinds[kind] for kind in KINDS)]
    row = f"| {part} | [{part}.txt]({part}.txt) | {' | '.join(f'{number:,}' for number in numbers)} |"
    assert row in (CORPUS / "README.md").read_text("utf-8").splitlines()


def test_silver_articles_that_are_kept_back_are_in_the_file() -> None:
    with (CORPUS / "silver.jsonl").open(encoding="utf-8") as lines:
        silver = {json.loads(line)["doc_id"] for line in lines}
    kept_back = (CORPUS / "silver_kept_back.txt").read_text("utf-8").split()
    assert kept_back == sorted(set(kept_back))
    assert set(kept_back) <= silver
