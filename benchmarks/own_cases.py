"""The cases of `tests/normalise/cases`, scored for our normalisers and for other libraries on the same lines.

The other libraries are no dependencies of the project; what is not installed is left out and named. Install
them beside it: ``pip install dateparser parsedatetime price-parser text2digits number-parser quantulum3
nameparser rapidfuzz``. Our normalisers were mended on these cases, so that their score here is that of a
rehearsal.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from benchmarks.splits import ROOT

Case: TypeAlias = dict[str, str]
#: Makes of a case what is compared with what is expected of it.
Reading: TypeAlias = Callable[[Case], object]


def own_cases(name: str) -> list[Case]:
    """Return the cases of a file, each as column -> text; an empty column is there as well."""
    text = (ROOT / "tests" / "normalise" / "cases" / f"{name}.tsv").read_text("utf-8")
    head, *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [dict(zip(head, row + [""] * len(head), strict=False)) for row in rows]


def with_libraries(ours: Reading, libraries: Mapping[str, Callable[[], Reading]]) -> dict[str, Reading]:
    """Return name -> reading for ours and each library that is installed.

    Args:
        ours: the reading of our normaliser.
        libraries: name -> what imports the library and returns its reading.
    """
    readings = {"ours": ours}
    for name, load in libraries.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                readings[name] = load()
        except ImportError:
            print(f"  {name} is not installed")
    return readings


def print_scores(
    title: str, cases: Sequence[Case], readings: Mapping[str, Reading], expected: Reading
) -> None:
    """Print how many cases each reading has right."""
    scores = (f"{name} {_right(reading, cases, expected)}/{len(cases)}" for name, reading in readings.items())
    print(f"own cases, {title}: {', '.join(scores)}")


def print_misses(cases: Iterable[Case], ours: Reading, expected: Reading) -> None:
    """Print the cases that our reading has wrong."""
    for case in cases:
        if ours(case) != expected(case):
            print(f"own {case['words']!r}: expected {expected(case)}, got {ours(case)} ({case['not_yet']})")


def _right(reading: Reading, cases: Iterable[Case], expected: Reading) -> int:
    return sum(guarded(reading, case) == expected(case) for case in cases)


def guarded(reading: Reading, case: Case) -> object:
    """Return a reading, or an answer that is never right where a library fails on the words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reading(case)
    except Exception as error:  # noqa: BLE001 - what a library raises on odd words is its answer to them
        return error
