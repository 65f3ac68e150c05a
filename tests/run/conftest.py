import pytest

from pipeline.facts import FACT, Article
from pipeline.read import Place, read_raw
from pipeline.run import DocumentDone, DocumentRecord
from pipeline.run.manifest import Versions

TEXT = "Caf\u00e9 \U0001f600. Twitter banned him, and 12 others."


@pytest.fixture
def article():
    return Article(doc_id="cafe", text=TEXT, path="articles/cafe.md")


@pytest.fixture
def raw_of(tmp_path, monkeypatch):
    """A function that gives the raw record of an article."""
    monkeypatch.chdir(tmp_path)

    def make(text=TEXT, doc_id="cafe"):
        (tmp_path / "articles").mkdir(exist_ok=True)
        (tmp_path / "articles" / f"{doc_id}.md").write_bytes(text.encode())
        (raw,) = read_raw([f"articles/{doc_id}.md"])
        return raw

    return make


@pytest.fixture
def raw(raw_of):
    """The raw record of `article`."""
    return raw_of()


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


@pytest.fixture
def versions():
    return Versions(**dict.fromkeys(Versions.model_fields, "1") | {"knowledge": ()})


@pytest.fixture
def done_with():
    """A function that gives a document that is through."""

    def make(doc_id, *, place=None, lines=(), sha256="0" * 64, **values):
        record = DocumentRecord(
            doc_id=doc_id,
            path=f"{doc_id}.md",
            text_sha256=sha256,
            status="done",
            facts=len(lines),
            words=8,
            milliseconds=1.0,
        )
        return DocumentDone(place or Place(0, 0), f"{doc_id}.md", record, tuple(lines), **values)

    return make
