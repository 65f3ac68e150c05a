"""Write the folder ``models/rules`` anew: ``python models/make_rules.py``.

The rules model has nothing trained: a configuration that names the stages, and spaCy's English
tokenizer. Run this after a change of the stages' names or of spaCy's version.
"""

from __future__ import annotations

from pathlib import Path

from pipeline import __version__
from pipeline.engine import new_pipeline, write_model

STAGES = ("sentences", "recognise", "relate", "normalise", "assemble", "link")


def main(folder: Path) -> None:
    """Write the model into `folder`, which keeps its README."""
    write_model(
        new_pipeline(STAGES),
        folder,
        name="rules",
        version=__version__,
        description="Baseline without a trained part: tables of words and shallow patterns.",
    )


if __name__ == "__main__":
    main(Path(__file__).parent / "rules")
