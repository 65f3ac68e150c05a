import sqlite3

import pytest

from pipeline.errors import RunError
from pipeline.write import ftm_store
from pipeline.write.ftm_store import Node, Store

ftm = pytest.importorskip("followthemoney", reason="needs the extra ftm")

ADA, BOB = Node("b", "Person"), Node("a", "Person")


@pytest.fixture
def store():
    made = Store(ftm.Dataset.make({"name": "platform_claims", "title": "t"}))
    yield made
    made.close()


@pytest.mark.parametrize("held", [1, 2, 100])
def test_entities_come_by_id_with_all_that_is_said_of_them(store, monkeypatch, held):
    monkeypatch.setattr(ftm_store, "_HELD", held)
    for node, name, value in [(ADA, "name", "Ada"), (BOB, "name", "Bob"), (ADA, "alias", "A.")]:
        store.add(node, name, value, "f1")
    found = [(entity.id, entity.schema.name, entity.properties) for entity in store.entities()]
    assert found == [
        ("a", "Person", {"name": ["Bob"]}),
        ("b", "Person", {"name": ["Ada"], "alias": ["A."]}),
    ]


@pytest.mark.parametrize("held", [1, 100])
def test_a_statement_that_is_repeated_has_its_first_origin(store, monkeypatch, held):
    monkeypatch.setattr(ftm_store, "_HELD", held)
    for origin in ("f2", "f1"):
        store.add(ADA, "name", "Ada", origin)
    (entity,) = store.entities()
    assert [statement.origin for statement in entity.get_statements("name")] == ["f2"]


def test_statements_are_not_held_in_memory_beyond_a_number(store, monkeypatch):
    monkeypatch.setattr(ftm_store, "_HELD", 10)
    for number in range(95):
        store.add(Node(str(number), "Person"), "name", "Ada", None)
        assert len(store._held) < 10


def test_nothing_said_gives_no_entity(store):
    assert list(store.entities()) == []


def test_a_full_disk_is_told_with_its_remedy(store):
    store._file.execute("PRAGMA max_page_count = 2")
    for number in range(1000):
        store.add(Node(str(number), "Person"), "name", "Ada", None)
    with pytest.raises(RunError, match=r"E451: .*full.*SQLITE_TMPDIR") as caught:
        list(store.entities())
    assert isinstance(caught.value.__cause__, sqlite3.Error)
