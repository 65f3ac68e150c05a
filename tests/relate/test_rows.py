from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline

HEAD = "YouTube banned them all. These were their channels on YouTube.\n\n"


@pytest.mark.parametrize(
    "table",
    [
        "| Channel | Subscribers |\n|---|---|\n| [Ada Lane](/a) | 630k |\n| Kettle Days | 5,000 |\n",
        "Channel | Land | Subscribers (approx.)\n---|---\nAda Lane | Iran | 630k\nKettle Days | | 5,000\n",
    ],
)
def test_each_row_of_a_table_is_an_account(nlp: Language, table: str) -> None:
    facts = pipeline.extract(f"{HEAD}{table}\nBob Marsh | 9,000 | 9,000\n", nlp=nlp)
    counts = {
        (fact.holder, fact.count.value, fact.platform) for fact in facts if fact.kind == "follower_count"
    }
    assert counts == {("Ada Lane", 630_000, "youtube"), ("Kettle Days", 5000, "youtube")}


def test_without_a_number_or_a_name_a_row_tells_nothing(nlp: Language) -> None:
    text = f"{HEAD}Channel | Subscribers\n---|---\nAda Lane | many\n2019 | 5,000\n"
    assert not [fact for fact in pipeline.extract(text, nlp=nlp) if fact.kind == "follower_count"]
