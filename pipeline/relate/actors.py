"""Who did it, on which platforms, and who asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence, Spot
from pipeline.relate.phrases import PLATFORM_WORDS
from pipeline.relate.references import Discourse
from pipeline.relate.voice import Voice
from pipeline.tables import load_table

_DOERS: Final = frozenset("PAKN")
#: Before a name that hangs on a preposition: "owned by Amazon mogul Jeff Bezos".
_HANGING: Final = re.compile(r"[of1235678bkl4][DM]?[wLPGK-]{0,3}$")
#: Before a participle whose subject is that of the clause behind it: "Shortly after", "By".
_OPENING: Final = re.compile(r"(?:.*;)?[CTwaD]{0,4}[9b]?a?")
#: From such a participle to that subject.
_MAIN: Final = re.compile(r"[^;xhmr]*?,(?:[D9]?w{0,2},?)?[PAK](?=[ahmndxvVwT,])")
#: Ids of the platforms that own others, or have a shop of apps.
OWNERS: Final = frozenset(load_table("words")["platform_owners"])
_SHOP_WORDS: Final = frozenset(load_table("words")["shop_words"])
#: What gives or puts what a noun tells of, how far before it, and codes of what may stand between.
_GIVING: Final = frozenset(load_table("words")["giving_verbs"])
_GIVEN: Final = 8
_BETWEEN: Final = frozenset("DMSwLTPNKAC-a")
_STANDS_FOR_STATE: Final = frozenset(load_table("words")["state_words"])
#: "a Twitter spokesman said", "said Twitter": a platform beside a verb, which may be one of saying.
_SPEAKS: Final = re.compile(r"P[wGNU]{0,3}(v)|(v)[DwG]{0,3}P")
_SAYING: Final = frozenset(load_table("circumstances")["saying_verbs"])
#: A platform and those behind it: "Facebook, Apple and Spotify".
_FELLOWS: Final = re.compile(r"P(?:[,&]{1,2}P)*(?![wLSG]*[UG])")
#: "from Facebook, Instagram and YouTube", "on Twitter", "off TikTok"
_PLATFORM_LIST: Final = re.compile(r"[f12345][DM]?[wGU]{0,2}(P(?:[,&]{1,2}[1f2]?D?P)*)")


def doer(spot: Spot, how: Voice, discourse: Discourse) -> Mention | None:
    """Return who did what the trigger of `spot` says, or null.

    Args:
        spot: the trigger and its sentence.
        how: its voice.
        discourse: what has been spoken of: "it" means the platform, "the government" the main country's.
    """
    sentence, index = spot.sentence, spot.index
    if how is Voice.ACTIVE:
        return _subject(sentence, index, discourse) or _main_subject(spot)
    verb = giving_verb(sentence, index) if how is Voice.NOUN else None
    behind = _agent(sentence, index)
    gives = verb is not None and sentence.codes[max(0, verb - 1) : verb] != "x"  # not "was issued a ban"
    if verb is not None and gives and (behind is None or behind.type != "platform"):
        behind = _subject(sentence, verb, discourse) or behind
    if behind is not None:
        return behind
    if how is Voice.NOUN and index >= 2 and sentence.codes[index - 1] == "S":
        owner = sentence.items[index - 2]
        return owner.mention if owner.code in "PAK" else None
    return None


def giving_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb whose subject does what its object, the noun at item `index`, tells: "issued a ban"."""
    for at in range(index - 1, max(-1, index - _GIVEN), -1):
        if sentence.items[at].lower in _GIVING:
            return at
        if sentence.codes[at] not in _BETWEEN:
            break
    return None


def _agent(sentence: Sentence, index: int) -> Mention | None:
    """Return whom "by" names behind the trigger, within the clause."""
    for at in range(index + 1, min(index + 12, len(sentence))):
        code = sentence.codes[at]
        if code in ";vV9":
            return None
        if code == "b":
            for item in sentence.items[at + 1 : at + 6]:
                if item.code in _DOERS:
                    return item.mention
                if item.lower in _STANDS_FOR_STATE:
                    return next((other.mention for other in sentence.items if other.code == "K"), None)
                if item.code not in "DwLGM":
                    break
    return None


def _subject(sentence: Sentence, index: int, discourse: Discourse) -> Mention | None:
    """Return the subject of an active verb: the nearest platform or body before it, or a name beside it.

    A pronoun or "the company" means the platform named before it, in the sentence or earlier.
    """
    for at in range(index - 1, max(-1, index - 30), -1):
        item = sentence.items[at]
        if item.code == ";":
            break
        if item.code not in _DOERS and item.lower not in PLATFORM_WORDS | _STANDS_FOR_STATE:
            continue
        if _oblique(sentence, at) or (item.code == "N" and not _beside(sentence, at, index)):
            continue
        if item.code in _DOERS:
            return item.mention
        if item.lower in _STANDS_FOR_STATE:
            own = [other.mention for other in sentence.items[max(0, at - 2) : at] if other.code == "K"]
            return own[0] if own else discourse.main_country(())
        speaking = _speaking(sentence) if item.lower == "we" else None
        return speaking or _platform_before(sentence, at) or discourse.platform
    return None


def _platform_before(sentence: Sentence, at: int) -> Mention | None:
    """Return the platform named last before item `at`; one that owns another is the last choice."""
    named = [i for i in range(at) if sentence.codes[i] == "P"]
    free = [i for i in named if not _oblique(sentence, i)]
    return sentence.items[(free or named)[-1]].mention if named else None


