"""Gold files: reading and checking them. A file of predicted facts has the same form."""

from pipeline.gold.files import iter_facts, load_gold
from pipeline.gold.problem import Problem
from pipeline.gold.validate import validate

__all__ = ["Problem", "iter_facts", "load_gold", "validate"]
