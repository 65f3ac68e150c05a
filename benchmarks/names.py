"""How well names are reduced and completed: ``python -m benchmarks.names --split train [--errors]``.

The cases of the gold are the words that annotators marked for a role that holds a name, beside the name in
the field of the fact. Words that share no word with that name and are no acronym of it ("his", "the network")
are left out: which name they stand for is for the stage of relations to say. The names of the article are
those that recognition finds in it.

The cases of our own are in `tests/normalise/cases/names.tsv`. `nameparser` takes names of persons apart: its
answer is the name without its title. `rapidfuzz` compares words: two names are the same from a token set
ratio of 90 on, and the fullest name is the longest such one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.own_cases import Case, Reading, own_cases, print_misses, print_scores, with_libraries
from benchmarks.splits import gold_documents, split_options
from pipeline.engine import new_pipeline
from pipeline.facts.claims import Mention
from pipeline.gold.names import alternatives, normalise_name
from pipeline.normalise.full_names import Names
from pipeline.normalise.handles import handle
from pipeline.normalise.names import acronym_pairs, name_words, same_name, strip_titles
from pipeline.recognise.tokens import make_doc

ROLES = ("holder", "linked_to", "actor", "requester", "target", "authority")
BETWEEN = " ; "
#: From this ratio on, `rapidfuzz` is taken to say that two names are the same.
SAME = 90


def main() -> None:
    arguments = split_options(__doc__)
    scores: Counter[str] = Counter()
    nlp = new_pipeline(("sentences", "recognise"))
    for text, facts in gold_documents(arguments.split):
        marked = dict.fromkeys(_marked(facts))
        names = Names.of(text, nlp(make_doc(nlp, text))._.recognised.mentions if marked else ())
        for start, words, gold in marked:
            if not any(_shares(words, name) for name in alternatives(gold)):
                continue
            scores["cases"] += 1
            full = names.fullest(_mention(words, start))
            right = _right(full, gold)
            scores["right"] += right
            scores["as written"] += _right(words, gold)
            if arguments.errors and not right:
                print(f"{words!r}: gold {gold!r}, got {full!r}")
    for name in ("right", "as written"):
        print(f"gold, fullest name {name}: {scores[name]}/{scores['cases']}")
    report_own_cases()
    if arguments.errors:
        print_misses(own_cases("names"), ours, expected)


def report_own_cases() -> None:
    cases = own_cases("names")
    readings = with_libraries(ours, {"nameparser": nameparser_reading, "rapidfuzz": rapidfuzz_reading})
    answers = {"nameparser": ("bare",), "rapidfuzz": ("fullest", "same", "different")}
    for kind in dict.fromkeys(case["kind"] for case in cases):
        able = {name: read for name, read in readings.items() if name == "ours" or kind in answers[name]}
        print_scores(kind, [case for case in cases if case["kind"] == kind], able, expected)
    print_scores("all", cases, {"ours": ours}, expected)


def expected(case: Case) -> str:
    return case["expected"]


def ours(case: Case) -> str:
    words, kind = case["words"], case["kind"]
    if kind == "bare":
        return strip_titles(words)
    if kind == "fullest":
        return Names.of("", [_mention(name) for name in case["names"].split(BETWEEN)]).fullest(
            _mention(words)
        )
    if kind == "acronym":
        return BETWEEN.join(f"{short} = {long}" for long, short in acronym_pairs(words))
    if kind == "handle":
        return handle(words) or ""
    return _verdict(case, same_name(words, case["names"]))


def nameparser_reading() -> Reading:
    from nameparser import HumanName

    def read(case: Case) -> str:
        name = HumanName(case["words"])
        return " ".join(part for part in (name.first, name.middle, name.last, name.suffix) if part)

    return read


def rapidfuzz_reading() -> Reading:
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.utils import default_process

    def alike(one: str, other: str) -> bool:
        return token_set_ratio(one, other, processor=default_process) >= SAME

    def read(case: Case) -> str:
        words, names = case["words"], case["names"].split(BETWEEN)
        if case["kind"] == "fullest":
            return max([words, *(name for name in names if alike(words, name))], key=len)
        return _verdict(case, alike(words, case["names"]))

    return read


def _verdict(case: Case, same: bool) -> str:
    """Return an empty text where two names are told as the case calls them, else what they are told."""
    return "" if same == (case["kind"] == "same") else f"told {'the same' if same else 'apart'}"


def _marked(facts: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str, str]]:
    for fact in facts:
        for piece in fact["evidence"]:
            for role in ROLES:
                if fact.get(role) and role in piece["roles"]:
                    yield piece["roles"][role]["start"], piece["roles"][role]["text"], fact[role]


def _shares(words: str, name: str) -> bool:
    known = set(name_words(name)) & set(name_words(words))
    return (bool(known) and strip_titles(words)[:1].isupper()) or same_name(words, name)


def _right(name: str, gold: str) -> bool:
    return normalise_name(name) in {normalise_name(other) for other in alternatives(gold)}


def _mention(words: str, start: int = 0) -> Mention:
    return Mention(start, start + len(words), words, "name")


if __name__ == "__main__":
    main()
