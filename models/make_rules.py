"""Write the folder ``models/rules`` anew: ``python models/make_rules.py``.

The rules model has nothing trained: a configuration that names the stages, and spaCy's English
tokenizer. Run this after a change of the stages' names or of spaCy's version.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import spacy
from spacy.util import compile_infix_regex

from pipeline import __version__

STAGES = ("sentences", "recognise", "relate", "normalise", "assemble")


def main(folder: Path) -> None:
    """Write the model into `folder`, which keeps its README."""
    nlp = spacy.blank("en")
    # "U.S.-designated": spaCy splits at a hyphen only between letters.
    infixes = compile_infix_regex([*nlp.Defaults.infixes, r"(?<=[A-Z]\.)-(?=[a-z])"])
    nlp.tokenizer.infix_finditer = infixes.finditer
    for stage in STAGES:
        nlp.add_pipe(f"claims_{stage}", name=stage)
    nlp.meta.update(
        name="rules",
        version=__version__,
        description="Baseline without a trained part: tables of words and shallow patterns.",
        author="Platform Claims",
        license="Apache-2.0",
    )
    nlp.to_disk(folder)
    # The vocabulary is made anew on loading; nothing in it is learnt.
    shutil.rmtree(folder / "vocab")


if __name__ == "__main__":
    main(Path(__file__).parent / "rules")
