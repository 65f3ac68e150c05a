"""The engine: a model folder becomes a spaCy pipeline, an article becomes facts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from pipeline.errors import ModelError, ReadError
from pipeline.facts import Article, Fact
from pipeline.recognise.tokens import make_doc

#: The model that is used when none is named.
DEFAULT_MODEL: Final = "reader"
_PACKAGE: Final = Path(__file__).parent
#: Where models lie: in an installed wheel inside the package, in a checkout beside it.
_FOLDERS: Final = (_PACKAGE / "_models", _PACKAGE.parent / "models")
#: The stage of a trained model.
_READER: Final = "reader"
#: spaCy refuses texts over a million characters, a guard for parsers; no stage here needs it.
_NO_LIMIT: Final = 2**40


def available_models() -> list[str]:
    """Return the names of the models that can be named to `load`."""
    found = {meta.parent.name for folder in _FOLDERS for meta in folder.glob("*/meta.json")}
    return sorted(found)


def model_path(name: str | Path | None = None) -> Path:
    """Return the folder of a model.

    Args:
        name: a name out of `available_models`, a path to a model folder, or null for the default.

    Raises:
        ModelError: E311 if there is no such model.
    """
    wanted = str(name or DEFAULT_MODEL)
    for folder in (*(parent / wanted for parent in _FOLDERS), Path(wanted)):
        if (folder / "config.cfg").is_file():
            return folder
    raise ModelError("E311", name=wanted, known=", ".join(available_models()) or "none")


def load(
    name: str | Path | None = None,
    *,
    kb: Sequence[str | Path] = (),
    kb_index: str | Path | None = None,
    screen: bool = True,
) -> Language:
    """Load a model as a spaCy pipeline; ``nlp(text)._.facts`` is the result.

    Args:
        name: a name out of `available_models`, a path to a model folder, or null for the default.
        kb: knowledge bases to link names to, before the shipped one.
        kb_index: the folder where their indexes lie; the user's cache by default.
        screen: whether a trained reader leaves out the windows that hold no word of a fact.

    Returns:
        The pipeline, without spaCy's limit on the length of a text.

    Raises:
        ModelError: E311 if there is no such model, E312 if it cannot be loaded.
        KnowledgeError: a knowledge base cannot be used.
    """
    folder = model_path(name)
    bases: dict[str, Any] = {
        "bases": [str(base) for base in kb],
        "folder": str(kb_index) if kb_index else None,
    }
    try:
        nlp = spacy.load(folder, config={"components.link": bases} if kb else {})
    except (OSError, ValueError, ImportError) as error:
        raise ModelError("E312", folder=folder, why=error) from error
    nlp.max_length = _NO_LIMIT
    if nlp.has_pipe(_READER):
        reader: Any = nlp.get_pipe(_READER)
        reader.screen = screen
    return nlp


def model_meta(name: str | Path | None = None) -> dict[str, Any]:
    """Return the ``meta.json`` of a model."""
    meta: dict[str, Any] = json.loads((model_path(name) / "meta.json").read_text("utf-8"))
    return meta


def new_pipeline(stages: Iterable[str]) -> Language:
    """Return a pipeline of our stages over spaCy's English tokenizer, with nothing trained in it.

    Args:
        stages: names of the stages, in order; the factory of each is ``claims_`` and its name.
    """
    nlp = spacy.blank("en")
    # "U.S.-designated": spaCy splits at a hyphen only between letters.
    infixes = compile_infix_regex([*nlp.Defaults.infixes, r"(?<=[A-Z]\.)-(?=[a-z])"])  # type: ignore[misc]
    tokenizer: Any = nlp.tokenizer  # typed as any function from text to Doc
    tokenizer.infix_finditer = infixes.finditer
    for stage in stages:
        nlp.add_pipe(f"claims_{stage}", name=stage)
    nlp.max_length = _NO_LIMIT
    return nlp


def write_model(nlp: Language, folder: Path, *, name: str, version: str, description: str) -> None:
    """Write a pipeline as a model folder; what else lies there stays.

    Args:
        nlp: the pipeline.
        folder: the folder to write.
        name: name of the model.
        version: its version: that of the package whose stages it names.
        description: what it is, in a sentence.
    """
    nlp.meta.update(
        name=name,
        version=version,
        description=description,
        author="Platform Claims",
        license="Apache-2.0",
    )
    nlp.to_disk(folder)
    # The vocabulary is made anew on loading; nothing in it is learnt.
    shutil.rmtree(folder / "vocab")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of an article, and at what cost.

    Attributes:
        facts: in the order of the text.
        seconds: stage -> seconds, in the order of the stages, "tokenise" first.
        windows: number of windows that a network could have been shown; 0 for a model without one.
        screened_windows: how many of them the screen left out.
    """

    facts: list[Fact]
    seconds: dict[str, float]
    windows: int = 0
    screened_windows: int = 0


def article_doc(nlp: Language, article: Article) -> Doc:
    """Return an article cut into tokens, with what the stages of a pipeline need to know of it."""
    doc = make_doc(nlp, article.text)
    doc._.doc_id, doc._.published = article.doc_id, article.published
    return doc


def extract_article(nlp: Language, article: Article) -> list[Fact]:
    """Return the facts of an article, in the order of the text."""
    return extract_timed(nlp, article).facts


def extract_timed(nlp: Language, article: Article) -> Extraction:
    """Return the facts of an article, and what each stage took for them.

    Memory that spaCy takes for the article is given back, so that a stream of any length runs flat.

    Args:
        nlp: a pipeline from `load`.
        article: the article.
    """
    seconds: dict[str, float] = {}
    with nlp.memory_zone():
        clock = perf_counter()
        doc = article_doc(nlp, article)
        seconds["tokenise"] = perf_counter() - clock
        # What nlp(doc) does, with a look at the clock between the stages.
        for name, stage in nlp.pipeline:
            clock = perf_counter()
            doc = stage(doc)
            seconds[name] = perf_counter() - clock
        return Extraction(doc._.facts, seconds, doc._.windows, doc._.screened)


def extract(
    text: str,
    *,
    published: date | str | None = None,
    doc_id: str = "text",
    nlp: Language | None = None,
) -> list[Fact]:
    """Return the facts of a text.

    Args:
        text: the article as a reader sees it; offsets of the facts count its code points.
        published: day of publication as a date or ISO string, against which "Tuesday" is resolved.
        doc_id: id that the facts carry.
        nlp: a pipeline from `load`; without it the default model is loaded, once.

    Returns:
        Facts in the order of the text.

    Raises:
        ReadError: E120 if `published` is a string but no ISO date.
        ModelError: E311, E312 if the default model is not there or cannot be loaded.
    """
    try:
        day = date.fromisoformat(published) if isinstance(published, str) else published
    except ValueError as error:
        raise ReadError("E120", value=published, place=doc_id) from error
    article = Article(doc_id=doc_id, text=text, published=day)
    return extract_article(nlp or _default(), article)


_loaded: dict[str, Language] = {}


def _default() -> Language:
    if DEFAULT_MODEL not in _loaded:
        _loaded[DEFAULT_MODEL] = load()
    return _loaded[DEFAULT_MODEL]
