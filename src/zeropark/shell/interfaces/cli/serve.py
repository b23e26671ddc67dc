"""`zeropark serve`: the console and the API of one park or more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from zeropark.shell.serving.park_desk import ParkDesk

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("serve", epilog="Example: zeropark serve my-park --port 8765")(serve)


def serve(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders of parks, or one that holds several.")
    ],
    *,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Where it listens.")
    ] = DEFAULT_PORT,
    host: Annotated[
        str, typer.Option("--host", help="Which address: 127.0.0.1 is this machine alone.")
    ] = DEFAULT_HOST,
) -> None:
    """Show parks in the browser, and answer programs, until interrupted."""
    # The web framework takes half a second to load, for which no other command should wait.
    from zeropark.shell.interfaces.server.run import bound, run  # noqa: PLC0415
    from zeropark.shell.serving.parks import open_parks  # noqa: PLC0415

    listening = bound(host, port)
    address = f"http://{host}:{port}"
    with open_parks(folders, address=address) as parks:
        console = Console(stderr=True)
        for desk in parks.desks.values():
            _tell(console, desk)
        console.print(f"[bold]{address}[/bold]  (Ctrl+C stops it)")
        run(parks, listening)


def _tell(console: Console, desk: ParkDesk) -> None:
    """What there is to say before a park is shown: who else writes it."""
    other = desk.other_writer()
    if other is not None:
        console.print(
            f"[yellow]{escape(desk.id)} is written by {escape(other.who)} (process "
            f"{other.process_id} on {escape(other.host)}); this server only reads it.[/yellow]"
        )
