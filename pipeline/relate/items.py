"""A sentence as a row of items: mentions and triggers as units, other words by their class.

Every item has a one-letter code, so that shallow patterns can be written over the codes. The codes
of closed-class words stand in ``tables/words.yaml``; mentions and triggers have these:

=====  ==========================================================
``N``  a proper name       ``K``  a country     ``A``  an authority
``P``  a platform          ``H``  a handle      ``U``  a unit word
``C``  a count             ``T``  a date        ``L``  a language
``B``  a programme         ``V``  a verb that is a trigger
``Q``  another trigger     ``F``  a metric ("followers")
``w``  any other word
=====  ==========================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.facts.claims import Mention, MentionType, Recognised, Trigger
from pipeline.normalise.names import is_acronym_of
from pipeline.recognise.lexicon import Lexicon, Term, TermMatch, longest
from pipeline.relate.titles import marks_of, titles_of, with_titles
from pipeline.tables import load_table

_CODES: Final[dict[str, str]] = {
    "person": "N",
    "organisation": "N",
    "place": "N",
    "name": "N",
    "media": "N",
    "handle": "H",
    "platform": "P",
    "authority": "A",
    "country": "K",
    "unit": "U",
    "language": "L",
    "count": "C",
    "date": "T",
    "program": "B",
}
_COMMON_VERBS: Final = frozenset(
    entry["lemma"]
    for entry in load_table("triggers")["verbs"]
    if entry["object"] in {"listed", "unlisted", "branded"}
)
#: Words for the users of a platform, which some write as names.
_USERS: Final = frozenset(
    word for entry in load_table("platforms").values() for word in entry.get("cues", ())
)
#: Characters that the grammar does not see.
_SILENT: Final = frozenset('"“”„«»*_>`') | {"**", "__"}
#: Quotation marks that look like those of a genitive.
_APOSTROPHES: Final = frozenset("'‘’")
#: A Markdown link: of "[Ada Lane](https://a.b)" the reader sees "Ada Lane".
_LINK: Final = re.compile(r"(!?\[)[^\[\]]{1,500}(\]\([^()\s]{1,500}\))")

#: A tag of HTML.
_TAG: Final = re.compile(r"</?[a-z][^<>\n]{0,300}>")
#: A word with a capital inside: "LaneKettles", "YouTube".
_INNER_CAPITAL: Final = re.compile(r"\w*[a-z](?=[A-Z][a-z])\w*")
#: Headlines of other texts behind a name that has run into them: "Ada LaneKettles are back Tea is out MORE".
_INSERTED: Final = re.compile(r"(?<=[a-z])(?:[A-Z][a-z]+|\d{4}) [^\n]{1,700}? MORE\b")

#: Before a group that owns or does something, and is not what something is done to.
_OWNING: Final = re.compile(r"[lkb]D$")

_Record = TypeVar("_Record", Mention, Trigger)


@dataclass(frozen=True, slots=True)
class Item:
    """One word, mention or trigger of a sentence; offsets are code points, end exclusive."""

    code: str
    start: int
    end: int
    text: str
    mention: Mention | None = None
    triggers: tuple[Trigger, ...] = ()

    @property
    def lower(self) -> str:
        """Return the words in lower case."""
        return self.text.lower()

    def as_mention(self) -> Mention:
        """Return the mention that the item is, or one made of its words."""
        kind = "pronoun" if self.code in "MRr" else "group"
        return self.mention or Mention(self.start, self.end, self.text, kind)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as items, with their codes as one string: ``codes[i] == items[i].code``.

    `article` is the whole text that offsets refer to.
    """

    article: str
    index: int
    start: int
    end: int
    items: tuple[Item, ...]
    codes: str

    def __len__(self) -> int:
        return len(self.items)

    def spots(self) -> Iterator[Spot]:
        """Yield every trigger of the sentence with its place."""
        for index, item in enumerate(self.items):
            for trigger in item.triggers:
                yield Spot(self, index, trigger)

    def words(self, first: int, last: int, kind: MentionType = "group") -> Mention:
        """Return items `first` to `last` (exclusive) as one mention."""
        start, end = self.items[first].start, self.items[last - 1].end
        return Mention(start, end, self.article[start:end], kind)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a trigger stands: the sentence, the trigger's first item, and the trigger."""

    sentence: Sentence
    index: int
    trigger: Trigger

    @property
    def before(self) -> str:
        """Return the codes before the trigger."""
        return self.sentence.codes[: self.index]

    @property
    def behind(self) -> str:
        """Return the codes behind the trigger."""
        return self.sentence.codes[self.index + 1 :]

    @property
    def is_bare_noun(self) -> bool:
        """Say whether the trigger is a noun that no verb of sanctioning governs: "under the sanctions"."""
        noun = self.trigger.kind == "sanction" and self.trigger.frame == "noun"
        return noun and self.sentence.codes[self.index] not in "vw"


