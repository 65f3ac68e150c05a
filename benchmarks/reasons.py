"""How well reasons are sorted into categories: ``python -m benchmarks.reasons --split train [--errors]``.

Compares the category of each reason in the gold with what `reason_category` makes of its words,
over all facts and over distinct reasons.
"""

from __future__ import annotations

from collections import Counter

from benchmarks.splits import gold_documents, split_options
from pipeline.normalise.reasons import reason_category


def main() -> None:
    arguments = split_options(__doc__)
    pairs = Counter(
        (fact["reason"].split("|")[0], fact["reason_category"])
        for _, facts in gold_documents(arguments.split)
        for fact in facts
        if fact.get("reason") and fact.get("reason_category")
    )
    wrong = {pair: number for pair, number in pairs.items() if reason_category(pair[0]) != pair[1]}
    if arguments.errors:
        for (reason, category), number in sorted(wrong.items(), key=lambda item: item[0][1]):
            print(f"{number} {reason!r}: gold {category}, got {reason_category(reason)}")
    print(f"facts: {pairs.total() - sum(wrong.values())}/{pairs.total()}")
    print(f"distinct reasons: {len(pairs) - len(wrong)}/{len(pairs)}")


if __name__ == "__main__":
    main()
