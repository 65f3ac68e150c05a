"""Raw records: what is cut out of the inputs at little cost, and becomes an article in whatever process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.errors import ReadError
from pipeline.facts import Article
from pipeline.read.article import given_id, make_article
from pipeline.read.records import Page, Record, Unreadable
from pipeline.read.web_page import page_record


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the inputs something stands; later places are greater.

    Attributes:
        source: number of the file, of standard input, or of an input that names nothing, from 0, in the order
            in which they are read.
        record: number of the record within it, from 0; failures count.
    """

    source: int
    record: int


#: Where reading starts.
START: Final = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as cut out of its source. It can be pickled, and nothing that is dear has been done yet.

    Attributes:
        place: where it stands.
        source: the path of the file, as the run names it; null for standard input and for inputs that name
            nothing. Bytes of it that are no UTF-8 are surrogate escapes.
        record: the record, a page still to be parsed, or why there is none.
        given: what the metadata file says of it.
    """

    place: Place
    source: str | None
    record: Record | Page | Unreadable
    given: Mapping[str, object]

    @property
    def doc_id(self) -> str:
        """The doc_id that its article will have, or its failure has."""
        record = self.record
        return record.doc_id if isinstance(record, Unreadable) else given_id(record, self.given)

    @property
    def path(self) -> str:
        """The file, with a row or line behind ``#`` for files of many articles."""
        record = self.record
        return record.path if isinstance(record, Unreadable) else record.place

    @property
    def weight(self) -> int:
        """How much it holds, roughly: code points or bytes of its texts, and never 0."""
        if isinstance(self.record, Page):
            return 1 + len(self.record.content)
        fields = self.record.fields.values() if isinstance(self.record, Record) else ()
        return 1 + sum(len(value) for value in fields if isinstance(value, str))


def parse(raw: Raw) -> Article | Unreadable:
    """Return the article of a raw record, or why it is none. That its doc_id is its alone is not checked."""
    record = raw.record
    if isinstance(record, Unreadable):
        return record
    try:
        if isinstance(record, Page):
            record = page_record(record)
        return make_article(record, raw.given)
    except ReadError as error:
        return Unreadable(raw.doc_id, record.place, error)
