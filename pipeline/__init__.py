"""Platform Claims: facts about takedowns, restorations, sanctions and follower counts in news articles.

    import pipeline

    nlp = pipeline.load()
    facts = pipeline.extract("Twitter suspended the account of Ada Example.", published="2024-05-02", nlp=nlp)
    frame = pipeline.read_facts("outputs/facts.jsonl")

Everything else is imported from its room (`pipeline.facts`, `pipeline.read`, `pipeline.evaluate`, ...).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pipeline.engine import available_models, extract, load
    from pipeline.write import read_facts

__version__: Final = "0.1.0"
__all__ = ["__version__", "available_models", "extract", "load", "read_facts"]

#: Where the public names live. They are imported on first use, so that ``pipeline --help`` stays quick.
_HOMES: Final = {
    "available_models": "pipeline.engine",
    "extract": "pipeline.engine",
    "load": "pipeline.engine",
    "read_facts": "pipeline.write",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'pipeline' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
