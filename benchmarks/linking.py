"""How well names are linked to the shipped base: ``python -m benchmarks.linking [--errors] [--sweep]``.

The cases are in ``linking_cases.tsv``, which says how they were decided. Gold names count as often as facts
have them. The base was written while the corpus was read, so the share that is linked there is that of a base
that suits its articles; near misses and other spellings were looked at while the threshold was tuned. Names
of gold that are not in the file have no entity in the base, and a link of one of them is wrong.

Names that were never looked at before are in ``linking_unseen.tsv``: all of a set that are linked, and a draw
of the others, so that the precision is that of the set and the share linked is not.

`--sweep` shows precision and share at other thresholds, `--errors` every link that is wrong or lacking.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from benchmarks.splits import REAL, ROOT
from pipeline.facts.vocabulary import LinkedRole
from pipeline.knowledge import Index, Linker, Query, shipped_entities

CASES: Final = tuple(Path(__file__).with_name(f"linking_{name}.tsv") for name in ("cases", "unseen"))
ROLES: Final[tuple[LinkedRole, ...]] = get_args(LinkedRole)
THRESHOLDS: Final = (0.70, 0.75, 0.80, 0.84, 0.88, 0.92, 0.96, 1.0)


@dataclass(frozen=True)
class Case:
    """A name in a role, its entity or null, and how many facts have it."""

    role: LinkedRole
    name: str
    wanted: str | None
    times: int = 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="list what went wrong")
    options.add_argument("--sweep", action="store_true", help="show other thresholds")
    arguments = options.parse_args()
    linker = Linker([Index.of(shipped_entities())])
    for name, cases in all_cases().items():
        print(f"\n{name}")
        for role in ROLES:
            show(role, score([case for case in cases if case.role == role], linker))
        show("all", score(cases, linker))
        for threshold in THRESHOLDS if arguments.sweep else ():
            show(f"{threshold:.2f}", score(cases, linker, threshold))
        if arguments.errors:
            list_errors(cases, linker)


def show(label: str, scores: Counter[str]) -> None:
    if scores["names"]:
        print(
            f"  {label:<10} {scores['names']:>5} names  precision {share(scores['right'], scores['linked'])}"
            f"  linked {share(scores['linked'], scores['names'])}"
            f"  of those in the base {share(scores['right'], scores['in base'])}"
        )


def share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%} ({part}/{whole})" if whole else "     - "


def score(cases: list[Case], linker: Linker, threshold: float | None = None) -> Counter[str]:
    scores: Counter[str] = Counter()
    for case in cases:
        link = linker.link(Query(case.name, case.role, threshold=threshold))
        scores["names"] += case.times
        scores["linked"] += case.times * (link is not None)
        scores["in base"] += case.times * (case.wanted is not None)
        scores["right"] += case.times * (link is not None and link.id == case.wanted)
    return scores


def list_errors(cases: list[Case], linker: Linker) -> None:
    for case in cases:
        link = linker.link(Query(case.name, case.role))
        if (link.id if link else None) != case.wanted:
            print(f"    {case.role} {case.name!r} {case.times}x: {link}, wanted {case.wanted}")


def all_cases() -> dict[str, list[Case]]:
    """Return the sets of cases by name: gold of the corpus and of real articles, near misses, spellings."""
    written: dict[str, dict[tuple[str, str], str | None]] = defaultdict(dict)
    for line in (line for file in CASES for line in file.read_text("utf-8").splitlines()):
        if not line.startswith("#"):
            role, name, entity, source = line.split("\t")
            written[source][role, name] = None if entity == "-" else entity
    files = {"gold of the corpus": sorted((ROOT / "corpus" / "gold").glob("*.jsonl"))}
    if REAL.is_dir():
        files["gold of real articles"] = sorted(REAL.glob("*.gold.jsonl"))
    cases = {
        name: [
            Case(role, text, written["gold"].get((role, text)), times)
            for (role, text), times in sorted(Counter(names(paths)).items())
        ]
        for name, paths in files.items()
    }
    titles = {"near": "near misses", "spelling": "other spellings", "unseen": "names never looked at"}
    for source, title in titles.items():
        cases[title] = [
            Case(role, text, written[source][role, text])
            for role in ROLES
            for written_role, text in written[source]
            if written_role == role
        ]
    return cases


def names(paths: list[Path]) -> Iterator[tuple[LinkedRole, str]]:
    """Yield role and name of all gold facts, of alternatives the first."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            fact = json.loads(line)
            for role in ROLES:
                if fact.get(role):
                    yield role, fact[role].split("|")[0].strip()


if __name__ == "__main__":
    main()
