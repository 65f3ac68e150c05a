"""The lexical tables: words that carry meaning, kept as YAML beside this file.

Every table is read once and cached; callers must not change what they get.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BOOL: Final = "tag:yaml.org,2002:bool"


class _WordLoader(_BASE):  # type: ignore[misc]  # the C loader where PyYAML was built with it
    """Reads "on", "off", "no" and "NO" as words, as YAML 1.2 does; tables hold no booleans but true."""


_WordLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL or first in "tT"]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}


@cache
def load_table(name: str) -> Any:
    """Return the content of ``tables/<name>.yaml``.

    Args:
        name: file name without its ending, for instance ``"platforms"``.
    """
    return yaml.load(files(__name__).joinpath(f"{name}.yaml").read_text("utf-8"), Loader=_WordLoader)  # noqa: S506 - derived from the safe loader


def any_of(words: Iterable[str], *, blank: str = r"\ ") -> str:
    """Return a group of a regular expression that matches any of some words, of two the longer one.

    Args:
        words: words and phrases, taken as they are.
        blank: the expression of a blank in a phrase.
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\ ", blank) for word in longest_first)
    return f"(?:{'|'.join(escaped)})"
