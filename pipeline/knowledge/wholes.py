"""What a body is part of: "OFAC" is a part of the U.S. Treasury, and that of the United States."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.knowledge.component import shipped_index
from pipeline.knowledge.link import Linker, Query
from pipeline.normalise.lookup import bare, fold, undotted
from pipeline.tables import load_table


@lru_cache(maxsize=4096)
def wholes_of(body: str) -> frozenset[str]:
    """Return the body that a name means and all that it is part of, by the shipped base.

    Args:
        body: name of a state, union or authority.

    Returns:
        Their ids ("U.S. Treasury": ``us_treasury`` and ``iso:US``), so that those of a part hold those of its
        whole; the folded name alone where the base has no such body.
    """
    meant = _everyday().get(fold(bare(body)))
    if meant is None:
        link = _linker().link(Query(body, "authority"))
        meant = link.id if link else None
    return frozenset(_linker().roots(meant)) if meant else frozenset({fold(undotted(body))})


@cache
def _everyday() -> dict[str, str]:
    """Return what names mean by themselves: folded name -> id."""
    table: dict[str, list[str]] = load_table("knowledge")["everyday_names"]
    return {fold(name): body for body, names in table.items() for name in names}


@cache
def _linker() -> Linker:
    return Linker([shipped_index()])
