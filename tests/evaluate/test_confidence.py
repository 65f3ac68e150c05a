from __future__ import annotations

import pytest

from pipeline.evaluate import by_confidence, evaluate
from pipeline.facts import FACT


def fact(holder: str, confidence: float | None, date: str | None = None):
    text = f"Twitter banned {holder}"
    return FACT.validate_python(
        {
            "kind": "takedown",
            "doc_id": "one",
            "action": "account_termination",
            "modality": "asserted",
            "holder": holder,
            "platform": "twitter",
            "unit": "account",
            "date": date,
            "confidence": confidence,
            "evidence": [
                {
                    "start": 0,
                    "end": len(text),
                    "text": text,
                    "trigger": {"start": 8, "end": 14, "text": "banned"},
                    "roles": {},
                }
            ],
        }
    )


GOLD = {"one": [fact("Ada Lane", None), fact("Bob Marsh", None)]}


def test_facts_below_a_confidence_are_as_if_never_found():
    predicted = {"one": [fact("Ada Lane", 0.95), fact("Bob Marsh", 0.65, "2019"), fact("Carl Stone", 0.45)]}
    counts = {
        row.confidence: (row.core.right, row.strict.right, row.core.predicted, row.core.gold)
        for row in by_confidence(GOLD, predicted)
    }
    assert counts == {
        **dict.fromkeys((0.0, 0.3, 0.4), (2, 1, 3, 2)),
        **dict.fromkeys((0.5, 0.6), (2, 1, 2, 2)),
        **dict.fromkeys((0.7, 0.8, 0.9), (1, 1, 1, 2)),
    }


def test_a_fact_without_a_confidence_is_sure():
    assert [row.core.predicted for row in by_confidence(GOLD, GOLD)][-1] == 2


@pytest.mark.parametrize("documents", [None, {"one"}, {"one", "two"}, {"two"}])
def test_from_nought_on_it_is_the_score_of_all(documents: set[str] | None):
    predicted = {"one": [fact("Ada Lane", 0.2)], "two": [fact("Bob Marsh", 0.1)]}
    scores = evaluate(GOLD, predicted, documents=documents).scores
    everything = by_confidence(GOLD, predicted, documents=documents)[0]
    assert everything.core == scores["core"]["all"].tally
    assert everything.strict == scores["strict"]["all"].tally
