"""Parts of the help texts that commands share."""

from __future__ import annotations

from typing import Final

#: Headings under which options are listed.
LOGS: Final = "Messages and logs"
OUTPUT: Final = "Output"
KNOWLEDGE: Final = "Knowledge base"
WORK: Final = "Where the work is done"


def examples(*lines: tuple[str, str]) -> str:
    """Return an epilogue that teaches by example.

    Args:
        lines: command lines, each with what it does.
    """
    shown = [f"[bold cyan]$ {command}[/]  [dim]# {meaning}[/]" for command, meaning in lines]
    return "\n\n".join(["[bold]Examples[/]", *shown])


def paragraphs(text: str | None) -> str:
    """Return a docstring with each paragraph on one line, for the terminal to break to its width."""
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n"))
