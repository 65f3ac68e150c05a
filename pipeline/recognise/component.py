"""Recognition as spaCy components."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Recognised
from pipeline.recognise.extensions import register
from pipeline.recognise.mentions import MentionFinder
from pipeline.recognise.sentences import mark_sentences
from pipeline.recognise.teasers import outside_teasers
from pipeline.recognise.triggers import TriggerFinder

register()


@Language.factory("claims_sentences", assigns=["token.is_sent_start", "doc.sents"], retokenizes=False)
def make_sentences(nlp: Language, name: str) -> Sentences:
    """Make the component that marks sentence starts."""
    return Sentences()


@Language.factory("claims_recognise", requires=["doc.sents"], assigns=["doc._.recognised"], retokenizes=False)
def make_recognise(nlp: Language, name: str) -> Recogniser:
    """Make the component that finds triggers and mentions by the tables."""
    return Recogniser(nlp)


class Sentences:
    """Marks sentence starts."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentence starts of `doc`."""
        return mark_sentences(doc)


class Recogniser:
    """Finds triggers and mentions by the tables."""

    def __init__(self, nlp: Language) -> None:
        self._triggers = TriggerFinder(nlp)
        self._mentions = MentionFinder(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Put the triggers and mentions of `doc` on it; mentions are looked for only where a trigger is."""
        triggers = outside_teasers(doc.text, self._triggers.find(doc))
        mentions = self._mentions.find(doc) if triggers else []
        doc._.recognised = Recognised(tuple(triggers), tuple(mentions))
        return doc
