"""``pipeline evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

from pipeline.cli.console import plain, stderr, stdout
from pipeline.cli.files import facts_file
from pipeline.cli.help import OUTPUT, examples
from pipeline.errors import ReadError

EPILOG = examples(
    ("pipeline evaluate --gold corpus/gold --pred outputs", "scores of a run"),
    (
        "pipeline evaluate --gold corpus/gold --pred outputs --only corpus/test.txt --errors",
        "of the test part",
    ),
    (
        "pipeline evaluate --gold corpus/gold --pred outputs --by-confidence",
        "what --min-confidence would leave out",
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
ByConfidence = Annotated[
    bool,
    typer.Option(
        "--by-confidence",
        help="Tell how right the facts are from each confidence on.",
        rich_help_panel=OUTPUT,
    ),
]


#: How many unknown documents of a list are named.
_MOST_TOLD: Final = 5


def evaluate(
    gold: Gold,
    pred: Pred,
    only: Only = None,
    *,
    as_json: AsJson = False,
    errors: Errors = False,
    confidence: ByConfidence = False,
) -> None:
    """Score predicted facts against gold.

    [bold]core[/] asks for the right target, platform and number, [bold]strict[/] for action, modality and
    date as well. Intervals are at 95 %, from a bootstrap over documents.

    If the run left a documents.jsonl beside its facts, exactly the documents that it read are scored, those
    without facts included; where gold is a folder, only those that it has a file for.
    """
    from pipeline.cli.scores import print_by_confidence, print_errors, print_scores
    from pipeline.evaluate import by_confidence, confidence_rows
    from pipeline.evaluate import evaluate as score
    from pipeline.gold import load_gold

    facts = facts_file(pred)
    gold_facts, predicted, read = load_gold(gold), load_gold(facts), _read_by_run(facts)
    listed = None if only is None else _listed(only)
    _tell_unknown((listed or set()) - gold_facts.keys() - predicted.keys() - (read or set()))
    documents = _documents(set(gold_facts) if gold.is_dir() else None, read, listed)
    evaluation = score(gold_facts, predicted, documents=documents)
    if not evaluation.coverage.scored:
        raise typer.BadParameter("gold and predictions have no document in common")
    by = confidence_rows(by_confidence(gold_facts, predicted, documents=documents)) if confidence else []
    if as_json:
        told = evaluation.as_dict() | ({"by_confidence": by} if confidence else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    print_scores(evaluation, stdout())
    if confidence:
        print_by_confidence(by, stdout())
    if errors:
        print_errors(evaluation, stdout())


def _documents(gold: set[str] | None, read: set[str] | None, listed: set[str] | None) -> set[str] | None:
    """Say which documents to score, or None for all that gold or predictions name.

    Args:
        gold: the documents that gold covers, those without facts included; None if it does not say.
        read: the documents that the run read; None if that is not known.
        listed: the documents to keep to; None for no such limit.
    """
    if read is None and listed is None:
        return None  # a gold folder alone is no limit: predictions for other documents are false alarms
    return set.intersection(*(limit for limit in (gold, read, listed) if limit is not None))


def _read_by_run(facts: Path) -> set[str] | None:
    """Return the documents of the list that a run leaves beside its facts, or None if there is none.

    A folder of predictions has no such list: each of its files names a document.
    """
    documents = facts.parent / "documents.jsonl"
    if facts.is_dir() or not documents.is_file():
        return None
    from pipeline.run import read_doc_ids

    return read_doc_ids(documents)


def _listed(only: Path) -> set[str]:
    """Return the documents of a list, one a line, without blanks around them.

    Raises:
        ReadError: E106, it is no UTF-8.
    """
    try:
        lines = only.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ReadError("E106", path=str(only)) from error
    return {line.strip() for line in lines} - {""}


def _tell_unknown(doc_ids: set[str]) -> None:
    """Say on the standard error which listed documents neither side names."""
    if doc_ids:
        some = ", ".join(sorted(doc_ids)[:_MOST_TOLD])
        more = ", ..." if len(doc_ids) > _MOST_TOLD else ""
        told = f"{len(doc_ids):,} documents of the list are in neither: {some}{more}"
        stderr().print(plain(told), soft_wrap=True)
