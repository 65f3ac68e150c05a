"""Files made on the spot, and short ways to read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.facts import Article
from pipeline.read import Unreadable, read_articles

Write = Callable[[str, str | bytes], Path]
ReadOne = Callable[..., Article]
FailOne = Callable[..., Unreadable]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the test's folder, strings as UTF-8 with their line ends as they are."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def read_one(write: Write) -> ReadOne:
    """Write a file and read the one article that it must hold."""

    def read(name: str, content: str | bytes) -> Article:
        (article,) = read_articles([write(name, content)])
        assert isinstance(article, Article), article
        return article

    return read


@pytest.fixture
def fail_one(write: Write) -> FailOne:
    """Write a file and read the one failure that it must give."""

    def read(name: str, content: str | bytes) -> Unreadable:
        (failure,) = read_articles([write(name, content)])
        assert isinstance(failure, Unreadable), failure
        return failure

    return read
