"""Knowledge bases: entities with their names, and linking the names of facts to them."""

from pipeline.knowledge.cache import Indexing, index_folder, open_base
from pipeline.knowledge.entities import Entity
from pipeline.knowledge.index import Index
from pipeline.knowledge.link import Link, Linker, Query
from pipeline.knowledge.programs import program_id
from pipeline.knowledge.shipped import shipped_entities

__all__ = [
    "Entity",
    "Index",
    "Indexing",
    "Link",
    "Linker",
    "Query",
    "index_folder",
    "open_base",
    "program_id",
    "shipped_entities",
]
