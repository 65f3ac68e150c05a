"""The lexical tables: words that carry meaning, kept as YAML beside this file.

Every table is read once and cached; callers must not change what they get.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_table(name: str) -> Any:
    """Return the content of ``tables/<name>.yaml``.

    Args:
        name: file name without its ending, for instance ``"platforms"``.
    """
    return yaml.load(files(__name__).joinpath(f"{name}.yaml").read_text("utf-8"), Loader=_Loader)


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
