"""`zeropark flex vtn`: a park's own VTN, and who may speak to it."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from zeropark.basis.errors import InputError, ZeroparkError
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.options import AsJson, ParkFolder
from zeropark.shell.interfaces.cli.serve import DEFAULT_HOST, Host, Port, bound
from zeropark.shell.ports.openadr_clients import Client, Role

DEFAULT_PORT = 8770
app = typer.Typer(
    help="The park's own OpenADR 3.1 VTN: others send it events, and their ends report to it.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Option("--id", help="What the client is called.", show_default=False)]


@app.command(epilog="Example: zeropark flex vtn admit my-park --id grid-dispatch --role bl")
def admit(
    folder: ParkFolder,
    *,
    client_id: Name,
    role: Annotated[
        Role,
        typer.Option(
            "--role",
            help="bl: business logic, which sends events; ven: an end below, which reports.",
            show_default=False,
        ),
    ],
    secret_to: Annotated[
        Path | None,
        typer.Option("--secret-to", help="Write the secret into this file and don't print it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Let a client in, and say its secret once; again for the same id, and the old one is gone."""
    bootstrap.checked(folder)
    if not client_id.strip() or ":" in client_id:
        raise InputError("A client's id is not empty and has no colon in it.")
    client = Client(id=client_id, role=role)
    secret = bootstrap.openadr_clients(folder).add(client)
    if secret_to is not None:
        secret_to.touch(mode=0o600)
        secret_to.chmod(0o600)  # it may have been there
        secret_to.write_text(secret, encoding="utf-8")
    where = secret if secret_to is None else f"in {secret_to}"
    answer = Answer(
        data={
            "client_id": client.id,
            "role": client.role,
            "client_secret": secret if secret_to is None else None,
            "secret_to": None if secret_to is None else str(secret_to),
        },
        show=lambda console: console.print(
            f"{escape(client.id)} ({client.role}) may come in. Its secret, kept nowhere else: "
            f"{escape(where)}",
            soft_wrap=True,
        ),
    )
    finish(answer, as_json=as_json)


@app.command(epilog="Example: zeropark flex vtn dismiss my-park --id grid-dispatch")
def dismiss(folder: ParkFolder, *, client_id: Name, as_json: AsJson = False) -> None:
    """Let a client in no more, from now on."""
    if not bootstrap.openadr_clients(folder).remove(client_id):
        raise InputError("There is no client {id!r} here.", id=client_id)
    answer = Answer(
        data={"client_id": client_id},
        show=lambda console: console.print(f"{escape(client_id)} may come in no more."),
    )
    finish(answer, as_json=as_json)


@app.command(epilog="Example: zeropark flex vtn clients my-park")
def clients(folder: ParkFolder, *, as_json: AsJson = False) -> None:
    """Who may come in."""
    listed = bootstrap.openadr_clients(folder).listed()

    def show(console: Console) -> None:
        for client in listed:
            console.print(f"{escape(client.id)}  {client.role}")
        if not listed:
            console.print("Nobody may come in yet: zeropark flex vtn admit.")

    data = {"clients": [{"client_id": each.id, "role": each.role} for each in listed]}
    finish(Answer(data=data, show=show), as_json=as_json)


@app.command(epilog="Example: zeropark flex vtn serve my-park --port 8770")
def serve(
    folder: ParkFolder,
    *,
    port: Port = DEFAULT_PORT,
    host: Host = DEFAULT_HOST,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", help="TLS certificate (PEM); the standard asks for it."),
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="The certificate's key (PEM).")] = None,
    callbacks_to: Annotated[
        list[str] | None,
        typer.Option(
            "--callbacks-to",
            help="Network beside public addresses that notifications may go to, e.g. 10.1.0.0/16.",
        ),
    ] = None,
) -> None:
    """Answer OpenADR clients until interrupted."""
    # the web framework takes long to load, for which no other command should wait
    from zeropark.shell.interfaces.http.own_names import is_own_name  # noqa: PLC0415
    from zeropark.shell.interfaces.openadr.app import BASE_PATH, serving  # noqa: PLC0415
    from zeropark.shell.serving.openadr.opened import open_vtn  # noqa: PLC0415

    bootstrap.checked(folder)
    place = bound(host, port)
    console = Console(stderr=True)

    def failed(error: ZeroparkError) -> None:
        console.print(f"[yellow]{escape(str(error))}[/yellow]")

    scheme = "https" if certificate else "http"
    if certificate is None and not is_own_name(host):
        console.print(
            "[yellow]Without --certificate secrets and events travel readable by others on the "
            "way; OpenADR 3.1 asks for HTTPS.[/yellow]"
        )
    with open_vtn(
        folder, clock=bootstrap.clock(), failed=failed, callbacks_to=callbacks_to or ()
    ) as opened:
        address = place.address.replace("http", scheme, 1)
        console.print(f"The VTN: [bold]{address}{BASE_PATH}[/bold]  (Ctrl+C stops it)")
        server = serving(
            opened,
            certificate=str(certificate) if certificate else None,
            key=str(key) if key else None,
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[place.socket])
