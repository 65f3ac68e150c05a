"""An evaluation as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from pipeline.cli.console import plain
from pipeline.evaluate import attribute_rows, error_rows, role_rows, score_rows

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.evaluate import Error, Evaluation

_HEADLINE = ("core", "strict")


def print_scores(evaluation: Evaluation, console: Console) -> None:
    """Print the scores of facts, of fields and of evidence, and what to know about the documents."""
    console.print(_score_table(evaluation))
    console.print(_field_table(evaluation))
    console.print(_attribute_table(evaluation))
    if evaluation.errors:
        console.print(_cause_table(evaluation))
    _print_coverage(evaluation, console)


def print_errors(evaluation: Evaluation, console: Console) -> None:
    """Print every error: its cause, the values, and the passage it is about."""
    for error in evaluation.errors:
        console.print(_headline(error), soft_wrap=True)
        console.print(plain(f"    {' '.join(error.passage.split())}", "dim"), soft_wrap=True)


def print_by_confidence(rows: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Print how right the facts of each confidence or more are.

    Args:
        rows: as `confidence_rows` lists them.
        console: where to print.
    """
    table = _table("from", "P core", "R core", "F1 core", "P strict", "right", "pred.", "gold")
    for row in rows:
        core = row["core"]
        strict = _share(row["strict"]["precision"])
        table.add_row(f"{row['confidence']:.1f}", *_shares(core), strict, *_numbers(core))
    console.print(table)


def _score_table(evaluation: Evaluation) -> Table:
    table = _table("facts", "kind", "P", "R", "F1", "95 %", "right", "pred.", "gold")
    rows = [row for row in score_rows(evaluation) if row["measure"] in _HEADLINE]
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        last = following is None or following["measure"] != row["measure"]
        table.add_row(
            row["measure"],
            row["kind"],
            *_shares(row),
            _interval(row),
            *_numbers(row),
            style="bold" if row["kind"] == "all" else "",
            end_section=last,
        )
    return table


def _field_table(evaluation: Evaluation) -> Table:
    table = _table("fields", "", "P", "R", "F1", "accuracy", "right", "pred.", "gold")
    for row in role_rows(evaluation):
        table.add_row(row["role"], "", *_shares(row), _share(row["accuracy"]), *_numbers(row))
    return table


def _attribute_table(evaluation: Evaluation) -> Table:
    table = _table("attributes", "accuracy", "right", "aligned")
    for row in attribute_rows(evaluation):
        table.add_row(row["attribute"], _share(row["accuracy"]), f"{row['right']:,}", f"{row['pairs']:,}")
    return table


def _cause_table(evaluation: Evaluation) -> Table:
    table = _table("errors", "costs", "number", "most often")
    causes: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in error_rows(evaluation):
        causes.setdefault((row["cause"], row["costs"]), []).append(row)
    for (cause, costs), rows in causes.items():
        often = ", ".join(f"{_what(row)} {row['errors']}" for row in rows[:3])
        table.add_row(cause, costs, str(sum(row["errors"] for row in rows)), often)
    return table


def _print_coverage(evaluation: Evaluation, console: Console) -> None:
    coverage, alarms = evaluation.coverage, evaluation.false_alarms
    console.print(
        f"{coverage.scored:,} documents scored; {alarms.documents:,} of them without gold facts,"
        f" with {alarms.facts:,} false alarms in {alarms.alarmed:,}"
    )
    for names, meaning in (
        (coverage.not_predicted, "have gold facts and no prediction"),
        (coverage.not_in_gold, "have predictions and no gold"),
        (tuple(coverage.left_out), "were left out: not among the documents to score"),
    ):
        if names:
            console.print(
                f"{len(names):,} documents {meaning}: {_first(names)}", style="yellow", markup=False
            )


def _headline(error: Error) -> Text:
    head = Text.assemble((error.cause, "bold red"), " ", plain(error.doc_id, "bold"), f" {error.kind}")
    if error.field is None:
        return head.append_text(plain(f" {_target(error)}"))
    values = f" {error.field}: gold {error.gold_value!r}, predicted {error.predicted_value!r}"
    return head.append_text(plain(values)).append(f" (costs {error.costs})", "dim")


def _target(error: Error) -> str:
    fact = error.gold or error.predicted
    values = fact.model_dump(include={"target", "holder", "handle", "platform", "authority"}) if fact else {}
    return ", ".join(str(value) for value in values.values() if value is not None)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for column in columns:
        words = column in {"facts", "kind", "fields", "attributes", "errors", "costs", "most often"}
        table.add_column(column, justify="left" if words else "right", no_wrap=column != "most often")
    return table


def _shares(row: Mapping[str, Any]) -> list[str]:
    return [_share(row[name]) for name in ("precision", "recall", "f1")]


def _numbers(row: Mapping[str, Any]) -> list[str]:
    return [f"{row[name]:,}" for name in ("right", "predicted", "gold")]


def _share(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _interval(row: Mapping[str, Any]) -> str:
    return "-" if row["low"] is None else f"{row['low']:.3f}-{row['high']:.3f}"


def _what(row: Mapping[str, Any]) -> str:
    return f"{row['kind']}.{row['field']}" if row["field"] else str(row["kind"])


def _first(names: tuple[str, ...], shown: int = 5) -> str:
    return ", ".join(names[:shown]) + (", ..." if len(names) > shown else "")
