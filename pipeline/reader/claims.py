"""Readings to claims: which fillers belong together, and who is meant by "his" and "the account"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from pipeline.facts.claims import Claim, Mention, Trigger
from pipeline.normalise.codes import platform_id
from pipeline.normalise.counts import parse_count
from pipeline.reader.acts import action_and_unit
from pipeline.reader.antecedents import ABOUT, ONE_PERSON, Antecedents
from pipeline.reader.decode import Filler, Reading
from pipeline.reader.fillers import Words, metric_of, names_nobody, refers_back, thing
from pipeline.reader.labels import NAMING, Labels
from pipeline.reader.signals import signals_of
from pipeline.reader.usual import AUTHORITY, body_key, named_authorities, on_usual_platform
from pipeline.relate.persons import agrees
from pipeline.relate.references import Tally
from pipeline.tables import any_of, load_table

#: Of each kind, the roles whose fillers are facts of their own in every combination; each filler of the
#: first is one, and further roles with `many` go with the nearest.
_APART: Final[dict[str, tuple[str, ...]]] = {
    "takedown": ("holder", "platform"),
    "restoration": ("holder", "platform"),
    "sanction": ("target", "authority"),
    "follower_count": ("count",),
}
#: Of these, the roles whose fillers stand in one list, and so in one sentence; targets of sanctions are also
#: told item by item below it.
_LISTED: Final = frozenset({"holder", "platform"})
#: One trigger gives so many claims at most.
_MOST: Final = 24
#: Types of names that are no person's.
_BODIES: Final = frozenset({"organisation", "media", "country"})
#: Kinds that are no fact where nobody is named whom they are about, and the roles that name them. A takedown
#: or restoration can go without: "removed five pages", "unblocked Telegram".
_WHOSE: Final = {"sanction": frozenset({"target"}), "follower_count": frozenset({"holder", "handle"})}
#: What stands between a number and one of so many, and between a name and a number of others.
_OF_SO_MANY: Final = re.compile(rf":\s|(?<!\w){any_of(load_table('words')['of_so_many'])}(?!\w)")
_AND_SO_MANY: Final = re.compile(rf"(?<!\w){any_of(load_table('words')['and_so_many'])}\s{{1,3}}$")
#: Right before a noun: it is one that has been spoken of. So many code points before it are looked at.
_DEFINITE: Final = re.compile(rf"(?<!\w){any_of(load_table('references')['definite'])}\s$", re.IGNORECASE)
_ARTICLE: Final = 6
_POSSESSIVE: Final = ("'s", "’s", "' ", "’ ")
#: The value of a class that tells nothing.
_NO_VALUE: Final = "none"


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills a role.

    Attributes:
        naming: the mention that names it.
        words: the words nearest the trigger, null where none fill the role there.
        score: how likely it is.
    """

    naming: Mention
    words: Mention | None
    score: float

    @property
    def key(self) -> str:
        """What is the same for two mentions of one thing."""
        return thing(self.naming)

    @property
    def place(self) -> int:
        """Where its words stand, or else its name."""
        return (self.words or self.naming).start


def claims_of(
    readings: Sequence[Reading],
    words: Words,
    text: str,
    labels: Labels,
    sentences: Sequence[tuple[int, int]],
) -> list[Claim]:
    """Return the claims of an article, in the order of the text.

    Args:
        readings: its triggers, in order.
        words: makes mentions of its words.
        text: the article.
        labels: the rules of the roles.
        sentences: offsets of its sentences, in order, end exclusive.
    """
    claims: list[Claim] = []
    starts = [start for start, _ in sentences]
    antecedents, authorities = Antecedents(words), named_authorities(readings, words)
    for found in readings:
        reading = _within(found, sentences[bisect_right(starts, found.start) - 1])
        arguments = {
            role: _arguments(reading, role, words, antecedents) for role in labels.roles_of(reading.kind)
        }
        if AUTHORITY in arguments:
            arguments[AUTHORITY] = _or_usual(arguments[AUTHORITY], authorities, arguments["target"])
        if "holder" in arguments:
            arguments["holder"] = _whose(reading, arguments, antecedents, text)
        for role in ABOUT.intersection(arguments):
            if arguments[role] and arguments[role][-1].words is not None:
                antecedents.tell(arguments[role][-1].naming)
        for chosen in islice(_together(reading.kind, arguments, labels), _MOST):
            claim = _claim(reading, chosen, text)
            if claim is not None:
                claims.append(claim)
    return on_usual_platform(claims)


def _within(reading: Reading, sentence: tuple[int, int]) -> Reading:
    """Return a reading whose lists keep to its sentence.

    What the sentence of a trigger names is what it is about. The network also marks, less surely, what a
    neighbour names, and each of these would make a further claim with every other filler.

    Args:
        reading: a trigger with what fills its roles.
        sentence: offsets of its sentence, end exclusive.
    """
    start, end = sentence
    own: dict[str, tuple[Filler, ...]] = {}
    for role in _LISTED.intersection(_APART[reading.kind], reading.roles):
        inside = tuple(filler for filler in reading.roles[role] if start <= filler.start < end)
        if inside:
            own[role] = inside
    return replace(reading, roles={**reading.roles, **own})


