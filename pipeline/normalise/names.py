"""Proper names: taking titles off, and telling whether two names mean the same.

Pure functions on strings; the words come from ``tables/titles.yaml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from pipeline.normalise.codes import coded_name
from pipeline.normalise.lookup import bare, fold
from pipeline.tables import any_of, load_table

_WORD: Final = re.compile(r"[^\W_]+(?:['’]s(?!\w)|\.[^\W_])*")
_BLANK: Final = re.compile(r"\s+")
_ACRONYM: Final = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z](?:[A-Za-z0-9&/-]|\.(?=[A-Z])){1,14}\.?")
#: "REZVANI, Ali", as lists of sanctioned persons write names.
_INVERTED: Final = re.compile(r"([^\W\d_]+(?:[ '’-][^\W\d_]+){0,4}), ([^\W\d_]+(?:[ -][^\W\d_]+){0,3})")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: "then-President", "President-elect"
_HYPHENED: Final = re.compile(
    "^{joined_before}-|-{joined_behind}$".format_map(
        {name: any_of(load_table("titles")[name]) for name in ("joined_before", "joined_behind")}
    )
)
#: So many words of an apposition are looked at: "the former Iranian president".
_OPENING: Final = 4
_QUOTES: Final = "\"'“”„‘’"
#: "Donald J. Trump"
_MIDDLE_INITIALS: Final = re.compile(r"(?<=\w )(?:[A-Z]\. )+(?=[A-Z])")
#: What follows a name and says who that is: "Elon Musk, the owner of Twitter", "Ali Khamenei (the leader)".
_APPOSITION: Final = re.compile(r"(?P<name>[^,()]+?)(?:, (?P<behind>[^()]+)| \((?P<inside>[^()]+)\))")
_POSSESSIVE: Final = re.compile(r"['’]s\s+")

#: Words that say what a body is, in lower case.
BODIES: Final = frozenset(load_table("titles")["bodies"])
#: Words with a capital that tell a body from a person ("Ministry", "Inc").
ORGANISATIONS: Final = frozenset(load_table("names")["organisation_words"])


@lru_cache(maxsize=8192)
def strip_titles(words: str) -> str:
    """Take titles, ranks, roles, quotes, brackets, a leading "the" and a possessive off a name.

    "Iranian Foreign Minister Javad Zarif" gives "Javad Zarif", "REZVANI, Ali" gives "Ali Rezvani",
    "the IRGC's" gives "IRGC". A second call changes nothing.

    Returns:
        The bare name; a title that no name follows stays ("the President": "President").
    """
    name, before = words, None
    while name != before:
        before = name
        name = _without_calling(_without_title(_without_apposition(_in_order(_without_article(name)))))
    return name


def same_name(short: str, full: str) -> bool:
    """Say whether `short` can be a later mention of what `full` names.

    It can where it is the same name, part of it ("Soleimani", "bin Salman", "Mr Kim"), its
    initials ("IRGC") or has initials in it ("M. J. Zarif"). A country or a platform is never part of another
    name ("Iran" is not "Iran Air"), nor a whole of its part ("Hezbollah", "Hezbollah's military wing").
    """
    if is_acronym_of(short, full):
        return True
    first, second = strip_titles(short), strip_titles(full)
    if not _MIDDLE_INITIALS.search(second):
        first = _MIDDLE_INITIALS.sub("", first)
    if fold(first) == fold(second):
        return True
    codes = coded_name(_without_company(first)), coded_name(_without_company(second))
    if any(codes):
        return codes[0] == codes[1]
    if _POSSESSIVE.search(second) and not _POSSESSIVE.search(first):
        second = _POSSESSIVE.split(second)[-1]
    return _is_part(name_tokens(first), _head(name_tokens(second), first))


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others: folded, in order, without titles and particles."""
    words = name_tokens(strip_titles(name))
    return tuple(word for word in words if word not in _words("particles", "small_words")) or words


