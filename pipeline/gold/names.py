"""The form of a name in which two names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipeline.normalise.lookup import undotted
from pipeline.tables import any_of, load_table

_BRACKETED_ACRONYM: Final = re.compile(r"\s*\([A-Z][A-Z0-9.\-]{1,9}\)")
_POSSESSIVE: Final = re.compile(r"'s(?!\w)|(?<=s)'(?!\w)")
#: Initials with a full stop between two words with capitals: "Donald J. Trump". Without one they may name
#: other than persons: "Team B Media".
_MIDDLE_INITIALS: Final = re.compile(r"\b([^\W\d_a-z][\w'’-]+ )(?:[A-Z]\. )+(?=[^\W\d_a-z]\w)")
_NO_WORD: Final = re.compile(r"[\W_]+")


def alternatives(value: str) -> list[str]:
    """Split the value of a name field at ``|``: alternatives, best first, any of them right."""
    return [part.strip() for part in value.split("|") if part.strip()] or [value]


def without_middle_initials(name: str) -> str:
    """Return the name of a person without middle initials ("Donald Trump"); any other name as it is."""
    return _MIDDLE_INITIALS.sub(r"\1", name)


def fold(text: str) -> str:
    """Return `text` in lower case, its words one blank apart, without accents, punctuation, 's and "the".

    Bracketed acronyms go too: "Islamic Revolutionary Guard Corps (IRGC)". A text of signs only is kept.
    """
    text = _BRACKETED_ACRONYM.sub("", unicodedata.normalize("NFKC", text)).casefold().replace("’", "'")
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    plain = plain.translate(_letters())
    plain = _POSSESSIVE.sub("", undotted(plain)).replace("'", "").replace("&", " and ")
    words = _NO_WORD.sub(" ", plain).split()
    return " ".join([word for word in words if word != "the"] or words) or text.strip()


@lru_cache(maxsize=65_536)
def normalise_name(name: str) -> str:
    """Return the form of one name by which it is compared.

    Beyond `fold`: the aliases of ``tables/name_aliases.yaml``, without legal forms ("Inc.") at the end and
    titles and articles at the beginning.
    """
    table = _name_table()
    name = table.within.sub(lambda match: table.replacements[match[0]], fold(name))
    name = table.legal_form.sub("", name)
    # Aliases are of bodies and titles of persons: "Captain America" must not become the United States.
    return table.whole.get(name) or table.lead.sub("", name)


def leading_title(name: str) -> str:
    """Return the title with which a person's name begins ("Maj Gen"), or an empty string.

    What follows must be capitalised: "President's aides" begins with no title.
    """
    plain = name.replace(".", "")
    title = _name_table().titles.match(plain)
    return title[0].strip() if title and plain[title.end()].isupper() else ""


@dataclass(frozen=True, slots=True)
class _NameTable:
    titles: re.Pattern[str]
    lead: re.Pattern[str]
    within: re.Pattern[str]
    replacements: Mapping[str, str]
    legal_form: re.Pattern[str]
    whole: Mapping[str, str]


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(load_table("name_aliases")["letters"])


@cache
def _name_table() -> _NameTable:
    titles, aliases = load_table("name_titles"), load_table("name_aliases")
    replacements = _by_variant(aliases["within"])
    modifier, title, none = (any_of(titles[name]) for name in ("modifiers", "titles", "not_before"))
    titled = rf"(?:{modifier} )*{title} (?=\S)(?!{none}\b)"
    return _NameTable(
        titles=re.compile(rf"(?:{titled})+", re.IGNORECASE),
        lead=re.compile(rf"^(?:an? )?(?:{titled})*"),
        within=re.compile(rf"\b{any_of(replacements)}\b"),
        replacements=replacements,
        legal_form=re.compile(rf"(?<=\w) {any_of(aliases['legal_forms'])}$"),
        whole=_by_variant(aliases["whole"]),
    )


def _by_variant(canonical: Mapping[str, list[str]]) -> dict[str, str]:
    return {variant: name for name, variants in canonical.items() for variant in variants}