class Itemiser:
    """Cuts the sentences of a document into items."""

    def __init__(self, nlp: Language) -> None:
        table = load_table("words")
        self._adverbs = frozenset(table["clause_adverbs"])
        self._groups = frozenset(table["member_groups"])
        self._floating = frozenset(table["floating"])
        senses = [entry for entry in table.values() if isinstance(entry, dict)]
        pairs = [(word, Term("code", entry["code"])) for entry in senses for word in entry["words"]]
        pairs += [(words, Term("code", "l")) for words in table["holder_links"]]
        pairs += [(words, Term("code", "k")) for words in table["tie_links"]]
        pairs += [(words, Term("code", "w")) for words in table["no_units"]]
        pairs += [(words, Term("website", "U")) for words in table["link_words"]]
        pairs += [(words, Term("content", "U")) for words in table["content_words"]]
        self._lexicon = Lexicon(nlp, pairs)

    def sentences(self, doc: Doc, recognised: Recognised) -> list[Sentence]:
        """Return the sentences of `doc` as items, in order."""
        text = doc.text  # spaCy builds it anew at each call
        titles = titles_of(text)
        mentions, marks = with_titles(titles, recognised.mentions), marks_of(titles)
        unseen = _unseen(doc, mentions) | {t.i for t in doc if t.text in _APOSTROPHES and t.idx in marks}
        at = _Starts(_by_token(doc, mentions), _by_token(doc, recognised.triggers), unseen)
        return [self._sentence(text, number, span, at) for number, span in enumerate(doc.sents)]

    def _sentence(self, text: str, number: int, span: Span, at: _Starts) -> Sentence:
        codes = {match.start: match for match in longest(self._lexicon.find(span))}
        items: list[Item] = []
        index = span.start
        while index < span.end:
            token = span.doc[index]
            if token.is_space or token.text in _SILENT or index in at.unseen:
                index += 1
                continue
            item, index = _item(span.doc, index, at, codes.get(index))
            if item.code == "9" and item.lower in self._adverbs and items and items[-1].code in "hx&,":
                item = replace(item, code="a")  # "has since been removed", "was then", "and then restored"
            if item.lower in self._floating and items and items[-1].code in "hx":
                item = replace(item, code="a")  # "were all suspended", "have both been removed"
            if item.code == "v" and items and items[-1].code == "-" and not item.triggers:
                item = replace(item, code="w")  # "state-owned banks": half a compound is no verb
            if item.lower in self._groups and _OWNING.search("".join(other.code for other in items[-2:])):
                item = replace(item, code="G", mention=None)  # "accounts belonging to the group"
            items.append(item)
        items = list(_without_acronyms(items))
        return Sentence(
            text, number, span.start_char, span.end_char, tuple(items), "".join(item.code for item in items)
        )


def _without_acronyms(items: Sequence[Item]) -> Iterator[Item]:
    """Yield items but for acronyms in brackets behind what they stand for: "Kettle Bay University (KBU)"."""
    named: Item | None = None
    passed = 0
    for at, item in enumerate(items):
        if at < passed:
            continue
        inside = items[at + 1 : at + 3]
        if named and item.text == "(" and len(inside) > 1 and inside[1].text == ")":
            short = inside[0].text
            if short.isupper() and is_acronym_of(short, named.text):
                passed = at + 3
                continue
        named = item if item.code == "N" else None
        yield item


