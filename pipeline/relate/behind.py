"""What follows a unit word: "accounts of A and B", "a page called C", "profiles linked to D", "on E"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.relate.members import element_end, named_targets
from pipeline.relate.phrases import Target, as_handle, skip
from pipeline.relate.titles import is_set_apart
from pipeline.tables import load_table

_AND_OF: Final = re.compile(r"[,&]{1,2}o")
#: The handles of accounts, behind a comma, dash or bracket: "two accounts — @a and @b —".
_HANDLES: Final = re.compile(r"[,(;]?(H(?:[,&]{1,2}H)*)")
#: "posted by President Jair Bolsonaro"
_BY_WHOM: Final = re.compile(r"[vw]b[wGKDL&]{0,8}N")
#: "that the singer Ada Lane recorded", "she posted"
_WHO_MADE: Final = re.compile(r"r?(?:[DwGKL]{0,6}N|R)[axh]*([vwd])")
_NAMING_LINKS: Final = frozenset(load_table("words")["naming_links"])
#: Words for what leads to a site, which end in "to".
LINK_WORDS: Final = frozenset(load_table("words")["link_words"])
_POSTING: Final = frozenset(load_table("words")["posting_verbs"])
_MAKING: Final = _POSTING | frozenset(load_table("words")["making_verbs"])
#: A word that is written as only handles are: "emamExample", "ada_lane", "ada99".
_HANDLE_LIKE: Final = re.compile(r"[a-z]+[A-Z]\w*|\w+_\w+|[A-Za-z]+\d+")

_Roles = dict[str, Mention]


def read_behind(sentence: Sentence, unit: int) -> tuple[list[_Roles], int]:
    """Read what follows the unit word at item `unit`.

    Returns:
        The roles of each holder that is named there (at least one entry, perhaps empty), and the
        index behind what was read.
    """
    reader = _Reader(sentence, unit)
    while reader.index < len(sentence) and any(step() for step in reader.steps):
        pass
    return [{**reader.shared, **own} for own in reader.holders] or [reader.shared], reader.index


class _Reader:
    """Reads one construction after the other; each step says whether it read anything."""

    def __init__(self, sentence: Sentence, unit: int) -> None:
        self.sentence, self.unit, self.index = sentence, unit, unit + 1
        self.shared: _Roles = {}
        self.holders: list[_Roles] = []
        self.steps = (
            self._and_of,
            self._for,
            self._day,
            self._handles,
            self._handle_like,
            self._posted_by,
            self._whom_posted,
            self._by,
            self._on,
            self._of,
            self._including,
            self._tied_to,
            self._name,
        )

    def _code(self, offset: int = 0) -> str:
        at = self.index + offset
        return self.sentence.codes[at : at + 1] or " "

    def _and_of(self) -> bool:
        """Go on in "the accounts of A, and of B"."""
        match = _AND_OF.match(self.sentence.codes, self.index) if self.holders else None
        self.index = match.end() - 1 if match else self.index
        return match is not None

    def _for(self) -> bool:
        """Read "pages for A and B", but not "removed pages for fraud"."""
        if self._code() != "4" or self.index != self.unit + 1:
            return False
        named = [
            t for t in named_targets(self.sentence, self.index + 1) if self.sentence.codes[t.head] == "N"
        ]
        return self._take(named, self.holders)

    def _day(self) -> bool:
        """Step over the day in "shut down accounts Monday run by A"."""
        stands = self._code() == "T" and self._code(1) == "l"
        self.index += int(stands)
        return stands

    def _handles(self) -> bool:
        match = _HANDLES.match(self.sentence.codes, self.index)
        if match is None:
            return False
        found = [at for at in range(*match.span(1)) if self.sentence.codes[at] == "H"]
        self.holders.extend({"handle": self.sentence.items[at].as_mention()} for at in found)
        self.index = match.end()
        return True

    def _handle_like(self) -> bool:
        """Read a handle without its sign: "the account, emamExample,"."""
        if self._code() not in ",(" or self._code(1) != "w":
            return False
        item = self.sentence.items[self.index + 1]
        if not _HANDLE_LIKE.fullmatch(item.text):
            return False
        self.holders.append({"handle": Mention(item.start, item.end, item.text, "handle", item.text)})
        self.index += 2
        return True

    def _posted_by(self) -> bool:
        match = _BY_WHOM.match(self.sentence.codes, self.index)
        if match is None or self.sentence.items[self.index].lower not in _POSTING:
            return False
        self.holders.append({"holder": self.sentence.items[match.end() - 1].as_mention()})
        self.index = match.end()
        return True

    def _whom_posted(self) -> bool:
        """Read who made a post: "the interview that Ada Lane gave", "a tweet she wrote"."""
        match = _WHO_MADE.match(self.sentence.codes, self.index) if self._is_content() else None
        if match is None or self.sentence.items[match.start(1)].lower not in _MAKING:
            return False
        who = max(self.sentence.codes.rfind(code, self.index, match.start(1)) for code in "NR")
        self.holders.append({"holder": self.sentence.items[who].as_mention()})
        self.index = match.end()
        return True

    def _is_content(self) -> bool:
        return self.sentence.items[self.unit].as_mention().value == "content"

    def _by(self) -> bool:
        """Read "tweets by A" and "videos from A"."""
        if not self._is_content() or self._code() not in "bf":
            return False
        return self._take(named_targets(self.sentence, self.index + 1), self.holders)

    def _on(self) -> bool:
        if self._code() not in "123" or self._code(1) != "P":
            return False
        self.shared.setdefault("platform", self.sentence.items[self.index + 1].as_mention())
        self.index += 2
        return True

    def _of(self) -> bool:
        """Read "of A and B", "belonging to A", "a channel called A"."""
        code = self._code()
        linked = self.index == self.unit + 1 and self.sentence.items[self.unit].lower in LINK_WORDS
        if linked:
            return self._take(_linked(self.sentence, self.index), self.holders)
        if code not in "ol":
            return False
        named = named_targets(self.sentence, self.index + 1)
        if code == "l" and self.sentence.items[self.index].lower in _NAMING_LINKS:
            if self._is_content():
                return self._take(named[:1], [])  # "a video titled The Kettle by Ada Lane"
            named = [_called(self.sentence, target) for target in named[:1]]
        return self._take(named, self.holders)

    def _including(self) -> bool:
        """Read the members of a group, which keeps an entry of its own: "accounts, including A and B"."""
        colon = self.sentence.items[self.index].text == ":" and self._code(1) in "NHD"
        comma = self._code() == "," and self._code(1) == "8"
        if not (colon or comma or self._code() == "8"):
            return False
        members = self.holders or [{}]
        read = self._take(named_targets(self.sentence, self.index + 1 + int(comma)), members)
        self.holders = members if read else self.holders
        return read

    def _tied_to(self) -> bool:
        if self._code() != "k":
            return False
        last = element_end(self.sentence, self.index + 1)
        first = skip(self.sentence, self.index + 1, "D")
        if last <= first:
            return False
        self.shared.setdefault("linked_to", self.sentence.words(first, last))
        self.index = last
        return True

    def _name(self) -> bool:
        """Read a name right behind the unit: "the channel Kettle TV"."""
        if self._code() != "N" or self.index != self.unit + 1 or self.holders:
            return False
        if self._is_content() and is_set_apart(
            self.sentence.article, self.sentence.items[self.index].as_mention()
        ):
            self.index += 1  # a title is nobody: the video "Kettle Days"
            return True
        if self.sentence.codes.startswith("(H)", self.index + 1):
            name, handle = (self.sentence.items[self.index + at].as_mention() for at in (0, 2))
            self.holders.append({"holder": name, "handle": handle})  # "the channel Kettle TV (@kettle)"
            self.index += 4
            return True
        self.holders.append(
            _called(self.sentence, Target(self.index, (self.index, self.index + 1), {})).roles
        )
        self.index += 1
        return True

    def _take(self, named: list[Target], holders: list[_Roles]) -> bool:
        """Take targets that were read into `holders`, and go on behind them."""
        holders.extend(target.roles for target in named)
        self.index = named[-1].span[1] if named else self.index
        return bool(named)


def _linked(sentence: Sentence, index: int) -> list[Target]:
    """Return whose site links lead to, named at item `index`: a platform's too, "links to Kettle.tv"."""
    first = skip(sentence, index, "D")
    if not sentence.codes.startswith("P", first):
        return named_targets(sentence, index)
    name = replace(sentence.items[first].as_mention(), type="name", value=None)
    return [Target(first, (index, first + 1), {"holder": name})]


def _called(sentence: Sentence, named: Target) -> Target:
    """Take a name for the account's own and, unless another is said to hold it, for its holder's."""
    name = sentence.items[named.head].as_mention()
    handle = as_handle(name)
    return replace(named, roles={"holder": name, **named.roles, "handle": handle})
