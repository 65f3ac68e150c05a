"""Triggers: the words that carry a fact, with all their forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from pipeline.facts.claims import Trigger
from pipeline.facts.vocabulary import Kind
from pipeline.recognise.inflect import inflect
from pipeline.recognise.lexicon import Lexicon, Term
from pipeline.tables import load_table

#: How many words the object of a phrasal verb may have between verb and particle.
_GAP = 5
_SPELLINGS = ("past", "part", "s", "ing", "double")


class _Sense(NamedTuple):
    """What a form of a trigger word means."""

    kind: Kind
    action: str | None
    lemma: str
    frame: str
    modality: str | None = None


class TriggerFinder:
    """Finds triggers by the table ``triggers``.

    A trigger's `frame` is the form of the word: ``base``, ``s``, ``past``, ``part``, ``ed`` (past and
    participle alike), ``ing``, ``noun``, ``state`` or ``metric``. A word with several senses gives
    several triggers; the relation stage keeps those whose arguments are there.
    """

    def __init__(self, nlp: Language) -> None:
        table = load_table("triggers")
        self._senses: dict[str, _Sense] = {}
        self._lexicon = Lexicon(nlp, [(words, self._term(sense)) for words, sense in _plain(table)])
        self._gapped = Matcher(nlp.vocab)
        for sense, first, particle in _phrasal(table):
            gap: dict[str, Any] = {
                "IS_PUNCT": False,
                "IS_SPACE": False,
                "LOWER": {"NOT_IN": [particle]},
                "OP": f"{{1,{_GAP}}}",
            }
            pattern: list[dict[str, Any]] = [{"LOWER": first}, gap, {"LOWER": particle}]
            self._gapped.add(self._term(sense).value, [pattern], greedy="LONGEST")

    def _term(self, sense: _Sense) -> Term:
        key = "|".join(part or "" for part in sense)
        self._senses[key] = sense
        return Term("trigger", key)

    def find(self, doc: Doc) -> list[Trigger]:
        """Return the triggers of `doc`, in order; senses of the same words stand side by side."""
        spans = [(match.start, match.end, match.term.value) for match in self._lexicon.find(doc)]
        spans += [(start, end, doc.vocab.strings[key]) for key, start, end in self._gapped(doc)]
        covered: dict[Kind, int] = {}
        triggers = []
        for start, end, key in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
            sense = self._senses[key]
            # A longer trigger of the same kind hides those inside it: "shut down", "took down".
            if start < covered.get(sense.kind, 0) and end < covered[sense.kind]:
                continue
            triggers.append(_trigger(doc, start, end, sense))
            covered[sense.kind] = max(end, covered.get(sense.kind, 0))
        return triggers


def _trigger(doc: Doc, start: int, end: int, sense: _Sense) -> Trigger:
    span = doc[start:end]
    return Trigger(
        start=span.start_char,
        end=span.end_char,
        text=span.text,
        kind=sense.kind,
        action=sense.action,
        frame=sense.frame,
        lemma=sense.lemma,
        modality=sense.modality,
    )


def _frame(forms: set[str]) -> str:
    return "ed" if forms >= {"past", "part"} else sorted(forms)[0]


def _verb_forms(entry: dict[str, Any]) -> Iterator[tuple[str, _Sense]]:
    particle = entry.get("particle")
    lemma = f"{entry['lemma']} {particle}" if particle else entry["lemma"]
    spelling = {name: entry[name] for name in _SPELLINGS if name in entry}
    for surface, forms in inflect(entry["lemma"], spelling).items():
        yield surface, _Sense(entry["kind"], entry["action"], lemma, _frame(forms))


def _plain(table: dict[str, Any]) -> Iterator[tuple[str, _Sense]]:
    """Yield the words that stand together, with their senses."""
    for entry in table["verbs"]:
        for surface, sense in _verb_forms(entry):
            yield (f"{surface} {entry['particle']}" if "particle" in entry else surface), sense
    for entry in table["nouns"]:
        for words in entry["words"]:
            yield words, _Sense(entry["kind"], entry["action"], entry["words"][0], "noun")
    for entry in table["states"]:
        for words in entry["words"]:
            yield words, _Sense(entry["kind"], entry["action"], words, "state", entry.get("modality"))
    for metric, names in table["metrics"].items():
        for words in names:
            yield words, _Sense("follower_count", None, metric, "metric")


def _phrasal(table: dict[str, Any]) -> Iterator[tuple[_Sense, str, str]]:
    """Yield phrasal verbs whose object may stand inside: sense, first word, particle."""
    for entry in table["verbs"]:
        if "particle" in entry:
            for surface, sense in _verb_forms(entry):
                yield sense._replace(frame=f"split_{sense.frame}"), surface, entry["particle"]
