"""Tables of names and numbers: "Channel | Subscribers", and the rows below such a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence, Spot

#: What stands between the cells of a row.
_BORDER: Final = "|"
#: What the row below the head of a table is made of: "---|---".
_RULER: Final = frozenset("-:| ")

#: The first and the last item (exclusive) of a cell.
_Cell = tuple[int, int]


def rows_under(spot: Spot, ahead: Sequence[Sentence]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the name and the number of each row of the table in whose head a word stands.

    Args:
        spot: the word, in the head of the column with the numbers.
        ahead: the sentences behind the head.
    """
    if not _is_row(spot.sentence):
        return
    heads = _cells(spot.sentence)
    column = next(at for at, (first, last) in enumerate(heads) if first <= spot.index < last)
    for before, row in pairwise([spot.sentence, *ahead]):
        if not _is_row(row) or _is_apart(before, row):
            return
        cells = _cells(row)
        name = _named(row, cells)
        count = _counted(row, cells[column]) if column < len(cells) else None
        if name is not None and count is not None:
            yield name, count


def _is_row(sentence: Sentence) -> bool:
    text = sentence.article[sentence.start : sentence.end].strip()
    return _BORDER in text or set(text) <= _RULER


def _is_apart(before: Sentence, row: Sentence) -> bool:
    """Say whether a blank line stands between two sentences: a table ends there."""
    through = before.article[before.start : row.start]
    return through[len(through.rstrip()) :].count("\n") > 1


def _cells(sentence: Sentence) -> list[_Cell]:
    """Return the cells of a row, those that are empty among them."""
    borders = [at for at, item in enumerate(sentence.items) if item.text == _BORDER]
    return list(zip([0, *(at + 1 for at in borders)], [*borders, len(sentence)], strict=True))


def _named(row: Sentence, cells: Sequence[_Cell]) -> Mention | None:
    """Return the handle or the words of the first cell that holds any, or null where they name nobody."""
    first, last = next(((first, last) for first, last in cells if first < last), (0, 0))
    codes = row.codes[first:last]
    if "H" in codes:
        return row.items[first + codes.index("H")].as_mention()
    words = row.words(first, last, "name") if codes and not set(codes) & set("CPT") else None
    return words if words is not None and words.text[0].isalpha() else None


def _counted(row: Sentence, cell: _Cell) -> Mention | None:
    """Return the first number of a cell, or null."""
    at = row.codes.find("C", *cell)
    return row.items[at].as_mention() if at >= 0 else None
