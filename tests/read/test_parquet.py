from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.facts import Article
from pipeline.read import Unreadable, read_articles


def _table(path: Path, rows: list[dict[str, Any]], row_group_size: int = 100) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=row_group_size)
    return path


def test_rows_give_articles_with_dates_of_any_type(tmp_path: Path) -> None:
    rows = [
        {"content": "One\r\n", "date": date(2019, 4, 18), "embedding": [0.5]},
        {"content": "Two", "date": None, "embedding": []},
    ]
    one, two = read_articles([_table(tmp_path / "a.parquet", rows)])
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert (one.doc_id, one.text, one.published) == ("a#1", "One\r\n", date(2019, 4, 18))
    assert (two.doc_id, two.published) == ("a#2", None)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_timestamps_are_cut_to_their_day(tmp_path: Path, unit: str) -> None:
    column = pa.array([datetime(2019, 4, 18, 23, 59)], pa.timestamp(unit))
    pq.write_table(pa.table({"text": ["One"], "published_at": column}), tmp_path / "a.parquet")
    (article,) = read_articles([tmp_path / "a.parquet"])
    assert isinstance(article, Article)
    assert article.published == date(2019, 4, 18)


def test_rows_of_all_row_groups_come_in_order(tmp_path: Path) -> None:
    path = _table(
        tmp_path / "a.parquet", [{"id": n, "text": f"Text {n}"} for n in range(1000)], row_group_size=90
    )
    assert [a.doc_id for a in read_articles([path])] == [str(n) for n in range(1000)]


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = _table(
        tmp_path / "a.parquet", [{"text": f"{n} " + "x" * 50_000} for n in range(1000)], row_group_size=50
    )
    before = pa.total_allocated_bytes()
    most = max(pa.total_allocated_bytes() - before for _ in read_articles([path]))
    assert most < 12_000_000  # of 50 MB


def test_missing_text_column_is_one_failure(tmp_path: Path) -> None:
    (failure,) = read_articles([_table(tmp_path / "a.parquet", [{"x": 1}, {"x": 2}])])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E116"


def test_texts_of_bytes_are_failures(tmp_path: Path) -> None:
    (failure,) = read_articles([_table(tmp_path / "a.parquet", [{"text": b"One"}])])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E118"
    assert "bytes" in str(failure.error)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet at all", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_broken_file_is_a_failure(fail_one, content: bytes) -> None:
    assert fail_one("a.parquet", content).error.code == "E117"


def test_truncated_file_is_a_failure(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.parquet", [{"text": "One"}])
    path.write_bytes(path.read_bytes()[:-10])
    (failure,) = read_articles([path])
    assert isinstance(failure, Unreadable)
    assert failure.error.code == "E117"
