import pytest

from pipeline.facts import FACT, Article


@pytest.fixture
def article():
    return Article(
        doc_id="cafe",
        text="Caf\u00e9 \U0001f600. Twitter banned him, and 12 others.",
        path="articles/cafe.md",
    )


@pytest.fixture
def fact_about():
    """A function that says of given words of an article that they are a takedown."""

    def make(article, words, **values):
        start = article.text.index(words)
        span = {"start": start, "end": start + len(words), "text": words}
        fields = {"kind": "takedown", "action": "account_termination", "modality": "asserted"} | values
        return FACT.validate_python(
            fields | {"doc_id": article.doc_id, "evidence": [span | {"trigger": span}]}
        )

    return make
