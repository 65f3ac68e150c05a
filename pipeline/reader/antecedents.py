"""Whom "his" and "they" mean where the network marks nobody for them."""

from __future__ import annotations

from typing import Final

from pipeline.facts.claims import Mention
from pipeline.reader.fillers import Words
from pipeline.relate.persons import agrees, gender_of
from pipeline.relate.references import Tally
from pipeline.tables import load_table

#: These mean a person; whoever is near and fits, the network would have marked: so whom the article is about.
ONE_PERSON: Final = frozenset(load_table("references")["one_person"])
#: These too, or the body that somebody speaks for.
_SPEAKER: Final = frozenset(load_table("references")["speaker"])
#: Roles that say whom a fact is about.
ABOUT: Final = frozenset({"holder", "target"})


class Antecedents:
    """Finds whom pronouns mean, asked for them in the order of the text.

    Args:
        words: the words of the article.

    Attributes:
        about: whom the last claim is about.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._heard = 0
        self._spoken = {"he": Tally(), "she": Tally(), None: Tally()}
        self.about: Mention | None = None

    def tell(self, named: Mention) -> None:
        """Take in whom a claim is about."""
        self.about = named

    def of(self, words: Mention) -> Mention | None:
        """Return the mention of whom a pronoun means, or null."""
        lower = words.text.lower()
        if lower not in ONE_PERSON and (self.about is not None or lower not in _SPEAKER):
            return self.about
        mentions = self._words.mentions
        while self._heard < len(mentions) and mentions[self._heard].end <= words.start:
            self._hear(mentions[self._heard])
            self._heard += 1
        return self._spoken[gender_of(lower)].leader

    def _hear(self, mention: Mention) -> None:
        """Count a name of a person: people are introduced in full, and have their surname later on."""
        first, *others = mention.text.split()
        surname = others[-1] if others else first
        known = others or surname in self._spoken[None].counts
        if mention.type == "person" or (mention.type == "name" and known and not mention.text.isupper()):
            for pronoun, spoken in self._spoken.items():
                if pronoun is None or agrees(pronoun, self._words.in_full(mention.text)):
                    spoken.add(surname, mention)
