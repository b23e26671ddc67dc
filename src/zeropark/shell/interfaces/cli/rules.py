"""`zeropark rules`: every factor, tariff and threshold, with where it stands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zeropark.basis.timeline import PARK_ZONE, parse_period
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.options import AsJson
from zeropark.shell.usecases import show_rules
from zeropark.shell.usecases.show_rules import ShownVersion

app = typer.Typer(help="Every factor, tariff and threshold with its source.", no_args_is_help=True)

Park = Annotated[
    Path | None, typer.Option("--park", help="Also read the own rules of the park in this folder.")
]
Prefix = Annotated[
    str,
    typer.Argument(metavar="[PREFIX]", help="Only rules whose id begins so.", show_default=False),
]


@app.command("list", epilog="Example: zeropark rules list ef.grid")
def list_command(prefix: Prefix = "", *, park: Park = None, as_json: AsJson = False) -> None:
    """Every rule, with what is in force today."""
    today = bootstrap.clock().now().astimezone(PARK_ZONE).date()
    listed = show_rules.list_rules(bootstrap.rulebook(park), at=today, prefix=prefix)

    def show(console: Console) -> None:
        if not listed:
            console.print(f"No rule begins with {escape(prefix)}.")
            return
        console.print(_table([rule.current for rule in listed if rule.current is not None]))
        waiting = [rule.id for rule in listed if rule.current is None]
        if waiting:
            console.print(f"[dim]not in force today: {', '.join(waiting)}[/dim]")

    data = {"at": today.isoformat(), "rules": [asdict(rule) for rule in listed]}
    finish(Answer(data=data, show=show), as_json=as_json)


@app.command("show", epilog="Example: zeropark rules show ef.electricity.park910")
def show_command(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="The rule's id.")],
    *,
    park: Park = None,
    as_json: AsJson = False,
) -> None:
    """All versions of one rule: what it says, since when, who says so, how sure."""
    today = bootstrap.clock().now().astimezone(PARK_ZONE).date()
    versions = show_rules.show_rule(bootstrap.rulebook(park), rule_id, at=today)

    def show(console: Console) -> None:
        for version in versions:
            _show_version(console, version)

    data = {"id": rule_id, "versions": [asdict(version) for version in versions]}
    finish(Answer(data=data, show=show), as_json=as_json)


@app.command("at", epilog="Example: zeropark rules at 2026-06-01 ef.grid")
def at_command(
    day: Annotated[str, typer.Argument(metavar="DATE", help="A day, 2026-06-01.")],
    prefix: Prefix = "",
    *,
    park: Park = None,
    as_json: AsJson = False,
) -> None:
    """Everything in force on a day."""
    on = parse_period(day).start.astimezone(PARK_ZONE).date()
    versions = show_rules.rules_at(bootstrap.rulebook(park), at=on, prefix=prefix)

    def show(console: Console) -> None:
        console.print(_table(versions))

    data = {"at": on.isoformat(), "rules": [asdict(version) for version in versions]}
    finish(Answer(data=data, show=show), as_json=as_json)


def _table(versions: Sequence[ShownVersion]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("id", "says", "since", "sure", "what"):
        # An id is never cut: it is what `rules show` asks for.
        table.add_column(column, overflow="fold", no_wrap=column in ("id", "since"))
    language = language_of(os.environ)
    for version in versions:
        table.add_row(
            version.id,
            escape(_says(version)),
            version.valid_from,
            _sure(version),
            escape(version.zh if language == "zh" else version.en),
        )
    return table


def _says(version: ShownVersion) -> str:
    unit = "" if version.unit in (None, "1") else version.unit
    if isinstance(version.content, int | float | str):
        return f"{version.content} {unit}".strip()
    return f"table ({unit})" if unit else "table"


def _sure(version: ShownVersion) -> str:
    words = version.certainty.replace("_", " ")
    return f"[green]{words}[/green]" if version.confirmed else f"[yellow]{words}[/yellow]"


def _show_version(console: Console, version: ShownVersion) -> None:
    until = version.valid_to or "…"
    current = " [green]in force[/green]" if version.in_force else ""
    console.print(f"[bold]{version.id}[/bold]  {escape(version.zh)} · {escape(version.en)}")
    console.print(f"  [{version.valid_from}, {until}){current}", highlight=False)
    if isinstance(version.content, int | float | str):
        console.print(f"  [bold]{escape(_says(version))}[/bold]")
    else:
        console.print(version.content)
    said = (version.document, version.publisher, version.issued, version.locator, version.url)
    console.print(escape("  " + " · ".join(part for part in said if part)))
    doubt = "" if version.confirmed else ": not confirmed in an official text"
    console.print(f"  {_sure(version)}{doubt}")
    if version.note:
        console.print(f"  [dim]{escape(version.note)}[/dim]")
