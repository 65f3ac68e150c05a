"""Linking as a spaCy component: facts get the ids of what their names mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, get_args

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts import Fact
from pipeline.facts.vocabulary import LinkedRole
from pipeline.knowledge.cache import open_base
from pipeline.knowledge.index import Index
from pipeline.knowledge.link import Linker, Query
from pipeline.knowledge.programs import program_id
from pipeline.knowledge.shipped import shipped_entities

_ROLES: Final[tuple[LinkedRole, ...]] = get_args(LinkedRole)

# The attributes are declared by the recognition room, which runs first.


@Language.factory(
    "claims_link",
    requires=["doc._.facts", "doc._.recognised"],
    assigns=["doc._.facts"],
    default_config={"bases": [], "folder": None},
    retokenizes=False,
)
def make_link(nlp: Language, name: str, bases: list[str], folder: str | None) -> FactLinker:
    """Make the component that links the names of facts.

    Args:
        nlp: the pipeline.
        name: the name of the stage.
        bases: paths of knowledge bases of the user's own, which come before the shipped one.
        folder: where their indexes lie; the user's cache by default.

    Raises:
        KnowledgeError: a base cannot be used.
    """
    return FactLinker(bases, folder)


class FactLinker:
    """Gives the facts of a document the ids of a knowledge base.

    Args:
        bases: see `make_link`.
        folder: see `make_link`.

    Attributes:
        own: the files of the user's bases with their indexes, in the order of use.

    Raises:
        KnowledgeError: a base cannot be used.
    """

    def __init__(self, bases: Sequence[str] = (), folder: str | None = None) -> None:
        place = Path(folder) if folder else None
        self.own = [opened for base in bases for opened in open_base(Path(base), place).items()]

    @cached_property
    def _linker(self) -> Linker:
        return Linker([*(index for _, index in self.own), shipped_index()])

    def __call__(self, doc: Doc) -> Doc:
        """Link the facts of `doc`; needs its facts and the countries among its mentions."""
        if doc._.facts:
            mentions = doc._.recognised.mentions
            countries = {mention.value for mention in mentions if mention.type == "country" and mention.value}
            doc._.facts = link_facts(doc._.facts, self._linker, countries)
        return doc


@cache
def shipped_index() -> Index:
    """Return the index of the shipped base, made on the first call."""
    return Index.of(shipped_entities())


def link_facts(facts: Iterable[Fact], linker: Linker, countries: Iterable[str] = ()) -> list[Fact]:
    """Return facts with the ids of what they name; what cannot be linked surely stays null.

    Args:
        facts: the facts of an article.
        linker: links to the bases.
        countries: ISO 3166-1 alpha-2 codes of the countries that the article names.
    """
    here = frozenset(countries)
    return [fact.model_copy(update=_ids(fact, linker, here)) for fact in facts]


def _ids(fact: Fact, linker: Linker, countries: frozenset[str]) -> dict[str, Any]:
    links = {
        role: linker.link(Query(name, role, countries))
        for role in _ROLES
        if (name := getattr(fact, role, None)) is not None
    }
    found = {role: link for role, link in links.items() if link is not None}
    ids: dict[str, Any] = {f"{role}_id": link.id for role, link in found.items()}
    if found:
        ids["link_scores"] = {role: link.score for role, link in found.items()}
    program = getattr(fact, "program", None)
    if program is not None and "authority" in found:
        ids["program_id"] = program_id(program, linker.roots(found["authority"].id))
    return ids
