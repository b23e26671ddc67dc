"""`zeropark serve`: the console and the API of one park or more."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    import socket

    from zeropark.shell.serving.parks import Parks

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765

Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Where it listens.")]
Host = Annotated[
    str, typer.Option("--host", help="Which address: 127.0.0.1 is this machine alone.")
]

# The web framework takes half a second to load, for which no other command should wait: the
# modules that need it are imported where they are called.


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("serve", epilog="Example: zeropark serve my-park --port 8765")(serve)


def serve(
    folders: Annotated[
        list[Path], typer.Argument(help="Folders of parks, or one that holds several.")
    ],
    *,
    port: Port = DEFAULT_PORT,
    host: Host = DEFAULT_HOST,
) -> None:
    """Show parks in the browser, and answer programs, until interrupted."""
    serve_parks(folders, bound(host, port))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server listens, and how people write it."""

    address: str
    socket: socket.socket


def bound(host: str, port: int) -> Place:
    """A place to serve from.

    Raises:
        InputError: the port is taken, or this machine has no such address.
    """
    from zeropark.shell.interfaces.server.run import bound as listening  # noqa: PLC0415

    named = f"[{host}]" if ":" in host else host
    return Place(f"http://{named}:{port}", listening(host, port))


def serve_parks(folders: Sequence[Path], place: Place, *, browse: bool = False) -> None:
    """Serve the parks in these folders until interrupted."""
    from zeropark.shell.serving.parks import open_parks  # noqa: PLC0415

    with open_parks(folders, address=place.address) as parks:
        serve_open(parks, place, browse=browse)


def serve_open(parks: Parks, place: Place, *, browse: bool = False) -> None:
    """Serve parks that are open, until interrupted; says where, and what there is to say first."""
    from zeropark.shell.interfaces.http.own_names import is_own_name  # noqa: PLC0415
    from zeropark.shell.interfaces.server.run import run  # noqa: PLC0415

    console = Console(stderr=True)
    for desk in parks.desks.values():
        other = desk.other_writer()
        if other is not None:
            console.print(
                f"[yellow]{escape(desk.id)} is written by {escape(other.who)} (process "
                f"{other.process_id} on {escape(other.host)}); this server only reads it.[/yellow]"
            )
    if not is_own_name(place.socket.getsockname()[0]):
        console.print(
            "[yellow]Anybody who reaches this machine can read and write these parks: there is "
            "no log-in yet.[/yellow]"
        )
    console.print(f"The console: [bold]{place.address}[/bold]  (Ctrl+C stops it)", soft_wrap=True)
    if browse:
        webbrowser.open(place.address)
    run(parks, place.socket)
