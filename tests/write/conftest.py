import pytest

from pipeline.facts import FACT, Fact

TEXT = "Caf\u00e9 \U0001f600\r\nInstagram removed \u0130brahim's page, followed by over 104,000."


def _span(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def takedown() -> Fact:
    passage = _span("Instagram removed \u0130brahim's page")
    return FACT.validate_python(
        {
            "id": "0123456789abcdef",
            "doc_id": "cafe",
            "confidence": 0.75,
            "kind": "takedown",
            "action": "account_termination",
            "modality": "asserted",
            "holder": "\u0130brahim",
            "platform": "instagram",
            "unit": "page",
            "date": "2019-04",
            "evidence": [passage | {"trigger": _span("removed"), "roles": {"holder": _span("\u0130brahim")}}],
        }
    )


@pytest.fixture
def followers() -> Fact:
    passage = _span("followed by over 104,000")
    return FACT.validate_python(
        {
            "doc_id": "cafe",
            "kind": "follower_count",
            "modality": "asserted",
            "holder": "\u0130brahim",
            "metric": "followers",
            "count": {"value": 104000, "min": 104000, "qualifier": "more_than", "text": "over 104,000"},
            "evidence": [passage | {"trigger": _span("followed"), "roles": {"count": _span("over 104,000")}}],
        }
    )


@pytest.fixture
def make_fact():
    """A function that makes a fact with evidence of an article of its own: the words given."""

    def make(kind: str = "takedown", words: str = "removed", doc_id: str = "d", **fields: object) -> Fact:
        span = {"start": 0, "end": len(words), "text": words}
        defaults: dict[str, dict[str, object]] = {
            "takedown": {"action": "account_termination"},
            "restoration": {"action": "account_restoration"},
            "sanction": {"action": "imposition"},
            "follower_count": {
                "metric": "followers",
                "count": {"value": 9, "qualifier": "exact", "text": "nine"},
            },
        }
        return FACT.validate_python(
            {"id": "f1", "doc_id": doc_id, "kind": kind, "modality": "asserted"}
            | {"evidence": [span | {"trigger": span}]}
            | defaults[kind]
            | fields
        )

    return make
