"""Whether a trigger and what it acts on tell of a takedown or restoration of something in particular."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from pipeline.facts.claims import Mention
from pipeline.relate.actors import giving_verb, platform_meant, platforms_around
from pipeline.relate.items import Spot
from pipeline.relate.modality import modality_of
from pipeline.relate.phrases import DEFINITE, PLATFORM_WORDS, THINGS, Target
from pipeline.relate.references import Discourse
from pipeline.relate.titles import is_italic
from pipeline.relate.voice import Voice, voice
from pipeline.tables import load_table

#: Units that are something else where no platform is spoken of.
_NEED_PLATFORM: Final = frozenset({"channel", "group", "content", "page"})
#: Behind a trigger, where somebody is kept from.
_FROM: Final = re.compile(r"a*f([DMwvVLGNKASUP-]{1,6})")
#: What somebody may be kept from on a platform: "banned from posting".
_USES: Final = frozenset(load_table("words")["platform_uses"])
_AT_LARGE: Final = frozenset(load_table("words")["platforms_at_large"])
_PLATFORM_WORDS: Final = _AT_LARGE | PLATFORM_WORDS
#: What states do to services.
BLOCKING: Final = frozenset(load_table("words")["blocking_verbs"])
#: From a cue to the verb that it governs: "will soon", "asked Twitter to", "refused to".
_LEADING: Final = {
    "planned": re.compile(r"a*"),
    "requested": re.compile(r"[DMPGRNw&]{0,4}t?a*"),
    "negated": re.compile(r"a*"),
}
_READER: Final = frozenset(load_table("references")["reader"])
_INDEFINITE: Final = frozenset(load_table("references")["indefinite"])
_PERSON_SUBJECT: Final = frozenset(load_table("references")["person_subject"])
_HABIT: Final = frozenset(load_table("words")["habit_adverbs"])
#: How many items before a verb such a word may stand.
_HABIT_REACH: Final = 3
_PEOPLE: Final = tuple(load_table("words")["people_endings"])
_PRESENT: Final = frozenset(load_table("words")["present_forms"])
_OWN: Final = frozenset(load_table("words")["own_verbs"])
_DESCRIBING: Final = frozenset(load_table("words")["describing_verbs"])


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


def _by_person(spot: Spot) -> bool:
    """Say whether the subject is a person by pronoun: "he deleted the message"."""
    match = re.search(r"R[axhmntdv,&]*$", spot.before)
    return match is not None and spot.sentence.items[match.start()].lower in _PERSON_SUBJECT


def _present(spot: Spot) -> bool:
    """Say whether the form of "be" before the trigger tells of a habit: "are blocked"."""
    be = [item for item in spot.sentence.items[: spot.index] if item.code == "x"]
    return bool(be) and be[-1].lower in _PRESENT


class Candidate:
    """One trigger with one target, and all that tells whether they state a fact.

    Attributes:
        spot, sentence, trigger: where the trigger stands, and it.
        actor: who acts, or null.
        target: what is acted on.
        discourse: what has been spoken of.
        roles: the words that fill the roles, by role.
        antecedents: the mentions that those words refer to, by role.
        unit: the unit that words name, or null.
        service: the platform that is acted on itself where it is only referred to, or null.
        platforms: where the target lives, best guess first.
    """

    service: Mention | None
    platforms: list[Mention]

    def __init__(self, spot: Spot, actor: Mention | None, target: Target, discourse: Discourse) -> None:
        self.spot, self.sentence, self.trigger = spot, spot.sentence, spot.trigger
        self.actor, self.target, self.discourse = actor, target, discourse
        self.roles = {role: words for role, words in target.roles.items() if role != "target"}
        self.antecedents: dict[str, Mention] = {}
        self.unit = self.roles["unit"].value if "unit" in self.roles else None

    def holds(self) -> bool:
        """Say whether trigger and target make a claim of a particular thing."""
        word = (self.trigger.kind, self.trigger.lemma, self.spot.trigger.frame == "noun")
        needed = _objects().get(word, "unit")
        if self._is_own_act() or self._is_no_verb() or self._is_imperative() or self._describes():
            return False
        if self.trigger.modality == "negated" and self.discourse.last_act < 0:
            return False  # what goes on as ever is told only against an act
        if self.unit is not None or "handle" in self.roles:
            return (
                needed != "service_only"
                and not self._is_generic()
                and (bool(self.platforms) or self.unit not in _NEED_PLATFORM)
            )
        if self.on_service():
            return needed.startswith("service") and self._deed() is None
        return self._is_member(needed)

    def _is_member(self, needed: str) -> bool:
        """Say whether a holder named without a unit is one on a platform."""
        holder = self.antecedents.get("holder") or self.roles.get("holder")
        if holder is None or holder.type == "pronoun" or needed == "service_only" or self.is_elsewhere():
            return False
        if holder.type == "group" and "quantity" not in self.roles and not self._is_told_of(holder):
            return False
        acts = self.acts_by_platform()
        words = self.roles.get("holder")
        if "holder" in self.antecedents and (words is None or words.text.lower() in THINGS):
            return True  # "It has been reinstated", "the ban was lifted"
        if needed == "service_unit":  # users "block" each other on a platform
            return (acts and holder.type == "person") or self._is_from_platform() or self.is_kept_from_use()
        if self._is_placed() or self.is_kept_from_use():
            return True
        if needed == "unit":
            named = holder.type == "person" or is_italic(self.sentence.article, holder)
            return acts and named  # "TikTok has deleted him"
        if acts or self.at_large():
            return True
        told = self.discourse.has_account(holder, self.sentence.index) or "P" in self.sentence.codes
        return needed != "member" and told

    def _is_placed(self) -> bool:
        """Say whether a platform is the place: "banned from Twitter", not "banned for a video on Twitter"."""
        around = platforms_around(self.spot)
        if not around:
            return platform_meant(self.spot, self.discourse.platform) is not None
        behind = self.sentence.items[self.spot.index + 1 :]
        return not any(item.code == "4" for item in behind if item.end <= around[0].start)

    def _is_told_of(self, group: Mention) -> bool:
        """Say whether a group is one that something is told of, not "users" or "hosts who break rules"."""
        head = self.sentence.items[self.target.head]
        if " " not in group.text or (head.code == "w" and not head.lower.endswith(_PEOPLE)):
            return False
        told = self.trigger.frame not in {"base", "s"} and modality_of(self.spot).modality == "asserted"
        before = self.sentence.items[max(0, self.spot.index - _HABIT_REACH) : self.spot.index]
        told = told and not any(item.lower in _HABIT for item in before)
        return told or group.text.lower().split()[0] in DEFINITE

    def _left(self) -> re.Match[str] | None:
        """Return what "from" leads to behind the trigger, or behind what is acted on: "from the platform"."""
        active = voice(self.spot) is Voice.ACTIVE
        return _FROM.match(self.sentence.codes, self.target.span[1] if active else self.spot.index + 1)

    def _is_from_platform(self) -> bool:
        place = self._left()
        return place is not None and "P" in place.group(1)

    def is_elsewhere(self) -> bool:
        """Say whether "from" leads to what is no platform: "suspended from her party"."""
        place = self._left()
        if place is None:
            return False
        if self._deed() is not None:
            return not self.is_kept_from_use()  # "banned from buying pears"
        words = {item.lower for item in self.sentence.items[slice(*place.span(1))]}
        return not set(place.group(1)) & set("PU") and not words & _PLATFORM_WORDS

    def is_kept_from_use(self) -> bool:
        """Say whether somebody is kept from some use of a platform only: "banned from posting"."""
        return self._deed() in _USES and (self.acts_by_platform() or self._platform_is_near())

    def _deed(self) -> str | None:
        """Return the participle that "from" leads to, in lower case, or null."""
        place = self._left()
        word = self.sentence.items[place.start(1)].lower if place is not None else ""
        return word if word.endswith("ing") else None

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

    def at_large(self) -> bool:
        """Say whether platforms in general are spoken of beside the target: "banned by most networks".

        What is acted on is no place where somebody was banned: "shut down media outlets".
        """
        first, last = self.target.span
        beside = self.sentence.items[:first] + self.sentence.items[last:]
        return any(item.lower in _AT_LARGE for item in beside)

    def _is_own_act(self) -> bool:
        """Say whether the holder does it himself: "Trump deactivated his account" is no takedown."""
        if self.actor is not None and self.actor.type == "person" and not self.on_service():
            return True
        if self.actor is None and self.unit == "website" and self.trigger.lemma not in BLOCKING:
            return True  # who runs a site takes it down
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
        reading = modality_of(self.spot)
        if reading.modality == "hypothetical" or "would" in {cue.text.lower() for cue in reading.cues}:
            return True
        form = self.trigger.frame.removeprefix("split_")
        if form != "ing" and re.search(r"x[an]*$", self.spot.before) and _present(self.spot):
            return not self.target.definite  # "which sites are blocked"
        if form == "ing" and self.acts_by_platform():
            return False
        implied = (self.spot.before.endswith("t") and self._is_implied()) or self._is_given()
        settled = self.acts_by_platform() and (self._is_due() or self._is_one())
        return form in {"base", "s", "ing", "noun"} and not self.target.definite and not (implied or settled)

    def _is_due(self) -> bool:
        """Say whether the words right before plan, ask for or refuse the act: "said it would ban adverts"."""
        reading = modality_of(self.spot)
        if not reading.cues or reading.modality not in _LEADING:
            return False
        first = next(i for i, item in enumerate(self.sentence.items) if item.end >= reading.cues[0].end) + 1
        leads = _LEADING[reading.modality].fullmatch(self.sentence.codes, first, self.spot.index)
        return leads is not None and (reading.modality != "negated" or reading.cues[0].text.endswith(" to"))

    def _is_one(self) -> bool:
        """Say whether one thing is acted on that has not been spoken of: "to remove a video"."""
        return self.sentence.items[self.target.span[0]].lower in _INDEFINITE

    def _platform_is_near(self) -> bool:
        """Say whether the sentence or what it refers to names the platform, which else is presumed."""
        near = "P" in self.sentence.codes or "platform" in self.antecedents
        return near or platform_meant(self.spot, self.discourse.platform) is not None

    def _is_implied(self) -> bool:
        """Say whether the verb before "to" implies the act: "Twitter acted to remove"."""
        before = self.sentence.items[max(0, self.spot.index - 3) : self.spot.index]
        return any(item.lower in load_table("words")["implicatives"] for item in before)

    def _is_given(self) -> bool:
        """Say whether a verb tells that what a noun means was done: "placed a label on"."""
        return voice(self.spot) is Voice.NOUN and giving_verb(self.sentence, self.spot.index) is not None

    def on_service(self) -> bool:
        """Say whether a platform itself is acted on."""
        head = self.sentence.items[self.target.head]
        return self.service is not None or (head.code == "P" and self.unit is None)

    def acts_by_platform(self) -> bool:
        """Say whether a platform acts."""
        return self.actor is not None and self.actor.type == "platform"

    def by_state(self) -> bool:
        """Say whether a state or one of its bodies acts."""
        return self.actor is not None and self.actor.type in {"country", "authority"}
