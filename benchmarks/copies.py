"""How well copies of articles are told, and what that costs: ``python -m benchmarks.copies [ARTICLES ...]``.

Articles (by default those of the corpus; files of JSON Lines do as well) are noted as a run notes them, and
then shown again after the edits that newsrooms make to a wire report. Counted are, for each kind of edit, the
edited articles told as copies of the right one (recall) and those told as copies of another; and, among texts
that are no copies, how many are told as copies. An edited text too short for a signature counts as missed.

Then: milliseconds a signature, and documents a second, bytes a document and memory over a million documents.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from pipeline.facts import Article, text_sha256
from pipeline.read import read_articles
from pipeline.run.seen import Copy, SeenDocuments
from pipeline.run.signature import signature

SEED = 20_190_416
COMMIT_EVERY = 5000
SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
#: A capitalised word behind a small one, or a number: what differs between two texts of one template.
PARTICULAR = re.compile(r"(?<=[a-z,] )[A-Z]\w+|\d[\d,.]*")
TYPEWRITTEN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "..."})
#: Makes another text of an article, with words of another article where it needs new ones.
Edit = Callable[[str, str, random.Random], str]


def other_byline(text: str, other: str, rng: random.Random) -> str:
    agency = rng.choice(["Reuters", "AP", "AFP"])
    city = rng.choice(["LONDON", "WASHINGTON", "BEIRUT", "BRUSSELS"])
    return (
        f"By Maria Lind and Tom Abara\n\n{city}, May {rng.randint(1, 31)} ({agency}) - {text}\n\n"
        f"(Reporting by Maria Lind in {city.title()}; editing by J. Okoro)\n\n© {agency}"
    )


def other_headline(text: str, other: str, rng: random.Random) -> str:
    return f"{sentences(other)[0].upper()}\n\n{sentences(other)[-1]}\n\n{text}"


def other_quotes(text: str, other: str, rng: random.Random) -> str:
    plain = text.translate(TYPEWRITTEN)
    curly = re.sub(r"(?<!\w)\"", "“", plain).replace('"', "”").replace("'", "’").replace("--", "—")
    return "\n\n".join((plain if plain != text else curly).split("\n")).replace("  ", "\u00a0")


def last_third_cut(text: str, other: str, rng: random.Random) -> str:
    return " ".join(first_share(text, 2 / 3))


def last_half_cut(text: str, other: str, rng: random.Random) -> str:
    return " ".join(first_share(text, 1 / 2))


def cut_for_length(text: str, other: str, rng: random.Random) -> str:
    return " ".join(sentence for sentence in sentences(text) if rng.random() > 0.15)


def paragraph_inserted(text: str, other: str, rng: random.Random) -> str:
    parts = sentences(text)
    place = rng.randrange(len(parts) + 1)
    return " ".join([*parts[:place], *sentences(other)[:3], *parts[place:]])


def figures_updated(text: str, other: str, rng: random.Random) -> str:
    """A developing story: up to three figures changed, and a new sentence behind the first."""
    first, *rest = sentences(text)
    changed = re.sub(NUMBER, lambda found: str(rng.randint(2, 900)), " ".join(rest), count=3)
    return f"{first} {sentences(other)[0]} {changed}"


def all_at_once(text: str, other: str, rng: random.Random) -> str:
    cut = other_quotes(last_third_cut(text, other, rng), other, rng)
    return other_byline(figures_updated(cut, other, rng), other, rng)


def same_template(text: str, other: str, rng: random.Random) -> str:
    """Another case in the words of the first: other names and figures."""
    instead = PARTICULAR.findall(other) or ["Lind"]
    return PARTICULAR.sub(lambda found: rng.choice(instead), text)


def follow_up(text: str, other: str, rng: random.Random) -> str:
    """A new report with the first third of the old one as its background."""
    return " ".join([*first_share(other, 2 / 3), *first_share(text, 1 / 3)])


def round_up(text: str, other: str, rng: random.Random) -> str:
    """An article behind another one on one page."""
    return f"{other}\n\n{text}"


COPIES: tuple[Edit, ...] = (
    other_byline, other_headline, other_quotes, paragraph_inserted, figures_updated, cut_for_length,
    last_third_cut, last_half_cut, all_at_once,
)  # fmt: skip
NO_COPIES: tuple[Edit, ...] = (same_template, follow_up, round_up)


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(text.strip())


def first_share(text: str, share: float) -> list[str]:
    """Return the first sentences of a text, up to a share of its words."""
    words, kept = share * len(text.split()), []
    for sentence in sentences(text):
        words -= len(sentence.split())
        if words < 0:
            break
        kept.append(sentence)
    return kept


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("articles", nargs="*", default=["corpus/articles"], help="files or folders")
    options.add_argument("--documents", type=int, default=1_000_000, help="documents for the times")
    arguments = options.parse_args()
    read = [item for item in read_articles(arguments.articles) if isinstance(item, Article)]
    texts = {article.doc_id: article.text for article in read if signature(article.text) is not None}
    words = median(len(text.split()) for text in texts.values())
    print(f"{len(texts):,} articles of {words:.0f} words (median)")
    show_quality(texts)
    show_signature_time(list(texts.values()))
    if arguments.documents:
        show_index(arguments.documents)


def show_quality(texts: dict[str, str]) -> None:
    rng = random.Random(SEED)  # noqa: S311 - a fixed draw
    names = list(texts)
    rng.shuffle(names)
    # New words are those of articles that were never noted: else the text were a copy of these.
    noted, donors = names[::2], [texts[name] for name in names[1::2]]
    with SeenDocuments(None) as seen:
        called = {name: ask(seen, number, name, texts[name]) for number, name in enumerate(noted)}
        originals = [name for name, copy in called.items() if copy is None]
        for name, copy in called.items():
            if copy is not None:
                print(f"among the articles: {name} is a copy of {copy.of} ({copy.similarity:.2f})")
        print(f"\n{'':20} told as copy   of another   similarity (median)")
        for kind, edits in (("copies", COPIES), ("no copies", NO_COPIES)):
            print(kind)
            for edit in edits:
                found = []
                for number, name in enumerate(originals):
                    edited = edit(texts[name], rng.choice(donors), rng)
                    found.append((name, look(seen, len(texts) + number, edited)))
                show_row(edit.__name__, found)


def ask(seen: SeenDocuments, number: int, name: str, text: str) -> Copy | None:
    return seen.find_copy(number, name, text_sha256(text), signature(text))


def look(seen: SeenDocuments, number: int, text: str) -> Copy | None:
    """Ask, and forget the question."""
    copy = ask(seen, number, "edited", text)
    seen.cut_back(number)
    return copy


def show_row(name: str, found: list[tuple[str, Copy | None]]) -> None:
    right = [copy.similarity for name, copy in found if copy is not None and copy.of == name]
    wrong = sum(copy is not None and copy.of != name for name, copy in found)
    alike = f"{median(right):.2f}" if right else ""
    print(f"  {name:20} {len(right) / len(found):8.1%} {wrong:12} {alike:>12}")


def show_signature_time(texts: list[str]) -> None:
    began = time.process_time()
    for text in texts:
        signature(text)
    took = time.process_time() - began
    words = sum(len(text.split()) for text in texts)
    print(f"\nms of processor time a signature {1000 * took / len(texts):.2f}, {words / took:,.0f} words/s")


def show_index(documents: int) -> None:
    """Time documents that are no copies, with the signatures of chance."""
    rng = np.random.default_rng(SEED)
    with tempfile.TemporaryDirectory() as folder, SeenDocuments(Path(folder, "seen.sqlite")) as seen:
        clock = time.perf_counter()
        for number in range(documents):
            name = f"https://www.example.org/2019/04/16/world/an-article-of-usual-length-{number}"
            seen.first_place(number, name, f"articles-2019-04.jsonl#{number}")
            seen.find_copy(number, name, text_sha256(name), (500).to_bytes(4, "little") + rng.bytes(256))
            if (number + 1) % COMMIT_EVERY == 0:
                seen.commit()
            if (number + 1) % (documents // 10) == 0:
                rate = documents / 10 / (time.perf_counter() - clock)
                size = sum(file.stat().st_size for file in Path(folder).iterdir()) / (number + 1)
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                cost = f"{rate:8,.0f} a second, {size:6,.0f} bytes each, {memory:,.0f} MiB"
                print(f"{number + 1:12,} documents: {cost}")
                clock = time.perf_counter()


if __name__ == "__main__":
    main()
