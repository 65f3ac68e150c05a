"""Takedowns and restorations: what was done to which account, page, content or service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from pipeline.facts.claims import Claim, Mention
from pipeline.facts.vocabulary import UNIT_CLASS
from pipeline.relate.actors import doer, fellow_platforms, platform_meant, platforms_around, territory_of
from pipeline.relate.circumstances import permanence_of
from pipeline.relate.claiming import make_claim
from pipeline.relate.items import Spot
from pipeline.relate.lifting import lifting
from pipeline.relate.modality import modality_of
from pipeline.relate.phrases import REFERRING, Target
from pipeline.relate.references import Discourse
from pipeline.relate.targets import targets_of
from pipeline.relate.units import described
from pipeline.relate.voice import Voice, voice
from pipeline.tables import load_table

#: Units that are something else where no platform is spoken of.
_NEED_PLATFORM: Final = frozenset({"channel", "group", "content", "page"})
_THING_PRONOUNS: Final = frozenset(load_table("references")["thing"])
#: Behind a trigger, where somebody is kept from.
_FROM: Final = re.compile(r"a*f([DMwLGNKASUP-]{1,6})")
#: Behind a passive, where a state's block holds.
_IN_COUNTRY: Final = re.compile(r"a*[T,]{0,2}2D?w?K")
_AT_LARGE: Final = frozenset(load_table("words")["platforms_at_large"])
_PLATFORM_WORDS: Final = _AT_LARGE.union(load_table("words")["platform_words"])
_READER: Final = frozenset(load_table("references")["reader"])
_PERSON_SUBJECT: Final = frozenset(load_table("references")["person_subject"])
_DEFINITE: Final = frozenset(load_table("references")["definite"])
_PRESENT: Final = frozenset(load_table("words")["present_forms"])
_OWN: Final = frozenset(load_table("words")["own_verbs"])
_DESCRIBING: Final = frozenset(load_table("words")["describing_verbs"])
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
def _objects() -> dict[tuple[str, str, bool], str]:
    """Return what each trigger word must act on: (kind, lemma, is a noun) -> object class of the table."""
    table = load_table("triggers")
    objects = {
        (entry["kind"], _lemma(entry), part == "nouns"): entry["object"]
        for part in ("verbs", "nouns")
        for entry in table[part]
    }
    # "lifted the ban": the verb has become the trigger, and the lemma is still that of the noun.
    lifted = {
        ("restoration", lemma, False): needed for (_, lemma, is_noun), needed in objects.items() if is_noun
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
    targets = _particular(targets_of(spot, voice(spot)))
    if not targets and acting is not spot:  # "the ban was lifted": that told before
        targets = [Target(spot.index, (spot.index, spot.index + 1), {}, definite=True)]
    for target in targets:
        act = _Act(acting, actor, target, discourse)
        if act.holds():
            yield from act.claims()


def _particular(targets: list[Target]) -> list[Target]:
    """Leave out bare "accounts" whose members are named: "the following accounts: A and B"."""
    named = [target for target in targets if target.roles.keys() & {"holder", "handle", "quantity"}]
    return named or targets


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
        self.service = self._service_meant()
        if self.service is None:
            self._refer()
        self.platforms = self._platforms()

    def _service_meant(self) -> Mention | None:
        """Return the platform that "it" or "the platform" means where a state acts on it, or null."""
        words = self.roles.get("holder")
        referring = words.text.lower() == "it" if words is not None else not self.roles
        by_state = self._by_state() or _IN_COUNTRY.match(self.spot.behind) is not None
        if not (referring and by_state) or self._is_elsewhere():
            return None
        before = [item.mention for item in self.sentence.items[: self.target.head] if item.code == "P"]
        return before[-1] if before else self.discourse.platform

    def _by_state(self) -> bool:
        return self.actor is not None and self.actor.type in {"country", "authority"}

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
        elif self.target.definite and (
            UNIT_CLASS.get(self.unit or "") in {"account", "content"} or self._is_of_act()
        ):
            self._refer_to_account()

    def _is_of_act(self) -> bool:
        """Say whether the target is an earlier act, which is undone: "lifted the ban"."""
        return bool(self.sentence.items[self.target.head].triggers) and not self.roles

    def _refer_to_account(self) -> None:
        """Take holder, handle and platform from the account last spoken of."""
        platform = self.roles.get("platform")
        earlier = self.discourse.account(platform.value if platform else None) or {}
        for role in ("holder", "handle", "platform", "unit"):
            if role in earlier and (role not in self.roles or self.roles[role].type == "pronoun"):
                self.antecedents[role] = earlier[role]

    def _platforms(self) -> list[Mention]:
        """Return the platforms where the target lives, best guess first; one claim is made for each."""
        if self.service is not None:
            return [self.service]
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
            hosts = [
                mention for mention in inside if mention.value not in load_table("words")["platform_owners"]
            ]
            return (hosts or inside)[:1]
        if self._at_large():
            return []
        return [self.discourse.platform] if self.discourse.platform else []

    def holds(self) -> bool:
        """Say whether trigger and target make a claim of a particular thing."""
        word = (self.trigger.kind, self.trigger.lemma, self.spot.trigger.frame == "noun")
        needed = _objects().get(word, "unit")
        if self._is_own_act() or self._is_no_verb() or self._is_imperative() or self._describes():
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
        if holder.type == "group" and "quantity" not in self.roles and not self._is_told_of(holder):
            return False
        acts = self.actor is not None and self.actor.type == "platform"
        words = self.roles.get("holder")
        if "holder" in self.antecedents and (words is None or words.text.lower() in _THING_PRONOUNS):
            return True  # "It has been reinstated", "the ban was lifted"
        if needed == "service_unit":
            return acts and holder.type == "person"  # users "block" each other on a platform
        if platforms_around(self.spot) or platform_meant(self.spot, self.discourse.platform):
            return True
        if needed == "unit":
            return acts and holder.type == "person"  # "TikTok has deleted him"
        if acts or self._at_large():
            return True
        told = self.discourse.has_account(holder, self.sentence.index) or "P" in self.sentence.codes
        return needed != "member" and told

    def _is_told_of(self, group: Mention) -> bool:
        """Say whether a group is one that something is told of, not "users" or "hosts who break rules"."""
        if " " not in group.text:
            return False
        told = self.trigger.frame not in {"base", "s"} and modality_of(self.spot).modality == "asserted"
        return told or group.text.lower().split()[0] in _DEFINITE

    def _is_elsewhere(self) -> bool:
        """Say whether "from" leads to what is no platform: "suspended from her party"."""
        active = voice(self.spot) is Voice.ACTIVE
        behind = self.target.span[1] if active else self.spot.index + 1
        place = _FROM.match(self.sentence.codes, behind)
        if place is None:
            return False
        words = {item.lower for item in self.sentence.items[slice(*place.span(1))]}
        return not set(place.group(1)) & set("PU") and not words & _PLATFORM_WORDS

    def _is_no_verb(self) -> bool:
        """Say whether a base form is another word: "close to 50 million users"."""
        return self.trigger.frame == "base" and self.spot.behind.startswith("t")

    def _describes(self) -> bool:
        """Say whether a participle without a doer only tells how something is: "the hidden message"."""
        participle = voice(self.spot) in {Voice.PASSIVE, Voice.ATTRIBUTE}
        return participle and self.actor is None and self.trigger.lemma in _DESCRIBING

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
        how = voice(self.spot)
        if self.actor is None and self.trigger.lemma in _OWN and how in {Voice.ACTIVE, Voice.ATTRIBUTE}:
            return True
        if how is not Voice.ACTIVE:
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
        known = {role for role, words in self.roles.items() if words.type != "pronoun"} | {*self.antecedents}
        if known & {"holder", "handle", "quantity", "linked_to"}:
            return False
        if self.actor is None and not self._platform_is_near():
            return True  # "the site was removed": which, and from where?
        if modality_of(self.spot).modality == "hypothetical":
            return True
        form = self.trigger.frame.removeprefix("split_")
        if form != "ing" and re.search(r"x[an]*$", self.spot.before) and _present(self.spot):
            return not self.target.definite  # "which sites are blocked"
        if form == "ing" and self.actor is not None and self.actor.type == "platform":
            return False
        implied = self.spot.before.endswith("t") and self._is_implied()
        return form in {"base", "s", "ing", "noun"} and not self.target.definite and not implied

    def _platform_is_near(self) -> bool:
        """Say whether the sentence or what it refers to names the platform, which else is presumed."""
        near = "P" in self.sentence.codes or "platform" in self.antecedents
        return near or platform_meant(self.spot, self.discourse.platform) is not None

    def _is_implied(self) -> bool:
        """Say whether the verb before "to" implies the act: "Twitter acted to remove"."""
        before = self.sentence.items[max(0, self.spot.index - 3) : self.spot.index]
        return any(item.lower in load_table("words")["implicatives"] for item in before)

    def _on_service(self) -> bool:
        head = self.sentence.items[self.target.head]
        return self.service is not None or (head.code == "P" and self.unit is None)

    def action(self) -> str | None:
        """Return the action, as the thing acted on and its doer shape it."""
        by_state = self._by_state()
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
        if self.service is not None:
            roles["holder"] = None
        if self.action() in {"service_block", "service_unblock", "account_restriction"}:
            roles["territory"] = territory_of(self.spot)
        if self.trigger.kind == "takedown":
            roles["permanence"] = permanence_of(self.spot)
        platforms: Sequence[Mention | None] = self.platforms or [None]
        for platform in platforms:
            inside = platform is not None and self.sentence.start <= platform.start < self.sentence.end
            antecedents = {role: words for role, words in self.antecedents.items() if role != "platform"}
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
