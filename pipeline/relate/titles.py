"""Titles: names that marks set apart, such as "_The Locked Drawer_" or the page "We Love Kettles"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.tables import load_table

#: A title has no more words than this.
_LONGEST: Final = 10
_ARTICLE: Final = "The "
_QUOTES: Final = frozenset("\"“‘'")
_CLOSING: Final = frozenset("\"”’'")
_NO_NAMES: Final = frozenset(load_table("names")["not_names"])


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_UNITS: Final = _either(word for entry in load_table("units").values() for word in entry["words"])
_NAMING: Final = _either(load_table("words")["naming_links"])
#: Words in quotation marks that begin as a name does.
_QUOTED: Final = r"(?:[\"“]([^\W_a-z][^\"“”]{1,80})[\"”]|[‘']([^\W_a-z][^‘’']{1,80})['’])"
#: Where quotation marks are those of a name: `the page "Kettle Days"`, `called "Kettle Days"`.
_CALLED: Final = re.compile(rf"\b(?:{_UNITS}|{_NAMING}),?(?: such as| like)? {_QUOTED}")
#: A name of several words without marks: "called Stand With Ada".
_CAPITAL: Final = r"[A-Z0-9][\w'’-]*"
_PLAIN: Final = re.compile(rf"\b(?:{_NAMING}) (?!\d)({_CAPITAL}(?: (?:{_CAPITAL}|of|the|a|&))* {_CAPITAL})")
#: Quotation marks before the word for what is called so: `the "We Love Kettles" group`.
_CALLED_BEHIND: Final = re.compile(rf"(?<!\w){_QUOTED} (?:\w+ )?(?:{_UNITS})\b")
#: Words in italics that begin as a name does.
_ITALIC: Final = re.compile(r"(?<![\w_])_([^\W_a-z][^_]{1,80})_(?![\w_])")


def with_titles(titles: Sequence[Mention], mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions with each title as one name in place of those inside it.

    Args:
        titles: the titles of an article, see `titles_of`.
        mentions: what is found in it. One that is the whole of a title stays.
    """
    known = {(mention.start, mention.end) for mention in mentions}
    unknown = (title for title in titles if (title.start, title.end) not in known)
    fresh = [title for title in unknown if (_bare(title), title.end) not in known]
    inside = {at for title in fresh for at in range(title.start, title.end)}
    kept = (mention for mention in mentions if mention.start not in inside)
    return sorted([*kept, *fresh], key=lambda mention: mention.start)


def marks_of(titles: Sequence[Mention]) -> set[int]:
    """Return the offsets of the quotation marks that set titles apart; they are no part of the grammar."""
    return {at for title in titles for at in (title.start - 1, title.end, title.end + 1)}


def is_set_apart(text: str, name: Mention) -> bool:
    """Say whether a name of an article stands in italics or quotation marks, as a title does."""
    closed = text[name.end : name.end + 2].removeprefix(",")[:1] in _CLOSING
    return is_italic(text, name) or (closed and text[name.start - 1 : name.start] in _QUOTES)


def is_italic(text: str, name: Mention) -> bool:
    """Say whether a name of an article stands in italics."""
    return text[name.start - 1 : name.start] == text[name.end : name.end + 1] == "_"


def _bare(title: Mention) -> int:
    """Return where a title starts but for its article."""
    return title.start + len(_ARTICLE) * title.text.startswith(_ARTICLE)


def titles_of(text: str) -> list[Mention]:
    """List the titles of a text, in order, none inside another."""
    found = {span for pattern in (_ITALIC, _CALLED, _CALLED_BEHIND, _PLAIN) for span in _spans(pattern, text)}
    titles: list[Mention] = []
    for start, end in sorted(found):
        if not titles or start >= titles[-1].end:
            titles.append(Mention(start, end, text[start:end], "organisation"))
    return titles


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        start, end = match.span(match.lastindex or 0)
        end -= text[start:end].endswith(",")  # "the page 'Kettle Days,' which"
        if _is_title(text[start:end]):
            yield start, end


def _is_title(words: str) -> bool:
    """Say whether words are written as a title: few, on one line or two, most of them with capitals."""
    parts = words.split()
    capitals = sum(not part[0].islower() for part in parts)
    whole = "\n\n" not in words and not words.endswith((",", ".", "?", "!", " "))
    if not whole or len(parts) > _LONGEST or words in _NO_NAMES:
        return False
    return 2 * capitals > len(parts) and not parts[-1][0].islower()
