"""What passes between the stages, from words to facts.

    recognise: Doc -> triggers and mentions
    relate:    triggers and mentions -> claims
    normalise: a claim -> the values of its fields
    assemble:  claims with values -> facts

Everything is a frozen record of offsets and table keys, so that a stage can be swapped, tested by
hand and sent to another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.facts.vocabulary import Kind

#: What a mention can name. The first group are names and phrases, the second come from tables and grammars.
MentionType = Literal[
    "person",
    "organisation",
    "place",
    "name",  # a proper name of unknown type
    "group",  # an unnamed group or person by description: "senior officials", "the former mayor"
    "pronoun",  # "his", "they", "whose"
    "handle",
    "platform",
    "authority",
    "country",
    "media",
    "unit",
    "language",
    "count",
    "date",
    "metric",
    "program",
    "reason",
    "permanence",
    "speaker",  # words that say who says so and are no name: "state media", "a spokesperson"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something a fact can be about.

    Attributes:
        start: offset of the first code point of the words, 0-based.
        end: offset after the last code point (exclusive).
        text: the words.
        type: what they name.
        value: key of the table entry they matched ("instagram", "fa", "IR"), or null.
    """

    start: int
    end: int
    text: str
    type: MentionType
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that carry a fact, with what the table says of them.

    Attributes:
        start, end, text: the words, end exclusive.
        kind: the kind of fact they carry.
        action: the action they most often stand for, null for follower_count.
        frame: form of the words, which says where their arguments stand ("ed", "ing", "noun", ...).
        lemma: key of the table entry they are a form of.
        modality: a modality that the words themselves carry ("remains accessible": negated), or null.
    """

    start: int
    end: int
    text: str
    kind: Kind
    action: str | None
    frame: str
    lemma: str = ""
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition found in a document, each list in the order of the text."""

    triggers: tuple[Trigger, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One trigger with the words that fill its roles.

    Attributes:
        trigger: the words that carry the fact.
        roles: role -> the words nearest the trigger that fill it ("his").
        antecedents: role -> the mention that names it, where that is another ("Qassem Soleimani").
        modality: how the article presents it.
        action: the action, null for follower_count.
        cues: the words that gave the modality, in the order of the text.
        passage: (start, end) of the passage to quote, end exclusive.
        hints: values that a frame gives without words of their own (``{"value_kind": "lost"}``).
        score: how sure the stage is, 0 to 1.
        signals: what a trained stage goes by to say that, by name.
    """

    trigger: Trigger
    roles: Mapping[str, Mention]
    modality: str
    action: str | None
    passage: tuple[int, int]
    antecedents: Mapping[str, Mention] = field(default_factory=dict)
    cues: tuple[Mention, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)
    score: float = 0.5
    signals: Mapping[str, float] = field(default_factory=dict)

    def naming(self, role: str) -> Mention | None:
        """Return the mention that names what fills `role`: the antecedent, else the words themselves."""
        return self.antecedents.get(role, self.roles.get(role))


@dataclass(frozen=True, slots=True)
class ValuedClaim:
    """A claim with the values of its fact's fields, as plain JSON values."""

    claim: Claim
    values: Mapping[str, Any]
