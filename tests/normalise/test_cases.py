"""The normalisers on cases of our own, each a line of ``cases/*.tsv``; what they get wrong is marked there.

``benchmarks/`` scores the same lines beside other libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.facts.claims import Mention
from pipeline.normalise.counts import parse_count
from pipeline.normalise.dates import resolve_date
from pipeline.normalise.handles import handle
from pipeline.normalise.names import acronym_pairs, same_name, strip_titles
from pipeline.normalise.values import Names

FOLDER = Path(__file__).parent / "cases"
BOUNDS = ("value", "min", "max", "qualifier")

Case = dict[str, str]


def cases(name: str) -> list[object]:
    """The lines of a file as parameters: the first one that is no comment names the columns."""
    lines = enumerate((FOLDER / name).read_text("utf-8").splitlines(), 1)
    (_, head), *rows = [(number, line.split("\t")) for number, line in lines if not line.startswith("#")]
    filled = [(number, dict(zip(head, row + [""] * len(head), strict=False))) for number, row in rows]
    return [pytest.param(case, id=f"{name}:{number}", marks=marks(case)) for number, case in filled]


def marks(case: Case) -> list[pytest.MarkDecorator]:
    reason = case["not_yet"]
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)] if reason else []


@pytest.mark.parametrize("case", cases("dates.tsv"))
def test_date_means_what_the_calendar_says(case: Case) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    value = resolve_date(case["words"], published, case["anchor"] or None)
    assert value == (case["expected"] or None)


@pytest.mark.parametrize("case", cases("counts.tsv"))
def test_count_has_the_value_and_bounds_of_the_words(case: Case) -> None:
    count = parse_count(case["words"])
    found = {name: "" if getattr(count, name, None) is None else str(getattr(count, name)) for name in BOUNDS}
    assert found == {name: case[name] for name in BOUNDS}


@pytest.mark.parametrize("case", cases("names.tsv"))
def test_name_is_as_the_article_has_it(case: Case) -> None:
    assert READINGS[case["kind"]](case) == case["expected"]


def fullest(case: Case) -> str:
    written = [Mention(0, len(name), name, "name") for name in case["names"].split(" ; ")]
    return Names.of("", written).fullest(Mention(0, len(case["words"]), case["words"], "name"))


READINGS: dict[str, Callable[[Case], str]] = {
    "bare": lambda case: strip_titles(case["words"]),
    "fullest": fullest,
    "same": lambda case: "" if same_name(case["words"], case["names"]) else "another",
    "different": lambda case: "the same" if same_name(case["words"], case["names"]) else "",
    "acronym": lambda case: " ; ".join(f"{short} = {long}" for long, short in acronym_pairs(case["words"])),
    "handle": lambda case: handle(case["words"]) or "",
}
