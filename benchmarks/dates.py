"""How well dates are found and resolved: ``python -m benchmarks.dates --split train [--errors]``.

The cases are the words that annotators marked as `date`, each with the date of its fact. A fact may take its
date from elsewhere as well, so not every case can be won. The date last mentioned is what `resolve_date`
makes of the last date that `find_dates` finds before the case.

The cases of our own are in `tests/normalise/cases/dates.tsv`; "plain" are those among them that mean nothing
or one day, month or year and need no other date of the text, which is all that the other libraries can give.

`dateparser` resolves the same words against the same day of publication; the period that it reports (day,
month or year) is taken as the precision of its date. `parsedatetime` and `dateutil` give days only.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from benchmarks.own_cases import Case as OwnCase
from benchmarks.own_cases import Reading, guarded, own_cases, print_misses, print_scores, with_libraries
from benchmarks.splits import REAL, ROOT, gold_documents, split_options
from pipeline.facts import Article
from pipeline.normalise.dates import DateMention, find_dates, resolve_date
from pipeline.read import read_articles

#: One day, month or year.
PLAIN = re.compile(r"(?:\d{4}(?:-\d\d){0,2})?")


@dataclass(frozen=True)
class Case:
    """Words marked as a date, their offsets, what they mean in the gold, and where they stand."""

    doc_id: str
    start: int
    end: int
    words: str
    gold: str | None
    published: date | None
    anchor: str | None


def main() -> None:
    arguments = split_options(__doc__)
    readings = with_libraries(
        ours,
        {
            "dateparser": dateparser_reading,
            "parsedatetime": parsedatetime_reading,
            "dateutil": dateutil_reading,
        },
    )
    others = {name: read for name, read in readings.items() if name != "ours"}
    published = days_of_publication(arguments.split)
    scores: Counter[str] = Counter()
    characters, seconds = 0, 0.0
    for text, facts in gold_documents(arguments.split):
        began = time.perf_counter()
        found = find_dates(text)
        seconds += time.perf_counter() - began
        characters += len(text)
        for case in cases_of(facts, found, published):
            misses = score(case, found, scores)
            scores.update(name for name, read in others.items() if guarded(read, as_own(case)) == case.gold)
            if arguments.errors and misses:
                print(f"{case.doc_id} {case.published} {case.words!r} gold {case.gold}: {', '.join(misses)}")
    for name in ("found exactly", "found", "resolved", "found and resolved", "abstained", *others):
        print(f"{name}: {scores[name]}/{scores['cases']} = {scores[name] / scores['cases']:.1%}")
    report_own_cases(readings)
    if arguments.errors:
        print_misses(own_cases("dates"), ours, expected)
    print(f"find_dates: {characters / seconds / 1e6:.1f} million characters a second")


def days_of_publication(split: str) -> dict[str, date | None]:
    """Return doc_id -> day of publication, as the articles themselves give it."""
    names = (ROOT / "corpus" / f"{split}.txt").read_text("utf-8").split()
    files = [ROOT / "corpus" / "articles" / f"{name}.md" for name in names]
    if REAL.is_dir():
        files.append(REAL / f"{split}.articles.jsonl")
    articles = [article for article in read_articles(files) if isinstance(article, Article)]
    return {a.doc_id: a.published if a.published_from == "metadata" else None for a in articles}


def cases_of(
    facts: Sequence[dict[str, Any]], found: Sequence[DateMention], published: dict[str, date | None]
) -> Iterator[Case]:
    """Yield the marked dates of a document, each once for each date that its facts give it."""
    if not facts:
        return
    doc_id = facts[0]["doc_id"]
    marked = {
        (
            piece["roles"]["date"]["start"],
            piece["roles"]["date"]["end"],
            piece["roles"]["date"]["text"],
            fact["date"],
        )
        for fact in facts
        for piece in fact["evidence"]
        if "date" in piece["roles"]
    }
    known = list(resolved_in_turn(found, published[doc_id]))
    for start, end, words, gold in sorted(marked, key=str):
        anchor = next((value for last, value in reversed(known) if last <= start), None)
        yield Case(doc_id, start, end, words, gold, published[doc_id], anchor)


def resolved_in_turn(found: Iterable[DateMention], published: date | None) -> Iterator[tuple[int, str]]:
    """Yield the end and the value of each mention that can be resolved, each the anchor of the next."""
    anchor: str | None = None
    for mention in found:
        if value := resolve_date(mention.text, published, anchor):
            anchor = value
            yield mention.end, value


def score(case: Case, found: Sequence[DateMention], scores: Counter[str]) -> list[str]:
    """Count what is right of a case, and return what is not."""
    touching = [mention for mention in found if mention.start < case.end and case.start < mention.end]
    value = resolve_date(case.words, case.published, case.anchor)
    of_found = {resolve_date(mention.text, case.published, case.anchor) for mention in touching}
    right = {
        "found exactly": (case.start, case.end) in {(mention.start, mention.end) for mention in touching},
        "found": bool(touching),
        "resolved": value == case.gold,
        "found and resolved": case.gold in of_found or not (touching or case.gold),
    }
    scores.update(name for name, is_right in right.items() if is_right)
    scores.update(["cases"] + ["abstained"] * (value is None))
    misses = [f"resolved to {value} after {case.anchor}"] if value != case.gold else []
    return misses + ([f"found as {[m.text for m in touching]}"] if not right["found exactly"] else [])


def as_own(case: Case) -> OwnCase:
    """Return a case of the gold in the form of our own."""
    return {"words": case.words, "published": str(case.published or ""), "anchor": case.anchor or ""}


def report_own_cases(readings: Mapping[str, Reading]) -> None:
    cases = own_cases("dates")
    plain = [case for case in cases if not case["anchor"] and PLAIN.fullmatch(case["expected"])]
    print_scores("all", cases, readings, expected)
    print_scores("plain", plain, readings, expected)


def expected(case: OwnCase) -> str | None:
    return case["expected"] or None


def ours(case: OwnCase) -> str | None:
    return resolve_date(case["words"], _day(case), case["anchor"] or None)


def dateparser_reading() -> Reading:
    from dateparser.date import DateDataParser

    def read(case: OwnCase) -> str | None:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"} | (
            {"RELATIVE_BASE": _midnight(case)} if _day(case) else {}
        )
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(case["words"])
        if found.date_obj is None:
            return None
        return found.date_obj.date().isoformat()[: {"month": 7, "year": 4}.get(found.period, 10)]

    return read


def parsedatetime_reading() -> Reading:
    from parsedatetime import Calendar

    calendar = Calendar()

    def read(case: OwnCase) -> str | None:
        found, kind = calendar.parseDT(case["words"], sourceTime=_midnight(case))
        return found.date().isoformat() if kind else None

    return read


def dateutil_reading() -> Reading:
    from dateutil.parser import ParserError, parse

    def read(case: OwnCase) -> str | None:
        try:
            return parse(case["words"], default=_midnight(case), fuzzy=True).date().isoformat()
        except ParserError:
            return None

    return read


def _day(case: OwnCase) -> date | None:
    return date.fromisoformat(case["published"]) if case["published"] else None


def _midnight(case: OwnCase) -> datetime:
    return datetime.combine(_day(case) or date.today(), datetime.min.time())


if __name__ == "__main__":
    main()
