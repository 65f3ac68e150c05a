"""When a predicted fact counts as right: the core and the strict criterion.

Each criterion is written as the list of fields that break it, so that the same code says whether a
fact is right and, if not, why.
"""

from __future__ import annotations

from typing import Final

from pipeline.evaluate.compare import Comparable, same
from pipeline.facts import UNIT_CLASS, Kind

#: Fields that name the target; one that agrees is enough ("holder or handle").
TARGET: Final[dict[Kind, tuple[str, ...]]] = {
    "takedown": ("holder", "handle"),
    "restoration": ("holder", "handle"),
    "sanction": ("target",),
    "follower_count": ("holder", "handle"),
}
#: Fields that have to agree beside the target wherever gold has a value.
CORE: Final[dict[Kind, tuple[str, ...]]] = {
    "takedown": ("platform", "unit"),
    "restoration": ("platform", "unit"),
    "sanction": ("authority",),
    "follower_count": ("count", "platform"),
}
#: Fields that have to be equal for the strict criterion, null only with null.
STRICT: Final = ("action", "modality", "date", "quantity", "qualifier", "language", "value_kind")


def same_target(gold: Comparable, predicted: Comparable) -> bool:
    """Say whether both facts name the same target in the same way; false where either names none."""
    return any(same(name, gold.keys.get(name), predicted.keys.get(name)) for name in TARGET[gold.kind])


def core_failures(gold: Comparable, predicted: Comparable) -> tuple[str, ...]:
    """List the fields by which a fact of the right kind misses the core criterion; empty means right.

    What gold leaves null constrains nothing. So where gold names no target at all ("Facebook removed
    five pages"), words have to tell which fact is meant: the evidence of both must overlap, and the
    failure is called ``evidence``.

    Args:
        gold: the gold fact.
        predicted: a predicted fact of the same kind and document.
    """
    failures = [name for name in CORE[gold.kind] if name in gold.keys and not _agree(name, gold, predicted)]
    named = [name for name in TARGET[gold.kind] if name in gold.keys]
    if named and not same_target(gold, predicted):
        failures.insert(0, named[0])
    if not named and not gold.overlaps(predicted):
        failures.insert(0, "evidence")
    return tuple(failures)


def strict_failures(gold: Comparable, predicted: Comparable) -> tuple[str, ...]:
    """List the fields that differ beyond the core; strictly right is a fact that fails in neither."""
    return tuple(name for name in STRICT if not equal(name, gold, predicted))


def equal(field: str, gold: Comparable, predicted: Comparable) -> bool:
    """Say whether both facts have the same value in `field`, or both none."""
    one, other = gold.keys.get(field), predicted.keys.get(field)
    return (one is None and other is None) or same(field, one, other)


def _agree(field: str, gold: Comparable, predicted: Comparable) -> bool:
    one, other = gold.keys[field], predicted.keys.get(field)
    if field == "unit":
        return other is not None and UNIT_CLASS[one] == UNIT_CLASS[other]
    return same(field, one, other)
