"""How dates are spelled: the table `dates` as regular expressions, to find dates and to take them apart.

All expressions are in lower case and run over folded text, which is more than twice as fast as letting `re`
ignore case, and has one blank where white space may stand inside a paragraph: spelling that out at every gap
would make an expression that takes five times as long to compile. The finder is one alternation without
unbounded repetition, so its time is linear in the text.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Final

from pipeline.tables import any_of, load_table

#: A gap between words of folded text.
_SPACE: Final = "(?: {1,3})"
_any: Final = partial(any_of, blank=_SPACE)

#: Only ASCII letters fold: a capital "İ" would become two code points, and "ı" is no "i".
_FOLDED: Final = {ord(letter): letter.lower() for letter in string.ascii_uppercase} | dict.fromkeys(
    map(ord, "\t\u00a0\u2009\u202f"), " "
)
#: The end of a line inside a paragraph: a line may end in the middle of a date, a paragraph may not.
_LINE_END: Final = re.compile(r"(?<=\S) ?\r?\n(?=\S)")

#: The groups of prefixes in the table.
_PLACES: Final = ("outside", "inside", "part", "unsought")

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
#: The words that are spelled out in a template, and what is no word there.
_WORD: Final = re.compile(r"[a-z]+")
_NO_WORD: Final = re.compile(r"\{[^}]*\}|\(\?P?<\w+>|\\\w")
#: The classes of words that a date can begin with, beside prefixes.
_OPENING: Final = (
    *("months", "weekdays", "short_weekdays", "seasons", "feasts", "decades", "numbers", "half_numbers"),
    *("loose_numbers", "ordinals", "places", "selectors", "days", "echoes", "loose", "exactly"),
)
_GROUP_NAME: Final = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words taken apart by one form of the table.

    Attributes:
        form: name of the form.
        groups: class of words -> the word, folded; classes that the words leave out are absent.
    """

    form: str
    groups: Mapping[str, str]


def fold(text: str) -> str:
    """Return `text`, as long as before, with small ASCII letters and blanks for white space in paragraphs."""
    return _LINE_END.sub(lambda match: " " * len(match[0]), text.translate(_FOLDED))


def read(words: str) -> Reading | None:
    """Take `words` apart by the first form that covers all of them.

    Args:
        words: a date, folded, without prefixes ("tuesday evening", "3rd of april").

    Returns:
        The reading, or None for words in no form of the table.
    """
    candidates = _without_tail(words)
    for form, template in _forms():
        reader = _reader(template)
        for candidate in candidates:
            if match := reader.fullmatch(candidate):
                return Reading(form, {name: _key(word) for name, word in match.groupdict().items() if word})
    return None


@cache
def homographs() -> re.Pattern[str]:
    """Return the expression for words that are no date, because they are in lower case ("may", "sat")."""
    return re.compile(rf"\b{_any(load_table('dates')['homographs'])}\b")


def split_prefix(words: str) -> tuple[str, str] | None:
    """Split the longest prefix or a time of day off folded words ("since january", "3 p.m. on monday").

    Returns:
        What the prefix does to the value of the rest (see `prefixes` in the table) and the rest, or None
        where the words begin with no prefix.
    """
    match = _prefix_reader().match(words)
    if match is None:
        return None
    prefix = match["prefix"]
    return _prefixes(*_PLACES)[_spaced(prefix)] if prefix else "same", words[match.end() :]


def split_suffix(words: str) -> tuple[str, str] | None:
    """Split a suffix off folded words ("2019 onwards").

    Returns:
        What the suffix does to the value of the rest (see `suffixes` in the table) and the rest, or None
        where the words end with no suffix.
    """
    match = _suffix_reader().search(words)
    if match is None:
        return None
    return load_table("dates")["suffixes"][_spaced(match["suffix"])], words[: match.start()]


@cache
def finder() -> re.Pattern[str]:
    """Return the expression that finds dates in folded text; its group ``date`` holds the words to mark."""
    out, inside, part = (_any(_prefixes(place)) for place in ("outside", "inside", "part"))
    not_before = _any(load_table("dates")["not_before"])
    alone, behind, behind_part = ("|".join(_sought(place)) for place in ("alone", "behind", "part"))
    return re.compile(
        rf"(?<!(?u:[\w-]))(?=[\d'’]|{_opening()})(?P<out>{out}{_SPACE})?"
        rf"(?P<date>(?P<in>(?:{inside}{_SPACE}){{1,2}})?(?P<part>(?:{part}(?:{_SPACE}|-)){{1,2}})?"
        rf"(?:{alone}|(?(part)(?:{behind_part})|(?!))|(?(out)|(?(in)|(?(part)|(?!))))(?:{behind}))"
        rf"(?:{_SPACE}{_classes()['day_part']})?)(?!(?u:\w)|{_SPACE}{not_before}\b)",
        re.ASCII,
    )


