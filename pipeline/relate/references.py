"""What "his", "it" and "the account" refer to: whom the text speaks of most near them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.facts.vocabulary import UNIT_CLASS
from pipeline.relate.items import Sentence
from pipeline.relate.persons import can_mean, is_given, tells_kind
from pipeline.relate.phrases import REFERRING, group_start
from pipeline.relate.speakers import speaker_of
from pipeline.relate.units import poster_of, unit_targets
from pipeline.relate.view import View, hangs
from pipeline.tables import load_table

_ONE_PERSON: Final = frozenset(load_table("references")["one_person"])
_BODY: Final = frozenset(load_table("references")["body"])
_SEVERAL: Final = frozenset(load_table("references")["several"])
_POSSESSIVE: Final = frozenset(load_table("references")["possessive"])
_SPEAKER: Final = frozenset(load_table("references")["speaker"])
_RELATIVE: Final = frozenset(load_table("references")["relative"])
#: "On his official account, the actor Reza Karimi": a possessive before whom it means.
_OPENING: Final = re.compile(r"[a9]?,?[w1-79f][^;,N]{0,5}M[^;,N]{1,8}(,)[DwGK]{0,4}N")
#: "Ada Lane, who told": what stands between "who" and a possessive, a name that owns something among it.
_WHO_CLAUSE: Final = re.compile(r"N,?r(?:[^;,NR]|NS)*$")
#: "Ada Lane sang to", "said Ada Lane to": the subject of what is done to somebody.
_SUBJECT: Final = re.compile(r"N,?[axh]*v?[t46]$")
#: "ten local firms, blocking": a group with nobody else between.
_GROUP_BEFORE: Final = re.compile(r"G[^;NAPKGR]*$")
#: How many sentences back an antecedent may stand.
_REACH: Final = 5
_PERSON_NOUNS: Final = frozenset(load_table("words")["person_nouns"])
_BODY_NOUNS: Final = frozenset(load_table("words")["body_nouns"])
_NAMING: Final = frozenset({"person", "organisation", "name", "media", "country", "authority"})


#: How many of the accounts spoken of last "the account" is looked for among.
_ACCOUNTS: Final = 50
#: So many sentences ahead can a table or a quotation reach.
_AHEAD: Final = 100


@dataclass(slots=True)
class Tally:
    """How often each of some things has been mentioned, and the latest mention of each."""

    counts: Counter[str] = field(default_factory=Counter)
    latest: dict[str, Mention] = field(default_factory=dict)
    most: str | None = None

    def add(self, key: str, mention: Mention) -> None:
        """Count a mention of the thing `key`."""
        self.counts[key] += 1
        self.latest[key] = mention
        if self.most is None or self.counts[key] > self.counts[self.most]:
            self.most = key

    @property
    def leader(self) -> Mention | None:
        """The latest mention of what has been mentioned most; on a tie, of what came first to that number."""
        return None if self.most is None else self.latest[self.most]

    def leader_but(self, keys: Collection[str]) -> Mention | None:
        """Return the same for all but `keys`; on a tie, what was mentioned first."""
        left = [key for key in self.counts if key not in keys]
        return self.latest[max(left, key=self.counts.__getitem__)] if left else None


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far in a document.

    Attributes:
        names: the names of the last few sentences, in order.
        accounts: role -> mention of the account targets spoken of last, latest last.
        owners: the surnames (or last words) of the holders of all accounts spoken of.
        platforms: the platforms of the sentence before the one in hand.
        spoken: how often each platform, country and body has been spoken of.
        sanctioned: the target of the latest sanction claim.
        authority: the authority of the latest sanction claim.
        dated: the date of the latest sanction claim that has one.
        usual_authority: the authority that the whole document speaks of most.
        view: the people in view.
        sentence: the sentence heard last.
        today: the latest "today".
        blocked: the platform that the latest act was on itself, or null.
        usual_target: the country that the whole document most often says to be under sanctions.
        full_names: the words for a body -> the mention that names it in full, where the document has one.
        last_act: index of the sentence with the latest takedown or restoration.
        sentences: all sentences of the document.
        on_sanctions: whether the document speaks of sanctions at all.
    """

    names: deque[list[Mention]] = field(default_factory=lambda: deque(maxlen=_REACH))
    accounts: deque[dict[str, Mention]] = field(default_factory=lambda: deque(maxlen=_ACCOUNTS))
    owners: set[str] = field(default_factory=set)
    platforms: list[Mention] = field(default_factory=list)
    spoken: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    sanctioned: Mention | None = None
    authority: Mention | None = None
    dated: Mention | None = None
    last_act: int = -_REACH
    on_sanctions: bool = True
    view: View = field(default_factory=View)
    sentence: Sentence | None = None
    usual_authority: Mention | None = None
    usual_target: Mention | None = None
    full_names: Mapping[str, Mention] = field(default_factory=dict)
    today: Mention | None = None
    blocked: Mention | None = None
    sentences: Sequence[Sentence] = ()

    def hear(self, sentence: Sentence) -> None:
        """Take in the names of the next sentence; a name that only tells of a kind is passed over."""
        self.sentence = sentence
        self.view.hear(sentence)
        names = [
            item.mention
            for at, item in enumerate(sentence.items)
            if item.mention is not None and item.mention.type in _NAMING and not tells_kind(sentence, at)
        ]
        self.names.append(names)
        todays = [item.mention for item in sentence.items if item.code == "T" and item.lower == "today"]
        self.today = todays[-1] if todays else self.today
        for name in names:
            if name.type == "country" and name.value:
                self.spoken["country"].add(name.value, name)
            elif is_body_name(name) and not self.view.is_person(name):
                self.spoken["body"].add(name.text, name)

    def leave(self, sentence: Sentence) -> None:
        """Take in the platforms and accounts of the sentence heard last, for the next ones."""
        mentions = [item.mention for item in sentence.items if item.mention is not None]
        self.platforms = [mention for mention in mentions if mention.type == "platform"]
        for platform in self.platforms:
            self.spoken["platform"].add(platform.value or platform.text, platform)
        self._meet_accounts(sentence)

    def tell(self, roles: dict[str, Mention]) -> None:
        """Take in the roles of an account that is spoken of."""
        self.accounts.append(roles)
        if "holder" in roles:
            self.owners.add(roles["holder"].text.split()[-1])

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
            owner = self._owner_ahead(words) or self._of_clause(words) if lower in _POSSESSIVE else None
            return owner or self.view.meant(words, beside)
        group = self._group_before(words) if lower in _SEVERAL else None
        if group is not None:
            return group
        if lower in _BODY:
            return self._salient(words, _can_be_body, beside)
        if lower.startswith(("the ", "this ")) and lower.split()[-1] in _PERSON_NOUNS:
            return self.view.foremost(words.start, lower.split()[-1])
        if lower in _SPEAKER:
            return self._speaker(words, beside)
        if lower.startswith(("the ", "this ", "that ")) and lower.split()[-1] in _BODY_NOUNS:
            return self.main_body()
        return None

    @property
    def ahead(self) -> Sequence[Sentence]:
        """The sentences behind the one in hand, as far as a table or a quotation can reach."""
        first = 0 if self.sentence is None else self.sentence.index + 1
        return self.sentences[first : first + _AHEAD]

    @property
    def platform(self) -> Mention | None:
        """The platform that is meant where none is named: of the sentence before, else spoken of most."""
        return self.platforms[-1] if self.platforms else self.spoken["platform"].leader

    def _meet_accounts(self, sentence: Sentence) -> None:
        """Take in the accounts of a sentence, and the posts of which it tells who made them."""
        for index, code in enumerate(sentence.codes):
            if code != "U":
                continue
            posted = poster_of(sentence, index)
            if posted is None and UNIT_CLASS.get(sentence.items[index].as_mention().value or "") != "account":
                continue
            told = unit_targets(sentence, index)[0].roles | ({"holder": posted} if posted else {})
            roles = {role: words for role, words in told.items() if words.type not in REFERRING}
            if roles.keys() & {"holder", "handle"}:
                self.tell(roles)

    def has_account(self, holder: Mention, sentence: int) -> bool:
        """Say whether an act on the account of `holder` has been told, or any act right before `sentence`."""
        if sentence - self.last_act <= 1:
            return True
        return holder.text.split()[-1] in self.owners

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

    def platform_of(self, holder: Mention) -> Mention | None:
        """Return the platform of the account of `holder` that was spoken of last, or null."""
        own = (roles for roles in reversed(self.accounts) if "holder" in roles and "platform" in roles)
        last = holder.text.split()[-1]
        return next((roles["platform"] for roles in own if roles["holder"].text.split()[-1] == last), None)

    def main_country(self, but: Collection[str], rather: Collection[str] = ()) -> Mention | None:
        """Return the country spoken of most so far, the latest mention of it.

        Args:
            but: codes of countries that are not meant.
            rather: codes of those that come before all others.
        """
        spoken = self.spoken["country"]
        return spoken.leader_but(spoken.counts.keys() - set(rather)) or spoken.leader_but(but)

    def latest_country(self, but: Collection[str]) -> Mention | None:
        """Return the country spoken of last; `but` these codes."""
        latest = self.spoken["country"].latest
        left = [latest[code] for code in latest if code not in but]
        return max(left, key=lambda mention: mention.start, default=None)

    def main_body(self) -> Mention | None:
        """Return the body spoken of most so far, the latest mention of it."""
        return self.spoken["body"].leader

    def protagonist(self, before: int) -> Mention | None:
        """Return whom the text speaks of most at an offset of the sentence in hand: a person, else a body."""
        return self.view.foremost(before) or self.main_body()

    def _owner_ahead(self, words: Mention) -> Mention | None:
        """Return the subject that a possessive before it means: "On his account, Reza Karimi wrote"."""
        opening = _OPENING.match(self.sentence.codes) if self.sentence else None
        if self.sentence is None or opening is None:
            return None
        named = self.sentence.items[opening.end() - 1].as_mention()
        inside = words.start < self.sentence.items[opening.start(1)].start
        return named if inside and can_mean(words.text.lower(), named) else None

    def _of_clause(self, words: Mention) -> Mention | None:
        """Return whose a possessive is by its clause: "Ada Lane, who told her fans", "she sang to her"."""
        if self.sentence is None:
            return None
        at = next((i for i, item in enumerate(self.sentence.items) if item.start == words.start), 0)
        clause = _WHO_CLAUSE.search(self.sentence.codes, 0, at)
        if clause is None:
            clause = _SUBJECT.search(self.sentence.codes, 0, at)
            if clause is None or hangs(self.sentence, clause.start()):
                return None
        named = self.sentence.items[clause.start()].as_mention()
        return named if can_mean(words.text.lower(), named) else None

    def _group_before(self, words: Mention) -> Mention | None:
        """Return the people or firms told in the plural next before "their", where no name comes between."""
        if self.sentence is None:
            return None
        at = next((i for i, item in enumerate(self.sentence.items) if item.start == words.start), 0)
        group = _GROUP_BEFORE.search(self.sentence.codes, 0, at)
        if group is None or not self.sentence.items[group.start()].lower.endswith("s"):
            return None
        return self.sentence.words(group_start(self.sentence, group.start()), group.start() + 1)

    def _speaker(self, words: Mention, beside: Sequence[Mention]) -> Mention | None:
        """Return who says "I" or "our": who signs or says it, else a name near it."""
        told = speaker_of(words, self.sentence, self.ahead) if self.sentence is not None else None
        if told is not None and told.type == "pronoun":
            told = self.view.meant(told, beside)
        return told or self._salient(words, lambda name: name.type != "country", beside)

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
        for back, names in enumerate(reversed(self.names)):
            fitting = [
                name
                for name in names
                if name not in beside and fits(name) and (back or name.end <= words.start)
            ]
            sure = next((name for name in fitting if name.type != "name" or is_given(name)), None)
            if sure is not None or (unsure is not None and not patience):
                return sure or unsure
            if unsure is None:
                unsure = fitting[0] if fitting else None
            else:
                patience -= 1
        return unsure


def _can_be_body(name: Mention) -> bool:
    return name.type != "person"


def is_body_name(name: Mention) -> bool:
    """Say whether `name` can be what "the group" or "the company" refers to."""
    return name.type in {"organisation", "name"}
