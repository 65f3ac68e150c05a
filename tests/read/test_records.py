from __future__ import annotations

import os

import pytest

from pipeline.read.names import printable
from pipeline.read.records import is_known_key, known_fields


def test_first_key_of_the_table_that_is_filled_wins() -> None:
    given = {
        "content": "third",
        "Body": "second",
        "text": " ",
        "Published_At": "2019-04-18",
        "date": float("nan"),
    }
    assert known_fields(given) == {"text": "second", "published": "2019-04-18"}


@pytest.mark.parametrize("key", ["text", "BODY", " id ", "published_at", "file"])
def test_known_keys(key: str) -> None:
    assert is_known_key(key)
    assert not is_known_key(key.strip() + "x")


def test_names_that_are_no_utf8_become_printable() -> None:
    assert printable("küste/a.txt") == "küste/a.txt"
    assert printable(os.fsdecode(b"caf\xe9.txt")) == r"caf\xe9.txt"
