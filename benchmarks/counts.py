"""How well counts are read and found: ``python -m benchmarks.counts --split train [--errors]``.

Parse accuracy compares value, min, max and qualifier of each count of the gold with what
`parse_count` makes of its words. Recall looks for the words of each ``count`` and ``quantity`` role
among what `find_counts` finds in the whole article.

The cases of our own are in `tests/normalise/cases/counts.tsv`. Other libraries know no bounds, so beside them
only the value is compared: the number written, or none.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from decimal import Decimal
from typing import Any

from benchmarks.own_cases import Case, Reading, own_cases, print_misses, print_scores, with_libraries
from benchmarks.splits import gold_documents, split_options
from pipeline.normalise.counts import find_counts, parse_count

FIELDS = ("value", "min", "max", "qualifier")


def main() -> None:
    arguments = split_options(__doc__)
    scores: Counter[str] = Counter()
    errors: list[str] = []
    characters, seconds = 0, 0.0
    for text, facts in gold_documents(arguments.split):
        began = time.perf_counter()
        found = find_counts(text)
        seconds += time.perf_counter() - began
        characters += len(text)
        scores["found"] += len(found)
        spans = {(mention.start, mention.end) for mention in found}
        for fact in facts:
            for role in ("count", "quantity"):
                if fact.get(role):
                    _score_parse(fact[role], scores, errors)
            for role, span in _count_roles(fact):
                _score_find(role, span, spans, scores, errors)
    _report(scores, errors if arguments.errors else [])
    report_own_cases()
    if arguments.errors:
        print_misses(own_cases("counts"), ours, expected)
    print(f"find_counts: {scores['found']} mentions, {characters / seconds / 1e6:.1f} million characters/s")


def report_own_cases() -> None:
    cases = own_cases("counts")
    readings = with_libraries(
        lambda case: ours(case)[0],
        {
            "price-parser": price_parser_reading,
            "text2digits": text2digits_reading,
            "number-parser": number_parser_reading,
            "quantulum3": quantulum_reading,
        },
    )
    print_scores("value, bounds and qualifier", cases, {"ours": ours}, expected)
    print_scores("value", cases, readings, lambda case: case["value"])


def expected(case: Case) -> list[str]:
    return [case[name] for name in FIELDS]


def ours(case: Case) -> list[str]:
    count = parse_count(case["words"])
    return ["" if getattr(count, name, None) is None else str(getattr(count, name)) for name in FIELDS]


def price_parser_reading() -> Reading:
    from price_parser import Price

    return lambda case: _written(Price.fromstring(case["words"]).amount)


def text2digits_reading() -> Reading:
    from text2digits.text2digits import Text2Digits

    reader = Text2Digits()
    return lambda case: _first_number(reader.convert(case["words"]))


def number_parser_reading() -> Reading:
    from number_parser import parse

    return lambda case: _first_number(parse(case["words"], language="en"))


def quantulum_reading() -> Reading:
    from quantulum3 import parser

    parser.parse("one")  # it imports the rest of what it needs here
    return lambda case: _written(next((found.value for found in parser.parse(case["words"])), None))


def _first_number(words: str) -> str:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", words)
    return _written(float(found[0].replace(",", "")) if found else None)


def _written(value: float | Decimal | None) -> str:
    """Return a number as the cases have it: whole, or none."""
    return str(int(value)) if value is not None and value == int(value) else ""


def _count_roles(fact: dict[str, Any]) -> set[tuple[str, tuple[int, int, str]]]:
    return {
        (role, (span["start"], span["end"], span["text"]))
        for piece in fact["evidence"]
        for role, span in piece["roles"].items()
        if role in ("count", "quantity")
    }


def _score_parse(gold: dict[str, Any], scores: Counter[str], errors: list[str]) -> None:
    parsed = parse_count(gold["text"])
    wrong = [name for name in FIELDS if parsed is None or getattr(parsed, name) != gold.get(name)]
    scores["parse"] += 1
    for name in FIELDS:
        scores[f"parse {name}"] += name not in wrong
    scores["parse all"] += not wrong
    if wrong:
        errors.append(f"parse {gold['text']!r}: gold {[gold.get(name) for name in FIELDS]}, got {parsed!r}")


def _score_find(
    role: str,
    span: tuple[int, int, str],
    spans: set[tuple[int, int]],
    scores: Counter[str],
    errors: list[str],
) -> None:
    start, end, words = span
    touching = [other for other in spans if other[0] < end and start < other[1]]
    scores[f"find {role}"] += 1
    scores[f"find {role} exact"] += (start, end) in spans
    scores[f"find {role} overlap"] += bool(touching)
    if (start, end) not in spans:
        errors.append(f"find {role} {words!r} at {start}: got {touching}")


def _report(scores: Counter[str], errors: list[str]) -> None:
    for line in errors:
        print(line)
    for name in (*FIELDS, "all"):
        print(f"parse {name}: {scores[f'parse {name}']}/{scores['parse']}")
    for role in ("count", "quantity"):
        for match in ("exact", "overlap"):
            print(f"find {role}, {match}: {scores[f'find {role} {match}']}/{scores[f'find {role}']}")


if __name__ == "__main__":
    main()
