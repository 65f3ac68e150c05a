from __future__ import annotations

import pytest

from pipeline.errors import GoldError
from pipeline.gold import iter_facts, load_gold


def test_reads_facts_in_the_order_of_the_lines(write, takedown, follower_count):
    path = write("doc.jsonl", takedown, follower_count)

    assert [fact.kind for fact in iter_facts(path)] == ["takedown", "follower_count"]


def test_reads_one_line_at_a_time(write, takedown):
    facts = iter_facts(write("doc.jsonl", takedown, "broken"))

    assert next(facts).holder == "Qassem Soleimani"
    with pytest.raises(GoldError):
        next(facts)


def test_reads_a_folder_in_the_order_of_names(write, takedown):
    for name in ("b", "a", "c"):
        write(f"gold/{name}.jsonl", {**takedown, "doc_id": name})
    folder = write("gold/notes.txt", "not gold").parent

    assert [fact.doc_id for fact in iter_facts(folder)] == ["a", "b", "c"]


def test_blank_lines_and_a_byte_order_mark_hold_no_fact(write, takedown):
    path = write("doc.jsonl", "", takedown, "  ", "")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert len(list(iter_facts(path))) == 1


def test_keeps_line_separators_of_unicode_inside_a_line(write, takedown):
    path = write("doc.jsonl", {**takedown, "reason": "spam\u2028and\u0085fraud"})

    assert [fact.reason for fact in iter_facts(path)] == ["spam\u2028and\u0085fraud"]


def test_empty_file_of_a_folder_is_a_document_without_facts(write, takedown):
    write("gold/doc.jsonl", takedown)
    folder = write("gold/quiet.jsonl").parent

    gold = load_gold(folder)

    assert {doc_id: len(facts) for doc_id, facts in gold.items()} == {"doc": 1, "quiet": 0}


def test_single_file_holds_the_documents_that_its_facts_name(write, takedown):
    path = write("dev.gold.jsonl", takedown, {**takedown, "doc_id": "other"}, takedown)

    assert {doc_id: len(facts) for doc_id, facts in load_gold(path).items()} == {"doc": 2, "other": 1}


def test_missing_path_and_folder_without_gold_are_errors(tmp_path):
    with pytest.raises(GoldError, match="E201"):
        list(iter_facts(tmp_path / "absent"))
    with pytest.raises(GoldError, match="E202"):
        load_gold(tmp_path)


def test_folder_called_like_a_file_is_no_file(write, takedown, tmp_path):
    path = write("gold/doc.jsonl", takedown)
    (tmp_path / "gold/old.jsonl").mkdir()

    assert list(load_gold(tmp_path / "gold")) == ["doc"]
    path.unlink()
    with pytest.raises(GoldError, match="E202"):
        load_gold(tmp_path / "gold")


def test_broken_line_is_told_with_file_line_and_remedy(write, takedown):
    path = write("doc.jsonl", takedown, "", {**takedown, "modality": "perhaps"})

    with pytest.raises(GoldError) as caught:
        list(iter_facts(path))

    assert str(caught.value).startswith(f"E203: {path}:3 is no fact: modality: input should be 'asserted'")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "rumour"}, "kind must be one of takedown, restoration, sanction, follower_count"),
        ({"kind": None}, "kind must be one of takedown, restoration, sanction, follower_count"),
        ({"colour": "red"}, "colour: no such field belongs to this kind of fact"),
        ({"evidence": []}, "evidence: must not be empty"),
        ({"action": "lifting"}, "E001: the action 'lifting' does not belong to kind 'takedown'"),
        ({"date": "2019-02-31"}, "date: E005: '2019-02-31' is not an EDTF level 1 date"),
        ({"language": "Farsi"}, "language: E009: 'Farsi' is not an ISO 639-1 code"),
        ({"doc_id": "", "colour": "red", "actor": ""}, ", and 2 more"),
    ],
)
def test_reason_is_one_readable_sentence(write, takedown, change, reason):
    path = write("doc.jsonl", {**takedown, **change})

    with pytest.raises(GoldError) as caught:
        list(iter_facts(path))

    assert reason in caught.value.details["reason"]
    assert "\n" not in str(caught.value)
    assert "tagged-union" not in str(caught.value)


def test_missing_field_is_named(write, takedown):
    del takedown["modality"]

    with pytest.raises(GoldError, match="modality: is missing"):
        list(iter_facts(write("doc.jsonl", takedown)))


@pytest.mark.parametrize("line", ['{"kind": ', "nonsense", "[]", "null", '"takedown"'])
def test_line_that_is_no_object_is_an_error(write, line):
    with pytest.raises(GoldError, match="E203"):
        list(iter_facts(write("doc.jsonl", line)))


def test_bytes_that_are_no_utf8_are_an_error(write, takedown):
    path = write("doc.jsonl", takedown)
    path.write_bytes(path.read_bytes().replace(b"Soleimani", b"Sol\xe9imani"))

    with pytest.raises(GoldError, match="E203"):
        list(iter_facts(path))
