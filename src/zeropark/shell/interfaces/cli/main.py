"""`zeropark`: the commands, and the one place where an error becomes an exit code."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from typing import Annotated

import typer
from typer.exceptions import TyperException

from zeropark.basis.errors import InputError, Phrase, StoreError, ZeroparkError
from zeropark.shell.interfaces.cli import (
    allocate,
    books,
    close,
    demo,
    evaluate,
    flex,
    forecast,
    park,
    plan,
    readings,
    report,
    rules,
    serve,
)
from zeropark.shell.interfaces.cli.answer import could_not_run

app = typer.Typer(
    invoke_without_command=True,
    epilog="Start with: zeropark demo, or zeropark new my-park --from jinchang",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def about(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """The energy-carbon management system of zero-carbon parks (零碳园区能碳数智管理系统)."""
    if version:
        typer.echo(f"zeropark {installed('zeropark')}")
        raise typer.Exit


for commands in (park, readings, close, books, allocate, evaluate, report, serve, demo):
    commands.add_to(app)
app.add_typer(rules.app, name="rules")
app.add_typer(plan.app, name="plan")
app.add_typer(forecast.app, name="forecast")
app.add_typer(flex.app, name="flex")


def run() -> None:
    """The entry point of the `zeropark` command."""
    as_json = "--json" in sys.argv
    try:
        # Not standing alone, typer lets its own errors through: with --json they are JSON too.
        sys.exit(app(standalone_mode=not as_json))
    except ZeroparkError as error:
        sys.exit(could_not_run(error, as_json=as_json))
    except TyperException as error:
        sys.exit(
            could_not_run(InputError("{message}", message=error.format_message()), as_json=as_json)
        )
    except OSError as error:  # a full disk, a folder that may not be written: no fault of ours
        sys.exit(could_not_run(_of_the_disk(error), as_json=as_json))


def _of_the_disk(error: OSError) -> StoreError:
    return StoreError(
        "{where} can't be used: {reason}. Check the path, and who may write there.",
        where=error.filename or Phrase("A file"),
        reason=error.strerror or type(error).__name__,
    )
