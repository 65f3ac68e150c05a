"""The catalogue of errors: complete, used, and able to travel between processes."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from pipeline import errors
from pipeline.errors import CATALOGUE, PipelineError

SOURCES = [path for path in Path(errors.__file__).parent.rglob("*.py") if path.name != "errors.py"]
FAMILIES = {
    "E0": errors.ContractError,
    "E1": errors.ReadError,
    "E2": errors.GoldError,
    "E3": errors.ModelError,
    "E4": errors.RunError,
}


def placeholders(code: str) -> set[str]:
    """What the message and the remedy of a code want to know."""
    return {name for part in CATALOGUE[code] for _, name, _, _ in Formatter().parse(part) if name is not None}


def raised() -> Iterator[tuple[str, str, ast.Call]]:
    """(place, code, call) of every error that the sources make with a code written out."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id.endswith("Error")
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and re.fullmatch(r"E\d{3}", str(node.args[0].value))
            ):
                yield f"{path.name}:{node.lineno}", str(node.args[0].value), node


@cache
def used_codes() -> set[str]:
    """Every code that the sources write out, raised or yielded."""
    return {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"E\d{3}", node.value)
    }


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_message_and_a_remedy(code: str) -> None:
    message, remedy = CATALOGUE[code]
    assert re.fullmatch(r"E\d{3}", code)
    assert message.strip() == message != ""
    assert remedy.strip() == remedy != ""


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_used(code: str) -> None:
    assert code in used_codes()


def test_every_used_code_is_in_the_catalogue() -> None:
    # E220 is the border between faults and doubts in the numbering, no error.
    assert used_codes() - {"E220"} <= CATALOGUE.keys()


def test_every_error_gives_exactly_what_its_message_wants() -> None:
    found = list(raised())
    assert len(found) > 30
    for place, code, call in found:
        given = {keyword.arg for keyword in call.keywords}
        assert None in given or given == placeholders(code), f"{place} {code}"


def test_every_error_is_raised_by_the_family_of_its_number() -> None:
    for place, code, call in raised():
        assert isinstance(call.func, ast.Name)
        family = getattr(errors, call.func.id)
        assert family is PipelineError or issubclass(family, FAMILIES[code[:2]]), f"{place} {code}"


@pytest.mark.parametrize("code", CATALOGUE)
def test_survives_the_way_back_from_a_worker_process(code: str) -> None:
    details = {name: f"<{name}>" for name in placeholders(code)}
    error = FAMILIES[code[:2]](code, **details)
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(back) is type(error)
    assert (back.code, back.details, str(back)) == (code, details, str(error))


def test_a_message_says_code_cause_and_remedy() -> None:
    error = errors.ReadError("E101", path="news")
    assert (
        str(error)
        == "E101: there is no file or folder 'news' (check the path, and quote it if it holds blanks)"
    )
    assert (error.message, error.remedy) == (
        "there is no file or folder 'news'",
        "check the path, and quote it if it holds blanks",
    )


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        PipelineError("E999")


@pytest.mark.parametrize("length", [0, 499, 500])
def test_a_text_of_usual_length_is_shown_whole(length: int) -> None:
    assert errors.brief("x" * length) == "x" * length


def test_of_a_very_long_detail_a_message_shows_beginning_and_end_but_the_details_are_whole() -> None:
    doc_id = f"first{'x' * 100_000}last"
    error = errors.ReadError("E121", doc_id=doc_id, place="a.jsonl#2", first="a.jsonl#1")
    assert len(str(error)) < 1_000
    assert "first" in error.message
    assert "last" in error.message
    assert "a.jsonl#2" in error.message
    assert error.details["doc_id"] == doc_id
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own