def _arguments(reading: Reading, role: str, words: Words, antecedents: Antecedents) -> list[Argument]:
    """Return what fills a role, each filler once, in the order of the text."""
    found: dict[str, Argument] = {}
    pronoun = ""
    for filler in reading.roles.get(role, ()):
        for mention in words.listed(role, filler.start, filler.end):
            naming: Mention | None = mention
            if names_nobody(mention):
                pronoun = mention.text.lower()
                named = _named(reading, words, role, pronoun)
                naming = named.naming if named else _meant(role, mention, antecedents)
            elif mention.type == "group" and refers_back(mention.text):
                named = _named(reading, words, role)
                naming = named.naming if named else mention
            if naming is not None:
                argument = Argument(naming, mention, filler.score)
                found.setdefault(argument.key, argument)
    if not found and role not in _NEAR_ONLY:
        named = _named(reading, words, role, pronoun)
        return [named] if named else []
    return list(found.values())


def _or_usual(found: list[Argument], authorities: Tally, targets: Iterable[Argument]) -> list[Argument]:
    """Return whose a sanction is: where none stands near and no other is sure, that of the usual authority.

    Nobody sanctions himself: a target is no authority.
    """
    if found and (found[0].words is not None or found[0].score >= _SURE):
        return found
    usual = authorities.leader_but({body_key(target.naming) for target in targets})
    if usual is None or (found and found[0].key == thing(usual)):
        return found
    return [Argument(usual, None, _USUAL)]


def _whose(
    reading: Reading, arguments: Mapping[str, list[Argument]], antecedents: Antecedents, text: str
) -> list[Argument]:
    """Return whose an account or post is; where nothing tells, of "the account" whom the last claim is on."""
    found = arguments["holder"]
    is_act = reading.kind in {"takedown", "restoration"}
    if found or not is_act or arguments["handle"] or antecedents.about is None:
        return found
    units = (unit.words for unit in arguments["unit"] if unit.words is not None)
    is_told = any(
        refers_back(unit.text) or _DEFINITE.search(text, max(0, unit.start - _ARTICLE), unit.start)
        for unit in units
    )
    return [Argument(antecedents.about, None, _USUAL)] if is_told else found


def _meant(role: str, mention: Mention, antecedents: Antecedents) -> Mention | None:
    """Return whom a pronoun means of which the network says nothing, where that is what a fact is about."""
    return antecedents.of(mention) if role in ABOUT and mention.type == "pronoun" else None


def _named(reading: Reading, words: Words, role: str, pronoun: str = "") -> Argument | None:
    """Return what the words elsewhere that name a role's filler name: of the likeliest the nearest.

    Args:
        reading: a trigger with what fills its roles.
        words: makes mentions of words.
        role: the role.
        pronoun: the word beside the trigger that means it, in lower case.
    """
    named = (
        Argument(words.mention(role, filler.start, filler.end), None, filler.score)
        for filler in reading.roles.get(f"{role}{NAMING}", ())
    )
    fitting = [argument for argument in named if _fits(pronoun, argument.naming, words)]
    least = _ALIKE * max((argument.score for argument in fitting), default=0.0)
    likely = (argument for argument in fitting if argument.score >= least)
    return min(likely, key=lambda argument: abs(argument.naming.start - reading.start), default=None)


def _fits(pronoun: str, naming: Mention, words: Words) -> bool:
    """Say whether a pronoun can mean a name: "she" is no body, and nobody of the other gender."""
    if pronoun in ONE_PERSON and naming.type in _BODIES:
        return False
    return agrees(pronoun, words.in_full(naming.text))


#: Roles that only words beside the trigger fill: who is named elsewhere need not be who says so.
_NEAR_ONLY: Final = frozenset({"attribution"})
#: A name elsewhere this likely counts more than what the article names most.
_SURE: Final = 0.6
#: How likely the usual authority is meant, or the last holder.
_USUAL: Final = 0.4
#: Names are alike likely down to this share of the likeliest.
_ALIKE: Final = 0.7


