"""Where the commands print: data to the standard output, everything else to the standard error."""

from __future__ import annotations

import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from rich.console import Console
from rich.text import Text

from pipeline.cli.help import LOGS
from pipeline.errors import PipelineError

#: Control characters that a text may hold and a terminal would obey, each as one visible character,
#: so that offsets stay. Tabs and line feeds are left to the terminal.
_VISIBLE: Final = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    ord("\r"): ord(" "),
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())  # what is logged here is on the standard error already


class LogLevel(StrEnum):
    """How much the logs tell."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress bar and no closing table.", rich_help_panel=LOGS)
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Short for --log-level info.", rich_help_panel=LOGS)
]
Level = Annotated[
    LogLevel | None,
    typer.Option("--log-level", help="Switch logs on, from this level upwards.", rich_help_panel=LOGS),
]
LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log-file", help="Append the logs to this file and not to the standard error.", rich_help_panel=LOGS
    ),
]


def stdout() -> Console:
    """Return a console for data."""
    return Console(highlight=False)


def stderr(*, quiet: bool = False) -> Console:
    """Return a console for all that is no data; a quiet one prints nothing."""
    return Console(stderr=True, highlight=False, quiet=quiet)


def plain(text: str, style: str = "") -> Text:
    """Return words of an article or a file for printing: no markup, no control characters, same length."""
    return Text(text.translate(_VISIBLE), style)


def report_error(error: PipelineError) -> None:
    """Say on the standard error, and in the log, what went wrong and what to do about it."""
    _LOG.error("%s", error, extra={"code": error.code})
    console = stderr()
    console.print(Text.assemble((f"{error.code} ", "bold red"), plain(error.message)), soft_wrap=True)
    console.print(Text.assemble(("  -> ", "bold"), plain(error.remedy)), soft_wrap=True)


def report_crash(error: Exception) -> None:
    """Show an error that nobody foresaw as Python does, and write it into the log."""
    _LOG.critical("unexpected %s", type(error).__name__, exc_info=error)
    sys.excepthook(type(error), error, error.__traceback__)


def report_interrupt(what_now: str) -> None:
    """Say on the standard error, and in the log, that a command was interrupted, and what can be done."""
    _LOG.error("interrupted: %s", what_now)
    stderr().print(f"interrupted: {what_now}")


def let_go_of_stdout() -> None:
    """Drop what the standard output does not take, or the interpreter would try again and fail at its end."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())


def switch_on_logs(
    level: LogLevel | None, file: Path | None, console: Console, *, form: Literal["text", "json"] = "text"
) -> None:
    """Send the logs of the project to a file, else to the console; nowhere if neither is asked for.

    Args:
        level: the least level to log; info if only a file is given.
        file: a file to append to.
        console: the console of the progress bar, so that log lines do not break it.
        form: lines to read, or JSON Lines for programs.

    Raises:
        RunError: E403, the file cannot be written.
    """
    logger = logging.getLogger("pipeline")
    handler: logging.Handler = logging.NullHandler()
    if file is not None:
        from pipeline.write import writing

        with writing(file):
            handler = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    elif level is not None and form == "json":
        handler = logging.StreamHandler()
    elif level is not None:
        from rich.logging import RichHandler

        handler = RichHandler(console=console, show_path=False)
        handler.addFilter(lambda record: record.name != __name__)  # told there without a log
    if form == "json":
        from pythonjsonlogger.json import JsonFormatter

        handler.setFormatter(JsonFormatter(["asctime", "levelname", "name", "message"]))
    for old in logger.handlers:
        old.close()
    logger.handlers[:] = [handler]
    logger.setLevel((level or LogLevel.INFO).upper())
