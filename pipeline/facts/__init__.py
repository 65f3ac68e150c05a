"""The contract: what an article and a fact are. Imports nothing else of the project but errors."""

from pipeline.facts.article import Article, text_sha256
from pipeline.facts.dsa import DsaCodes
from pipeline.facts.ids import fact_id
from pipeline.facts.models import FACT, MODELS, Fact, FollowerCount, Restoration, Sanction, Takedown
from pipeline.facts.schema import json_schema
from pipeline.facts.spans import Evidence, Span
from pipeline.facts.values import Count, EdtfDate, is_edtf
from pipeline.facts.vocabulary import KINDS, ROLES, SCHEMA_VERSION, UNIT_CLASS, Kind

__all__ = [
    "FACT",
    "KINDS",
    "MODELS",
    "ROLES",
    "SCHEMA_VERSION",
    "UNIT_CLASS",
    "Article",
    "Count",
    "DsaCodes",
    "EdtfDate",
    "Evidence",
    "Fact",
    "FollowerCount",
    "Kind",
    "Restoration",
    "Sanction",
    "Span",
    "Takedown",
    "fact_id",
    "is_edtf",
    "json_schema",
    "text_sha256",
]
