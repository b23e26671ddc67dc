"""`zeropark serve`: the console and the API of one park or more."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

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
    with open_parks(folders) as parks:
        console = Console(stderr=True)
        console.print(f"[bold]http://{host}:{port}[/bold]  (Ctrl+C stops it)")
        run(parks, listening)
