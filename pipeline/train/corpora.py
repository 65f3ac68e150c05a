"""Public corpora of names and coreference, for what articles share with all other text.

Read are CoNLL-U files with entities in the way of GUM (Zeldes 2017; its field ``Entity`` says what each
mention means and where the mentions of one thing are), and IOB2 files of names, one word a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import conllu

from pipeline.errors import GoldError

#: What a mention can be: a name of one of three types, or other words for something named elsewhere.
KINDS: Final = ("person", "organisation", "place", "mention")
#: Types of the corpora, in lower case -> kinds. Other types are not learnt.
_KINDS: Final = {
    "per": "person",
    "person": "person",
    "org": "organisation",
    "organization": "organisation",
    "corporation": "organisation",
    "group": "organisation",
    "loc": "place",
    "place": "place",
    "location": "place",
}
_SUFFIXES: Final = frozenset({".conllu", ".iob2", ".conll"})
#: Openings and closings of entities at a word: "(12-person-...", "12)", or ")" for the one just opened.
_BRACKET: Final = re.compile(r"\((?P<thing>\d+)-(?P<rest>[^()]*)|(?P<closed>\d+)\)|\)")
#: Which part of an entity's description says where its head stands, counted in words from 1.
_HEAD: Final = 4
#: A name of more words than this holds more than the name.
_LONGEST_NAME: Final = 6


@dataclass(frozen=True, slots=True)
class GeneralMention:
    """Words for something.

    Attributes:
        start, end: offsets, end exclusive; of words that are no name those of the head alone.
        kind: one of `KINDS`.
        thing: the same for all mentions of one thing in the text.
    """

    start: int
    end: int
    kind: str
    thing: str


@dataclass(slots=True)
class GeneralText:
    """A text with its names.

    Attributes:
        name: of the text.
        text: the text.
        sentences: offsets (start, end) of its sentences, end exclusive.
        mentions: disjoint, in order.
    """

    name: str
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[GeneralMention] = field(default_factory=list)


def read_corpora(paths: Sequence[Path]) -> Iterator[GeneralText]:
    """Read corpora.

    Args:
        paths: files, or folders with files, named ``.conllu``, ``.iob2`` or ``.conll``.

    Raises:
        GoldError: E207 if a path holds no such file.
    """
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        files = [file for file in files if file.suffix in _SUFFIXES and file.is_file()]
        if not files:
            raise GoldError("E207", path=path)
        for file in files:
            yield from _read_conllu(file) if file.suffix == ".conllu" else _read_iob(file)


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    tag: str
    entity: str


@dataclass(slots=True)
class _Open:
    thing: str
    kind: str | None
    head: int
    first: int


def _read_conllu(file: Path) -> Iterator[GeneralText]:
    document, things = GeneralText(file.stem), _Things()
    with file.open(encoding="utf-8") as lines:
        for sentence in conllu.parse_incr(lines):
            if "newdoc id" in sentence.metadata:
                if document.text:
                    yield document
                document, things = GeneralText(sentence.metadata["newdoc id"]), _Things()
            between = "\n" if "newpar" in sentence.metadata else " "
            start = len(document.text) + (1 if document.text else 0)
            document.text += (between if document.text else "") + sentence.metadata["text"]
            document.sentences.append((start, len(document.text)))
            document.mentions += _disjoint(things.of(_words(sentence, document.text, start)))
    if document.text:
        yield document


def _words(sentence: conllu.TokenList, text: str, start: int) -> list[_Word]:
    """Return the words of a sentence with their offsets; of a word hidden in a contraction, of the whole."""
    words: list[_Word] = []
    whole, until, at = (0, 0), 0, start
    for token in sentence:
        number, form = token["id"], token["form"]
        begin = text.find(form, at)
        if not isinstance(number, int):  # "1-2": a contraction, whose words follow
            whole, until, at = (begin, begin + len(form)), number[-1], begin
            continue
        place = (begin, begin + len(form))
        if number <= until and not whole[0] <= begin < whole[1]:
            place = whole  # "won't": "wo" and "n't" stand there, "will" and "not" do not
        if begin < 0:
            continue
        at = place[1] if number != until else max(place[1], whole[1])
        words.append(_Word(*place, token["upos"] or "", (token["misc"] or {}).get("Entity") or ""))
    return words


class _Things:
    """The entities of a document, some of which are still open."""

    def __init__(self) -> None:
        self._named: set[str] = set()

    def of(self, words: Sequence[_Word]) -> list[GeneralMention]:
        """Return the mentions of a sentence; words for what was never named are left out."""
        opened: list[_Open] = []
        found: list[GeneralMention] = []
        for number, word in enumerate(words):
            for bracket in _BRACKET.finditer(word.entity):
                if bracket["thing"]:
                    rest = bracket["rest"].split("-")
                    head = re.match(r"\d+", rest[_HEAD]) if len(rest) > _HEAD else None
                    opened.append(
                        _Open(bracket["thing"], _KINDS.get(rest[0]), int(head[0]) if head else 1, number)
                    )
                    continue
                closed = bracket["closed"] or (opened[-1].thing if opened else "")
                entity = next((entity for entity in reversed(opened) if entity.thing == closed), None)
                if entity is not None:
                    opened.remove(entity)
                    found += self._mention(entity, words, number + 1)
        return found

    def _mention(self, entity: _Open, words: Sequence[_Word], end: int) -> list[GeneralMention]:
        head = min(entity.first + entity.head - 1, end - 1)
        if entity.kind is None:
            return []
        if words[head].tag == "PROPN":
            self._named.add(entity.thing)
            first, last = _name(words, entity.first, head, end)
            return [GeneralMention(words[first].start, words[last - 1].end, entity.kind, entity.thing)]
        if entity.thing in self._named:
            return [GeneralMention(words[head].start, words[head].end, KINDS[-1], entity.thing)]
        return []


def _name(words: Sequence[_Word], first: int, head: int, end: int) -> tuple[int, int]:
    """Return which words of an entity are its name: without "the" and "'s", or else those around the head."""
    start, last = first, end
    while start < head and words[start].tag == "DET":
        start += 1
    while last > head + 1 and words[last - 1].tag in {"PART", "PUNCT"}:
        last -= 1
    if last - start <= _LONGEST_NAME and words[start].tag == words[last - 1].tag == "PROPN":
        return start, last
    start, last = head, head + 1
    while start > first and words[start - 1].tag == "PROPN":
        start -= 1
    while last < end and words[last].tag == "PROPN":
        last += 1
    return start, last


def _disjoint(mentions: Sequence[GeneralMention]) -> list[GeneralMention]:
    """Keep of mentions that overlap the longest, in the order of the text."""
    kept: list[GeneralMention] = []
    for mention in sorted(mentions, key=lambda mention: mention.start - mention.end):
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)


def _read_iob(file: Path) -> Iterator[GeneralText]:
    """Read a file of words with IOB2 tags; a name that comes again means the same thing."""
    document = GeneralText(file.stem)
    rows: list[tuple[str, str]] = []
    for line in [*file.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc id"):
            if document.text:
                yield document
            document = GeneralText(line.rpartition("= ")[2])
        columns = line.split("\t")
        if line.strip() and not (line.startswith("# ") and len(columns) == 1):
            rows.append(
                (columns[1], columns[2]) if columns[0].isdigit() and len(columns) > 2 else _row(columns)
            )
        elif not line.strip() and rows:
            _add_sentence(document, rows)
            rows = []
    if document.text:
        yield document


def _row(columns: Sequence[str]) -> tuple[str, str]:
    return columns[0], columns[-1]


def _add_sentence(document: GeneralText, rows: Sequence[tuple[str, str]]) -> None:
    start = len(document.text) + (1 if document.text else 0)
    document.text += (" " if document.text else "") + " ".join(word for word, _ in rows)
    document.sentences.append((start, len(document.text)))
    begin, kind = start, None
    at = start
    for word, tag in [*rows, ("", "O")]:
        if kind is not None and not tag.startswith("I-"):
            name = document.text[begin : at - 1]
            document.mentions.append(GeneralMention(begin, at - 1, kind, name.split()[-1]))
            kind = None
        if tag.startswith("B-"):
            begin, kind = at, _KINDS.get(tag[2:].lower())
        at += len(word) + 1
