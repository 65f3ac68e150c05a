"""The words of a role as a mention, with the value that the tables give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from pipeline.facts.claims import Mention, MentionType
from pipeline.normalise.codes import coded_name, country_code, is_seat, language_code, platform_id
from pipeline.normalise.counts import parse_count
from pipeline.normalise.handles import handle
from pipeline.normalise.names import strip_titles, titled
from pipeline.reader.spans import FUNCTION_WORDS, PRONOUNS, gone_on, to_noun, without_dangling
from pipeline.relate.circumstances import PERMANENCE
from pipeline.tables import any_of, load_table

_DEFINITE: Final = frozenset(load_table("references")["pointing"])
#: What stands for the body that acts by it, and is none.
_PAPERS: Final = frozenset(load_table("references")["papers"])
#: What is left where the network saw a phrase begin and not go on.
_DETERMINERS: Final = frozenset(load_table("references")["determiners"])
_WORD: Final = re.compile(r"\w+")
#: What may stand before the capital of a name ("bin Laden", "Bashar al-Assad").
_PARTICLES: Final = re.compile(
    r"(?<!\S)(?:{particles} |{hyphen_prefixes}-)+(?=\S)".format_map(
        {name: any_of(load_table("names")[name]) for name in ("particles", "hyphen_prefixes")}
    )
)
#: Words that tell how long something lasts, in a phrase of words with a blank between them.
_LASTING: Final = re.compile(rf"\b{any_of(PERMANENCE)}\b")
#: Words of a time or an end that is told: "for a week", "until the vote".
_LIMITS: Final = frozenset(load_table("circumstances")["durations"] + load_table("circumstances")["ends"])

#: Words before a date that gold leaves out: what has been blocked since May was blocked in May.
_BEFORE_DATES: Final = frozenset(load_table("dates")["prefixes"]["outside"])

#: Roles whose words are phrases of any form.
_PHRASES: Final = frozenset({"reason", "permanence"})
#: Types of mentions that are one thing.
_WHOLE: Final = frozenset(
    {"person", "organisation", "name", "media", "handle", "program", "authority", "country", "place", "count"}
)
_METRICS: Final = {
    word: metric for metric, words in load_table("triggers")["metrics"].items() for word in words
}
_NAMES: Final = frozenset({"person", "organisation", "name", "media"})
#: Between the names of a list.
_LINKS: Final = frozenset(load_table("words")["list_links"])
#: Between a title and a name.
_TITLE_GAP: Final = ". "
#: Roles whose words are what they are, and the type of the mention.
_PLAIN: Final[dict[str, MentionType]] = {
    "quantity": "count",
    "count": "count",
    "date": "date",
    "reason": "reason",
    "program": "program",
}


class Words:
    """Makes mentions of the words of an article.

    Args:
        text: the article.
        mentions: the mentions that the tables and grammars find in it, in order and disjoint.
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self.mentions = mentions
        self._ends = [mention.end for mention in mentions]

    def mention(self, role: str, start: int, end: int) -> Mention:
        """Return the words from `start` to `end` (exclusive) as a mention that can fill `role`."""
        start, end = self._whole(role, start, end)
        words = self._text[start:end]
        if role in _PLAIN:
            mention = Mention(start, end, words, _PLAIN[role])
            return self._number(mention) if mention.type == "count" else mention
        if role in _VALUED:
            kind, value_of = _VALUED[role]
            return Mention(start, end, words, kind, value_of(words))
        if role == "unit":
            units = [mention.value for mention in self._within(start, end) if mention.type == "unit"]
            return Mention(start, end, words, "unit", units[-1] if units else None)
        return self._named(role, start, end)

    def in_full(self, name: str) -> str:
        """Return the first name of the article that tells more of a surname, or else the name itself."""
        return self._full_names.get(name, name)

    @cached_property
    def _full_names(self) -> dict[str, str]:
        names = (mention.text for mention in self.mentions if mention.type in {"name", "person"})
        full: dict[str, str] = {}
        for name in names:
            if " " in name:
                full.setdefault(name.split()[-1], name)
        return full

    def listed(self, role: str, start: int, end: int) -> list[Mention]:
        """Return what the words from `start` to `end` (exclusive) list, each as a mention.

        Words that say who or what are a list where they are names, commas and "and": "Acme, Beta and Gamma".
        """
        names = [
            m for m in self._within(start, end) if m.type in _WHOLE and start <= m.start and m.end <= end
        ]
        edges = [(start, start), *((m.start, m.end) for m in names), (end, end)]
        between = [self._text[left:right] for (_, left), (right, _) in pairwise(edges)]
        named = role not in {*_PHRASES, *_PLAIN, *_VALUED}
        if not named or len(names) < 2 or not _is_list(between):
            return [self.mention(role, start, end)]
        return [self.mention(role, name.start, name.end) for name in names]

    def _whole(self, role: str, start: int, end: int) -> tuple[int, int]:
        """Return the words of a role without what dangles behind, and a name that they cut as a whole."""
        if role == "date":
            return self._dated(start, end)
        if role in _PHRASES:
            return start, gone_on(self._text, start, end) if role == "reason" else end
        end = without_dangling(self._text, start, end)
        if role not in _PLAIN and role not in _VALUED and role != "unit":
            end = to_noun(self._text, start, gone_on(self._text, start, end))
        end = self._behind_title(start, end)
        for mention in self._within(start, end):
            if _is_one(mention, role) and mention.start < end < mention.end:
                return min(start, mention.start), mention.end
        return start, end

    def _dated(self, start: int, end: int) -> tuple[int, int]:
        """Return the words of a date as a whole, without a word before it: "since" in "since 14 May"."""
        is_cut_before = self._text[start:end].lower() in _BEFORE_DATES
        reach = end + 2 if is_cut_before else end
        dates = [mention for mention in self._within(start, reach) if mention.type == "date"]
        if not dates:
            return start, end
        first = dates[0].start
        if self._text[start:first].strip().lower() not in _BEFORE_DATES:
            first = min(start, first)
        return first, max(end, dates[-1].end)

    def _behind_title(self, start: int, end: int) -> int:
        """Return the end of the name that follows where the words are a title alone ("Mr")."""
        if not titled(self._text[start:end].rstrip(".").lower(), "honorifics", "ranks", "roles"):
            return end
        for mention in self._within(end, end + len(_TITLE_GAP) + 1):
            if mention.type in _NAMES and self._text[end : mention.start] in {" ", _TITLE_GAP}:
                return mention.end
        return end

    def _number(self, mention: Mention) -> Mention:
        """Return the words of a number, or the first number among them where they hold more."""
        if parse_count(mention.text) is not None:
            return mention
        counts = (other for other in self._within(mention.start, mention.end) if other.type == "count")
        return next(counts, mention)

    def _within(self, start: int, end: int) -> list[Mention]:
        """List the mentions that have words in common with a stretch of the text."""
        found = []
        # By index: a slice would copy all mentions behind.
        for place in range(bisect_left(self._ends, start + 1), len(self.mentions)):
            if self.mentions[place].start >= end:
                break
            found.append(self.mentions[place])
        return found

    def _named(self, role: str, start: int, end: int) -> Mention:
        """Return a mention of who or what the words name or refer to."""
        words = self._text[start:end]
        if words.lower() in PRONOUNS:
            return Mention(start, end, words, "pronoun")
        types = (m.type for m in self._within(start, end) if m.end == end and m.type in _NAMES)
        known: MentionType = next(types, "name")
        is_state = coded_name(words) or (role != "holder" and is_seat(words))
        code = country_code(words) if is_state and known != "person" else None
        if code:
            return Mention(start, end, words, "country", code)
        return Mention(start, end, words, known if is_proper(words) else "group")


