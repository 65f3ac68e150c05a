"""The attributes that the stages put on a spaCy ``Doc``, under ``doc._``.

===============  ===========================================  =================
attribute        what it holds                                set by
===============  ===========================================  =================
``doc_id``       id of the article                            the caller
``published``    ``datetime.date`` of publication, or null    the caller
``recognised``   `pipeline.facts.claims.Recognised`           ``claims_recognise``
``claims``       list of `pipeline.facts.claims.Claim`        ``claims_relate``
``windows``      how many windows a network could be shown    ``claims_reader``
``screened``     how many of them the screen left out         ``claims_reader``
``valued``       list of `pipeline.facts.claims.ValuedClaim`  ``claims_normalise``
``facts``        list of facts                                ``claims_assemble``
===============  ===========================================  =================
"""

from __future__ import annotations

from typing import Any, Final

from spacy.tokens import Doc

_DEFAULTS: Final[dict[str, Any]] = {
    "doc_id": None,
    "published": None,
    "recognised": None,
    "claims": None,
    "windows": 0,
    "screened": 0,
    "valued": None,
    "facts": None,
}


def register() -> None:
    """Declare the attributes; repeated calls change nothing."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
