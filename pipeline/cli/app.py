"""The command ``pipeline``: its subcommands, its help and its exit statuses."""

from __future__ import annotations

import gc
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline import __version__
from pipeline.cli import bench, evaluate, export, run, schema, show, train, validate
from pipeline.cli.console import let_go_of_stdout, report_crash, report_error
from pipeline.cli.help import examples, paragraphs
from pipeline.errors import GoldError, ModelError, PipelineError, ReadError, RunError, UsageError

#: Exit statuses of errors that end a command: it was not as given, or its work is not complete.
_USAGE = 2
_INCOMPLETE = 3
_USAGE_ERRORS = (GoldError, ModelError, ReadError, UsageError)


class _Commands(TyperGroup):
    """Ends a command that meets an error of the project with a message and an exit status.

    A reader of the standard output that has left (``| head``) gets no message, but the status.
    """

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PipelineError as error:
            report_error(error)
            let_go_of_stdout()
            raise typer.Exit(_USAGE if isinstance(error, _USAGE_ERRORS) else _INCOMPLETE) from error
        except BrokenPipeError as error:
            let_go_of_stdout()
            raise typer.Exit(_INCOMPLETE) from error


app = typer.Typer(
    name="pipeline",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        ("pipeline run", "facts of corpus/articles into outputs/"),
        ("pipeline evaluate --gold corpus/gold --pred outputs", "how good they are"),
        ("pipeline show irgc-instagram", "an article with its facts marked"),
    ),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"platform-claims {__version__}")
        raise typer.Exit


def commands(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Find takedowns, restorations, sanctions and follower counts in news articles.

    Every fact comes with the exact words of the article that say it.

    Exit status: [bold]0[/] all went well, [bold]1[/] the work is complete, but some documents or lines have
    problems, [bold]2[/] the command could not do its work as given, [bold]3[/] an error ended it before its
    work was complete, [bold]130[/] interrupted.
    """


app.callback(help=paragraphs(commands.__doc__))(commands)
for command, epilog in (
    (run.run, run.EPILOG),
    (evaluate.evaluate, evaluate.EPILOG),
    (validate.validate, validate.EPILOG),
    (show.show, show.EPILOG),
    (export.export, export.EPILOG),
    (train.train, train.EPILOG),
    (bench.bench, bench.EPILOG),
    (schema.schema, schema.EPILOG),
):
    app.command(help=paragraphs(command.__doc__), epilog=epilog)(command)


def main() -> None:
    """Run the command line; the console script ``pipeline``."""
    # Starting makes many objects that stay: looking for cycles at every 700 more takes a tenth of it.
    gc.set_threshold(50_000, 20, 50)
    try:
        app(prog_name="pipeline")
    except Exception as error:  # noqa: BLE001 - the standard output is full, or a defect
        _report_last(error)
        let_go_of_stdout()
        sys.exit(_INCOMPLETE)


def _report_last(error: Exception) -> None:
    """Report what no command has met: that the standard output takes no more, or else a defect."""
    from pipeline.write.disk import FULL

    if isinstance(error, OSError) and error.errno in FULL:
        report_error(RunError("E402", path="<stdout>", reason=error.strerror))
    else:
        report_crash(error)
