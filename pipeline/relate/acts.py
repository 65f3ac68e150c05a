"""Takedowns and restorations: what was done to which account, page, content or service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pipeline.facts.claims import Claim, Mention
from pipeline.facts.vocabulary import UNIT_CLASS
from pipeline.relate.actors import (
    OWNERS,
    doer,
    fellow_platforms,
    in_shop,
    platform_meant,
    platforms_around,
    territory_of,
)
from pipeline.relate.circumstances import permanence_of
from pipeline.relate.claiming import make_claim
from pipeline.relate.items import Sentence, Spot
from pipeline.relate.lifting import lifting
from pipeline.relate.members import named_targets
from pipeline.relate.modality import modality_of
from pipeline.relate.phrases import REFERRING, Target
from pipeline.relate.references import Discourse
from pipeline.relate.targets import targets_before, targets_from
from pipeline.relate.units import described, unit_targets
from pipeline.relate.voice import Voice, voice
from pipeline.tables import load_table

#: Units that are something else where no platform is spoken of.
_NEED_PLATFORM: Final = frozenset({"channel", "group", "content", "page"})
_THING_PRONOUNS: Final = frozenset(load_table("references")["thing"])
#: Behind a trigger, where somebody is kept from.
_FROM: Final = re.compile(r"a*f([DMwLGNKASUP-]{1,6})")
_AT_LARGE: Final = frozenset(load_table("words")["platforms_at_large"])
_PLATFORM_WORDS: Final = _AT_LARGE.union(load_table("words")["platform_words"])
_READER: Final = frozenset(load_table("references")["reader"])
_PERSON_SUBJECT: Final = frozenset(load_table("references")["person_subject"])
_PRESENT: Final = frozenset(load_table("words")["present_forms"])
_BLOCKING: Final = frozenset(load_table("words")["blocking_verbs"])
#: "It" means the account of an act told no more than so many sentences before.
_MEMORY: Final = 2
#: What is done to an app where it is not removed from a shop.
_KEPT: Final = frozenset({"account_restriction", "service_block", "restriction_lift", "service_unblock"})
#: What an act becomes when it meets content or a service instead of an account.
_ON_CONTENT: Final = {"takedown": "content_removal", "restoration": "content_restoration"}
_ON_SERVICE: Final = {"takedown": "service_block", "restoration": "service_unblock"}
#: What blocking is where no state does it.
_ON_ACCOUNT: Final = {"service_block": "account_suspension", "service_unblock": "account_restoration"}


@cache
def _objects() -> dict[tuple[str, str], str]:
    """Return what each trigger word must act on: (kind, lemma) -> object class of the table."""
    table = load_table("triggers")
    objects = {(entry["kind"], _lemma(entry)): entry["object"] for entry in table["verbs"] + table["nouns"]}
    lifted = {
        ("restoration", lemma): needed for (kind, lemma), needed in objects.items() if kind == "takedown"
    }
    return lifted | objects


def _lemma(entry: dict[str, Any]) -> str:
    if "words" in entry:
        return str(entry["words"][0])
    return f"{entry['lemma']} {entry['particle']}" if "particle" in entry else str(entry["lemma"])


def act_claims(spot: Spot, discourse: Discourse) -> Iterator[Claim]:
    """Yield the takedown or restoration claims of the trigger at `spot`."""
    acting = lifting(spot) or spot
    actor = doer(acting, voice(acting), discourse)
    for target in _particular(_targets(spot, voice(spot))):
        act = _Act(acting, actor, target, discourse)
        if act.holds():
            yield from act.claims()


def _particular(targets: list[Target]) -> list[Target]:
    """Leave out bare "accounts" whose members are named: "the following accounts: A and B"."""
    named = [target for target in targets if target.roles.keys() & {"holder", "handle", "quantity"}]
    return named or targets


def _targets(spot: Spot, how: Voice) -> list[Target]:
    sentence, index = spot.sentence, spot.index
    if how is Voice.ACTIVE:
        return targets_from(sentence, index + 1)
    if how is Voice.ATTRIBUTE:
        unit = next((i for i in range(index + 1, len(sentence)) if sentence.codes[i] in "UG"), None)
        if unit is None:
            return []
        return (
            unit_targets(sentence, unit)
            if sentence.codes[unit] == "U"
            else named_targets(sentence, index + 1)
        )
    if how is Voice.NOUN:
        return _of_noun(sentence, index)
    end = index
    while end and sentence.codes[end - 1] in "xahnmd":
        end -= 1
    found = targets_before(sentence, end)
    return found + _listed_behind(spot, found) or found


#: "the accounts banned include A", "those suspended by Twitter were A and B"
_LIST_BEHIND: Final = re.compile(r"(?:bP)?[,;]?(?:8|x(?=[NHDwG]*[NH]))")


def _listed_behind(spot: Spot, found: list[Target]) -> list[Target]:
    """Return the names that a passive gives behind it for a bare "accounts" or "those" before it."""
    match = _LIST_BEHIND.match(spot.behind)
    bare = not found or not {"holder", "handle"} & found[0].roles.keys()
    if match is None or not bare or not re.search(r"[UDG][rxahn]*$", spot.before):
        return []
    shared = {role: words for role, words in found[0].roles.items() if role != "quantity"} if found else {}
    listed = named_targets(spot.sentence, spot.index + 1 + match.end())
    return [replace(named, roles={**shared, **named.roles}) for named in listed]


#: "the suspension of", "the suspension last Friday of", "the suspensions, which include"
_NOUN_BEHIND: Final = re.compile(r"T?[o15]|(?:,?r)?8")


def _of_noun(sentence: Sentence, index: int) -> list[Target]:
    """Return what a noun acts on: "the removal of X", "X's suspension", "account suspension"."""
    behind = _NOUN_BEHIND.match(sentence.codes, index + 1)
    found = targets_from(sentence, behind.end()) if behind else []
    if found:
        return found
    first = index - 1
    while first >= 0 and sentence.codes[first] in "wLTPa":
        first -= 1
    if first >= 0 and sentence.codes[first] == "U":
        return unit_targets(sentence, first)
    if first >= 1 and sentence.codes[first] == "S" and sentence.codes[first - 1] in "NKA":
        return named_targets(sentence, first - 1) or [_holder_at(sentence, first - 1)]
    if first >= 0 and sentence.codes[first] == "M":
        return [_holder_at(sentence, first)]
    return []


def _holder_at(sentence: Sentence, at: int) -> Target:
    return Target(at, (at, at + 1), {"holder": sentence.items[at].as_mention()})


def _by_person(spot: Spot) -> bool:
    """Say whether the subject is a person by pronoun: "he deleted the message"."""
    match = re.search(r"R[axhmntdv,&]*$", spot.before)
    return match is not None and spot.sentence.items[match.start()].lower in _PERSON_SUBJECT


def _present(spot: Spot) -> bool:
    """Say whether the form of "be" before the trigger tells of a habit: "are blocked"."""
    be = [item for item in spot.sentence.items[: spot.index] if item.code == "x"]
    return bool(be) and be[-1].lower in _PRESENT


class _Act:
    """One trigger with one target: decides whether they make a claim, and fills its roles."""

    def __init__(self, spot: Spot, actor: Mention | None, target: Target, discourse: Discourse) -> None:
        self.spot, self.sentence, self.trigger = spot, spot.sentence, spot.trigger
        self.actor, self.target, self.discourse = actor, target, discourse
        self.roles = {role: words for role, words in target.roles.items() if role != "target"}
        self.antecedents: dict[str, Mention] = {}
        self.unit = self.roles["unit"].value if "unit" in self.roles else None
        self.roles |= in_shop(spot, actor, self.roles)
        self._refer()
        self.platforms = self._platforms()

    def _refer(self) -> None:
        """Find whom "his" or "the account" means."""
        words = self.roles.get("holder")
        if words is not None and words.text.lower() in _THING_PRONOUNS and self.unit is None:
            if self.sentence.index - self.discourse.last_act <= _MEMORY:
                self._refer_to_account()
        elif words is not None and words.type in REFERRING:
            beside = [self.actor] if self.actor else []
            named = self.discourse.resolve_holder(words, beside=beside)
            if named is not None:
                self.antecedents["holder"] = named
            elif words.type == "pronoun":
                self._refer_to_account()
        elif self.target.definite and UNIT_CLASS.get(self.unit or "") in {"account", "content"}:
            self._refer_to_account()

    def _refer_to_account(self) -> None:
        """Take holder, handle and platform from the account last spoken of."""
        platform = self.roles.get("platform")
        earlier = self.discourse.account(platform.value if platform else None) or {}
        for role in ("holder", "handle", "platform", "unit"):
            if role in earlier and (role not in self.roles or self.roles[role].type == "pronoun"):
                self.antecedents[role] = earlier[role]

    def _platforms(self) -> list[Mention]:
        """Return the platforms where the target lives, best guess first; one claim is made for each."""
        if "platform" in self.roles:
            return [self.roles["platform"]]
        around = platforms_around(self.spot)
        meant = platform_meant(self.spot, self.discourse.platform)
        if around or meant:
            return around or ([meant] if meant else [])
        if self.actor is not None and self.actor.type == "platform":
            return fellow_platforms(self.sentence, self.actor)
        if "platform" in self.antecedents:
            return [self.antecedents["platform"]]
        inside = [item.as_mention() for item in self.sentence.items if item.code == "P"]
        if inside:
            hosts = [mention for mention in inside if mention.value not in OWNERS]
            return (hosts or inside)[:1]
        if self._at_large():
            return []
        return [self.discourse.platform] if self.discourse.platform else []

    def holds(self) -> bool:
        """Say whether trigger and target make a claim of a particular thing."""
        needed = _objects().get((self.trigger.kind, self.trigger.lemma), "unit")
        if self._is_own_act() or self._is_no_verb() or self._is_imperative():
            return False
        if self.unit is not None or "handle" in self.roles:
            return (
                needed != "service_only"
                and not self._is_generic()
                and (bool(self.platforms) or self.unit not in _NEED_PLATFORM)
            )
        if self._on_service():
            return needed.startswith("service")
        return self._is_member(needed)

    def _is_member(self, needed: str) -> bool:
        """Say whether a holder named without a unit is one on a platform."""
        holder = self.antecedents.get("holder") or self.roles.get("holder")
        if holder is None or holder.type == "pronoun" or needed == "service_only" or self._is_elsewhere():
            return False
        if holder.type == "group" and " " not in holder.text and "quantity" not in self.roles:
            return False  # "users", "journalists": of nobody in particular
        if platforms_around(self.spot) or platform_meant(self.spot, self.discourse.platform):
            return True
        acts = self.actor is not None and self.actor.type == "platform"
        if "holder" in self.antecedents and self.roles["holder"].text.lower() in _THING_PRONOUNS:
            return True  # "It has been reinstated"
        if needed == "unit":
            return acts and holder.type == "person"  # "TikTok has deleted him"
        if acts or self._at_large() or self.discourse.has_account(holder, self.sentence.index):
            return True
        return not needed.endswith("member") and "P" in self.sentence.codes

    def _is_elsewhere(self) -> bool:
        """Say whether "from" leads to what is no platform: "suspended from her party"."""
        place = _FROM.match(self.spot.behind)
        if place is None:
            return False
        first = self.spot.index + 1 + place.start(1)
        words = {item.lower for item in self.sentence.items[first : self.spot.index + 1 + place.end(1)]}
        return not set(place.group(1)) & set("PU") and not words & _PLATFORM_WORDS

    def _is_no_verb(self) -> bool:
        """Say whether a base form is another word: "close to 50 million users"."""
        return self.trigger.frame == "base" and self.spot.behind.startswith("t")

    def _is_imperative(self) -> bool:
        """Say whether the verb opens the sentence as a bare form: "First, delete all the photos"."""
        return self.trigger.frame in {"base", "split_base"} and not self.spot.before.strip("wan,&")

    def _at_large(self) -> bool:
        """Say whether platforms in general are spoken of beside the target: "banned by most networks".

        What is acted on is no place where somebody was banned: "shut down media outlets".
        """
        first, last = self.target.span
        beside = self.sentence.items[:first] + self.sentence.items[last:]
        return any(item.lower in _AT_LARGE for item in beside)

    def _is_own_act(self) -> bool:
        """Say whether the holder does it himself: "Trump deactivated his account" is no takedown."""
        if self.actor is not None and self.actor.type == "person" and not self._on_service():
            return True
        if voice(self.spot) is not Voice.ACTIVE:
            return False
        if self.actor is None and _by_person(self.spot):
            return True
        if "holder" not in self.roles:
            return False
        by_other = self.actor is not None and self.actor.type in {"platform", "country", "authority"}
        if self.roles["holder"].type == "pronoun" and self.unit is not None:
            return not by_other
        return self.actor is not None and self.roles["holder"].text == self.actor.text

    def _is_generic(self) -> bool:
        """Say whether the target is a bare "accounts" of nobody, which states no fact."""
        if "holder" in self.roles and self.roles["holder"].text.lower() in _READER:
            return True
        particular = {*self.roles, *self.antecedents} & {"holder", "handle", "quantity", "linked_to"}
        if particular:
            return False
        if modality_of(self.spot).modality == "hypothetical":
            return True
        form = self.trigger.frame.removeprefix("split_")
        if form != "ing" and re.search(r"x[an]*$", self.spot.before) and _present(self.spot):
            return not self.target.definite  # "which sites are blocked"
        if form == "ing" and self.actor is not None and self.actor.type == "platform":
            return False
        implied = self.spot.before.endswith("t") and self._is_implied()
        return form in {"base", "s", "ing", "noun"} and not self.target.definite and not implied

    def _is_implied(self) -> bool:
        """Say whether the verb before "to" implies the act: "Twitter acted to remove"."""
        before = self.sentence.items[max(0, self.spot.index - 3) : self.spot.index]
        return any(item.lower in load_table("words")["implicatives"] for item in before)

    def _on_service(self) -> bool:
        head = self.sentence.items[self.target.head]
        return head.code == "P" and self.unit is None

    def action(self) -> str | None:
        """Return the action, as the thing acted on and its doer shape it."""
        by_state = self.actor is not None and self.actor.type in {"country", "authority"}
        kind_of = UNIT_CLASS.get(self.unit or "")
        if kind_of == "content" and self.trigger.action != "account_restriction":
            return _ON_CONTENT[self.trigger.kind]
        if self.unit == "app" and not by_state and self.trigger.action not in _KEPT:
            return _ON_CONTENT[self.trigger.kind]
        if self._on_service() or (by_state and self.trigger.lemma in _BLOCKING):
            return _ON_SERVICE[self.trigger.kind]
        if self.trigger.action in _ON_ACCOUNT and not by_state:
            return _ON_ACCOUNT[self.trigger.action]
        permanence = permanence_of(self.spot)
        temporary = permanence is not None and permanence.value == "temporary"
        if temporary and self.trigger.lemma == "ban" and self.trigger.kind == "takedown":
            return "account_suspension"
        return self.trigger.action

    def claims(self) -> Iterator[Claim]:
        """Yield one claim for each platform."""
        roles: dict[str, Mention | None] = {**self._unnamed(), **self.roles, "actor": self.actor}
        presumed = {} if roles.get("holder") else self._presumed()
        if self.action() in {"service_block", "service_unblock", "account_restriction"}:
            roles["territory"] = territory_of(self.spot)
        if self.trigger.kind == "takedown":
            roles["permanence"] = permanence_of(self.spot)
        platforms: Sequence[Mention | None] = self.platforms or [None]
        for platform in platforms:
            inside = platform is not None and self.sentence.start <= platform.start < self.sentence.end
            antecedents = {role: words for role, words in self.antecedents.items() if role != "platform"}
            antecedents = presumed | antecedents
            if platform is not None and not inside:
                antecedents["platform"] = platform
            yield make_claim(
                self.spot,
                {**roles, "platform": platform if inside else None, "actor": self._actor_on(platform)},
                action=self.action(),
                antecedents=antecedents,
                hints={}
                if self.unit or "unit" in antecedents
                else {"unit": "platform" if self._on_service() else "account"},
            )
        self._remember()

    def _unnamed(self) -> dict[str, Mention | None]:
        """Return the unnamed group that holds the accounts where nobody is named: "fake accounts"."""
        named = {*self.roles, *self.antecedents} & {"holder", "handle"}
        if named or UNIT_CLASS.get(self.unit or "") not in {"account", "service"}:
            return {}
        return {"holder": described(self.sentence, self.target)}

    def _presumed(self) -> dict[str, Mention]:
        """Return as holder whom the text speaks of most, for an account or a post of nobody told."""
        told = {*self.roles, *self.antecedents} & {"holder", "handle", "quantity", "linked_to"}
        main = self.discourse.protagonist(self.trigger.start)
        return {} if told or self.unit is None or main is None else {"holder": main}

    def _actor_on(self, platform: Mention | None) -> Mention | None:
        """Return who acted on `platform`: each of several platforms that act together acts on its own."""
        together = (
            self.actor is not None and self.actor.type == "platform" and platform in self.platforms[:-1]
        )
        return platform if together and not platforms_around(self.spot) else self.actor

    def _remember(self) -> None:
        named = {role: self.antecedents.get(role) or self.roles.get(role) for role in ("holder", "handle")}
        account = {role: mention for role, mention in named.items() if mention is not None}
        if account and self.platforms:
            account["platform"] = self.platforms[0]
        if account and "unit" in self.roles:
            account["unit"] = self.roles["unit"]
        if account:
            self.discourse.tell(account)
        self.discourse.last_act = self.sentence.index
