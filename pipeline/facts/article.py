"""An article: what goes into the pipeline."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


def text_sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of `text` in UTF-8 (lone surrogates included)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Article(BaseModel):
    """One article. `text` is never altered after reading: every offset refers to it.

    Attributes:
        doc_id: name of the article, unique in a run.
        text: what a reader sees, as code points.
        title: the headline, where it is known apart from the text.
        published: the day of publication, or null.
        published_from: where `published` comes from: given with the article, or found in its byline.
        source: the outlet.
        url: where it stood.
        language: ISO 639-1 code of the text, or null.
        path: the file it was read from, with a row or line behind ``#`` for files of many articles.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_id: str = Field(min_length=1)
    text: str
    title: str | None = None
    published: date | None = None
    published_from: Literal["metadata", "byline"] | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None

    @property
    def text_sha256(self) -> str:
        """Hexadecimal SHA-256 of the text, as written into every fact."""
        return text_sha256(self.text)
