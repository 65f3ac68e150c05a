"""The reader as a spaCy component: it takes the place of relation by rules."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.facts.claims import Recognised
from pipeline.reader.claims import claims_of
from pipeline.reader.confidence import Calibration
from pipeline.reader.decode import Decoder, Reading, Thresholds
from pipeline.reader.fillers import Words
from pipeline.reader.graph import OnnxScorer, Scorer
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces, cut, mark
from pipeline.reader.windows import Window, windows
from pipeline.recognise.extensions import register
from pipeline.recognise.screen import hits, holds
from pipeline.recognise.teasers import outside_teasers

if TYPE_CHECKING:
    from tokenizers import Tokenizer

register()

#: Pieces that a window answers for, and the context it sees before and behind them. Of five shapes tried on
#: the dev articles this one is as good as any, and 20 % faster than with twice the context.
OWN: Final = 256
BEFORE: Final = 96
AFTER: Final = 24
#: A word or phrase that the cut of an overlong sentence goes through begins so many pieces before it at most.
_ACROSS: Final = 8

#: What lies in the reader's part of a model folder.
GRAPH: Final = "reader.onnx"
LABELS: Final = "labels.json"
_TOKENIZER: Final = "tokenizer.json"


def open_tokenizer(path: Path) -> Tokenizer:
    """Open a tokenizer, and switch off the truncation and the padding that it was published with."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - only a trained model needs it

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@Language.factory(
    "claims_reader",
    requires=["doc.sents", "doc._.recognised"],
    assigns=["doc._.claims", "doc._.windows", "doc._.screened"],
    default_config={"screen": True},
    retokenizes=False,
)
def make_reader(nlp: Language, name: str, screen: bool) -> Reader:
    """Make the trained reader; its network comes from the model folder.

    Args:
        nlp: the pipeline.
        name: name of the component.
        screen: leave out what holds no word that can carry a fact.
    """
    return Reader(screen=screen)


class Reader:
    """Finds triggers and what fills their roles by a trained network.

    Args:
        screen: show the network only windows with a word that can carry a fact. A window is scored by
            itself and answers for its own triggers alone, so leaving one out changes nothing elsewhere.
    """

    def __init__(self, *, screen: bool = True) -> None:
        self.screen = screen
        self.label_sets = Labels.of_table()
        self.thresholds = Thresholds()
        self.calibration = Calibration()
        self.scorer: Scorer | None = None
        self._folder: Path | None = None
        self.tokenizer: Tokenizer | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of fact, as spaCy asks of a trained component for the model's ``meta.json``."""
        return self.label_sets.kinds

    def __call__(self, doc: Doc) -> Doc:
        """Put the claims on `doc`; needs its sentences, and what the tables recognise."""
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        found: Recognised = doc._.recognised
        readings, doc._.windows, doc._.screened = self.read(doc.text, sentences, found)
        words = Words(doc.text, found.mentions)
        readings = outside_teasers(doc.text, readings)
        claims = claims_of(readings, words, doc.text, self.label_sets, sentences)
        judged = (replace(claim, score=self.calibration(claim.signals)) for claim in claims)
        doc._.claims = [claim for claim in judged if claim.score >= self.thresholds.claim]
        return doc

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write graph, tokenizer and labels into a folder; a graph that training has put there stays."""
        path.mkdir(exist_ok=True)
        known = {
            **self.label_sets.as_dict(),
            "thresholds": asdict(self.thresholds),
            "calibration": asdict(self.calibration),
        }
        (path / LABELS).write_text(json.dumps(known, indent=1) + "\n", "utf-8")
        if self._folder is not None and self._folder.resolve() != path.resolve():
            shutil.copyfile(self._folder / GRAPH, path / GRAPH)
        if self.tokenizer is not None:
            self.tokenizer.save(str(path / _TOKENIZER))

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Reader:
        """Read graph, tokenizer and labels from a folder.

        Triggers below its thresholds are not read: lower thresholds set afterwards find none more.

        Raises:
            ValueError: if another version of the reader wrote the labels.
        """
        known = json.loads((path / LABELS).read_text("utf-8"))
        try:
            self.thresholds = Thresholds(**known.pop("thresholds"))
            self.calibration = Calibration(**known.pop("calibration"))
            self.label_sets = Labels.of(known)
        except (KeyError, TypeError) as reason:
            message = f"another version wrote {path / LABELS}: {reason}"
            raise ValueError(message) from reason
        self.tokenizer = open_tokenizer(path / _TOKENIZER)
        self._folder = path
        self.scorer = OnnxScorer(path / GRAPH, self.thresholds.trigger)
        return self

    def read(
        self, text: str, sentences: list[tuple[int, int]], known: Recognised
    ) -> tuple[list[Reading], int, int]:
        """Read a text.

        Args:
            text: the article.
            sentences: offsets of its sentences, end exclusive.
            known: the mentions and triggers that tables and grammars find.

        Returns:
            The triggers with their roles and classes, in order; the number of windows of the text, and how
            many of them the screen left out.
        """
        if self.scorer is None or self.tokenizer is None:
            return [], 0, 0
        pieces = mark(cut(self.tokenizer, text, sentences), known, self.label_sets)
        decoder = Decoder(self.label_sets, self.thresholds)
        tiles = list(windows(pieces.sentences, own=OWN, before=BEFORE, after=AFTER))
        shown = _holding(tiles, pieces, hits(text)) if self.screen else tiles
        found: list[Reading] = []
        for window in shown:
            scores = self.scorer(pieces, window)
            found += decoder.readings(text, pieces, window, scores)
        return found, len(tiles), len(tiles) - len(shown)


def _holding(tiles: list[Window], pieces: Pieces, carrying: list[int]) -> list[Window]:
    """Return the windows that answer for one of the words (offsets) that can carry a fact."""

    def is_holding(tile: Window) -> bool:
        first = max(0, tile.own_start - _ACROSS)
        return holds(carrying, int(pieces.starts[first]), int(pieces.ends[tile.own_end - 1]))

    return list(filter(is_holding, tiles))
