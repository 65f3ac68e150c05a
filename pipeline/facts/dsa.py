"""An act in the codes of the EU's DSA Transparency Database (API version 2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

#: A code as the database spells it.
Code = Annotated[str, Field(pattern=r"^(DECISION|STATEMENT_CATEGORY)_[A-Z_]+$")]


class DsaCodes(BaseModel):
    """The codes of an act; null where the database has none.

    Attributes:
        decision_account: what was decided on the account.
        decision_visibility: what was decided on content, a list of codes as in the database.
        decision_provision: what was decided on the provision of the service.
        category: the ground, from the reason's category.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    decision_account: Code | None = None
    decision_visibility: list[Code] | None = None
    decision_provision: Code | None = None
    category: Code | None = None