def _speaking(sentence: Sentence) -> Mention | None:
    """Return the platform that says "we": "We removed the page, a Twitter spokesman said"."""
    for match in _SPEAKS.finditer(sentence.codes):
        verb = max(match.start(1), match.start(2))
        if sentence.items[verb].lower in _SAYING:
            return next(
                item.mention for item in sentence.items[match.start() : match.end()] if item.code == "P"
            )
    return None


def _main_subject(spot: Spot) -> Mention | None:
    """Return the subject of the clause behind one without its own: "After banning her, Twitter spoke"."""
    if spot.trigger.frame.removeprefix("split_") != "ing" or not _OPENING.fullmatch(spot.before):
        return None
    main = _MAIN.match(spot.behind)
    return spot.sentence.items[spot.index + main.end()].mention if main else None


def _beside(sentence: Sentence, at: int, index: int) -> bool:
    """Say whether nothing but auxiliaries, and verbs that lead to the trigger, stand between two items."""
    return re.fullmatch(r"[axhmntdvw]{0,5}", sentence.codes[at + 1 : index]) is not None


def _oblique(sentence: Sentence, index: int) -> bool:
    """Say whether the item at `index` hangs on a preposition or owns what follows, so is no subject."""
    behind = sentence.codes[index + 1 : index + 2]
    return behind in {"U", "S"} or bool(_HANGING.search(sentence.codes[:index]))


def platforms_around(spot: Spot) -> list[Mention]:
    """Return the platforms that "from", "on" or "off" names behind the trigger of `spot`."""
    sentence, index = spot.sentence, spot.index
    window = sentence.codes[index + 1 : index + 16]
    stop = re.search(r"[;V9]", window)
    match = _PLATFORM_LIST.search(window, 0, stop.start() if stop else len(window))
    if match is None:
        return []
    first, last = match.span(1)
    found = [sentence.items[index + 1 + at] for at in range(first, last)]
    return [item.as_mention() for item in found if item.code == "P"]


def platform_meant(spot: Spot, platform: Mention | None) -> Mention | None:
    """Return the platform that "from the platform" or "on the site" behind the trigger means, or null.

    Args:
        spot: the trigger and its sentence.
        platform: the platform last spoken of before the sentence.
    """
    match = re.search(r"[f1]D[wGU]", spot.behind[:8])
    if match is None or spot.sentence.items[spot.index + match.end()].lower not in PLATFORM_WORDS:
        return None
    named = [item.mention for item in spot.sentence.items[: spot.index] if item.code == "P"]
    return named[-1] if named else platform


def fellow_platforms(sentence: Sentence, actor: Mention) -> list[Mention]:
    """Return the platforms that act together: "Facebook and Spotify removed", "by Facebook and Apple"."""
    at = next((i for i, item in enumerate(sentence.items) if item.mention is actor), None)
    if at is None:
        return [actor]
    joined = re.search(r"(?:P[,&]{1,2})*P$", sentence.codes[: at + 1])
    first = joined.start() if joined else at
    behind = _FELLOWS.match(sentence.codes, at)
    last = behind.end() if behind else at + 1
    return [item.as_mention() for item in sentence.items[first:last] if item.code == "P"]


def in_shop(spot: Spot, actor: Mention | None, roles: Mapping[str, Mention]) -> dict[str, Mention]:
    """Return holder and platform of an app that a shop has: "Google removed the Gab app" from its own.

    Args:
        spot: the trigger and its sentence.
        actor: who acts, or null.
        roles: what the phrase of the app tells; without such an app nothing is returned.
    """
    unit, named = roles.get("unit"), roles.get("platform")
    shop = next((p for p in (*platforms_around(spot), actor) if p is not None and _is_shop(p)), None)
    if named is None or _is_shop(named) or shop is None:
        return {}
    if (unit is None and not from_shop(spot)) or (unit is not None and unit.value != "app"):
        return {}
    return {"holder": replace(named, type="name", value=None), "platform": shop}


def _is_shop(platform: Mention) -> bool:
    return platform.value in OWNERS or _is_called_shop(platform)


def _is_called_shop(platform: Mention) -> bool:
    return not _SHOP_WORDS.isdisjoint(platform.text.lower().split())


def from_shop(spot: Spot) -> bool:
    """Say whether "from" leads to a shop of apps behind the trigger: "removed from the App Store"."""
    return any(_is_called_shop(platform) for platform in platforms_around(spot))


def territory_of(spot: Spot) -> Mention | None:
    """Return the country behind "in" after the trigger, where a block holds."""
    match = re.search(r"2D?(K)", spot.behind)
    return spot.sentence.items[spot.index + 1 + match.start(1)].mention if match else None


def requester(sentence: Sentence, cue_start: int) -> Mention | None:
    """Return who asks, where a cue such as "asked" starts at the offset `cue_start`: its subject."""
    before = [i for i, item in enumerate(sentence.items) if item.end <= cue_start]
    for i in reversed(before):
        if sentence.codes[i] in "NKA":
            return sentence.items[i].mention
        if sentence.codes[i] == "G":
            first = i
            while first and sentence.codes[first - 1] in "wLKN":
                first -= 1
            return sentence.words(first, i + 1)
        if sentence.codes[i] in ";P":
            return None
    return None