class _Starts(NamedTuple):
    """Mentions and triggers by the index of their first token, and the tokens that no reader sees."""

    mentions: dict[int, list[Mention]]
    triggers: dict[int, list[Trigger]]
    unseen: frozenset[int]


def _unseen(doc: Doc, mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the indices of the tokens that are not read: links' marks and addresses, tags, headlines."""
    text = doc.text
    ranges = [link.span(part) for link in _LINK.finditer(text) for part in (1, 2)]
    ranges += [tag.span() for tag in _TAG.finditer(text)]
    ranges += _inserted(text, mentions)
    spans = (doc.char_span(start, end, alignment_mode="contract") for start, end in ranges)
    return frozenset(index for span in spans if span is not None for index in range(span.start, span.end))


def _inserted(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return where headlines of other texts have run into a name; no platform's, and no word told twice."""
    found = [headlines.span() for headlines in _INSERTED.finditer(text)]
    if not found:
        return []
    words = list(_INNER_CAPITAL.finditer(text))
    times = Counter(word[0] for word in words)
    once = {at for word in words if times[word[0]] == 1 for at in range(*word.span())}
    once -= {at for m in mentions if m.type == "platform" for at in range(m.start, m.end)}
    return [span for span in found if span[0] in once]


def _by_token(doc: Doc, records: Sequence[_Record]) -> dict[int, list[_Record]]:
    starts: dict[int, list[_Record]] = {}
    for record in records:
        span = doc.char_span(record.start, record.end, alignment_mode="expand")
        if span is not None and len(span):
            starts.setdefault(span.start, []).append(record)
    return starts


def _item(doc: Doc, index: int, at: _Starts, match: TermMatch | None) -> tuple[Item, int]:
    """Return the item that starts at token `index`, and the index of the token after it."""
    triggers = tuple(at.triggers.get(index, ()))
    mention = at.mentions.get(index, [None])[0]
    if mention is not None and _is_no_name(mention, triggers):
        mention = None
    if mention is not None and not (triggers and triggers[0].end > mention.end):
        end = _token_after(doc, index, mention.end)
        # "snapback sanctions" is a programme's name and a trigger.
        triggers += tuple(t for i in range(index + 1, end) for t in at.triggers.get(i, ()))
        code = _CODES[mention.type]
        if code in "NC":  # "Cop Block" is a name and blocks nothing, "close to 300" a number
            triggers = tuple(trigger for trigger in triggers if trigger.kind == "sanction")
        return Item(code, mention.start, mention.end, mention.text, mention, triggers), end
    if triggers:
        whole = [trigger for trigger in triggers if not trigger.frame.startswith("split_")]
        end = _token_after(doc, index, max((trigger.end for trigger in whole), default=0))
        span = doc[index:end]
        return Item(_trigger_code(triggers), span.start_char, span.end_char, span.text, None, triggers), end
    end = match.end if match else index + 1
    span = doc[index:end]
    start, stop, code = span.start_char, span.end_char, match.term.value if match else "w"
    unit = Mention(start, stop, span.text, "unit", match.term.table) if match and code == "U" else None
    return Item(code, start, stop, span.text, unit), end


def _is_no_name(mention: Mention, triggers: Sequence[Trigger]) -> bool:
    """Say whether capitals make no name: "the YouTuber", "Subscriber Count" in the head of a table."""
    counting = bool(triggers) and all(trigger.kind == "follower_count" for trigger in triggers)
    users = mention.type in {"name", "organisation"} and mention.text.lower() in _USERS
    return users or (counting and mention.type == "name")


def _token_after(doc: Doc, index: int, end_char: int) -> int:
    """Return the index of the first token behind `index` that starts at or after `end_char`."""
    after = index + 1
    while after < len(doc) and doc[after].idx < end_char:
        after += 1
    return after


def _trigger_code(triggers: Sequence[Trigger]) -> str:
    if all(trigger.kind == "sanction" and trigger.lemma in _COMMON_VERBS for trigger in triggers):
        return "v"  # "added", "took": verbs of sanctioning only where a list stands behind them
    frames = {trigger.frame for trigger in triggers}
    if "metric" in frames:
        return "F"
    return "Q" if frames <= {"noun", "state"} else "V"
