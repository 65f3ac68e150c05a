"""What the screen drops and what it costs: ``python -m benchmarks.screen [PATH ...] [--model reader]``.

Reads articles (by default those of the corpus) and prints how many documents and words pass, then how fast
other ways would find the words of the screen: megabytes of UTF-8 a second, the best of some rounds on one
core, for articles that pass and for those that do not. Where all pass, as in the corpus, paragraphs of them
that do not stand in for the latter. Every way gets the folded text and gives all whole words with their
places; only the set of words says no more than which there are. A library that is not installed is shown as
such. With ``--model``, the articles are also read without the screen, with that of documents, and with that
of windows too, and the facts that are lost by it are counted.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.speed import CORPUS, pin_to_one_core
from pipeline.facts import Article
from pipeline.read import read_articles
from pipeline.recognise import screen
from pipeline.recognise.screen_words import cased, classes, fold, whole_words

Finder = Callable[[str], int]
#: Paragraphs are put together to texts of about so many characters, as long as articles are.
ARTICLE = 3_000


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("paths", nargs="*", type=Path, default=[CORPUS], help="articles, in any form")
    options.add_argument("--rounds", type=int, default=3, help="rounds of each way, of which the best counts")
    options.add_argument("--model", help="also read the articles with this model")
    arguments = options.parse_args()
    pin_to_one_core()
    articles = [item for item in read_articles(arguments.paths) if isinstance(item, Article)]
    passing = [article.text for article in articles if screen.passes(article.text)]
    dropped = [article.text for article in articles if not screen.passes(article.text)]
    print(f"{len(articles)} articles, {_words(passing + dropped):,} words")
    print(f"passing: {len(passing)} articles, {_words(passing):,} words")
    print_engines(passing, dropped or paragraphs(passing), arguments.rounds)
    if arguments.model:
        print_readings(articles, arguments.model)


def paragraphs(texts: Sequence[str]) -> list[str]:
    """Put the paragraphs that do not pass together to texts that do not either."""
    found, grown = [], ""
    for paragraph in (part for text in texts for part in text.split("\n\n")):
        longer = f"{grown}\n\n{paragraph}"
        if screen.passes(longer):
            continue
        grown = longer
        if len(grown) > ARTICLE:
            found.append(grown)
            grown = ""
    return [*found, grown]


def print_engines(passing: Sequence[str], dropped: Sequence[str], rounds: int) -> None:
    print(f"\n{'MB/s':32}{'passing':>10}{'dropped':>10}{'words found':>14}")
    for name, made in WAYS.items():
        try:
            find = made()
        except ImportError as error:
            print(f"{name:32}  not installed ({error.name})")
            continue
        speeds = [_speed(find, texts, rounds) for texts in (passing, dropped)]
        found = sum(map(find, [*passing, *dropped]))
        print(f"{name:32}{speeds[0]:10.1f}{speeds[1]:10.1f}{found:14,}")


def _speed(find: Finder, texts: Sequence[str], rounds: int) -> float:
    size = sum(len(text.encode()) for text in texts)
    best = min(_seconds(lambda: [find(text) for text in texts]) for _ in range(rounds))
    return size / best / 1e6


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()  # of the processor, so that other work on the machine does not count
    work()
    return time.process_time() - began


def the_screen() -> Finder:
    return lambda text: len(screen.hits(text))


def set_of_words() -> Finder:
    words = set(_vocabulary())
    return lambda text: len(words.intersection(fold(text).split()))


def re_tree() -> Finder:
    pattern = whole_words(_vocabulary())
    return lambda text: sum(1 for _ in pattern.finditer(fold(text)))


def re_alternation() -> Finder:
    pattern = re.compile(rf"(?<![a-z])(?:{_alternation()})(?![a-z])")
    return lambda text: sum(1 for _ in pattern.finditer(fold(text)))


def re2_alternation() -> Finder:
    import re2

    pattern = re2.compile(rf"\b(?:{_alternation()})\b".encode())
    return lambda text: sum(1 for _ in pattern.finditer(fold(text).encode()))


def aho_corasick() -> Finder:
    import ahocorasick_rs

    tree = ahocorasick_rs.AhoCorasick(_vocabulary(), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(text: str) -> int:
        folded = f" {fold(text)} "
        places = tree.find_matches_as_indexes(folded)
        return sum(
            1 for _, start, end in places if not (folded[start - 1].isalpha() or folded[end].isalpha())
        )

    return find


def hyperscan_events() -> Finder:
    import hyperscan

    database = hyperscan.Database()
    words = [rf"\b{re.escape(word)}\b".encode() for word in _vocabulary()]
    database.compile(
        expressions=words, ids=list(range(len(words))), elements=len(words), flags=[0] * len(words)
    )

    def find(text: str) -> int:
        found: list[tuple[int, int]] = []
        database.scan(
            fold(text).encode(),
            match_event_handler=lambda word, _, end, *__: found.append((word, end)),
        )
        return len(found)

    return find


WAYS: dict[str, Callable[[], Finder]] = {
    "the screen (re, a tree)": the_screen,
    "re, a tree": re_tree,
    "re, one alternation": re_alternation,
    "set of words (no places)": set_of_words,
    "google-re2, bytes": re2_alternation,
    "ahocorasick-rs": aho_corasick,
    "hyperscan, bytes": hyperscan_events,
}


def _vocabulary() -> list[str]:
    return sorted({*classes(), *cased()})


def _alternation() -> str:
    return "|".join(map(re.escape, sorted(_vocabulary(), key=len, reverse=True)))


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def print_readings(articles: Sequence[Article], model: str) -> None:
    import spacy

    from pipeline.engine import extract_article, load, model_path

    nlp = load(model)
    has_windows = "reader" in nlp.pipe_names
    bare = spacy.load(model_path(model), config={"components.reader.screen": False}) if has_windows else nlp
    facts: dict[str, list[object]] = {}
    ways = {"no screen": (bare, False), "documents": (bare, True), "documents and windows": (nlp, True)}
    print(f"\n{'reading with':32}{'words/s':>10}{'facts':>10}{'lost':>10}")
    words = _words([article.text for article in articles])
    for article in articles[:20]:  # warm-up
        extract_article(bare, article), extract_article(nlp, article)
    for name, (engine, screened) in ways.items():
        found: list[object] = []

        def read(engine=engine, screened=screened, found=found) -> None:
            for article in articles:
                if not screened or screen.passes(article.text):
                    found += extract_article(engine, article)

        seconds = _seconds(read)
        facts[name] = found
        lost = sum(fact not in found for fact in facts["no screen"])
        print(f"{name:32}{words / seconds:10,.0f}{len(found):10,}{lost:10,}")


if __name__ == "__main__":
    main()
