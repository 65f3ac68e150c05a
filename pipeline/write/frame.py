"""The facts of a file as one flat pandas table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from jsonlines import InvalidLineError

from pipeline.errors import RunError
from pipeline.facts import FACT, Count, DsaCodes, Fact, Restoration, Takedown
from pipeline.facts.lines import explain, parse_lines
from pipeline.facts.vocabulary import LinkedRole
from pipeline.write.tally import Tally

if TYPE_CHECKING:
    import pandas as pd

_COUNT_COLUMNS: Final = {
    "value": "Int64",
    "min": "Int64",
    "max": "Int64",
    "qualifier": "string",
    "text": "string",
}

#: Column -> pandas dtype, in the order of the table. All of them can be missing (``pd.NA``) but
#: `evidence`, a list of mappings as in the JSON line. `date` keeps its EDTF form: "2019-04" is a
#: month and no day of it.
COLUMNS: Final[dict[str, str]] = {
    "id": "string",
    "doc_id": "string",
    "kind": "string",
    "action": "string",
    "modality": "string",
    "holder": "string",
    "holder_id": "string",
    "handle": "string",
    "platform": "string",
    "unit": "string",
    "language": "string",
    **{f"quantity_{part}": dtype for part, dtype in _COUNT_COLUMNS.items()},
    "linked_to": "string",
    "actor": "string",
    "actor_id": "string",
    "requester": "string",
    "territory": "string",
    "permanence": "string",
    "target": "string",
    "target_id": "string",
    "authority": "string",
    "authority_id": "string",
    "program": "string",
    "program_id": "string",
    "reason": "string",
    "reason_category": "string",
    **{f"dsa_{code}": "string" for code in DsaCodes.model_fields},  # of several, divided by ";"
    "metric": "string",
    **{f"count_{part}": dtype for part, dtype in _COUNT_COLUMNS.items()},
    "value_kind": "string",
    "date": "string",
    "attribution": "string",
    "attribution_type": "string",
    "confidence": "Float64",
    **{f"{role}_link_score": "Float64" for role in get_args(LinkedRole)},
    "trigger": "string",  # of the first piece of evidence
    "evidence_text": "string",  # the passage of the first piece of evidence
    "evidence_start": "Int64",  # of that passage, in code points
    "evidence_end": "Int64",  # exclusive
    "evidence_pieces": "Int64",
    "evidence": "object",
    "text_sha256": "string",
    "schema_version": "string",
}


#: The largest number that pandas' Int64 and SQL's BIGINT hold.
_MOST: Final = 2**63 - 1


def read_facts(path: str | Path) -> pd.DataFrame:
    """Load a file of facts as a table, one row a fact, in the order of the file.

    Args:
        path: a ``facts.jsonl``, the output folder of a run, or a gold file.

    Returns:
        A table with the columns and dtypes of `COLUMNS`, whatever kinds the file holds. The counts
        lie flat (``count_value``, ``count_min``, ..., ``quantity_text``), and so do the scores of links
        (``holder_link_score``). A number beyond 2^63 - 1 is missing; the words of a count stay.

    Raises:
        RunError: E406, a line is no fact; E407, the file cannot be read.
    """
    import pandas as pd  # noqa: PLC0415

    file = Path(path)
    if file.is_dir():
        file = file / "facts.jsonl"
    rows = [flat_row(fact) for fact in _facts_of(file)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _facts_of(file: Path) -> Iterator[Fact]:
    try:
        with file.open("rb") as lines:
            for number, fact in parse_lines(lines, FACT.validate_json):
                if isinstance(fact, InvalidLineError):
                    raise RunError("E406", path=str(file), line=number, reason=explain(fact)) from fact
                yield fact
    except OSError as error:
        raise RunError("E407", path=str(file), reason=error.strerror or str(error)) from error


def flat_row(fact: Fact, tally: Tally | None = None) -> dict[str, Any]:
    """Return a fact as one flat row.

    Args:
        fact: the fact.
        tally: gets that a number is beyond what its column holds.

    Returns:
        Column of `COLUMNS` -> plain JSON value; columns that the kind of fact does not have are absent. A
        number that its column cannot hold is null; the words of a count stay.
    """
    row = fact.model_dump(mode="json", exclude={"quantity", "count", "link_scores", "dsa"})
    row |= {f"{role}_link_score": score for role, score in (fact.link_scores or {}).items()}
    for name in ("quantity", "count"):
        count: Count | None = getattr(fact, name, None)
        if count is not None:
            row |= {f"{name}_{part}": value for part, value in count.model_dump().items()}
    if isinstance(fact, Takedown | Restoration) and fact.dsa is not None:
        row |= {f"dsa_{name}": _joined(codes) for name, codes in fact.dsa.model_dump().items()}
    first = fact.evidence[0]
    row |= {
        "trigger": first.trigger.text,
        "evidence_text": first.text,
        "evidence_start": first.start,
        "evidence_end": first.end,
        "evidence_pieces": len(fact.evidence),
    }
    beyond = [name for name, value in row.items() if isinstance(value, int) and value > _MOST]
    if beyond and tally is not None:
        tally.reduced["number beyond 2^63 - 1 as words only"] += 1
    return row | dict.fromkeys(beyond)


def _joined(codes: str | list[str] | None) -> str | None:
    return ";".join(codes) if isinstance(codes, list) else codes
