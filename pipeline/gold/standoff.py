"""Labels without the words of their article, for articles whose text may not be passed on.

A stand-off file has one line an article: ``doc_id``, ``text_sha256``, where the article comes from, and
its ``facts``. In these a span has offsets only, and a phrase that the article has word for word is
written as ``{"start": ..., "end": ...}``. Together with the article they are gold lines again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from pipeline.errors import GoldError
from pipeline.facts import FACT, Fact, text_sha256

#: Divides the alternatives of a name.
_OR: Final = "|"
#: Fields whose values are closed vocabularies or ids, never words of the article.
_CODED: Final = frozenset({
    "kind", "action", "modality", "date", "attribution_type", "platform", "unit", "language", "territory",
    "permanence", "reason_category", "metric", "value_kind", "qualifier",
})  # fmt: skip


def without_words(fact: Fact, text: str) -> dict[str, Any]:
    """Return a fact in stand-off form.

    Args:
        fact: a fact of the article.
        text: the article.
    """
    data: dict[str, Any] = json.loads(fact.model_dump_json(exclude_none=True))
    for key in ("id", "doc_id", "schema_version", "text_sha256", "confidence"):
        data.pop(key, None)
    near = fact.evidence[0].trigger.start
    return {field: _taken_out(field, value, text, near) for field, value in data.items()}


def _taken_out(field: str, value: Any, text: str, near: int) -> Any:
    if isinstance(value, list):
        return [_taken_out(field, item, text, near) for item in value]
    if isinstance(value, dict):
        if "start" in value:
            value = {key: item for key, item in value.items() if key != "text"}
        return {key: _taken_out(key, item, text, near) for key, item in value.items()}
    if not isinstance(value, str) or field in _CODED:
        return value
    parts = [_place(part, text, near) for part in value.split(_OR)]
    return parts[0] if len(parts) == 1 else parts


def _place(words: str, text: str, near: int) -> Any:
    """Return where the article has the words, nearest to an offset, or the words where it has not."""
    places, start = [], text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    if not places:
        return words
    start = min(places, key=lambda place: abs(place - near))
    return {"start": start, "end": start + len(words)}


def with_words(data: Mapping[str, Any], doc_id: str, text: str) -> Fact:
    """Return the fact of a stand-off form.

    Args:
        data: the form that `without_words` gives.
        doc_id: id of the article.
        text: the article.

    Raises:
        ValidationError: the form is no fact of this article.
    """
    filled = {field: _put_in(field, value, text) for field, value in data.items()}
    return FACT.validate_python({"doc_id": doc_id, **filled})


def _put_in(field: str, value: Any, text: str) -> Any:
    if field in {"evidence", "roles", "trigger"}:
        if isinstance(value, list):
            return [_put_in(field, item, text) for item in value]
        filled = {
            key: _put_in("trigger" if field == "roles" else key, item, text) for key, item in value.items()
        }
        return {**filled, "text": text[value["start"] : value["end"]]} if "start" in value else filled
    if isinstance(value, list):
        return _OR.join(_put_in(field, item, text) for item in value)
    if isinstance(value, dict):
        if "start" in value:
            return text[value["start"] : value["end"]]
        return {key: _put_in(key, item, text) for key, item in value.items()}
    return value


def is_standoff(path: Path) -> bool:
    """Say whether a file is a stand-off file: its first line has ``facts``."""
    if not path.is_file():
        return False
    with path.open(encoding="utf-8") as lines:
        return '"facts":' in lines.readline()


def load_standoff(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[str, list[Fact]]]:
    """Read a stand-off file; articles that are not at hand are passed over.

    Args:
        path: the file.
        texts: doc_id -> the article.

    Yields:
        doc_id and facts of each article of the file that is in `texts`.

    Raises:
        GoldError: E206 if an article is not the one that was labelled, E203 if a line is none.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                entry = json.loads(line)
                doc_id, facts = entry["doc_id"], entry["facts"]
                text = texts.get(doc_id)
                if text is None:
                    continue
                if text_sha256(text) != entry["text_sha256"]:
                    raise GoldError("E206", path=str(path), line=number, doc_id=doc_id)
                yield doc_id, [with_words(fact, doc_id, text) for fact in facts]
            except (AttributeError, KeyError, TypeError, ValueError, ValidationError) as error:
                raise GoldError("E203", path=str(path), line=number, reason=error) from error
