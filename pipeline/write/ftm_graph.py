"""Facts as a graph of FollowTheMoney entities.

=================  ==========================================================================================
takedown,          an `Event` with the holder as `involved` and the doer as `organizer`; a `UserAccount` where
restoration        the handle is known, tied to the event by an `UnknownLink`
sanction           a `Sanction` on the entity of the target
follower count     a `Note` on the account, else on its holder, with the number in its text
an article         an `Article`, the `proof` of all that it says
=================  ==========================================================================================

No entity ever gets a topic: what a newspaper says of somebody makes no entry on a list of risks.
Names are entities of their article, since two articles may mean two people by one name; countries,
platforms, unions of states, and accounts with platform and handle are the same everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pipeline.facts import Article, Fact, FollowerCount, Restoration, Sanction, Takedown
from pipeline.normalise.codes import coded_name, country_code
from pipeline.normalise.lookup import fold
from pipeline.tables import load_table
from pipeline.write.ftm_store import Node, Store
from pipeline.write.ftm_values import country_of, date_bounds, is_proper_name, schema_of
from pipeline.write.tally import Tally

if TYPE_CHECKING:
    from followthemoney import Property

#: Keys of a line that no description repeats: its frame, and what every entity of the export is.
_FRAME: Final = frozenset(
    {"doc_id", "schema_version", "text_sha256", "kind", "modality", "evidence", "link_scores", "dsa"}
)
#: Sanction action -> property of a point in time; others have ``date``.
_POINTS: Final = {"imposition": ("startDate", "listingDate"), "lifting": ("endDate",)}


class Graph:
    """Makes statements of facts; an entity that several facts tell of is one.

    Args:
        store: where the statements go.
        articles: doc_id -> the article, for its title, day, outlet and address; any may be missing.
        tally: gets what cannot be carried.
    """

    def __init__(self, store: Store, articles: Mapping[str, Article], tally: Tally) -> None:
        self._store = store
        self._articles = articles
        self._tally = tally

    def add(self, fact: Fact) -> None:
        """Add the entities of a fact that has an id, unless it is not asserted or tells of nobody."""
        if fact.modality != "asserted":
            self._tally.left_out[f"modality {fact.modality}"] += 1
        elif isinstance(fact, Sanction):
            self._add_sanction(fact)
        elif isinstance(fact, FollowerCount):
            self._add_followers(fact)
        else:
            self._add_act(fact)

    def _add_act(self, act: Takedown | Restoration) -> None:
        event = self._of_fact("Event", act)
        holder, actor = self._named(act, act.holder), self._named(act, act.actor)
        account = self._account(act, holder)
        whose = act.holder or act.handle or (act.quantity.text if act.quantity else None) or act.unit
        self._put(event, act, name=_joined(act.action.replace("_", " "), whose, act.platform))
        self._put(event, act, involved=holder, organizer=actor, country=act.territory)
        dated = self._date(event, act, ("date",), spans=True)
        self._describe(event, act, carried={"id", "territory", *dated})
        self._count_unnamed((act.holder, holder), (act.actor, actor))
        if account is not None:
            link = _node("UnknownLink", event.id, account.id)
            self._put(link, act, subject=account, object=event, role=act.kind, proof=self._article(act))

    def _add_sanction(self, fact: Sanction) -> None:
        target = self._named(fact, fact.target)
        if target is None:
            whom = "an unnamed group" if fact.target else "nobody"
            self._tally.left_out[f"sanction on {whom}"] += 1
            return
        sanction = self._of_fact("Sanction", fact)
        country = fact.authority and country_code(fact.authority)
        status = load_table("ftm")["status"].get(fact.action)
        self._put(sanction, fact, entity=target, country=country, status=status)
        self._put(sanction, fact, authority=fact.authority, program=fact.program, reason=fact.reason)
        points = _POINTS.get(fact.action, ("date",))
        dated = self._date(sanction, fact, points, spans=fact.action == "imposition")
        self._describe(sanction, fact, carried={"id", "target", "authority", "program", "reason", *dated})

    def _add_followers(self, fact: FollowerCount) -> None:
        holder = self._named(fact, fact.holder)
        owner = self._account(fact, holder) or holder
        if owner is None:
            self._tally.left_out["follower count of nobody that is named"] += 1
            return
        note = self._of_fact("Note", fact)
        self._put(note, fact, entity=owner, name=_joined(fact.metric, fact.count.text, fact.platform))
        self._describe(note, fact, carried=())
        self._count_unnamed((fact.holder, holder))
        self._tally.reduced["follower count in the text of a note"] += 1

    def _of_fact(self, schema: str, fact: Fact) -> Node:
        """Return the entity that stands for a fact of an article."""
        entity = _node(schema, fact.doc_id, str(fact.id))
        self._put(entity, fact, proof=self._article(fact))
        for piece in fact.evidence:
            self._put(entity, fact, summary=piece.text)
        if "recordId" in _properties(entity.schema):
            self._put(entity, fact, recordId=fact.id)
        return entity

    def _named(self, fact: Fact, words: str | None) -> Node | None:
        """Return the entity of a name, or null where there is none or the words only describe somebody."""
        if not words:
            return None
        name, *others = words.split("|")
        if not is_proper_name(name):
            return None
        code = coded_name(name)
        key = (code,) if code else (fact.doc_id, fold(name))
        entity = _node(schema_of(name), *key)
        self._put(entity, fact, name=name, country=country_of(name), proof=self._article(fact))
        for other in others:
            self._put(entity, fact, alias=other)
        return entity

    def _account(self, fact: Takedown | Restoration | FollowerCount, owner: Node | None) -> Node | None:
        """Return the account of a handle, or null where the fact has none: an account needs a username."""
        if not fact.handle:
            return None
        handle = fact.handle.split("|")[0]
        # A handle is one account of its platform; a display name may be that of several.
        where = fact.platform if fact.platform and " " not in handle else fact.doc_id
        account = _node("UserAccount", where, handle.casefold())
        self._put(account, fact, username=handle, service=fact.platform, owner=owner)
        self._put(account, fact, proof=self._article(fact))
        return account

    def _article(self, fact: Fact) -> Node:
        entity = _node("Article", fact.doc_id)
        article = self._articles.get(fact.doc_id)
        self._put(entity, fact, fileName=fact.doc_id)
        if article is not None:
            published = article.published.isoformat() if article.published else None
            self._put(entity, fact, title=article.title, publishedAt=published, publisher=article.source)
            self._put(entity, fact, sourceUrl=article.url, language=article.language)
        return entity

    def _date(self, entity: Node, fact: Fact, points: tuple[str, ...], *, spans: bool) -> tuple[str, ...]:
        """Set the date of a fact, if the library can hold it.

        Args:
            entity: the entity of the fact.
            fact: the fact.
            points: properties for a point in time.
            spans: whether the entity can last for a span of time.

        Returns:
            ``("date",)``, or nothing where the date is left to the description.
        """
        bounds = date_bounds(fact.date) if fact.date else None
        if bounds is None or (bounds[0] != bounds[1] and not spans):
            if fact.date:
                self._tally.reduced["date in the description"] += 1
            return ()
        start, end = bounds
        if start == end:
            self._put(entity, fact, **dict.fromkeys(points, start))
        else:
            self._put(entity, fact, startDate=start, endDate=end)
        return ("date",)

    def _describe(self, entity: Node, fact: Fact, carried: Collection[str]) -> None:
        """Put all fields that are not carried as properties into the description."""
        values: dict[str, Any] = fact.model_dump(mode="json", exclude={*_FRAME, *carried}, exclude_none=True)
        told = {key: value["text"] if isinstance(value, dict) else value for key, value in values.items()}
        self._put(entity, fact, description="; ".join(f"{key}: {value}" for key, value in told.items()))

    def _count_unnamed(self, *roles: tuple[str | None, Node | None]) -> None:
        """Count a fact some of whose roles are filled by words that name nobody."""
        if any(words and entity is None for words, entity in roles):
            self._tally.reduced["unnamed group in the description"] += 1

    def _put(self, node: Node, fact: Fact, /, **values: Node | str | None) -> None:
        """Set properties; a value that the library does not take goes into the description.

        The origin of each statement is the id of the fact that it comes from.
        """
        for name, given in values.items():
            value = given.id if isinstance(given, Node) else given
            if not value:
                continue
            kind = _properties(node.schema)[name].type
            clean = kind.clean(value)
            if clean is not None and kind.validate(clean):
                self._store.add(node, name, clean, fact.id)
            else:
                self._tally.reduced[f"{name} in the description, as the library refuses it"] += 1
                self._store.add(node, "description", f"{name}: {value}", fact.id)


def _node(schema: str, *key: str) -> Node:
    """Return the entity of a key."""
    digest = hashlib.sha256("\x1f".join((schema, *key)).encode()).hexdigest()
    return Node(f"platform-claims-{digest[:40]}", schema)


@cache
def _properties(schema: str) -> Mapping[str, Property]:
    from followthemoney import model  # noqa: PLC0415 - slow, and an extra

    found: Any = model.get(schema)  # typed where the library is installed only
    properties: Mapping[str, Property] = found.properties
    return properties


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