def body_head(name: str) -> str:
    """Return the word that says what a body is, in lower case: "department" of "U.S. Department of State"."""
    words = name_tokens(name)
    if "of" in words[1:]:
        words = words[: words.index("of")]
    return words[-1] if words else ""


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, in order."""
    return tuple(token.replace(".", "") for token in _WORD.findall(fold(name)))


def is_acronym_of(short: str, full: str) -> bool:
    """Say whether `short` can be the initials of `full` ("IRGC"); a leading article does not matter."""
    short = bare(short)
    # Two letters are the initials of too many names; states and unions come from their own tables.
    if not _ACRONYM.fullmatch(short) or len(_initials(short)) < 3:
        return False
    parts = _POSSESSIVE.split(bare(full))
    return any(_expansion(part, short) == part for part in (bare(full), parts[-1]))


def titled(word: str, *lists: str) -> bool:
    """Say whether a folded word stands in one of some lists of ``tables/titles.yaml``."""
    return word in _words(*lists)


@cache
def given_names() -> frozenset[str]:
    """Return the given names that mark persons."""
    return frozenset(name for names in load_table("given_names").values() for name in names)


def acronym_pairs(text: str) -> list[tuple[str, str]]:
    """Find the acronyms that a text explains, in either order.

    "Islamic Revolutionary Guard Corps (IRGC)", "IRGC (Islamic Revolutionary Guard Corps)" and "Islamic
    Revolutionary Guard Corps, or IRGC" all give ``("Islamic Revolutionary Guard Corps", "IRGC")``.

    Returns:
        Pairs of expansion and acronym, in the order of the text.
    """
    pairs = []
    for match in _definitions().finditer(text):
        before, inside = match["before"], match["inside"] or match["alias"]
        inside = inside.strip().strip(_QUOTES)
        last = before.split()[-1] if before.split() else ""
        if _ACRONYM.fullmatch(inside):
            expansion = _expansion(before, inside)
            pairs += [(expansion, inside)] if expansion else []
        elif _ACRONYM.fullmatch(last) and is_acronym_of(last, inside):
            pairs.append((inside, last))
    return pairs


def _without_article(name: str) -> str:
    """Return the bare name, with "The" where the name is known to have it ("The Washington Post")."""
    rest = bare(name)
    whole = f"The {rest}"
    return whole if name.strip("\"'“”‘’ ").startswith("The ") and fold(whole) in _kept() else rest


def _in_order(name: str) -> str:
    match = _INVERTED.fullmatch(name)
    if not match or not match[1].isupper() or match[2].isupper():
        return name

    def written(part: re.Match[str]) -> str:
        return part[0].lower() if fold(part[0]) in _words("particles") else part[0].capitalize()

    return f"{match[2]} {_LETTERS.sub(written, match[1])}"


def _without_apposition(name: str) -> str:
    """Take off what stands behind a name, in brackets or after a comma, and tells a role or a degree."""
    match = _APPOSITION.fullmatch(name)
    if match is None or not _is_name(match["name"]):
        return name
    behind = match["behind"] or match["inside"]
    opening = _BLANK.split(behind)[:_OPENING]
    tells_role = any(word == word.lower() and fold(word) in _words("callings", "roles") for word in opening)
    return match["name"] if tells_role or fold(behind.replace(".", "")) in _words("degrees") else name


def _without_title(name: str) -> str:
    """Take off the titles that a name begins with, and what may stand before them."""
    parts = _BLANK.split(name)
    position = cut = 0
    while position < len(parts):
        size = _phrase_size(parts, position, "honorifics", "ranks", "roles")
        if size:
            position = cut = position + size
            continue
        size = _phrase_size(parts, position, "modifiers") or _country_size(parts, position)
        if not size:
            break
        position += size
    rest = " ".join(parts[cut:])
    return rest if cut and _is_name(rest) and fold(name) not in _kept() else name


def _without_calling(name: str) -> str:
    """Take off all up to the last calling before a name ("Infowars host Alex Jones").

    In capitals it may be the name, so it is taken off only where two words or more follow that are no
    body's name ("Singer Shervin Hajipour"), and further inside where these begin with a given name.
    """
    parts = _BLANK.split(name)
    for position in range(len(parts) - 1, 0, -1):
        word = parts[position - 1].rstrip(",")
        rest = " ".join(parts[position:])
        called = _words("callings", "roles")
        if not (fold(word) in called or fold(word).removesuffix("s") in called) or not _is_name(rest):
            continue
        if word == word.lower() or _is_called(parts[:position], parts[position:]):
            return rest
    return name


def _is_called(calling: list[str], parts: list[str]) -> bool:
    """Say whether words behind a calling in capitals, and what may stand before that, name a person."""
    if len(parts) < 2 or "of" in parts or parts[-1] in ORGANISATIONS:
        return False
    return len(calling) == 1 or (all(word[:1].isupper() for word in calling) and parts[0] in given_names())


def _phrase_size(parts: list[str], position: int, *lists: str) -> int:
    """Count the words of the longest phrase of some lists that begins at a position; 0 if there is none."""
    for size in (4, 3, 2, 1):
        phrase = fold(" ".join(part.strip(".,") for part in parts[position : position + size]))
        if len(parts) >= position + size and _HYPHENED.sub("", phrase).replace("-", " ") in _phrases(*lists):
            return size
    return 0


def _country_size(parts: list[str], position: int) -> int:
    """Count the words of a country, people or platform that begins at a position; 0 if there is none."""
    return next((size for size in (3, 2, 1) if coded_name(" ".join(parts[position : position + size]))), 0)


def _is_name(words: str) -> bool:
    """Say whether words can be a name without the title before them: not the rest of a body's name."""
    tokens = name_tokens(words)
    if not tokens or tokens[-1] in _words("bodies"):
        return False
    return words[:1].isupper() or (tokens[0] in _words("particles") and words != words.lower())