def _opening() -> str:
    """Return an expression for the first letters of what a date begins with: it passes over most words."""
    table = load_table("dates")
    words = {*_prefixes("outside", "inside", "part"), *chain.from_iterable(table[name] for name in _OPENING)}
    for template in (*table["pieces"].values(), *(template for _, template in _forms())):
        words.update(_WORD.findall(_NO_WORD.sub(" ", template)))
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        first = word.split(" ")[0]
        heads[first[0]].add(first[1:3] if len(first) > 2 else rf"{first[1:]}(?![a-z])")
    by_letter = (rf"{letter}(?:{'|'.join(sorted(rest))})" for letter, rest in sorted(heads.items()))
    return f"(?:{'|'.join(by_letter)})"


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return each template with the name of its form, in the order in which they are tried."""
    return tuple(
        (name, template)
        for name, places in load_table("dates")["forms"].items()
        for templates in places.values()
        for template in templates
    )


@cache
def _reader(template: str) -> re.Pattern[str]:
    """Return the expression of a template, made when it is first tried."""
    return re.compile(_expand(template), re.ASCII)


def _without_tail(words: str) -> tuple[str, ...]:
    """Return the words, and those before a time of day and a part of the day at their end, if any."""
    match = _tail_reader().search(words)
    ends = [] if match is None else [match.end("part"), match.start()] if match["part"] else [match.start()]
    return words, *(words[:end] for end in ends if end < len(words))


@cache
def _tail_reader() -> re.Pattern[str]:
    clock = _expand(",? (?:{_:before_clock} )?(?:{_:clock})")
    return re.compile(rf"(?P<part>{_expand(' {_:day_part}')})(?:{clock})?\Z|(?:{clock})\Z", re.ASCII)


@cache
def _prefix_reader() -> re.Pattern[str]:
    clock = _expand("(?:{_:before_clock} )?(?:{_:clock}),?(?: (?:on|of))?")
    return re.compile(f"(?:{clock}|(?P<prefix>{_any(_prefixes(*_PLACES))}))(?:{_SPACE}|-)", re.ASCII)


@cache
def _suffix_reader() -> re.Pattern[str]:
    return re.compile(f"{_SPACE}(?P<suffix>{_any(load_table('dates')['suffixes'])})\\Z", re.ASCII)


def _prefixes(*places: str) -> dict[str, str]:
    """Return prefix -> effect for the given groups of the table."""
    table = load_table("dates")["prefixes"]
    return {word: effect for place in places for word, effect in table[place].items()}


def _sought(place: str) -> Iterator[str]:
    """Yield the forms that are looked for in `place`, without names of groups."""
    for places in load_table("dates")["forms"].values():
        for template in places.get(place, ()):
            yield _GROUP_NAME.sub("(?:", _expand(template))


def _expand(template: str) -> str:
    """Turn a template of the table into a regular expression."""

    def fill(match: re.Match[str]) -> str:
        group, name = match[1], match[2] or match[1]
        piece = load_table("dates")["pieces"].get(name)
        if piece and not match[2]:
            return f"(?:{_expand(piece)})"
        inner = _GROUP_NAME.sub("(?:", _expand(piece)) if piece else _classes()[name]
        return f"(?:{inner})" if group == "_" else f"(?P<{group}>{inner})"

    return _PLACEHOLDER.sub(fill, template.replace(" ", _SPACE))


@cache
def _classes() -> dict[str, str]:
    """Return class of words -> regular expression, without groups."""
    table = load_table("dates")
    weekdays, short = table["weekdays"], table["short_weekdays"]
    not_behind = "".join(rf"(?<!\b{re.escape(word)}\x20)" for word in table["not_behind"])
    anchored = [words for words, (base, _) in table["selectors"].items() if base == "anchor"]
    numbers = _any({**table["numbers"], **table["half_numbers"], **table["loose_numbers"]})
    return {
        # The dot of "Jan." is part of a date only before a number; elsewhere it may end the sentence.
        "month": rf"{_any(table['months'])}(?:\.(?={_SPACE}?\d))?",
        "weekday": f"{not_behind}{_any(weekdays)}",
        "short_weekday": _any(short),
        "any_weekday": rf"(?:{_any(weekdays)}(?:(?<!day)\.)?|{_any(short)}\.?)",
        "season": _any(table["seasons"]),
        "feast": _any(table["feasts"]),
        "number": rf"(?:{numbers}|\d{{1,3}})",
        "numeral": r"\d{1,2}(?:st|nd|rd|th)?(?![\d]|[,.:]\d)",
        "suffixed": r"\d{1,2}(?:st|nd|rd|th)",
        "ordinal": _any(table["ordinals"]),
        "place": _any(table["places"]),
        "quarter_digit": "[1-4]",
        "year": r"(?:1\d{3}|20\d\d|['’]\d\d)",
        "plain_year": rf"(?:19|20)\d\d(?![-–/,.:]?\d|\s?%|{_SPACE}{_any(table['counted'])}\b)",
        "selector": _any(table["selectors"]),
        "anchored": _any(anchored),
        "period": _any(table["periods"]),
        "day_part": _any(table["day_parts"]),
        "unit": f"{_any(table['units'])}s?",
        "days": _any(table["days"]),
        "unsought_days": _any(table["unsought_days"]),
        "echo": _any(table["echoes"]),
        "unsought_echo": _any(table["unsought_echoes"]),
        "clause_word": _any(table["clause_words"]),
        "loose": _any(table["loose"]),
        "exactly": _any(table["exactly"]),
        "before_last": _any(["before last"]),
        "beside": "(?:before|after)",
        "part": _any(_prefixes("part")),
        "decade_name": _any(table["decades"]),
        "before_clock": _any(table["before_clocks"]),
        "zone": _any(table["zones"]),
    }


def _key(words: str) -> str:
    """Return folded `words` as the table spells them, without the dot of an abbreviation."""
    return _spaced(words).rstrip(".")


def _spaced(words: str) -> str:
    return " ".join(words.split())
