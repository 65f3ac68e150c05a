"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar, Final

import yaml

from pipeline.errors import ReadError
from pipeline.read.decode import decode
from pipeline.read.names import printable, stem_of
from pipeline.read.opening import open_input
from pipeline.read.records import Record, known_fields

#: Front matter: a first line of ---, at once a key, and lines up to another ---. A rule above prose is none.
_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\r?\n(?=[\w-]+[ \t]*:)(.*?^)---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # which of the two loaders there is, is known at run time only
    """YAML as PyYAML reads it, but days stay words: 2019-02-31 is a wrong date, not broken YAML."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def read_text_file(path: Path) -> Record:
    """Return the one article of a text file.

    Raises:
        ReadError: E105 to E107 if it is no text, E110 if its front matter is broken, E141 if it is damaged,
            E142 if it is too long.
    """
    with open_input(path) as stream:
        content = decode(stream.read_whole(), printable(path))
    return text_record(content, stem_of(path), printable(path), path)


def text_record(content: str, name: str, place: str, file: Path | None = None) -> Record:
    """Return the article that a decoded text file holds: what follows the front matter, untouched.

    Args:
        content: the file, line ends and all.
        name: its doc_id, if the front matter gives none.
        place: the name of the file, for messages too.
        file: the file itself, if there is one.

    Raises:
        ReadError: E110 if the front matter is broken.
    """
    found = _FRONT_MATTER.match(content)
    given = _load_front_matter(found[1], place) if found else None
    if found is None or given is None:
        return Record(name, place, {"text": content}, file)
    return Record(name, place, {**known_fields(given), "text": content[found.end() :]}, file)


def _load_front_matter(lines: str, path: str) -> dict[str, Any] | None:
    """Return the keys of the front matter, or null if it holds no keys but is part of the text."""
    try:
        given = yaml.load(lines, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ReadError("E110", path=path, reason=reason) from error
    return given if isinstance(given, dict) else None
