"""Relation as a spaCy component: which mention fills which role of which trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Claim
from pipeline.recognise.extensions import register
from pipeline.relate.acts import act_claims
from pipeline.relate.authors import full_names, usual_authority
from pipeline.relate.followers import follower_claims
from pipeline.relate.items import Itemiser, Sentence
from pipeline.relate.references import Discourse
from pipeline.relate.sanctions import sanction_claims, speaks_of_sanctions, usual_target

register()

_BY_KIND = {
    "takedown": act_claims,
    "restoration": act_claims,
    "sanction": sanction_claims,
    "follower_count": follower_claims,
}


@Language.factory(
    "claims_relate",
    requires=["doc.sents", "doc._.recognised"],
    assigns=["doc._.claims"],
    retokenizes=False,
)
def make_relate(nlp: Language, name: str) -> Relater:
    """Make the component that turns triggers and mentions into claims."""
    return Relater(nlp)


class Relater:
    """Turns triggers and mentions into claims by shallow patterns."""

    def __init__(self, nlp: Language) -> None:
        self._itemiser = Itemiser(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Put the claims on `doc`; needs its mentions, triggers and sentences."""
        doc._.claims = list(relate(self._itemiser.sentences(doc, doc._.recognised)))
        return doc


def relate(sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """Yield the claims of a document's sentences, in the order of the text."""
    discourse = Discourse(
        usual_authority=usual_authority(sentences),
        usual_target=usual_target(sentences),
        sentences=sentences,
        full_names=full_names(sentences),
        on_sanctions=speaks_of_sanctions(sentences),
    )
    for sentence in sentences:
        discourse.hear(sentence)
        for spot in sentence.spots():
            yield from _BY_KIND[spot.trigger.kind](spot, discourse)
        discourse.leave(sentence)