def _is_one(mention: Mention, role: str) -> bool:
    """Say whether no part of a mention fills a role: but "Iran" of "Iran Sanctions Act" does."""
    return mention.type in _WHOLE and (mention.type != "program" or role == "program")


def _is_list(between: Sequence[str]) -> bool:
    """Say whether what stands before, between and behind names makes them a list."""
    before, *inner, behind = (words.strip().lower() for words in between)
    return before in {"", "the"} and behind in {"", ","} and all(words in _LINKS for words in inner)


def is_proper(words: str) -> bool:
    """Say whether words are a proper name, with titles or not: not "the Iranian government".

    Particles before a name may be small ("al-Assad", "von der Leyen").
    """
    parts = _PARTICLES.sub("", strip_titles(words)).split()
    return bool(parts) and not parts[0][:1].islower() and not parts[-1][:1].islower()


def names_nobody(mention: Mention) -> bool:
    """Say whether a mention is of use only through what it refers to: "his", "the platform", a bare "the".

    So is a reason without a word of its own ("what", "to"), and a paper for who wrote it ("the Order").
    """
    if mention.type == "reason":
        return FUNCTION_WORDS.issuperset(_WORD.findall(mention.text.lower()))
    if mention.type == "platform":
        return not mention.value
    first, _, paper = mention.text.lower().partition(" ")
    is_paper = first in _DETERMINERS and paper in _PAPERS
    return is_paper or mention.type == "pronoun" or mention.text.lower() in _DETERMINERS


def thing(mention: Mention) -> str:
    """Return what is the same for two mentions of one thing."""
    return (mention.value or mention.text).casefold()


def refers_back(words: str) -> bool:
    """Say whether words that name nobody point to somebody named: "his", "the group"."""
    parts = words.lower().split()
    return parts[0] in PRONOUNS or parts[0] in _DEFINITE


def metric_of(words: str) -> str | None:
    """Return the metric that words speak of ("Twitter subscribers"), or null."""
    spoken = f" {' '.join(_WORD.findall(words.lower()))} "
    return next((metric for word, metric in _METRICS.items() if f" {word} " in spoken), None)


def _permanence(words: str) -> str | None:
    spoken = _WORD.findall(words.lower())
    known = _LASTING.search(" ".join(spoken))
    if known is not None:
        return PERMANENCE[known[0]]
    return None if _LIMITS.isdisjoint(spoken) else "temporary"


_VALUED: Final[dict[str, tuple[MentionType, Callable[[str], str | None]]]] = {
    "platform": ("platform", platform_id),
    "language": ("language", language_code),
    "territory": ("country", country_code),
    "permanence": ("permanence", _permanence),
    "handle": ("handle", handle),
    "metric": ("metric", metric_of),
}
