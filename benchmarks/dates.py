"""How well dates are found and resolved: ``python -m benchmarks.dates --split train [--errors]``.

The cases are the words that annotators marked as `date`, each with the date of its fact. A fact may take its
date from elsewhere as well, so not every case can be won. The date last mentioned is what `resolve_date`
makes of the last date that `find_dates` finds before the case.

`dateparser` resolves the same words against the same day of publication; the period that it reports (day,
month or year) is taken as the precision of its date.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateparser.date import DateDataParser

from benchmarks.splits import REAL, ROOT, gold_documents, split_options
from pipeline.facts import Article
from pipeline.normalise.dates import DateMention, find_dates, resolve_date
from pipeline.read import read_articles


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
            if arguments.errors and misses:
                print(f"{case.doc_id} {case.published} {case.words!r} gold {case.gold}: {', '.join(misses)}")
    for name in ("found exactly", "found", "resolved", "found and resolved", "abstained", "dateparser"):
        print(f"{name}: {scores[name]}/{scores['cases']} = {scores[name] / scores['cases']:.1%}")
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
        "dateparser": by_dateparser(case) == case.gold,
    }
    scores.update(name for name, is_right in right.items() if is_right)
    scores.update(["cases"] + ["abstained"] * (value is None))
    misses = [f"resolved to {value} after {case.anchor}"] if value != case.gold else []
    return misses + ([f"found as {[m.text for m in touching]}"] if not right["found exactly"] else [])


def by_dateparser(case: Case) -> str | None:
    """Return what dateparser makes of a case, at the precision that it reports."""
    settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
    if case.published:
        settings["RELATIVE_BASE"] = datetime.combine(case.published, datetime.min.time())
    read = DateDataParser(languages=["en"], settings=settings).get_date_data(case.words)
    if read.date_obj is None:
        return None
    return read.date_obj.date().isoformat()[: {"month": 7, "year": 4}.get(read.period, 10)]


if __name__ == "__main__":
    main()
