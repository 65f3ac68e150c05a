"""Windows of whole sentences over the pieces of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of pieces that the network sees at once; all ends are exclusive.

    Attributes:
        start, end: the pieces it sees.
        own_start, own_end: the pieces whose triggers it answers for. These stretches tile the text.
    """

    start: int
    end: int
    own_start: int
    own_end: int


def windows(sentences: Sequence[int], *, own: int, before: int, after: int) -> Iterator[Window]:
    """Tile a text with windows.

    A window answers for whole sentences of at most `own` pieces together, and sees up to `before`
    pieces of whole sentences before them and `after` behind. A sentence longer than `own` is cut.

    Args:
        sentences: index of the first piece of each sentence, and the number of pieces at the end.
        own: how many pieces a window answers for at most.
        before: how many pieces of context it sees before these at most.
        after: how many behind these at most.
    """
    bounds = _with_cuts(sentences, own)
    first = 0
    while first < len(bounds) - 1:
        last = first + 1
        while last < len(bounds) - 1 and bounds[last + 1] - bounds[first] <= own:
            last += 1
        left, right = first, last
        while left and bounds[first] - bounds[left - 1] <= before:
            left -= 1
        while right < len(bounds) - 1 and bounds[right + 1] - bounds[last] <= after:
            right += 1
        yield Window(bounds[left], bounds[right], bounds[first], bounds[last])
        first = last


def _with_cuts(sentences: Sequence[int], most: int) -> list[int]:
    """Cut sentences longer than `most` pieces."""
    bounds = [sentences[0]]
    for end in sentences[1:]:
        while end - bounds[-1] > most:
            bounds.append(bounds[-1] + most)
        if end > bounds[-1]:
            bounds.append(end)
    return bounds
