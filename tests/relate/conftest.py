"""Sentences written by hand: "Twitter/platform suspended/V* Ada_Lane/person 's page/unit ."

A tag behind a slash is the type of a mention, or the code of an item ("V"); a word without a tag has the code
that the table of closed-class words gives it. An underscore stands for a blank inside a unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from pipeline.facts.claims import Mention, MentionType, Trigger
from pipeline.normalise.codes import country_code, language_code
from pipeline.relate.items import Item, Sentence, Spot
from pipeline.relate.references import Discourse
from pipeline.tables import load_table

NAMES = ("person", "organisation", "place", "name", "media")
KEYED = {"handle": "H", "platform": "P", "authority": "A", "country": "K", "unit": "U"}
CODES = dict.fromkeys(NAMES, "N") | KEYED | {"language": "L", "count": "C", "date": "T", "program": "B"}
UNITS = {
    word: entry.get("unit", unit) for unit, entry in load_table("units").items() for word in entry["words"]
}
TRIGGER = Trigger(0, 0, "", "takedown", "account_suspension", "ed", "suspend")


def _closed_classes() -> dict[str, str]:
    table = load_table("words")
    classes = [(entry["code"], entry["words"]) for entry in table.values() if "code" in entry]
    classes += [("l", table["holder_links"]), ("k", table["tie_links"])]
    # Of two codes for one word ("that"), the reader of real sentences takes the first by the alphabet.
    return {word: code for code, words in sorted(classes, reverse=True) for word in words}


CLOSED = _closed_classes()


def _value(text: str, kind: str) -> str | None:
    if kind == "unit":
        return UNITS[text.lower()]
    if kind == "country":
        return country_code(text)
    if kind == "language":
        return language_code(text)
    return text.lower() if kind == "platform" else text if kind == "handle" else None


def _item(word: str, start: int) -> Item:
    text, _, tag = word.rpartition("/") if "/" in word[1:] else (word, "", "")
    text = text.replace("_", " ")
    end = start + len(text)
    if tag in get_args(MentionType):
        mention = Mention(start, end, text, tag, _value(text, tag))  # type: ignore[arg-type]
        return Item(CODES[tag], start, end, text, mention)
    return Item(tag or CLOSED.get(text.lower(), "w"), start, end, text)


def _sentence(row: str, index: int = 0) -> Sentence:
    # Every sentence has a thousand code points of its own in the article.
    first = start = 1000 * index
    items: list[Item] = []
    for word in row.split():
        items.append(_item(word, start))
        start = items[-1].end + 1
    article = " " * first + " ".join(item.text for item in items)
    codes = "".join(item.code for item in items)
    return Sentence(article, index, first, len(article), tuple(items), codes)


@pytest.fixture(scope="session")
def sentence_of() -> Callable[..., Sentence]:
    """A function that makes a sentence of a row of words."""
    return _sentence


@pytest.fixture(scope="session")
def spot_of() -> Callable[..., Spot]:
    """A function that makes a sentence with a trigger: the word with a star ("suspended/V*").

    Further arguments change what the trigger is; without them it is a past form of "suspend".
    """

    def spot(row: str, number: int = 0, **fields: str | None) -> Spot:
        index = next(at for at, word in enumerate(row.split()) if word.endswith("*"))
        sentence = _sentence(row.replace("*", ""), number)
        item = sentence.items[index]
        trigger = replace(TRIGGER, start=item.start, end=item.end, text=item.text, **fields)  # type: ignore[arg-type]
        items = list(sentence.items)
        items[index] = replace(item, triggers=(trigger,))
        return Spot(replace(sentence, items=tuple(items)), index, trigger)

    return spot


@pytest.fixture
def discourse_of(sentence_of: Callable[..., Sentence]) -> Callable[..., Discourse]:
    """A function that makes a discourse that has heard some rows, the last of them still in hand."""

    def hear(*rows: str) -> Discourse:
        discourse = Discourse()
        for number, row in enumerate(rows):
            sentence = sentence_of(row.replace("*", ""), number)
            discourse.hear(sentence)
            if number + 1 < len(rows):
                discourse.leave(sentence)
        return discourse

    return hear
