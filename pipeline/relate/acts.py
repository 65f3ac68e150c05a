"""Takedowns and restorations: what was done to which account, page, content or service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.facts.claims import Claim, Mention
from pipeline.facts.vocabulary import UNIT_CLASS
from pipeline.relate.actors import (
    OWNERS,
    doer,
    fellow_platforms,
    from_shop,
    in_shop,
    platform_meant,
    platforms_around,
    territory_of,
)
from pipeline.relate.behind import LINK_WORDS
from pipeline.relate.candidate import BLOCKING, Candidate
from pipeline.relate.circumstances import permanence_of
from pipeline.relate.claiming import make_claim
from pipeline.relate.items import Spot
from pipeline.relate.lifting import lifting
from pipeline.relate.phrases import REFERRING, THINGS, Target
from pipeline.relate.references import Discourse
from pipeline.relate.targets import targets_of
from pipeline.relate.units import described
from pipeline.relate.voice import voice

#: Behind a passive, where a state's block holds.
_IN_COUNTRY: Final = re.compile(r"a*[T,]{0,2}2D?w?K")
#: "It" means the account of an act told no more than so many sentences before.
_MEMORY: Final = 2
#: What is done to an app where it is not removed from a shop.
_KEPT: Final = frozenset({"account_restriction", "service_block", "restriction_lift", "service_unblock"})
#: What an act becomes when it meets content or a service instead of an account.
_ON_CONTENT: Final = {"takedown": "content_removal", "restoration": "content_restoration"}
_ON_SERVICE: Final = {"takedown": "service_block", "restoration": "service_unblock"}
#: What blocking is where no state does it.
_ON_ACCOUNT: Final = {"service_block": "account_suspension", "service_unblock": "account_restoration"}


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


class _Act(Candidate):
    """One trigger with one target: fills its roles and makes its claims."""

    def __init__(self, spot: Spot, actor: Mention | None, target: Target, discourse: Discourse) -> None:
        super().__init__(spot, actor, target, discourse)
        self.roles |= in_shop(spot, actor, self.roles)
        if self.unit is None and "holder" in self.roles and from_shop(spot):
            self.unit = "app"
        self.service = self._service_meant()
        if self.service is None:
            self._refer()
        self.platforms = self._platforms()

    def _service_meant(self) -> Mention | None:
        """Return the platform that "it" or "the platform" means where a state acts on it, or null.

        A ban that is lifted is the one on the platform that was told last: "the ban was lifted".
        """
        if self.trigger.kind == "restoration" and self._is_of_act():
            return self.discourse.blocked
        words = self.roles.get("holder")
        referring = words.text.lower() == "it" if words is not None else not self.roles
        by_state = self.by_state() or _IN_COUNTRY.match(self.spot.behind) is not None
        if not (referring and by_state) or self.is_elsewhere():
            return None
        before = [item.mention for item in self.sentence.items[: self.target.head] if item.code == "P"]
        return before[-1] if before else self.discourse.platform

    def _refer(self) -> None:
        """Find whom "his" or "the account" means."""
        words = self.roles.get("holder")
        if words is not None and words.text.lower() in THINGS and self.unit is None:
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
        told = self.antecedents.get("platform") or self._lost_on()
        if told is not None:
            return [told]
        inside = [item.as_mention() for item in self.sentence.items if item.code == "P"]
        if inside:
            hosts = [mention for mention in inside if mention.value not in OWNERS]
            return (hosts or inside)[:1]
        if self.at_large():
            return []
        return [self.discourse.platform] if self.discourse.platform else []

    def _lost_on(self) -> Mention | None:
        """Return the platform where the holder of what comes back is told to have had it, or null."""
        holder = self.antecedents.get("holder") or self.roles.get("holder")
        if self.trigger.kind != "restoration" or holder is None:
            return None
        return self.discourse.platform_of(holder)

    def _is_like_state(self) -> bool:
        """Say whether a state acts, or a website or in a country something is blocked by nobody named."""
        unnamed = self.unit == "website" or _IN_COUNTRY.match(self.spot.behind) is not None
        return self.by_state() or (self.actor is None and unnamed)

    def action(self) -> str | None:
        """Return the action, as the thing acted on and its doer shape it."""
        blocking = self.trigger.lemma in BLOCKING and self._is_like_state()
        kind_of = UNIT_CLASS.get(self.unit or "")
        if "unit" in self.roles and self.roles["unit"].text.lower() in LINK_WORDS:
            return "account_restriction" if self.trigger.kind == "takedown" else "restriction_lift"
        if self.is_kept_from_use() and self.trigger.kind == "takedown":
            return "account_restriction"
        if self.on_service() or blocking:
            return _ON_SERVICE[self.trigger.kind]
        if kind_of == "content" and self.trigger.action != "account_restriction":
            return _ON_CONTENT[self.trigger.kind]
        if self.unit == "app" and not self.by_state() and self.trigger.action not in _KEPT:
            return _ON_CONTENT[self.trigger.kind]
        if self.trigger.action in _ON_ACCOUNT and not self._is_like_state():
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
                if "unit" in {*roles, *antecedents}
                else {"unit": self.unit or ("platform" if self.on_service() else "account")},
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
        together = self.actor is not None and self.actor.type == "platform" and self.actor in self.platforms
        return (
            platform if together and platform is not None and not platforms_around(self.spot) else self.actor
        )

    def _remember(self) -> None:
        named = {role: self.antecedents.get(role) or self.roles.get(role) for role in ("holder", "handle")}
        account = {role: mention for role, mention in named.items() if mention is not None}
        if account and self.platforms:
            account["platform"] = self.platforms[0]
        if account and "unit" in self.roles:
            account["unit"] = self.roles["unit"]
        if account:
            self.discourse.tell(account)
        self.discourse.blocked = self.platforms[0] if self.on_service() else None
        self.discourse.last_act = self.sentence.index
