"""An article in the terminal, its facts marked in the text and listed below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from pipeline.cli.console import plain

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.facts import Article, Fact, Kind

#: Colour of the trigger by kind of fact; role words are underlined in the colour of the terminal.
_COLOUR: Final[Mapping[Kind, str]] = {
    "takedown": "bold red",
    "restoration": "bold green",
    "sanction": "bold magenta",
    "follower_count": "bold cyan",
}
_ROLE: Final = "underline"
_NUMBER: Final = "bold yellow"
#: Keys of a line that its headline or its evidence shows, or that a reader of the article knows.
_NOT_LISTED: Final = frozenset(
    {
        *("id", "doc_id", "schema_version", "text_sha256", "confidence", "kind", "action", "modality"),
        *("evidence", "link_scores", "dsa"),
    }
)


def print_article(article: Article, facts: Sequence[Fact], console: Console) -> None:
    """Print an article with its facts.

    Args:
        article: the article.
        facts: its facts; all their spans hold in its text.
        console: where to print; the lines are broken to its width only if it is a terminal.
    """
    parts = [_heading(article), Text(), marked_text(article.text, facts), Text()]
    for number, fact in enumerate(facts, start=1):
        parts += [_headline(number, fact), *_fields(fact), *_quotes(fact), Text()]
    for part in [*parts, Text(f"{len(facts)} facts", "bold")]:
        console.print(part, soft_wrap=not console.is_terminal)


def marked_text(text: str, facts: Sequence[Fact]) -> Text:
    """Return a text with triggers in the colour of their facts, numbered, and role words underlined.

    Args:
        text: the article's text.
        facts: its facts, in the order of their numbers, from 1.
    """
    marked = plain(text)
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for number, fact in enumerate(facts, start=1):
        for piece in fact.evidence:
            for span in piece.roles.values():
                marked.stylize(_ROLE, span.start, span.end)
            marked.stylize(_COLOUR[fact.kind], piece.trigger.start, piece.trigger.end)
            if number not in numbers[piece.trigger.end]:
                numbers[piece.trigger.end].append(number)
    ends = sorted(numbers)
    first, *rest = marked.divide(ends)
    for end, stretch in zip(ends, rest, strict=True):
        first.append(f"[{','.join(map(str, numbers[end]))}]", _NUMBER).append_text(stretch)
    return first


def _heading(article: Article) -> Text:
    known = [article.source, str(article.published) if article.published else None, article.url]
    heading = plain(article.title or article.doc_id, "bold")
    return heading.append_text(plain("".join(f"\n{value}" for value in known if value), "dim"))


def _headline(number: int, fact: Fact) -> Text:
    named = [fact.kind, fact.action, fact.modality]
    sure = "" if fact.confidence is None else f"  {fact.confidence:.2f}"
    return Text.assemble(
        (f"[{number}] ", _NUMBER),
        (" ".join(value for value in named if value), _COLOUR[fact.kind]),
        (sure, "dim"),
    )


def _fields(fact: Fact) -> Iterator[Text]:
    values: dict[str, Any] = fact.model_dump(mode="json", exclude=set(_NOT_LISTED), exclude_none=True)
    for name, value in values.items():
        words = value["text"] if isinstance(value, dict) else str(value)
        yield Text(f"    {name:<16} ", "dim").append_text(plain(words, "not dim"))


def _quotes(fact: Fact) -> Iterator[Text]:
    for piece in fact.evidence:
        quote = " ".join(piece.text.split())
        yield plain(f"    \u201c{quote}\u201d {piece.start}-{piece.end}", "dim")
