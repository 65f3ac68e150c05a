"""The day of publication as metadata give it: strict, or an error."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from pipeline.errors import ReadError

#: An ISO 8601 calendar date in extended form, alone or before a time of day.
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:?\d{2}.*)?", re.ASCII)


def publication_day(value: object, place: str) -> date:
    """Return the day of publication; of a timestamp its day, in the time zone in which it is given.

    Args:
        value: a date, a datetime, or a string such as ``2019-04-18`` or ``2019-04-18T04:36:00-04:00``.
        place: where it stands, for messages.

    Raises:
        ReadError: E120 for anything else, and for days that do not exist (2019-02-31).
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError as error:
        raise ReadError("E120", value=value, place=place) from error
    raise ReadError("E120", value=str(value), place=place)
