"""The four kinds of fact as pydantic models, discriminated on ``kind``.

A line of gold and a line of output have the same keys. What only a run can know (`id`,
`text_sha256`, `confidence`, the ids of the knowledge base) is null in gold written by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator, model_validator

from pipeline.errors import ContractError
from pipeline.facts.codes import is_country, is_language
from pipeline.facts.dsa import DsaCodes
from pipeline.facts.spans import Evidence
from pipeline.facts.values import Count, EdtfDate
from pipeline.facts.vocabulary import (
    ACCOUNT_ROLES,
    ROLES,
    SCHEMA_VERSION,
    AttributionType,
    Kind,
    LinkedRole,
    Metric,
    Modality,
    Permanence,
    ReasonCategory,
    RestorationAction,
    SanctionAction,
    TakedownAction,
    Unit,
    ValueKind,
)

#: A name; gold may hold alternatives divided by "|", best first, any of them right.
Name = Annotated[str, Field(min_length=1)]
PlatformId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.\-]*$")]
#: Id of an entity of a knowledge base, or of a sanctions programme.
EntityId = Annotated[str, Field(min_length=1)]
Score = Annotated[float, Field(ge=0, le=1)]


class _FactBase(BaseModel):
    """What all kinds of fact share."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Fields that tell one fact from another, beside kind and modality; the fact id is made of them.
    identity: ClassVar[tuple[str, ...]] = ()

    id: str | None = None
    doc_id: Annotated[str, Field(min_length=1)]
    schema_version: str = SCHEMA_VERSION
    text_sha256: str | None = None
    confidence: Score | None = None
    modality: Modality
    date: EdtfDate | None = None
    attribution: Name | None = None
    attribution_type: AttributionType | None = None
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    link_scores: dict[LinkedRole, Score] | None = None

    @model_validator(mode="before")
    @classmethod
    def _action_fits_kind(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("action") is not None:
            allowed = get_args(cls.model_fields["action"].annotation)
            if data["action"] not in allowed:
                raise ContractError(
                    "E001", action=data["action"], kind=data.get("kind"), allowed=", ".join(allowed) or "null"
                )
        return data

    @model_validator(mode="after")
    def _roles_fit_kind(self) -> Self:
        kind: Kind = self.kind  # type: ignore[attr-defined]
        for piece in self.evidence:
            for role in piece.roles:
                if role not in ROLES[kind]:
                    raise ContractError("E006", role=role, kind=kind, allowed=", ".join(ROLES[kind]))
        return self


class _Account(BaseModel):
    """Which account, page, channel or service a fact is about."""

    holder: Name | None = None
    holder_id: EntityId | None = None
    handle: Name | None = None
    platform: PlatformId | None = None
    unit: Unit | None = None
    language: str | None = None

    @field_validator("language")
    @classmethod
    def _language_is_iso(cls, value: str | None) -> str | None:
        if value is not None and not is_language(value):
            raise ContractError("E009", value=value, standard="639-1", example="a code such as 'fa'")
        return value


class _Act(_Account):
    """An act on an account: what takedowns and restorations share."""

    quantity: Count | None = None
    linked_to: Name | None = None
    actor: Name | None = None
    actor_id: EntityId | None = None
    requester: Name | None = None
    territory: str | None = None
    reason: Name | None = None
    reason_category: ReasonCategory | None = None
    dsa: DsaCodes | None = None

    @field_validator("territory")
    @classmethod
    def _territory_is_iso(cls, value: str | None) -> str | None:
        if value is not None and not is_country(value):
            raise ContractError("E009", value=value, standard="3166-1 alpha-2", example="a code such as 'IR'")
        return value


_ACT_IDENTITY: Final = ("action", *ACCOUNT_ROLES, "quantity", "linked_to", "territory", "date")


class Takedown(_Act, _FactBase):
    """An account, page, content or service stops being available by an act of a platform or a state."""

    identity: ClassVar[tuple[str, ...]] = _ACT_IDENTITY

    kind: Literal["takedown"]
    action: TakedownAction
    permanence: Permanence | None = None


class Restoration(_Act, _FactBase):
    """Such a thing comes back."""

    identity: ClassVar[tuple[str, ...]] = _ACT_IDENTITY

    kind: Literal["restoration"]
    action: RestorationAction
    permanence: None = None  # always null: the key keeps takedowns and restorations in the same columns


class Sanction(_FactBase):
    """An authority imposes, lifts, eases or extends sanctions on a target."""

    identity: ClassVar[tuple[str, ...]] = ("action", "target", "authority", "program", "date")

    kind: Literal["sanction"]
    action: SanctionAction
    target: Name | None = None
    target_id: EntityId | None = None
    authority: Name | None = None
    authority_id: EntityId | None = None
    program: Name | None = None
    program_id: EntityId | None = None
    reason: Name | None = None
    reason_category: ReasonCategory | None = None


class FollowerCount(_Account, _FactBase):
    """How many followers, subscribers, page likes or members an account has, gained or lost."""

    identity: ClassVar[tuple[str, ...]] = (*ACCOUNT_ROLES, "metric", "count", "value_kind", "date")

    kind: Literal["follower_count"]
    action: None = None  # always null: a number has no action
    metric: Metric
    count: Count
    value_kind: ValueKind = "total"


#: Any fact; pydantic picks the model by ``kind``.
Fact = Annotated[Takedown | Restoration | Sanction | FollowerCount, Field(discriminator="kind")]

#: Validates and serialises a fact of any kind.
FACT: Final[TypeAdapter[Takedown | Restoration | Sanction | FollowerCount]] = TypeAdapter(Fact)

#: The model of each kind.
MODELS: Final[dict[Kind, type[Takedown] | type[Restoration] | type[Sanction] | type[FollowerCount]]] = {
    "takedown": Takedown,
    "restoration": Restoration,
    "sanction": Sanction,
    "follower_count": FollowerCount,
}