def _without_company(name: str) -> str:
    head, _, last = name.rpartition(" ")
    return head.rstrip(",") if head and fold(last).rstrip(".") in _words("companies") else name


def _head(tokens: tuple[str, ...], short: str) -> tuple[str, ...]:
    """Cut a body's name at "of" ("Council of the European Union") unless what follows names it too."""
    if "of" not in tokens or "of" in name_tokens(short):
        return tokens
    position = tokens.index("of")
    return tokens if position and tokens[position - 1] in _words("transparent") else tokens[:position]


def _is_part(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether the words of one name stand in another in the same order, as they are or as initials."""
    generations = _words("generations")
    if generations & set(short) != generations & set(full):
        return False
    core = [token for token in short if token not in _words("particles")] or list(short)
    if not core or (len(core) == 1 and (len(core[0]) == 1 or core[0] in _words("generic"))):
        return False
    if "of" in full and set(core) <= set(full):  # "Treasury Department", "Department of the Treasury"
        return True
    rest = iter(full)
    return all(
        any(word == token or (len(token) == 1 and word.startswith(token)) for word in rest) for token in core
    )


def _expansion(words: str, acronym: str) -> str | None:
    """Return the last words of a stretch of text whose initials are the acronym, or null."""
    matches = list(_WORD.finditer(words))
    for passed_over in (_words("small_words"), _words("small_words", "particles"), frozenset()):
        letters = list(_initials(acronym))
        for match in reversed(matches):
            token = fold(match[0])
            if token in passed_over:
                continue
            if token[:1] != letters.pop():
                break
            if not letters:
                return words[match.start() :].strip()
    return None


def _initials(acronym: str) -> str:
    plural = acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym
    return fold("".join(char for char in plural if char.isalnum()))


@cache
def _words(*lists: str) -> frozenset[str]:
    table = load_table("titles")
    return frozenset(fold(word) for name in lists for word in table[name])


@cache
def _phrases(*lists: str) -> frozenset[str]:
    return frozenset(phrase.replace("-", " ") for phrase in _words(*lists))


@cache
def _definitions() -> re.Pattern[str]:
    """Return the pattern of a name with a parenthesis (group `inside`) or an alias behind it."""
    links = any_of(load_table("titles")["alias_links"])
    return re.compile(
        r"(?P<before>[^()\n]{2,160}?)(?:[ \u00a0]\((?P<inside>[^()\n]{2,100})\)"
        rf"|, {links} (?:the )?[“\"]?(?P<alias>[A-Z][A-Za-z0-9&/-]{{1,15}}))"
    )


@cache
def _kept() -> frozenset[str]:
    outlets = load_table("media")["outlets"].values()
    articled = [name for outlet in outlets for name in outlet["names"] if name.startswith("The ")]
    return frozenset(map(fold, [*load_table("titles")["keep"], *articled]))
