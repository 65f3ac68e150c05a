"""Normalisation as a spaCy component: from the words of a claim to the values of a fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Claim, Mention, ValuedClaim
from pipeline.normalise.date_course import dates_of
from pipeline.normalise.date_shared import shared
from pipeline.normalise.full_names import Names
from pipeline.normalise.values import values_of

# The attributes are declared by the recognition room, which runs first.


@Language.factory(
    "claims_normalise",
    requires=["doc._.claims", "doc._.recognised"],
    assigns=["doc._.valued"],
    retokenizes=False,
)
def make_normalise(nlp: Language, name: str) -> Normaliser:
    """Make the component that gives claims their values."""
    return Normaliser()


class Normaliser:
    """Gives each claim of a document the values of its fields."""

    def __call__(self, doc: Doc) -> Doc:
        """Put the claims with their values on `doc`; needs its claims."""
        valued = normalise(doc.text, doc._.claims, doc._.recognised.mentions, doc._.published)
        doc._.valued = shared(valued, [sentence.start_char for sentence in doc.sents]) if valued else []
        return doc


def normalise(
    text: str, claims: Sequence[Claim], mentions: Sequence[Mention], published: date | None
) -> list[ValuedClaim]:
    """Return the claims with their values.

    Args:
        text: the article.
        claims: the claims of the relation stage. Those returned have their words on one line, wherever the
            article breaks them; their offsets stay.
        mentions: all mentions of the article, among which full names are looked for.
        published: day of publication, against which relative dates are resolved.
    """
    if not claims:
        return []
    claims, mentions = [_unbroken(claim) for claim in claims], [_on_one_line(m) for m in mentions]
    names, dates = Names.of(text, mentions), dates_of(claims, mentions, published)
    return [ValuedClaim(claim, values_of(claim, names, published, dates)) for claim in claims]


def _unbroken(claim: Claim) -> Claim:
    """Return a claim whose values do not hang on where the article breaks its lines."""

    def unbroken(mentions: Mapping[str, Mention]) -> dict[str, Mention]:
        return {role: _on_one_line(mention) for role, mention in mentions.items()}

    return replace(claim, roles=unbroken(claim.roles), antecedents=unbroken(claim.antecedents))


def _on_one_line(mention: Mention) -> Mention:
    """Return a mention with a blank for each run of blanks and breaks in its words; its place stays.

    Numbers stay as they are: "12" and "345" of two lines are not one.
    """
    words = " ".join(mention.text.split())
    return mention if mention.type == "count" or words == mention.text else replace(mention, text=words)
