"""From facts to files: JSONL, the canonical form, the table that pandas users load, and the exports."""

from pipeline.write.border import checked_lines
from pipeline.write.disk import move_into_place, write_partial, writing
from pipeline.write.dsa import dsa_lines
from pipeline.write.flat import SQL_TYPES, csv_lines, write_parquet
from pipeline.write.frame import COLUMNS, read_facts
from pipeline.write.ftm import ftm_lines, ftm_statement_lines
from pipeline.write.jsonl import JsonlWriter, json_line
from pipeline.write.tally import Tally
from pipeline.write.webannotation import annotation_lines

__all__ = [
    "COLUMNS",
    "SQL_TYPES",
    "JsonlWriter",
    "Tally",
    "annotation_lines",
    "checked_lines",
    "csv_lines",
    "dsa_lines",
    "ftm_lines",
    "ftm_statement_lines",
    "json_line",
    "move_into_place",
    "read_facts",
    "write_parquet",
    "write_partial",
    "writing",
]
