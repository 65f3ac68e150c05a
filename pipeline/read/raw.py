"""SHIM, replaced by the read room's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    source: int
    record: int


@dataclass(frozen=True, slots=True)
class Raw:
    place: Place
    source: str | None
    record: object
    given: Mapping[str, object]

    @property
    def doc_id(self):
        return self.record.doc_id

    @property
    def path(self):
        return self.record.path

    @property
    def weight(self):
        return len(getattr(self.record, "text", "")) + 100


def read_raw(inputs, *, metadata=None, stdin=None, start=Place(0, 0)):
    from pipeline.read.stream import read_articles

    source, last, n = -1, object(), 0
    for item in read_articles(inputs, metadata=metadata, stdin=stdin):
        path = item.path.split("#")[0] if item.path else None
        if path != last:
            source, last, n = source + 1, path, 0
        if (source, n) >= (start.source, start.record):
            yield Raw(Place(source, n), path, item, {})
        n += 1


def parse(raw):
    return raw.record
