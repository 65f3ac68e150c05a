"""What a path on the command line stands for."""

from __future__ import annotations

from pathlib import Path


def facts_file(path: Path) -> Path:
    """Return the file of facts in the output folder of a run; any other path stands for itself."""
    inside = path / "facts.jsonl"
    return inside if inside.is_file() else path
