"""From facts to files: JSONL, the canonical form, and the table that pandas users load."""

from pipeline.write.border import checked_lines
from pipeline.write.disk import move_into_place, write_partial, writing
from pipeline.write.frame import COLUMNS, read_facts
from pipeline.write.jsonl import JsonlWriter, json_line

__all__ = [
    "COLUMNS",
    "JsonlWriter",
    "checked_lines",
    "json_line",
    "move_into_place",
    "read_facts",
    "write_partial",
    "writing",
]
