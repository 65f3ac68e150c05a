"""How fast a model reads: speed with its interval, the time of each stage, memory."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from pipeline.errors import UsageError
from pipeline.read import Unreadable, read_articles
from pipeline.read.inputs import STDIN
from pipeline.write import checked_lines

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.reader.graph import Scorer, Scores
    from pipeline.reader.pieces import Pieces
    from pipeline.reader.windows import Window

#: Draws and their seed: the same times always give the same interval.
_DRAWS: Final = 2_000
_SEED: Final = 0
#: Stages before and behind those of the model, and what is spent between stages.
_READ: Final = "read"
_WRITE: Final = "write"
_BETWEEN: Final = "between stages"


class _Figures(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rate(_Figures):
    """Something a second: the median of the repeats, and a 95 % interval of that median."""

    median: float
    low: float
    high: float


class StageTime(_Figures):
    """What a stage takes, as the median of the repeats.

    Attributes:
        milliseconds: per 1,000 words of the articles.
        share: of the whole time, from 0 to 1.
    """

    milliseconds: float
    share: float


class Encoder(_Figures):
    """The network of a trained reader alone.

    Attributes:
        milliseconds: what its graph takes per 1,000 words, as the median of the repeats.
        whole_over_encoder: the whole time over that of the graph.
    """

    milliseconds: float
    whole_over_encoder: float


class Bench(_Figures):
    """What was measured.

    Attributes:
        model: name of the model.
        documents, words, facts: what is read in one repeat.
        repeats: number of repeats that were measured, after one to warm up.
        load_seconds: time to load the model; that to import spaCy is part of it in a new process.
        words_per_second, documents_per_second, facts_per_second: reading and writing included.
        warm_up_words_per_second: the same while everything was met for the first time.
        stages: name of the stage -> its time, in the order of the stages.
        encoder: the network alone, or null for a model without one.
        peak_mebibytes: the most memory that the process has used; null where the system does not tell.
    """

    model: str
    documents: int
    words: int
    facts: int
    repeats: int
    load_seconds: float
    words_per_second: Rate
    documents_per_second: Rate
    facts_per_second: Rate
    warm_up_words_per_second: float
    stages: dict[str, StageTime]
    encoder: Encoder | None
    peak_mebibytes: float | None


def bench(
    inputs: Sequence[str],
    *,
    model: str | None = None,
    repeats: int = 5,
    on_repeat: Callable[[], object] = lambda: None,
) -> Bench:
    """Measure how fast a model reads, in this process and on one core.

    The articles are read once to warm up, then `repeats` times, as a run reads them but for the writing to
    the disk (after spaCy's ``benchmark speed``).

    Args:
        inputs: files and folders of articles, one at least.
        model: name or folder of the model, or null for the default one.
        repeats: number of repeats, 1 at least.
        on_repeat: called after each of them and after the one to warm up, for a progress bar.

    Raises:
        UsageError: E433, an input can be read only once.
        ModelError: there is no such model.
        PipelineError: an article gives an error: without it, the rest would look faster.
    """
    if STDIN in inputs:
        raise UsageError("E433")
    clock = perf_counter()
    from pipeline.engine import load  # noqa: PLC0415 - spaCy is slow to import

    nlp = load(model)
    load_seconds = perf_counter() - clock
    network = _time_network(nlp)
    runs = []
    for _ in range(repeats + 1):
        runs.append(_one_run(nlp, inputs, network))
        on_repeat()
    warm_up, *measured = runs
    return Bench(
        model=f"{nlp.meta['lang']}_{nlp.meta['name']}",
        documents=warm_up.documents,
        words=warm_up.words,
        facts=warm_up.facts,
        repeats=repeats,
        load_seconds=load_seconds,
        words_per_second=_rate([run.words / run.whole for run in measured]),
        documents_per_second=_rate([run.documents / run.whole for run in measured]),
        facts_per_second=_rate([run.facts / run.whole for run in measured]),
        warm_up_words_per_second=warm_up.words / warm_up.whole,
        stages=_stages(measured),
        encoder=_encoder(measured) if network else None,
        peak_mebibytes=peak_mebibytes(),
    )


def median_interval(values: Sequence[float]) -> tuple[float, float]:
    """Estimate a 95 % interval of the median by drawing from the values with replacement.

    Returns:
        Its lower and its upper end, by the percentile method.
    """
    drawn = np.random.default_rng(_SEED).choice(np.array(values), size=(_DRAWS, len(values)))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return float(low), float(high)


def peak_mebibytes() -> float | None:
    """Return the most memory that this process has used, or null where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others KiB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


@dataclass(slots=True)
class _Run:
    """One reading of all articles: what was read, and the seconds that it took."""

    documents: int = 0
    words: int = 0
    facts: int = 0
    whole: float = 0.0
    encoder: float = 0.0
    stages: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))


class _TimedScorer:
    """A scorer that adds up the seconds that it takes."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self.seconds = 0.0

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        clock = perf_counter()
        scores = self._scorer(pieces, window)
        self.seconds += perf_counter() - clock
        return scores


def _time_network(nlp: Language) -> _TimedScorer | None:
    """Have the time of a trained reader's network taken; null if the pipeline has none."""
    from pipeline.reader.component import Reader  # noqa: PLC0415 - spaCy is slow to import

    reader = dict(nlp.pipeline).get("reader")
    if not isinstance(reader, Reader) or reader.scorer is None:
        return None
    reader.scorer = timed = _TimedScorer(reader.scorer)
    return timed


def _one_run(nlp: Language, inputs: Sequence[str], network: _TimedScorer | None) -> _Run:
    from pipeline.engine import extract_timed  # noqa: PLC0415 - spaCy is slow to import

    run = _Run()
    before = network.seconds if network else 0.0
    began = clock = perf_counter()
    for item in read_articles(inputs):
        if isinstance(item, Unreadable):
            raise item.error
        run.stages[_READ] += perf_counter() - clock
        found = extract_timed(nlp, item)
        for name, took in found.seconds.items():
            run.stages[name] += took
        clock = perf_counter()
        checked_lines(found.facts, item.text)
        run.stages[_WRITE] += perf_counter() - clock
        run.documents += 1
        run.words += len(item.text.split())
        run.facts += len(found.facts)
        clock = perf_counter()
    run.whole = perf_counter() - began
    run.stages[_BETWEEN] = run.whole - sum(run.stages.values())
    run.encoder = network.seconds - before if network else 0.0
    return run


def _rate(values: Sequence[float]) -> Rate:
    low, high = median_interval(values)
    return Rate(median=median(values), low=low, high=high)


def _stages(runs: Sequence[_Run]) -> dict[str, StageTime]:
    return {
        name: StageTime(
            milliseconds=median(1e6 * run.stages[name] / run.words for run in runs),
            share=median(run.stages[name] / run.whole for run in runs),
        )
        for name in runs[0].stages
    }


def _encoder(runs: Sequence[_Run]) -> Encoder:
    return Encoder(
        milliseconds=median(1e6 * run.encoder / run.words for run in runs),
        whole_over_encoder=median(run.whole / run.encoder for run in runs),
    )
