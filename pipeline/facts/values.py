"""Values of fields: counts and dates."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.errors import ContractError
from pipeline.facts.vocabulary import Qualifier

Whole = Annotated[int, Field(ge=0)]


class Count(BaseModel):
    """A number as the text gives it: the value written, its bounds and the words.

    Attributes:
        value: the number written, or null where only words of size are given ("dozens", "many").
        min: smallest number the words allow (inclusive), or null.
        max: largest number the words allow (inclusive), or null.
        qualifier: how the words bound the number.
        text: the words with their qualifier.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Whole | None = None
    min: Whole | None = None
    max: Whole | None = None
    qualifier: Qualifier
    text: str

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        # "many" bounds nothing, so only a vague count may be without a number.
        if self.qualifier != "vague" and self.value is None and self.min is None and self.max is None:
            raise ContractError("E004", text=self.text)
        low = 0 if self.min is None else self.min
        high = self.max
        if high is not None and high < low:
            raise ContractError("E008", text=self.text, min=self.min, max=self.max, value=self.value)
        if self.value is not None and (self.value < low or (high is not None and self.value > high)):
            raise ContractError("E008", text=self.text, min=self.min, max=self.max, value=self.value)
        return self


#: A whole day without a qualifier, wherever it stands in an EDTF string.
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE: Final = r"[0-9]{4}(?:-2[1-4]|(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?[?~%]?)"
#: The usual forms: a season, or a day, month or year, perhaps with doubt; an interval; a day of any year.
_PLAIN: Final = re.compile(
    rf"{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE}|XXXX-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
)


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=65_536)
def is_edtf(date: str) -> bool:
    """Say whether `date` is an EDTF date whose days exist on the calendar (``2019-02-29`` does not)."""
    if not all(_exists(day) for day in _DAY.findall(date)):
        return False
    if _PLAIN.fullmatch(date):
        return True  # the full grammar takes ten milliseconds, and a tenth of a second to load
    from edtf import parse_edtf  # noqa: PLC0415 - slow
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415 - slow

    try:
        parse_edtf(date)
    except (EDTFParseException, TypeError):  # edtf 5.0 raises TypeError on "../XXXX-01-05"
        return False
    return True


def _check_edtf(date: str) -> str:
    if not is_edtf(date):
        raise ContractError("E005", date=date)
    return date


#: A date string in EDTF level 1.
EdtfDate = Annotated[str, AfterValidator(_check_edtf)]
