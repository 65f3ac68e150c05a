"""What was done with sanctions before: "the EU may lift the sanctions that it imposed on Iran in 2012"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from pipeline.facts.claims import Mention
from pipeline.recognise.forms import governing_words
from pipeline.relate.authors import authorities_behind
from pipeline.relate.items import Sentence, Spot
from pipeline.tables import load_table

#: Between the noun and a participle that says what was done: "on Iran", "that were already".
_PASSIVE: Final = re.compile(r"(?:[15][DMwKANLSGoC-]{1,6}?)?(?:,?[rD]h?x)?a*(?=[vVw])")
#: The same with who did it: "that Congress had".
_ACTIVE: Final = re.compile(
    r"(?:[15][DMwKANLSGoC-]{1,6}?)?(?:r?D?w{0,2}(?P<author>[AKN])|[rD]?R)h?a*(?=[vVw])"
)
#: Participles that do not end in -ed.
_IRREGULAR: Final = frozenset(load_table("sanctioning")["irregular_participles"])


@dataclass(frozen=True, slots=True)
class Former:
    """An act on sanctions told behind the noun: the item of its verb, the action, and who did it, if said."""

    sentence: Sentence
    at: int
    action: str
    authorities: list[Mention]

    def spot(self, noun: Spot) -> Spot:
        """Return where it stands; the trigger is the verb, but the noun where they were imposed."""
        trigger = replace(noun.trigger, action=self.action, modality="asserted")
        if self.action != "imposition":
            item = self.sentence.items[self.at]
            trigger = replace(trigger, start=item.start, end=item.end, text=item.text)
        return Spot(self.sentence, self.at, trigger)


def former_act(sentence: Sentence, index: int) -> Former | None:
    """Return the act that is told behind the noun "sanctions" at item `index`, or null."""
    for pattern in (_PASSIVE, _ACTIVE):
        found = pattern.match(sentence.codes, index + 1)
        if found is None:
            continue
        verb = sentence.items[found.end()].lower
        action = governing_words().get(verb)
        if action is None or not (verb.endswith("ed") or verb in _IRREGULAR):
            continue
        authorities = authorities_behind(sentence, found.end())
        if pattern is _ACTIVE and found["author"]:
            authorities = [sentence.items[found.start("author")].as_mention()]
        return Former(sentence, found.end(), action, authorities)
    return None
