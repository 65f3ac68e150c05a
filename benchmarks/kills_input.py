"""The articles that `benchmarks.kills` reads: short, in files of several forms, and not all of them sound."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.invented import invented_texts

#: A tenth each of the articles; the rest is in JSON Lines, plain and packed.
_IN_TABLE = _IN_TEXTS = 10
#: What may be wrong with an article, or special, with its share.
_SHARES: Final = {
    "sound": 62,
    "without a fact": 8,
    "the text of another": 8,
    "nearly the text of another": 8,
    "the doc_id of another": 4,
    "blank": 4,
    "no such day": 3,
    "broken": 3,
}


def write_articles(folder: Path, documents: int, seed: int) -> None:
    """Write made-up articles.

    Args:
        folder: where to; it is made.
        documents: how many there will be, the broken ones included.
        seed: of the draw.
    """
    folder.mkdir()
    items = _items(documents, seed)
    for number in range(documents // _IN_TEXTS):
        item = next(items)
        content = item["text"].encode() if item["published"] else b"\0 no text"
        (folder / f"a{number:04}.txt").write_bytes(content)
    with (folder / "b.csv").open("w", newline="", encoding="utf-8") as table:
        rows = csv.DictWriter(table, ["doc_id", "text", "published"])
        rows.writeheader()
        rows.writerows(islice(items, documents // _IN_TABLE))
    rest = [_line(item) for item in items]
    (folder / "c.jsonl").write_text("\n".join(rest[: len(rest) // 2]), "utf-8")
    with gzip.open(folder / "d.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write("\n".join(rest[len(rest) // 2 :]))


def _line(item: dict[str, str]) -> str:
    return json.dumps(item) if item["published"] else "{" + item["doc_id"]


def _items(documents: int, seed: int) -> Iterator[dict[str, str]]:
    """Give articles; one without a day of publication is to be broken."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    texts = invented_texts(seed, sentences=6)
    kinds = draw.choices([*_SHARES], [*_SHARES.values()], k=documents)
    given: list[dict[str, str]] = []
    for number, kind in enumerate(kinds):
        item = {"doc_id": f"made-{number}", "text": next(texts), "published": "2021-03-04"}
        if given and "another" in kind:
            _borrow(item, kind, draw.choice(given))
        elif kind == "without a fact":
            item["text"] = f"Rain fell on the valley for {number} hours."
        elif kind == "blank":
            item["text"] = " \n"
        elif kind in {"no such day", "broken"}:
            item["published"] = "2021-02-30" if kind == "no such day" else ""
        given.append(item)
        yield item


def _borrow(item: dict[str, str], kind: str, other: dict[str, str]) -> None:
    if kind == "the doc_id of another":
        item["doc_id"] = other["doc_id"]
    else:
        item["text"] = other["text"] + (" (Reuters)" if kind.startswith("nearly") else "")
