"""What the network tells apart: kinds, roles and classes, in the order of its outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pipeline.tables import load_table

#: Tags of a span: outside, first piece, further piece.
OUTSIDE: Final = 0
BEGIN: Final = 1
INSIDE: Final = 2
#: Ending of the name of the tag row that marks the words naming a role's filler.
NAMING: Final = ".name"


@dataclass(frozen=True)
class Labels:
    """The label sets of a model.

    Attributes:
        kinds: kinds of fact a trigger can carry.
        marks: types of mentions that the network is shown.
        roles: role -> {"kinds": [...], "many": bool, "named": bool}.
        classes: name of a class -> its values.
    """

    kinds: tuple[str, ...]
    marks: tuple[str, ...]
    roles: Mapping[str, Mapping[str, Any]]
    classes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Labels:
        """Make the label sets from their JSON or YAML form."""
        return cls(
            kinds=tuple(data["kinds"]),
            marks=tuple(data["marks"]),
            roles=data["roles"],
            classes={name: tuple(values) for name, values in data["classes"].items()},
        )

    @classmethod
    def of_table(cls) -> Labels:
        """Return the label sets that the next training uses."""
        return cls.of(load_table("reader"))

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kinds": list(self.kinds),
            "marks": list(self.marks),
            "roles": {role: dict(rule) for role, rule in self.roles.items()},
            "classes": {name: list(values) for name, values in self.classes.items()},
        }

    @property
    def trigger_tags(self) -> int:
        """How many tags a piece can have as part of a trigger: outside, and two a kind."""
        return 1 + 2 * len(self.kinds)

    @property
    def mark_tags(self) -> int:
        """How many marks a piece can have: none, first and further piece of each type."""
        return 1 + 2 * len(self.marks)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The rows of tags that are laid over the window for each trigger: roles, then names of fillers."""
        named = (f"{role}{NAMING}" for role, rule in self.roles.items() if rule.get("named"))
        return (*self.roles, *named)

    @cached_property
    def class_slices(self) -> dict[str, slice]:
        """Where the values of each class stand among the class scores of a trigger."""
        slices, start = {}, 0
        for name, values in self.classes.items():
            slices[name] = slice(start, start + len(values))
            start += len(values)
        return slices

    def roles_of(self, kind: str) -> list[str]:
        """List the roles of a kind of fact."""
        return [role for role, rule in self.roles.items() if kind in rule["kinds"]]