def _together(
    kind: str, arguments: Mapping[str, list[Argument]], labels: Labels
) -> Iterator[dict[str, Argument]]:
    """Yield the combinations of fillers that are a claim each."""
    apart = [role for role in _APART[kind] if arguments[role]]
    many = [role for role in arguments if labels.roles[role].get("many") and role not in apart]
    if kind in {"takedown", "restoration"} and len(arguments["holder"]) < 2:
        # "39 accounts, 344 pages and 13 groups", or handles, are told apart by these, whoever holds them.
        widest = max(many, key=lambda role: len(arguments[role]))
        number = len(arguments[widest])
        in_step = widest == "quantity" and number == len(arguments["platform"])
        if number > 1 and not in_step:
            apart.insert(0, widest)
            many.remove(widest)
            if widest == "handle":
                arguments = {**arguments, "quantity": []}  # "two accounts, @ada and @bob": each is one
    single = {
        role: max(fillers, key=lambda argument: argument.score)
        for role, fillers in arguments.items()
        if fillers and role not in apart and role not in many
    }
    for choice in product(*(arguments[role] for role in apart)):
        chosen = dict(zip(apart, choice, strict=True))
        leads = [(chosen[role], arguments[role]) for role in apart]
        for role in many:
            if arguments[role]:
                # "12 Facebook and 30 Twitter accounts of the party": a number goes with any list
                chosen[role] = _of(leads if role == "quantity" else leads[:1], arguments[role])
        yield single | chosen


def _of(leads: Sequence[tuple[Argument, list[Argument]]], fillers: list[Argument]) -> Argument:
    """Return the filler that goes with what lists give: in step with one as long, else the nearest."""
    for lead, others in leads:
        if len(fillers) == len(others):
            return fillers[others.index(lead)]
    if not leads:
        return max(fillers, key=lambda argument: argument.score)
    return min(fillers, key=lambda argument: abs(argument.place - leads[0][0].place))


def _claim(reading: Reading, chosen: dict[str, Argument], text: str) -> Claim | None:
    if {"quantity", "holder"} <= chosen.keys() and _is_of_others(chosen["quantity"], chosen["holder"], text):
        del chosen["quantity"]
    roles = {role: argument.words for role, argument in chosen.items() if argument.words is not None}
    antecedents = {
        role: argument.naming for role, argument in chosen.items() if argument.naming is not argument.words
    }
    action, unit = action_and_unit(reading, roles["unit"].value if "unit" in roles else None)
    reading = replace(reading, classes={**reading.classes, "action": action, "unit": unit})
    if "unit" in roles and roles["unit"].value is None and unit != _NO_VALUE:
        roles["unit"] = replace(roles["unit"], value=unit)
    hints = _hints(reading, roles, text)
    actor = chosen.get("actor")
    if actor is not None and "platform" not in chosen and (platform := platform_id(actor.naming.text)):
        hints["platform"] = platform  # "Twitter suspended him": there
    if reading.kind == "follower_count" and not ("metric" in hints and _is_number(roles.get("count"))):
        return None
    if reading.kind in _WHOSE and not _WHOSE[reading.kind].intersection(chosen):
        return None
    trigger = Trigger(
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        reading.kind,  # type: ignore[arg-type]
        None if action == _NO_VALUE else action,
        frame="",
    )
    near = [m for m in roles.values() if abs(m.start - trigger.start) < _NEAR]
    return Claim(
        trigger=trigger,
        roles=roles,
        antecedents=antecedents,
        modality=reading.classes["modality"],
        action=trigger.action,
        passage=(
            min([trigger.start, *(m.start for m in near)]),
            max([trigger.end, *(m.end for m in near)]),
        ),
        hints=hints,
        signals=signals_of(reading, chosen),
    )


def _is_number(words: Mention | None) -> bool:
    return words is not None and parse_count(words.text) is not None


#: Words of a role further from the trigger than this, in code points, are not quoted with it.
_NEAR: Final = 200


def _is_of_others(quantity: Argument, holder: Argument, text: str) -> bool:
    """Say whether a number is not the holder's: "five pages, including hers", "her page and five others"."""
    number, name = quantity.words, holder.words
    if number is None or name is None or name.type == "pronoun":
        return False
    if number.end <= name.start:
        return _OF_SO_MANY.search(text, number.end, min(name.start, number.end + _NEAR)) is not None
    between = text[name.end : number.start][-_NEAR:]
    return not between.startswith(_POSSESSIVE) and _AND_SO_MANY.search(between) is not None


def _hints(reading: Reading, roles: Mapping[str, Mention], text: str) -> dict[str, str]:
    """Return the values that the trigger tells without words of their own."""
    hints: dict[str, str] = {}
    unit = reading.classes["unit"]
    if unit != _NO_VALUE and "unit" not in roles and reading.kind != "sanction":
        hints["unit"] = unit
    if reading.kind == "follower_count":
        metric = roles["metric"].value if "metric" in roles else None
        metric = metric or metric_of(text[reading.start : reading.end])
        if metric:
            hints["metric"] = metric
        kind = reading.classes["value_kind"]
        hints["value_kind"] = "total" if kind == _NO_VALUE else kind
    source = reading.classes.get("attribution_type", _NO_VALUE)
    if "attribution" in roles and source != _NO_VALUE:
        hints["attribution_type"] = source
    return hints
