"""Counts: "nearly half a million", "200 to 300", "dozens" -> value, bounds and qualifier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any, Final, get_args

from pipeline.facts import Count
from pipeline.facts.vocabulary import Qualifier
from pipeline.normalise.count_grammar import BLANKS, count_pattern, count_signs, count_table, number_tokens

_LAST_WORD: Final = re.compile(r"[^\W\d]+$")
_SEPARATORS: Final = re.compile(f"[,'’{BLANKS}]")
#: "1,2" of "1,2 Mio.", and "12.500", which is a number of thousands where no scale follows.
_DECIMAL_COMMA: Final = re.compile(r"\d{1,3},\d\d?")
_DOTTED_THOUSANDS: Final = re.compile(r"\d{1,3}\.\d{3}")
_AND: Final = ("and ", "and-")


@dataclass(frozen=True, slots=True)
class CountMention:
    """Words that give a count.

    Attributes:
        start: offset of the first code point, 0-based, its qualifier included.
        end: offset after the last code point (exclusive).
        text: the words.
    """

    start: int
    end: int
    text: str


def find_counts(text: str, start: int = 0, end: int | None = None) -> list[CountMention]:
    """Find the counts in a stretch of text, each with its qualifier, in order and disjoint.

    Years, dates, times, money, percentages, measures, ages, ordinals, footnotes and numbers that
    name something ("Executive Order 13224") are left out, and so are words that are seldom a count
    ("one", "some", "many").

    Args:
        text: the article's text.
        start: offset to begin at.
        end: offset to stop before; the end of the text by default.
    """
    mentions = []
    for match in count_pattern().finditer(text, start, len(text) if end is None else end):
        words = match["count"]
        if words and _fold(words) not in count_table().not_alone and _read(match) is not None:
            mentions.append(CountMention(*match.span("count"), words))
    return mentions


def parse_count(words: str) -> Count | None:
    """Give the value, bounds and qualifier of the first count in a few words.

    Args:
        words: the words of a role or a mention, with or without their qualifier.

    Returns:
        The count, its `text` being the words themselves; null where they hold no whole number.
    """
    matches = [match for match in count_pattern().finditer(words) if match["count"]]
    strong = (match for match in matches if _fold(match["count"]) not in count_table().not_alone)
    match = next(strong, matches[0] if matches else None)
    fields = match and _read(match)
    return Count(**fields, text=words.strip()) if fields else None


def _read(match: re.Match[str]) -> dict[str, Any] | None:
    """Give the fields of a count but its text; null for a part of a whole ("1.6") and for "300 to 200"."""
    low, high = match["low"] or match["least"], match["high"] or match["most"]
    if low and high:
        return _range(low, high)
    if match["determiner"]:
        return {"value": count_table().determiners[_fold(match["determiner"])], "qualifier": "exact"}
    if match["vague"]:
        return _vague(match["vague"])
    before = match["before"] or match["sign"] or ""
    return _single(match["number"], before, match["attached"] or match["following"] or "")


def _single(number: str, before: str, after: str) -> dict[str, Any] | None:
    value = _whole(_value(number))
    if value is None:
        return None
    table = count_table()
    found = table.before.get(_fold(before)) or table.after.get(_fold(after)) or "exact"
    # "nearly" is no qualifier of the contract: approximately, with the number as its maximum
    qualifier = found if found in get_args(Qualifier) else "approximately"
    bound = table.bounds.get(found)
    return {"value": value, "qualifier": qualifier} | ({bound: value} if bound else {})


def _range(low_words: str, high_words: str) -> dict[str, Any] | None:
    low, high = _value(low_words), _value(high_words)
    if low is None or high is None:
        return None
    last_word = _LAST_WORD.search(_fold(high_words))
    scale = count_table().scales.get(last_word[0], 1) if last_word else 1
    if low < 1000 and low * scale < high:
        low *= scale  # "2 to 3 million": the scale counts for both
    least, most = _whole(low), _whole(high)
    if least is None or most is None or least >= most:
        return None
    return {"min": least, "max": most, "qualifier": "range"}


def _vague(words: str) -> dict[str, Any]:
    folded, table = _fold(words), count_table()
    scales = [table.scales[token] for token in folded.split() if token in table.scales]
    least = next((least for phrase, least in table.vague.items() if folded.startswith(phrase)), 2)
    if least is None and scales:
        least = 2  # "many hundreds" are no fewer than hundreds
    return {"min": None if least is None else least * prod(scales), "qualifier": "vague"}


def _value(words: str) -> Fraction | None:
    """Read a number in figures, words or both; null where a token is unknown."""
    table = count_table()
    total, part, scale = Fraction(0), Fraction(0), 1
    folded = _fold(words)
    if _DOTTED_THOUSANDS.fullmatch(folded):
        folded = folded.replace(".", "")
    for token in number_tokens().findall(_signs_as_decimals(folded)):
        if token in table.scales:
            scale = table.scales[token]
            part = (part or Fraction(1)) * scale
            if scale >= 1000:
                total, part = total + part, Fraction(0)
        elif token in table.fractions:
            part = (part or Fraction(1)) * table.fractions[token]
        else:
            more = _addend(token)
            if more is None:
                return None
            # "a million and a half" is half a million more; "one and a half million" waits for its scale
            part += more * scale if token.startswith(_AND) and not part else more
    return total + part


def _signs_as_decimals(words: str) -> str:
    """Return words with "1.5" for "1½" and "1 1/2"."""
    return count_signs().sub(lambda match: match[1] + count_table().signs[match[2]], words)


def _addend(token: str) -> Fraction | None:
    """Read a numeral, a figure, "point three" or "and a half"; null for anything else."""
    table = count_table()
    head, *rest = token.split()
    if token in table.numerals:
        return Fraction(table.numerals[token])
    if head == "point":
        return Fraction("0." + "".join(str(table.numerals[word]) for word in rest))
    if token.startswith(_AND):
        return table.fractions[re.split("[ -]", token)[-1]]
    if not token[0].isdecimal():
        return None
    if _DECIMAL_COMMA.fullmatch(token):
        return Fraction(Decimal(token.replace(",", ".")))
    figure = _SEPARATORS.sub("", token)
    return Fraction(Decimal(figure.replace(".", "") if figure.count(".") > 1 else figure))


def _whole(value: Fraction | None) -> int | None:
    return int(value) if value is not None and value.denominator == 1 else None


def _fold(words: str) -> str:
    return " ".join(words.casefold().split())
