from typing import get_args

import pandas as pd
import pytest

from pipeline.errors import RunError
from pipeline.facts import MODELS, Count, DsaCodes
from pipeline.facts.vocabulary import LinkedRole
from pipeline.write import COLUMNS, json_line, read_facts


@pytest.fixture
def file(tmp_path, takedown, followers):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(json_line(takedown) + json_line(followers))
    return path


def test_every_field_of_every_kind_has_its_column():
    flat = {"quantity", "count"}
    fields = (
        {name for model in MODELS.values() for name in model.model_fields} - flat - {"link_scores", "dsa"}
    )
    parts = {f"{name}_{part}" for name in flat for part in Count.model_fields}
    scores = {f"{role}_link_score" for role in get_args(LinkedRole)}
    codes = {f"dsa_{name}" for name in DsaCodes.model_fields}
    first = {"trigger", "evidence_text", "evidence_start", "evidence_end", "evidence_pieces"}
    assert set(COLUMNS) == fields | parts | scores | codes | first


def test_rows_follow_the_file_with_the_documented_types(file):
    frame = read_facts(file)
    assert list(frame.kind) == ["takedown", "follower_count"]
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == COLUMNS


def test_counts_lie_flat_as_whole_numbers(file):
    row = read_facts(file).loc[1]
    assert (row.count_value, row.count_min, row.count_qualifier, row.count_text) == (
        104000,
        104000,
        "more_than",
        "over 104,000",
    )
    assert row.count_max is pd.NA
    assert row.quantity_value is pd.NA


def test_codes_lie_flat_and_several_divided_by_semicolons(tmp_path, takedown):
    seen = ["DECISION_VISIBILITY_CONTENT_DEMOTED", "DECISION_VISIBILITY_OTHER"]
    path = tmp_path / "facts.jsonl"
    fact = takedown.model_copy(update={"dsa": DsaCodes(decision_visibility=seen)})
    path.write_bytes(json_line(takedown) + json_line(fact))
    frame = read_facts(path)
    assert frame.dsa_decision_visibility.tolist() == [pd.NA, ";".join(seen)]
    assert frame.dsa_decision_account.isna().all()


def test_a_number_beyond_the_column_is_missing_and_its_words_stay(tmp_path, followers):
    path = tmp_path / "facts.jsonl"
    count = Count(value=2**63, qualifier="exact", text="9 quintillion")
    path.write_bytes(json_line(followers.model_copy(update={"count": count})))
    row = read_facts(path).loc[0]
    assert row.count_value is pd.NA
    assert row.count_text == "9 quintillion"


def test_what_a_fact_does_not_say_is_missing(file):
    frame = read_facts(file)
    assert frame.platform.tolist() == ["instagram", pd.NA]
    assert frame.confidence.tolist() == [0.75, pd.NA]
    assert frame.target.isna().all()


def test_evidence_stays_whole_beside_its_first_words(file, takedown):
    row = read_facts(file).loc[0]
    assert row.trigger == "removed"
    assert row.evidence_text == "Instagram removed \u0130brahim's page"
    assert (row.evidence_start, row.evidence_end, row.evidence_pieces) == (8, 40, 1)
    assert row.evidence == takedown.model_dump(mode="json")["evidence"]


def test_reads_the_folder_of_a_run(file):
    pd.testing.assert_frame_equal(read_facts(file.parent), read_facts(str(file)))


def test_an_empty_file_gives_an_empty_table_of_the_same_types(tmp_path, file):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    frame = read_facts(empty)
    assert len(frame) == 0
    assert (frame.dtypes == read_facts(file).dtypes).all()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "invalid JSON: EOF while parsing"),
        (b'{"kind": "rumour"}', "kind must be one of takedown"),
        (b'{"kind": "sanction", "doc_id": "d"}', "modality: is missing"),
    ],
)
def test_names_the_line_that_is_no_fact(tmp_path, takedown, line, reason):
    path = tmp_path / "facts.jsonl"
    path.write_bytes(json_line(takedown) + b"\n" + line + b"\n")
    with pytest.raises(RunError, match=rf"E406: line 3 of .*facts\.jsonl is no fact: .*{reason}"):
        read_facts(path)


def test_says_that_a_folder_holds_no_facts(tmp_path):
    with pytest.raises(RunError, match=r"E407: .*facts\.jsonl cannot be read: No such file"):
        read_facts(tmp_path)
