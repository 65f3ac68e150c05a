"""What "his", "it" and "the account" refer to: the nearest fitting mention before them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.facts.vocabulary import UNIT_CLASS
from pipeline.relate.items import Sentence
from pipeline.relate.units import unit_targets
from pipeline.tables import load_table

_ONE_PERSON: Final = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_BODY: Final = frozenset({"it", "its", "itself", "they", "them", "their", "themselves"})
_POSSESSIVE: Final = frozenset({"his", "her"})
#: A possessive so near the start of a sentence, in code points, can stand before whom it means.
_OPENING: Final = 40
_SPEAKER: Final = frozenset({"i", "me", "my", "we", "us", "our"})
_RELATIVE: Final = frozenset({"whose", "who", "which", "that", "whom"})
#: How many sentences back an antecedent may stand.
_REACH: Final = 5
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
_BODY_NOUNS: Final = frozenset(load_table("words")["body_nouns"])
_VAGUE: Final = frozenset({"pronoun", "group"})
_NAMING: Final = frozenset({"person", "organisation", "name", "media", "country", "authority"})


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far in a document.

    Attributes:
        names: the names of each sentence, in order.
        accounts: role -> mention of the account targets of earlier claims, latest last.
        platforms: the platforms of each sentence before the one in hand.
        sanctioned: the target of the latest sanction claim.
        authority: the authority of the latest sanction claim.
        usual_authority: the authority that the whole document speaks of most.
        start: offset of the sentence heard last.
        last_act: index of the sentence with the latest takedown or restoration.
    """

    names: list[list[Mention]] = field(default_factory=list)
    accounts: list[dict[str, Mention]] = field(default_factory=list)
    platforms: list[list[Mention]] = field(default_factory=list)
    sanctioned: Mention | None = None
    authority: Mention | None = None
    last_act: int = -_REACH
    start: int = 0
    usual_authority: Mention | None = None

    def hear(self, start: int, mentions: Iterable[Mention]) -> None:
        """Take in the mentions of the next sentence, which begins at the offset `start`."""
        self.start = start
        self.names.append([mention for mention in mentions if mention.type in _NAMING])

    def resolve(self, words: Mention, *, beside: Sequence[Mention] = ()) -> Mention | None:
        """Return the mention that a pronoun or "the group" refers to, or null.

        Args:
            words: the referring words, in the sentence heard last.
            beside: mentions that cannot be meant, because they play another part in the clause.
        """
        lower = words.text.lower()
        if lower in _RELATIVE:
            return self._nearest(words, lambda name: True)
        if lower in _ONE_PERSON:
            ahead = self._ahead(words) if lower in _POSSESSIVE else None
            return ahead or self._salient(words, _can_be_person, beside)
        if lower in _BODY:
            return self._salient(words, _can_be_body, beside)
        if lower.startswith(("the ", "this ")) and lower.split()[-1] in _PERSON_NOUNS:
            return self._main(lambda name: name.type == "person")
        if lower in _SPEAKER:
            return self._salient(words, lambda name: name.type != "country", beside)
        if lower.startswith(("the ", "this ", "that ")) and lower.split()[-1] in _BODY_NOUNS:
            return self.main_body()
        return None

    @property
    def platform(self) -> Mention | None:
        """The platform that is meant where none is named: of the sentence before, else spoken of most."""
        last = self.platforms[-1] if self.platforms else []
        if last:
            return last[-1]
        spoken = [mention for mentions in self.platforms for mention in mentions]
        counts = Counter(mention.value for mention in spoken)
        most = max(counts, key=counts.__getitem__, default=None)
        return next((mention for mention in reversed(spoken) if mention.value == most), None)

    def meet_accounts(self, sentence: Sentence) -> None:
        """Take in the accounts that a sentence names, for "the account" in the next ones."""
        for index, code in enumerate(sentence.codes):
            if code != "U" or UNIT_CLASS.get(sentence.items[index].as_mention().value or "") != "account":
                continue
            roles = {r: m for r, m in unit_targets(sentence, index)[0].roles.items() if m.type not in _VAGUE}
            if roles.keys() & {"holder", "handle"}:
                self.accounts.append(roles)

    def has_account(self, holder: Mention, sentence: int) -> bool:
        """Say whether an act on the account of `holder` has been told, or any act right before `sentence`."""
        if sentence - self.last_act <= 1:
            return True
        surname = holder.text.split()[-1]
        known = [account["holder"].text for account in self.accounts if "holder" in account]
        return any(name.split()[-1] == surname for name in known)

    def resolve_holder(self, words: Mention, *, beside: Sequence[Mention] = ()) -> Mention | None:
        """Return whom words mean as the holder of an account: as `resolve`, but never a country."""
        named = self.resolve(words, beside=beside)
        return None if named is not None and named.type in {"country", "authority"} else named

    def account(self, platform: str | None) -> dict[str, Mention] | None:
        """Return the roles of the latest account target that "the account" can refer to."""
        for roles in reversed(self.accounts):
            named = roles.get("holder") or roles.get("handle")
            known = roles.get("platform")
            if named and (platform is None or known is None or known.value == platform):
                return roles
        return None

    def main_country(self, but: Collection[str]) -> Mention | None:
        """Return the country spoken of most so far, the latest mention of it; `but` these codes."""
        spoken = [name for names in self.names for name in names if name.type == "country"]
        counts = Counter(name.value for name in spoken if name.value not in but)
        if not counts:
            return None
        most = counts.most_common(1)[0][0]
        return next(name for name in reversed(spoken) if name.value == most)

    def main_body(self) -> Mention | None:
        """Return the body spoken of most so far, the latest mention of it."""
        return self._main(is_body_name)

    def _main(self, fits: Callable[[Mention], bool]) -> Mention | None:
        spoken = [name for names in self.names for name in names if fits(name)]
        counts = Counter(name.text for name in spoken)
        most = max(counts, key=counts.__getitem__, default=None)
        return next((name for name in reversed(spoken) if name.text == most), None)

    def _ahead(self, words: Mention) -> Mention | None:
        """Return the subject that a possessive before it means: "On his account, Reza Karimi wrote"."""
        if words.start - self.start > _OPENING:
            return None
        names = self.names[-1]
        if any(name.end <= words.start and _can_be_person(name) for name in names):
            return None
        return next((name for name in names if name.type == "person" and name.start > words.end), None)

    def _nearest(self, words: Mention, fits: Callable[[Mention], bool]) -> Mention | None:
        before = [name for name in self.names[-1] if name.end <= words.start and fits(name)]
        return before[-1] if before else None

    def _salient(
        self, words: Mention, fits: Callable[[Mention], bool], beside: Sequence[Mention]
    ) -> Mention | None:
        """Return the first fitting name of the sentence itself, else of the nearest sentence before it.

        A name that is surely of the right type is taken before one whose type is unknown, if it
        stands no more than a sentence further back.
        """
        unsure: Mention | None = None
        patience = 1
        for back, names in enumerate(reversed(self.names[-_REACH:])):
            fitting = [
                name
                for name in names
                if name not in beside and fits(name) and (back or name.end <= words.start)
            ]
            sure = next((name for name in fitting if name.type != "name"), None)
            if sure is not None or (unsure is not None and not patience):
                return sure or unsure
            if unsure is None:
                unsure = fitting[0] if fitting else None
            else:
                patience -= 1
        return unsure


def _can_be_person(name: Mention) -> bool:
    return name.type == "person" or (name.type == "name" and not name.text.isupper())


def _can_be_body(name: Mention) -> bool:
    return name.type != "person"


def is_body_name(name: Mention) -> bool:
    """Say whether `name` can be what "the group" or "the company" refers to."""
    return name.type in {"organisation", "name"}
