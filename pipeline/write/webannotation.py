"""Evidence as W3C Web Annotations, one a piece, in JSON-LD.

The model is that of https://www.w3.org/TR/annotation-model/ (Recommendation of 2017): a position in code
points from 0, end exclusive, beside a quotation that finds the place where positions have moved.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from pipeline import __version__
from pipeline.facts import Article, Evidence, Fact
from pipeline.write.tally import Tally

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
#: How much of the text stands in prefix and suffix, in code points; the length that Hypothesis uses.
_AROUND: Final = 32


def annotation_lines(facts: Iterable[Fact], articles: Mapping[str, Article], tally: Tally) -> Iterator[bytes]:
    """Give an annotation for each piece of evidence of each fact.

    Args:
        facts: the facts.
        articles: doc_id -> the article, in whose text the spans of its facts hold; any may be missing.
        tally: gets the number of annotations, and the facts whose articles are missing.

    Yields:
        An annotation as JSON, ended by a line feed.
    """
    for fact in facts:
        article = articles.get(fact.doc_id)
        if article is None:
            tally.reduced["no article given: quotations without prefix and suffix"] += 1
        for piece in fact.evidence:
            tally.records += 1
            yield json.dumps(annotation(fact, piece, article), ensure_ascii=False).encode() + b"\n"


def annotation(fact: Fact, piece: Evidence, article: Article | None = None) -> dict[str, Any]:
    """Return the annotation of a piece of evidence.

    Its first body is a tag, the kind of the fact; the second is the fact as a line of JSON, with this piece
    as its only evidence.

    Args:
        fact: the fact.
        piece: one of its pieces of evidence.
        article: the article, for prefix, suffix and address.
    """
    line = fact.model_copy(update={"evidence": [piece]}).model_dump_json()
    return {
        "@context": _CONTEXT,
        "id": f"urn:platform-claims:annotation:{hashlib.sha256(line.encode()).hexdigest()[:32]}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {
            "id": f"urn:platform-claims:software:{__version__}",
            "type": "Software",
            "name": f"platform-claims {__version__}",
        },
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": fact.kind},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": line},
        ],
        "target": {
            "type": "SpecificResource",
            "source": _source(fact, article),
            "selector": [
                {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
                {"type": "TextQuoteSelector", "exact": piece.text} | _around(piece, article),
            ],
        },
    }


def _source(fact: Fact, article: Article | None) -> str:
    """Return the address of the article, or a name for it where none is known."""
    if article is not None and article.url and urlsplit(article.url).scheme in {"http", "https"}:
        return article.url
    return f"urn:platform-claims:article:{quote(fact.doc_id, safe='')}"


def _around(piece: Evidence, article: Article | None) -> dict[str, str]:
    if article is None:
        return {}
    return {
        "prefix": article.text[max(0, piece.start - _AROUND) : piece.start],
        "suffix": article.text[piece.end : piece.end + _AROUND],
    }
