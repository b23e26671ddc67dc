"""`zeropark new` and `zeropark check`: the park document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import Severity
from zeropark.basis.park.archetypes import archetype_names
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.usecases.check_park import Checked, check_park
from zeropark.shell.usecases.new_park import new_park


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("new", epilog="Example: zeropark new my-park --from jinchang")(new)
    app.command("check", epilog="Example: zeropark check my-park")(check)


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder to make.", show_default=False)
    ],
    *,
    archetype: Annotated[
        str, typer.Option("--from", help=f"Template: {', '.join(archetype_names())}.")
    ] = "jinchang",
    as_json: AsJson = False,
) -> None:
    """Start a park of your own from a template."""
    made = new_park(bootstrap.park_files(folder), archetype=archetype)

    def show(console: Console) -> None:
        console.print(f"[green]{escape(made.park)}[/green] from {made.archetype}")
        for file in made.files:
            console.print(f"  {escape(file)}")
        console.print(f"Edit it, then: zeropark check {escape(str(folder))}")

    data = {"park": made.park, "archetype": made.archetype, "files": list(made.files)}
    finish(Answer(data=data, show=show), as_json=as_json)


def check(folder: ParkFolder, *, as_json: AsJson = False) -> None:
    """Say everything that is wrong with a park's documents, where, and what to do."""
    checked = check_park(bootstrap.park_files(folder))
    counts = {str(severity): checked.count(severity) for severity in Severity}
    data = {
        "usable": checked.usable,
        "counts": counts,
        "park": None if checked.park is None else checked.park.id,
    }

    def show(console: Console) -> None:
        console.print(_described(checked))

    finish(Answer(data=data, show=show, findings=checked.findings), as_json=as_json)


def _described(checked: Checked) -> str:
    park = checked.park
    if park is None:
        return "[red]The park document can't be read as one.[/red]"
    sizes = ", ".join(
        f"{len(getattr(park, section))} {section}"
        for section in ("enterprises", "buses", "devices", "meters", "contracts")
    )
    state = "[green]usable[/green]" if checked.usable else "[red]not usable as it is[/red]"
    return f"[bold]{escape(park.name.zh)} · {escape(park.name.en)}[/bold]: {sizes}; {state}"
