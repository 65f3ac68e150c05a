"""Spans of an article's text, and the evidence of a fact."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.errors import ContractError


class Span(BaseModel):
    """A stretch of an article's text.

    Attributes:
        start: offset of the first code point, 0-based.
        end: offset after the last code point (exclusive).
        text: the words themselves; ``article.text[start:end] == text`` always holds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: Annotated[int, Field(ge=0)]
    end: int
    text: str

    @model_validator(mode="after")
    def _offsets_fit_text(self) -> Self:
        if self.end <= self.start:
            raise ContractError("E002", start=self.start, end=self.end)
        if len(self.text) != self.end - self.start:
            raise ContractError("E003", text=self.text, length=len(self.text), width=self.end - self.start)
        return self

    def holds_in(self, text: str) -> bool:
        """Say whether the words stand in `text` exactly where the offsets say."""
        return text[self.start : self.end] == self.text


class Evidence(Span):
    """One place in the article that states a fact.

    The span is the passage to quote. `trigger` is the word or phrase in it that carries the fact.
    `roles` maps a role (a field of the fact) to the words nearest the trigger that fill it; these
    may stand in an adjacent sentence, outside the passage.
    """

    trigger: Span
    roles: dict[str, Span] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _passage_covers_trigger(self) -> Self:
        if not (self.start <= self.trigger.start and self.trigger.end <= self.end):
            raise ContractError("E007", text=self.trigger.text)
        return self

    def spans(self) -> list[tuple[str, Span]]:
        """List every span with its name: the passage, the trigger and each role."""
        return [("evidence", self), ("trigger", self.trigger), *self.roles.items()]
