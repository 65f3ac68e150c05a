"""``pipeline train``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.cli.console import Quiet, stderr
from pipeline.cli.help import examples
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.train.data import Labelled, Material
    from pipeline.train.settings import Settings

EPILOG = examples(
    ("pipeline train --out models/mine", "from the train part of the corpus, chosen on its dev part"),
    ("pipeline train --gold mine.jsonl --articles mine.articles.jsonl", "from articles of your own"),
    ("pipeline train --news my-news/", "after a first reading of your news, words masked"),
    ("pipeline train --base models/reader", "going on with a model, from the same labels"),
    ("pipeline train --teacher models/a --teacher models/b", "what two models find likely is learnt too"),
    ("pipeline train --check", "what of the labels cannot be represented, without training"),
    ("pipeline run --model models/mine", "the model in use"),
)

Gold = Annotated[
    list[Path] | None,
    typer.Option("--gold", help="Labels to learn from; may be given again.", show_default="corpus/gold"),
]
Articles = Annotated[
    list[Path] | None,
    typer.Option(
        "--articles", help="The articles of each --gold, in the same order.", show_default="corpus/articles"
    ),
]
DevGold = Annotated[Path, typer.Option("--dev-gold", help="Labels on which epoch and thresholds are chosen.")]
DevArticles = Annotated[Path, typer.Option("--dev-articles", help="The articles of --dev-gold.")]
Corpora = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpora",
        help="Names and coreference to learn first: CoNLL-U as of GUM, or IOB2; may be given again.",
        show_default=False,
    ),
]
News = Annotated[
    list[Path] | None,
    typer.Option(
        "--news",
        help="Articles without labels that the encoder reads first, words masked; may be given again.",
        show_default=False,
    ),
]
Base = Annotated[
    Path | None,
    typer.Option(
        "--base",
        help="A model folder to go on with, at lower rates; without it training begins with the encoder.",
        show_default=False,
    ),
]
Teachers = Annotated[
    list[Path] | None,
    typer.Option(
        "--teacher",
        help="A model folder whose likelihoods are learnt beside the labels; may be given again.",
        show_default=False,
    ),
]
Unlabelled = Annotated[
    list[Path] | None,
    typer.Option(
        "--unlabelled",
        help="Articles of which the teachers alone say what they state; may be given again.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The model folder to write.")]
Seed = Annotated[int, typer.Option("--seed", help="Of all random choices.")]
Epochs = Annotated[
    int | None,
    typer.Option(
        "--epochs",
        min=1,
        help="Read the articles so often at most.",
        show_default="14, or 4 with --base; fewer for many articles, so that two cores need an hour",
    ),
]
Quick = Annotated[
    bool, typer.Option("--quick", help="Train for a minute on a few articles, to see that it works.")
]
Check = Annotated[bool, typer.Option("--check", help="Only list what of the labels cannot be represented.")]

#: How many articles a quick training reads.
_FEW: Final = 24
_GOLD, _ARTICLES = Path("corpus/gold"), Path("corpus/articles")


def train(
    gold: Gold = None,
    articles: Articles = None,
    *,
    dev_gold: DevGold = _GOLD,
    dev_articles: DevArticles = _ARTICLES,
    news: News = None,
    corpora: Corpora = None,
    base: Base = None,
    teachers: Teachers = None,
    unlabelled: Unlabelled = None,
    out: Out = Path("models/trained"),
    seed: Seed = 0,
    epochs: Epochs = None,
    quick: Quick = False,
    check: Check = False,
    quiet: Quiet = False,
) -> None:
    """Train a reader on labelled articles and write it as a model folder.

    Needs the extra [bold]train[/]. Labels are gold files or folders, or a stand-off file such as
    [bold]corpus/silver.jsonl[/]; beside a folder, the lists train.txt and dev.txt say which part to use.

    Each epoch is scored on the dev articles and kept if it is the best yet; with [bold]--base[/] the model
    that is gone on with is one of them. A training that was interrupted goes on where it stopped when the
    same command is given again.
    """
    console = stderr(quiet=quiet)
    _need_torch()
    if unlabelled and not teachers:
        raise UsageError("E429")
    for option, given in (("--corpora", corpora), ("--news", news)):
        if base and given:
            raise UsageError("E411", one="--base", other=option)
    learnt = _learnt(gold or [_GOLD], articles or [_ARTICLES])
    if check:
        _print_losses([item for _, items in learnt for item in items], console)
        return
    from pipeline.train.data import Material, labelled_articles, unlabelled_articles
    from pipeline.train.settings import Settings

    dev = list(labelled_articles(dev_gold, dev_articles, "dev"))
    settings = Settings(seed=seed).reading_on() if base else Settings(seed=seed)
    if quick:
        learnt, dev = [(name, items[:_FEW]) for name, items in learnt], dev[:_FEW]
        settings = replace(settings, epochs=2)
    if epochs:
        settings = replace(settings, epochs=epochs, most_pieces=None)
    bare, read = (list(unlabelled_articles(paths or [])) for paths in (unlabelled, news))
    material = Material(learnt, corpora or [], teachers or [], bare, read, base)
    _train(material, dev, out, settings, console)


def _need_torch() -> None:
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise UsageError("E412")


def _learnt(gold: list[Path], articles: list[Path]) -> list[tuple[str, list[Labelled]]]:
    from pipeline.train.data import labelled_articles

    if len(gold) != len(articles):
        raise UsageError("E413", gold=len(gold), articles=len(articles))
    return [
        (str(labels), list(labelled_articles(labels, texts, "train")))
        for labels, texts in zip(gold, articles, strict=True)
    ]


def _print_losses(items: list[Labelled], console: Console) -> None:
    from pipeline.reader.labels import Labels
    from pipeline.train.training import examples_of

    found, losses = examples_of(items, Labels.of_table())
    triggers = sum(len(example.triggers) for example in found)
    console.print(f"{len(found)} articles, {triggers} triggers; not represented:")
    for reason, count in losses.counts.most_common():
        console.print(f"{count:5} {reason}")
        for place in losses.where[reason]:
            console.print(f"        {place}", markup=False)


def _train(material: Material, dev: list[Labelled], out: Path, settings: Settings, console: Console) -> None:
    from pipeline.cli.learning import LearningBar
    from pipeline.cli.scores import print_scores
    from pipeline.train.training import train_model

    count = sum(len(items) for _, items in material.labelled)
    console.print(f"learning from {count} articles, choosing on {len(dev)}; results in {out}")
    with LearningBar(console) as bar:
        scores = train_model(material, dev, out, settings, bar)
    print_scores(scores, console)
