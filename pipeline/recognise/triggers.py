"""Triggers: the words that carry a fact, with all their forms."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from pipeline.facts.claims import Trigger
from pipeline.facts.vocabulary import Kind
from pipeline.recognise.forms import Sense, phrasal_verbs, plain_words
from pipeline.recognise.lexicon import Lexicon, Term

#: How many words the object of a phrasal verb may have between verb and particle.
_GAP = 5


class TriggerFinder:
    """Finds triggers by the table ``triggers``.

    A trigger's `frame` is the form of the word: ``base``, ``s``, ``past``, ``part``, ``ed`` (past and
    participle alike), ``ing``, ``noun``, ``state`` or ``metric``. A word with several senses gives
    several triggers; the relation stage keeps those whose arguments are there.
    """

    def __init__(self, nlp: Language) -> None:
        self._senses: dict[str, Sense] = {}
        self._lexicon = Lexicon(nlp, [(words, self._term(sense)) for words, sense in plain_words()])
        self._gapped = Matcher(nlp.vocab)
        for sense, first, particle in phrasal_verbs():
            gap: dict[str, Any] = {
                "IS_PUNCT": False,
                "IS_SPACE": False,
                "LOWER": {"NOT_IN": [particle]},
                "OP": f"{{1,{_GAP}}}",
            }
            pattern: list[dict[str, Any]] = [{"LOWER": first}, gap, {"LOWER": particle}]
            self._gapped.add(self._term(sense).value, [pattern], greedy="LONGEST")

    def _term(self, sense: Sense) -> Term:
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


def _trigger(doc: Doc, start: int, end: int, sense: Sense) -> Trigger:
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
