"""The corpus as a whole; that its gold quotes exactly is tested in tests/facts/test_gold_lines.py."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

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


def front_matter(stem: str) -> dict[str, object]:
    _, block, _ = (CORPUS / "articles" / f"{stem}.md").read_text("utf-8").split("---\n", 2)
    fields: dict[str, object] = yaml.safe_load(block)
    return fields


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
    golds = [(CORPUS / "gold" / f"{doc_id}.jsonl").read_text("utf-8") for doc_id in listed(part)]
    kinds = Counter(kind for kind in KINDS for gold in golds if f'"kind": "{kind}"' in gold)
    assert set(kinds) == set(KINDS)
    assert "" in golds
