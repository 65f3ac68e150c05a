"""The words of the table ``triggers`` with all their forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from pipeline.facts.vocabulary import Kind
from pipeline.recognise.inflect import inflect
from pipeline.tables import load_table

#: What an entry says of a verb that is not regular.
_SPELLINGS: Final = ("past", "part", "s", "ing", "double")


class Sense(NamedTuple):
    """What a form of a trigger word means; see `Trigger` for the fields."""

    kind: Kind
    action: str | None
    lemma: str
    frame: str
    modality: str | None = None


def plain_words() -> Iterator[tuple[str, Sense]]:
    """Yield the words that stand together, with their senses."""
    table = load_table("triggers")
    for entry in table["verbs"]:
        for surface, sense in _verb_forms(entry):
            yield (f"{surface} {entry['particle']}" if "particle" in entry else surface), sense
    for entry in table["nouns"]:
        for words in entry["words"]:
            yield words, Sense(entry["kind"], entry["action"], entry["words"][0], "noun")
    for entry in table["states"]:
        for words in entry["words"]:
            yield words, Sense(entry["kind"], entry["action"], words, "state", entry.get("modality"))
    for metric, names in table["metrics"].items():
        for words in names:
            yield words, Sense("follower_count", None, metric, "metric")


def phrasal_verbs() -> Iterator[tuple[Sense, str, str]]:
    """Yield phrasal verbs whose object may stand inside: sense, first word, particle."""
    for entry in load_table("triggers")["verbs"]:
        if "particle" in entry:
            for surface, sense in _verb_forms(entry):
                yield sense._replace(frame=f"split_{sense.frame}"), surface, entry["particle"]


@cache
def governing_words() -> Mapping[str, str]:
    """Return the words that say what is done with sanctions ("lifted"): form -> action."""
    table = load_table("triggers")
    words: dict[str, str] = {}
    for action, lemmas in table["sanction_verbs"].items():
        for lemma in lemmas:
            head = lemma.split()[0]
            words.update(dict.fromkeys(inflect(head, table["irregular"].get(head, {})), action))
    for action, nouns in table["sanction_act_nouns"].items():
        words.update(dict.fromkeys(nouns, action))
    return words


@cache
def lifting_words() -> Mapping[str, str]:
    """Return the words that say that a takedown is undone ("lifted" the ban): form -> frame."""
    entries = load_table("triggers")["lifting_verbs"]
    return {surface: _frame(forms) for entry in entries for surface, forms in verb_forms(entry).items()}


def verb_forms(entry: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the forms of the verb of a table entry, as `inflect` does."""
    return inflect(entry["lemma"], {name: entry[name] for name in _SPELLINGS if name in entry})


def _verb_forms(entry: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    particle = entry.get("particle")
    lemma = f"{entry['lemma']} {particle}" if particle else entry["lemma"]
    for surface, forms in verb_forms(entry).items():
        yield surface, Sense(entry["kind"], entry["action"], lemma, _frame(forms))


def _frame(forms: set[str]) -> str:
    return "ed" if forms >= {"past", "part"} else sorted(forms)[0]
