"""``pipeline evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import stdout
from pipeline.cli.files import facts_file
from pipeline.cli.help import OUTPUT, examples

EPILOG = examples(
    ("pipeline evaluate --gold corpus/gold --pred outputs", "scores of a run"),
    (
        "pipeline evaluate --gold corpus/gold --pred outputs --only corpus/test.txt --errors",
        "of the test part",
    ),
    (
        "pipeline evaluate --gold a.jsonl --pred b.jsonl --json > agreement.json",
        "one annotator against another",
    ),
)

Gold = Annotated[Path, typer.Option("--gold", help="A gold file, or a folder with one file a document.")]
Pred = Annotated[Path, typer.Option("--pred", help="A facts.jsonl, or the output folder of a run.")]
Only = Annotated[
    Path | None,
    typer.Option(
        "--only",
        exists=True,
        dir_okay=False,
        help="Score only the documents of this list, one doc_id a line.",
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print all scores and errors as JSON.", rich_help_panel=OUTPUT)
]
Errors = Annotated[
    bool,
    typer.Option("--errors", help="List every error with its cause and the passage.", rich_help_panel=OUTPUT),
]


def evaluate(
    gold: Gold, pred: Pred, only: Only = None, as_json: AsJson = False, errors: Errors = False
) -> None:
    """Score predicted facts against gold.

    [bold]core[/] asks for the right target, platform and number, [bold]strict[/] for action, modality and
    date as well. Intervals are at 95 %, from a bootstrap over documents.

    If the run left a documents.jsonl beside its facts, exactly the documents that it read are scored, those
    without facts included; where gold is a folder, only those that it has a file for.
    """
    from pipeline.cli.scores import print_errors, print_scores
    from pipeline.evaluate import evaluate as score
    from pipeline.gold import load_gold

    facts = facts_file(pred)
    gold_facts = load_gold(gold)
    documents = _documents(facts, set(gold_facts) if gold.is_dir() else None, only)
    evaluation = score(gold_facts, load_gold(facts), documents=documents)
    if not evaluation.coverage.scored:
        raise typer.BadParameter("gold and predictions have no document in common")
    if as_json:
        typer.echo(json.dumps(evaluation.as_dict(), ensure_ascii=False, indent=2))
        return
    print_scores(evaluation, stdout())
    if errors:
        print_errors(evaluation, stdout())


def _documents(facts: Path, gold: set[str] | None, only: Path | None) -> set[str] | None:
    """Say which documents to score, or None for all that gold or predictions name.

    Args:
        facts: the file of predictions; the list of what was read may lie beside it.
        gold: the documents that gold covers, those without facts included; None if it does not say.
        only: a list of documents to keep to.
    """
    read = facts.with_name("documents.jsonl")
    limits = [gold] if gold is not None else []
    if only is not None:
        limits.append(set(only.read_text("utf-8").split()))
    if read.is_file():
        from pipeline.run import read_doc_ids

        limits.append(read_doc_ids(read))
    elif only is None:
        return None  # a gold folder alone is no limit: predictions for other documents are false alarms
    return set.intersection(*limits)
