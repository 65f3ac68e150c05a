"""Gold facts as training examples: triggers with classes, and tags of the words that fill their roles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from pipeline.facts import Evidence, Fact
from pipeline.normalise.codes import platform_words
from pipeline.reader.labels import NAMING, Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.spans import PRONOUNS

#: A span of pieces, end exclusive.
PieceSpan = tuple[int, int]
#: EDTF date -> the offsets (start, end) of the words of an article that tell it, end exclusive.
Dates: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(slots=True)
class TriggerExample:
    """A trigger of gold.

    Attributes:
        span: its pieces.
        kind: index of its kind.
        classes: index of the value of each class; -1 where gold does not tell.
        tags: row of tags -> the pieces tagged in it, disjoint.
    """

    span: PieceSpan
    kind: int
    classes: list[int]
    tags: dict[str, list[PieceSpan]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Example:
    """An article with its labels, or one that nobody has labelled.

    Attributes:
        doc_id: its id.
        pieces: its pieces.
        triggers: its triggers.
        labelled: whether what is no trigger here is none; if not, the teachers alone say what is.
    """

    doc_id: str
    pieces: Pieces
    triggers: list[TriggerExample]
    labelled: bool = True


@dataclass
class Losses:
    """What of gold could not be represented: reason -> how often, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    where: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, reason: str, place: str) -> None:
        """Count a loss."""
        self.counts[reason] += 1
        self.where[reason].append(place)


class ExampleMaker:
    """Turns the gold facts of articles into labels on their pieces.

    Args:
        labels: what the network tells apart.

    Attributes:
        losses: what could not be represented.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._naming_rows = [row for row in labels.rows if row.endswith(NAMING) and row != f"date{NAMING}"]
        self.losses = Losses()

    def make(
        self, doc_id: str, text: str, facts: Sequence[Fact], pieces: Pieces, dates: Dates | None = None
    ) -> Example:
        """Return an article with its labels.

        Args:
            doc_id: id of the article.
            text: the article.
            facts: its gold facts.
            pieces: the article in pieces.
            dates: where the article tells dates.
        """
        triggers: dict[PieceSpan, TriggerExample] = {}
        for fact in facts:
            names: dict[str, Sequence[tuple[int, int]]] = {
                row: _naming_spans(text, fact, row.removesuffix(NAMING)) for row in self._naming_rows
            }
            names[f"date{NAMING}"] = (dates or {}).get(fact.date or "", ())
            for evidence in fact.evidence:
                place = f"{doc_id} {evidence.trigger.start}: {evidence.trigger.text}"
                span = pieces.span(evidence.trigger.start, evidence.trigger.end)
                if span is None:
                    self.losses.note("trigger without a piece", place)
                    continue
                trigger = self._trigger(triggers, span, fact, place)
                if trigger is not None:
                    self._tag(trigger, _role_spans(evidence, names), pieces, place)
        return Example(doc_id, pieces, sorted(triggers.values(), key=lambda trigger: trigger.span))

    def _trigger(
        self, triggers: dict[PieceSpan, TriggerExample], span: PieceSpan, fact: Fact, place: str
    ) -> TriggerExample | None:
        """Return the trigger at `span`, made anew or, where another fact has it too, the same."""
        kind = self._labels.kinds.index(fact.kind)
        classes = [_class_index(fact, name, values) for name, values in self._labels.classes.items()]
        for other, trigger in triggers.items():
            if other[0] < span[1] and span[0] < other[1]:
                if other[0] != span[0]:
                    self.losses.note("trigger overlaps another", place)
                if trigger.kind != kind:
                    self.losses.note("trigger of two kinds", place)
                    return None
                if trigger.classes != classes:
                    self.losses.note("facts of one trigger differ in a class", place)
                return trigger
        triggers[span] = TriggerExample(span, kind, classes)
        return triggers[span]

    def _tag(
        self, trigger: TriggerExample, spans: Sequence[tuple[str, int, int]], pieces: Pieces, place: str
    ) -> None:
        """Tag the words that fill the roles, and the words that name the fillers."""
        for row, start, end in spans:
            if row not in self._labels.rows:
                self.losses.note(f"role {row} is not learnt", place)
                continue
            span = pieces.span(start, end)
            if span is None:
                self.losses.note("role without a piece", place)
            elif all(other[1] <= span[0] or span[1] <= other[0] for other in trigger.tags[row]):
                trigger.tags[row].append(span)
            elif span not in trigger.tags[row] and not row.endswith(NAMING):
                self.losses.note(f"words of {row} overlap others", place)


def _class_index(fact: Fact, name: str, values: Sequence[str]) -> int:
    value = getattr(fact, name, None)
    return values.index(value) if value is not None else (values.index("none") if "none" in values else -1)


def _role_spans(
    evidence: Evidence, names: Mapping[str, Sequence[tuple[int, int]]]
) -> list[tuple[str, int, int]]:
    """List the words of the roles, then the words that name their fillers: row, start and end offset."""
    spans = [(role, words.start, words.end) for role, words in evidence.roles.items()]
    return spans + [(row, *span) for row, found in names.items() for span in found]


def _naming_spans(text: str, fact: Fact, role: str) -> list[tuple[int, int]]:
    """Find all words of the article that name the filler of a role, where names overlap the longest."""
    value = getattr(fact, role, None)
    if not value:
        return []
    names = set(platform_words(value)) if role == "platform" else _spellings(fact, role, value)
    found: list[tuple[int, int]] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if all(match.end() <= a or b <= match.start() for a, b in found):
                found.append(match.span())
    return sorted(found)


def _spellings(fact: Fact, role: str, value: str) -> set[str]:
    """Return how the article can write a name: as gold gives it, in one word, or by the surname."""
    names = {name for name in value.split("|") if not name[:1].islower()}
    single = (piece.roles[role].text for piece in fact.evidence if role in piece.roles)
    names |= {word for word in single if " " not in word and _is_telling(word)}
    names |= {
        name.split()[-1]
        for name in names
        if len(name.split()) in _PERSON_WORDS and _is_telling(name.split()[-1])
    }
    return names


#: A name of so many words can be a person's, who is then called by the last.
_PERSON_WORDS: Final = (2, 3)


def _is_telling(word: str) -> bool:
    """Say whether a word alone can name somebody: with a capital, no pronoun, and not too short."""
    return word[:1].isupper() and len(word) > len("Lee") and word.lower() not in PRONOUNS
