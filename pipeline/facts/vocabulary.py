"""The closed vocabularies of a fact, as `corpus/GUIDELINES.md` defines them."""

from __future__ import annotations

from typing import Final, Literal, get_args

#: Version of the JSON schema of a fact line. A change of meaning or a removed key raises the first number,
#: an added key the second.
SCHEMA_VERSION: Final = "1.2"

Kind = Literal["takedown", "restoration", "sanction", "follower_count"]

TakedownAction = Literal[
    "account_suspension", "account_termination", "account_restriction", "content_removal", "service_block"
]
RestorationAction = Literal[
    "account_restoration", "content_restoration", "service_unblock", "restriction_lift"
]
SanctionAction = Literal["imposition", "lifting", "easing", "extension"]

Modality = Literal["asserted", "negated", "uncertain", "requested", "planned", "hypothetical"]
AttributionType = Literal["platform", "target", "official", "media", "researcher", "anonymous", "document"]
Unit = Literal["account", "page", "group", "channel", "content", "app", "website", "platform"]
Permanence = Literal["temporary", "permanent"]
Metric = Literal["followers", "subscribers", "likes", "members"]
ValueKind = Literal["total", "gained", "lost", "combined"]
#: Roles whose names are linked to a knowledge base with a score; the id of ``holder`` is ``holder_id``.
LinkedRole = Literal["holder", "actor", "target", "authority"]
Qualifier = Literal[
    "exact", "approximately", "more_than", "at_least", "less_than", "at_most", "range", "vague"
]
ReasonCategory = Literal[
    "terrorism",
    "violence",
    "hate_speech",
    "harassment",
    "disinformation",
    "influence_operation",
    "spam",
    "impersonation",
    "fraud",
    "copyright",
    "privacy",
    "adult",
    "child_safety",
    "self_harm",
    "election",
    "sanctions_compliance",
    "human_rights",
    "proliferation",
    "cyber",
    "corruption",
    "narcotics",
    "aggression",
    "government_order",
    "error",
    "appeal",
    "policy_violation",
    "other",
]

#: The actions of each kind; a follower count has none.
ACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "takedown": get_args(TakedownAction),
    "restoration": get_args(RestorationAction),
    "sanction": get_args(SanctionAction),
}

#: The order in which kinds are listed in tables and reports.
KINDS: Final[tuple[Kind, ...]] = ("takedown", "restoration", "sanction", "follower_count")

#: Units that are one and the same thing for the core score: an account by another name.
UNIT_CLASS: Final[dict[str, str]] = {
    "account": "account",
    "page": "account",
    "group": "account",
    "channel": "account",
    "content": "content",
    "app": "service",
    "website": "service",
    "platform": "service",
}

#: What tells one account from another.
ACCOUNT_ROLES: Final = ("holder", "handle", "platform", "unit", "language")
_ACT_ROLES: Final[tuple[str, ...]] = (
    *ACCOUNT_ROLES,
    "quantity",
    "linked_to",
    "actor",
    "requester",
    "territory",
    "reason",
    "date",
    "attribution",
)

#: Which roles a piece of evidence may name, by kind of fact.
ROLES: Final[dict[Kind, tuple[str, ...]]] = {
    "takedown": (*_ACT_ROLES, "permanence"),
    "restoration": _ACT_ROLES,
    "sanction": ("target", "authority", "program", "reason", "date", "attribution"),
    "follower_count": (*ACCOUNT_ROLES, "metric", "count", "date", "attribution"),
}
