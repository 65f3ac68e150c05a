from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.facts import text_sha256
from pipeline.gold.standoff import without_words
from pipeline.train.data import labelled_articles, unlabelled_articles

TEXTS = {
    "berg": "Instagram suspended the account of Anna Berg.",
    "coast": "Twitter suspended the account of Ada Lane.",
    "rain": "It rained in Bergen.",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def takedown(fact: Callable[..., object]) -> Callable[[str], object]:
    """A function that makes the fact of one of the articles."""
    return lambda name: fact(TEXTS[name], "suspended", "takedown").model_copy(update={"doc_id": name})


@pytest.fixture
def lines(takedown):
    """A function that gives the gold lines of articles."""
    return lambda *names: "".join(takedown(name).model_dump_json(exclude_none=True) + "\n" for name in names)


@pytest.fixture
def gold(tmp_path: Path, lines: Callable[..., str]) -> Path:
    """A folder of gold: one article with a fact, one without, and one that is not at hand."""
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "berg.jsonl").write_text(lines("berg"))
    (folder / "rain.jsonl").write_text("")
    (folder / "gone.jsonl").write_text("")
    return folder


def facts_of(gold: Path, articles: Path, part: str = "train") -> dict[str, int]:
    """Return the labelled articles, each with its number of facts."""
    return {item.article.doc_id: len(item.facts) for item in labelled_articles(gold, articles, part)}


def test_a_folder_labels_the_articles_that_have_a_file_in_it(gold, articles, takedown):
    read = list(labelled_articles(gold, articles, "train"))
    assert [(item.article.doc_id, item.article.text, item.facts) for item in read] == [
        ("berg", TEXTS["berg"], [takedown("berg")]),
        ("rain", TEXTS["rain"], []),
    ]


@pytest.mark.parametrize(("part", "kept"), [("train", {"berg": 1}), ("dev", {"rain": 0})])
def test_a_list_beside_a_folder_keeps_to_its_part(gold, articles, part, kept):
    (gold.parent / "train.txt").write_text("berg\ncoast\n")
    (gold.parent / "dev.txt").write_text("rain\n")
    assert facts_of(gold, articles, part) == kept


def test_a_file_of_facts_labels_all_articles(tmp_path, articles, lines):
    (tmp_path / "mine.jsonl").write_text(lines("berg", "coast"))
    (tmp_path / "train.txt").write_text("berg\n")
    assert facts_of(tmp_path / "mine.jsonl", articles) == {"berg": 1, "coast": 1, "rain": 0}


def test_a_stand_off_file_labels_the_articles_that_it_lists(tmp_path, articles, takedown):
    forms = {"coast": [without_words(takedown("coast"), TEXTS["coast"])], "rain": []}
    rows = [
        {"doc_id": name, "text_sha256": text_sha256(TEXTS[name]), "facts": facts}
        for name, facts in forms.items()
    ]
    path = tmp_path / "silver.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))

    read = {item.article.doc_id: item.facts for item in labelled_articles(path, articles, "train")}

    assert read == {"coast": [takedown("coast")], "rain": []}


@pytest.mark.parametrize("listed", [None, "coast\n"])
def test_labels_of_none_of_the_articles_are_an_error(gold, articles, listed):
    if listed is None:
        (articles / "berg.txt").unlink()
        (articles / "rain.txt").unlink()
    else:
        (gold.parent / "train.txt").write_text(listed)

    with pytest.raises(GoldError) as caught:
        list(labelled_articles(gold, articles, "train"))

    assert str(caught.value).startswith(f"E205: {gold} has labels for 3 articles, none of which")


def test_an_article_that_cannot_be_read_is_passed_over(gold, articles):
    (articles / "rain.txt").write_bytes(b"")
    assert facts_of(gold, articles) == {"berg": 1}


def test_articles_without_labels_are_read_and_what_is_none_passed_over(articles):
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert sorted(item.doc_id for item in unlabelled_articles([articles])) == sorted(TEXTS)
