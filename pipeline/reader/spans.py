"""Where the words of a role end: without what dangles behind, with what a description goes on with."""

from __future__ import annotations

import re
from typing import Final

from pipeline.tables import any_of, load_table


def _words(*classes: str) -> frozenset[str]:
    return frozenset(word for name in classes for word in load_table("words")[name]["words"])


#: Words that refer to what is named elsewhere, in lower case.
PRONOUNS: Final = frozenset(
    word
    for words in ("one_person", "body", "thing", "possessive", "speaker", "reader", "relative")
    for word in load_table("references")[words]
)
#: Words that no name or description ends with.
_DANGLING: Final = _words("relative", "and", "by", "from", "on", "in", "at", "for", "with", "as", "to") | {
    "-",
    "–",
    "—",
}
_PARAGRAPH_END: Final = re.compile(r"\s*\n\s*\n")
_AUXILIARIES: Final = _words("be", "have", "modal", "do")
_PARTICIPLES: Final = frozenset(load_table("words")["behind_nouns"])
_HEADS: Final = frozenset(load_table("words")["head_words"])
_DETERMINERS: Final = _words("determiner")
#: Words behind which a description goes on.
_OPENING: Final = _DETERMINERS | _words("possessive_pronoun", "of") | set(load_table("counts")["numerals"])
_VERBS: Final = _words("be", "have", "modal", "do", "not")
#: Words that tell nothing by themselves, in lower case.
FUNCTION_WORDS: Final = PRONOUNS.union(
    _DANGLING, _DETERMINERS, _VERBS, _words("of", "adverb"), load_table("references")["asking"]
)
#: What has accounts or is one, and who else a description can be of.
_NOUNS: Final = frozenset(
    load_table("words")["people"]["words"] + load_table("words")["platforms_at_large"]
).union(*(unit["words"] for name, unit in load_table("units").items() if name != "content"))
_NOUNS_NEXT: Final = re.compile(
    rf"(?:\s{any_of(_NOUNS.difference(load_table('words')['verbs_too']))}(?!\w))+"
)
_PART_OF_A_DESCRIPTION: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What it goes on with: further such words, and one that is no verb, or with where somebody is from two.
_GOING_ON: Final = re.compile(
    rf"""
      (?: \ (?i:{any_of(_OPENING)}) (?!\w) )*
      (?: \ (?: [A-Z][\w.]*\ ){{0,2}} [A-Z][\w.]*-{any_of(load_table("words")["origins"])} \ \w[\w'’-]*
        | \ (?! (?i:{any_of(_VERBS)}) (?!\w) ) \w[\w'’-]*
      )?
    """,
    re.VERBOSE,
)


def without_dangling(text: str, start: int, end: int) -> int:
    """Return the end of a name or description without what dangles behind it.

    That is the beginning of something else: "individuals in", "stars who don't", "entities carrying", or
    the next paragraph. A capital marks a name: "Ada May", "James Fleming".

    Args:
        text: the article.
        start: offset of the first of the words.
        end: offset behind the last of them.
    """
    words = _PARAGRAPH_END.split(text[start:end], maxsplit=1)[0].split(" ")
    while len(words) > 1 and (words[-1] in _DANGLING or _begins_clause(words)):
        words.pop()
    return start + len(" ".join(words)) if words[0] else end


def _begins_clause(words: list[str]) -> bool:
    """Say whether the last of some words is a verb: an auxiliary, or a participle behind a plural."""
    before, last = words[-2].lower(), words[-1]
    if last != last.lower():
        return False
    if last in _AUXILIARIES or last.endswith(("n't", "n’t")):
        return True
    if last not in _PARTICIPLES and not (last.endswith("ing") and last.isalpha()):
        return False
    return before in _AUXILIARIES or before in _HEADS or (before.endswith("s") and not before.endswith("ss"))


def gone_on(text: str, start: int, end: int) -> int:
    """Return the end of a description that was cut behind its first words: "four of" its subsidiaries.

    Args:
        text: the article.
        start: offset of the first of the words; a pronoun alone is whole.
        end: offset behind the last of them.
    """
    words = text[start:end].lower()
    if words in PRONOUNS or not _is_open(words.split()):
        return end
    match = _GOING_ON.match(text, end)
    return match.end() if match else end


def to_noun(text: str, start: int, end: int) -> int:
    """Return the end of a description that was cut before its noun: "extremist" channels.

    Args:
        text: the article.
        start: offset of the first of the words; a name, which has a capital, is whole.
        end: offset behind the last of them.
    """
    last = (text[start:end].split() or [""])[-1]
    is_part = _PART_OF_A_DESCRIPTION.fullmatch(last) is not None and last == last.lower()
    if not is_part or last in _NOUNS or last in PRONOUNS:
        return end
    match = _NOUNS_NEXT.match(text, end)
    return match.end() if match else end


def _is_open(words: list[str]) -> bool:
    """Say whether a description needs more: it ends in a determiner or a number, or is figures ("the 17")."""
    *before, last = words or [""]
    return _OPENING.issuperset(last.split("-")) or (
        last[:1].isdigit() and (not before or before[-1] in _DETERMINERS)
    )
