import csv
import json
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import RunError
from pipeline.facts import FACT, Count
from pipeline.write import COLUMNS, SQL_TYPES, Tally, csv_lines, write_parquet
from pipeline.write.frame import flat_row

#: pandas keeps a list as an object; in a file it is JSON, which is text.
DTYPES = COLUMNS | {"evidence": "string"}
#: Words with what a table could trip over; lone surrogates are no text, and readers may end cells at NUL.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
TRICKY = st.sampled_from(
    ['"', '""', ",", "\n", "\r\n", "\r", " a ", "NA", "null", "1e5", "2019-04-16", "=1+1", "\\"]
)
TEXTS = st.lists(WORDS | TRICKY, min_size=1, max_size=4).map("".join)
FACTS = st.lists(
    st.builds(
        lambda words, holder, count: FACT.validate_python(
            {
                "id": "12345678e1234567",  # a number to those who guess types
                "doc_id": "d",
                "kind": "takedown",
                "action": "account_suspension",
                "modality": "asserted",
                "holder": holder,
                "quantity": None if count is None else {"value": count, "qualifier": "exact", "text": words},
                "date": "2019-04-16",
                "evidence": [span(words) | {"trigger": span(words), "roles": {"holder": span(words)}}],
            }
        ),
        TEXTS,
        st.none() | TEXTS,
        st.none() | st.integers(0, 2**63 - 1),
    ),
    max_size=4,
)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def span(words):
    return {"start": 0, "end": len(words), "text": words}


def rows_of(facts):
    """What a table of these facts must hold, column by column, with null for what is missing."""
    rows = [dict.fromkeys(COLUMNS) | flat_row(fact) for fact in facts]
    return [row | {"evidence": json.dumps(row["evidence"], ensure_ascii=False)} for row in rows]


def write_csv(facts, path):
    path.write_bytes(b"".join(csv_lines(facts, Tally())))
    return path


def with_pandas(frame):
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.to_dict("records")


def with_duckdb(relation):
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


@pytest.fixture
def facts(takedown, followers):
    return [takedown, followers]


@given(FACTS)
@few
def test_csv_loses_no_row_and_changes_no_text(facts):
    text = b"".join(csv_lines(facts, Tally())).decode()
    rows = list(csv.DictReader(StringIO(text, newline="")))
    wanted = [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in rows_of(facts)
    ]
    assert rows == wanted


@given(FACTS)
@few
def test_csv_opens_in_pandas_with_the_documented_types(tmp_path, facts):
    path = write_csv(facts, tmp_path / "facts.csv")
    frame = pd.read_csv(path, dtype=DTYPES, keep_default_na=False, na_values=[""])
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == DTYPES
    assert with_pandas(frame) == rows_of(facts)


@given(FACTS)
@few
def test_csv_opens_in_duckdb_with_the_documented_types(tmp_path, facts):
    path = write_csv(facts, tmp_path / "facts.csv")
    relation = duckdb.read_csv(str(path), header=True, columns=SQL_TYPES, quotechar='"', escapechar='"')
    assert dict(zip(relation.columns, map(str, relation.types), strict=True)) == SQL_TYPES
    assert with_duckdb(relation) == rows_of(facts)


@given(FACTS)
@few
def test_parquet_opens_in_pandas_and_duckdb_with_the_documented_types(tmp_path, facts):
    path = tmp_path / "facts.parquet"
    write_parquet(facts, path, Tally())
    relation = duckdb.read_parquet(str(path))
    assert dict(zip(relation.columns, map(str, relation.types), strict=True)) == SQL_TYPES
    assert with_duckdb(relation) == rows_of(facts)
    frame = pd.read_parquet(path)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == DTYPES
    assert with_pandas(frame) == rows_of(facts)


def test_parquet_has_an_explicit_schema_even_without_rows(tmp_path):
    write_parquet([], tmp_path / "facts.parquet", Tally())
    schema = pq.read_schema(tmp_path / "facts.parquet")
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DOUBLE": pa.float64()}
    assert {field.name: field.type for field in schema} == {n: types[sql] for n, sql in SQL_TYPES.items()}


def test_parquet_is_written_in_row_groups(tmp_path, facts, monkeypatch):
    monkeypatch.setattr("pipeline.write.flat._ROW_GROUP", 2)
    write_parquet([facts[0]] * 5, tmp_path / "facts.parquet", Tally())
    groups = pq.ParquetFile(tmp_path / "facts.parquet").metadata
    assert [groups.row_group(number).num_rows for number in range(groups.num_row_groups)] == [2, 2, 1]


def test_rows_are_counted(tmp_path, facts):
    tally = Tally()
    list(csv_lines(facts, tally))
    write_parquet(facts, tmp_path / "facts.parquet", tally)
    assert tally.records == 4


def test_a_failed_parquet_leaves_the_older_file(tmp_path, facts):
    path = tmp_path / "facts.parquet"
    write_parquet(facts, path, Tally())
    before = path.read_bytes()

    def broken():
        yield facts[0]
        raise RunError("E406", path="p", line=2, reason="broken")

    with pytest.raises(RunError, match="E406"):
        write_parquet(broken(), path, Tally())
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_told(tmp_path, facts):
    with pytest.raises(RunError, match="E403"):
        write_parquet(facts, tmp_path / "no" / "facts.parquet", Tally())


@pytest.fixture
def huge(followers):
    count = {
        "value": 2**63,
        "min": 2**63 - 1,
        "max": 10**30,
        "qualifier": "approximately",
        "text": "9 quintillion",
    }
    return followers.model_copy(update={"count": Count(**count)})


def test_numbers_that_no_column_holds_stay_as_words_and_are_counted(tmp_path, facts, huge):
    tally = Tally()
    path = tmp_path / "facts.parquet"
    write_parquet([*facts, huge], path, tally)
    row = pq.read_table(path).to_pylist()[2]
    assert (row["count_value"], row["count_min"], row["count_max"]) == (None, 2**63 - 1, None)
    assert row["count_text"] == "9 quintillion"
    assert tally == Tally(records=3, reduced=Counter({"number beyond 2^63 - 1 as words only": 1}))


def test_numbers_that_no_column_holds_do_not_keep_csv_from_opening(tmp_path, huge):
    path = write_csv([huge], tmp_path / "facts.csv")
    frame = pd.read_csv(path, dtype=DTYPES, keep_default_na=False, na_values=[""])
    assert (frame.count_value[0], frame.count_min[0]) == (pd.NA, 2**63 - 1)
    assert duckdb.read_csv(str(path), header=True, columns=SQL_TYPES).fetchall()


def test_columns_and_types_are_the_documented_ones():
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([A-Z]+) \|", page, re.MULTILINE)
    assert rows == [(name, DTYPES[name], SQL_TYPES[name]) for name in COLUMNS]
