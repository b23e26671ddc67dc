"""Options that the commands of OpenADR share, and what they open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.errors import InputError
from zeropark.shell import bootstrap
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.vtn_above import VtnAbove

VtnUrl = Annotated[
    str, typer.Option("--vtn", metavar="URL", help="The VTN's base path.", show_default=False)
]
ClientId = Annotated[
    str,
    typer.Option("--client-id", help="What the VTN calls this park's client.", show_default=False),
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        "--client-secret-file",
        help="File with the client's secret; without it ZEROPARK_OPENADR_SECRET is read.",
        show_default=False,
    ),
]
TokenUrl = Annotated[
    str | None,
    typer.Option("--token-url", help="Where tokens are given, if not at the VTN's /auth/token."),
]
SECRET: Final = "ZEROPARK_OPENADR_SECRET"  # noqa: S105 - the name of a variable


def secret_in(file: Path | None) -> str:
    """The secret that a file holds, or the environment; never an argument, which others can see.

    Raises:
        InputError: there is none.
    """
    if file is None:
        secret = os.environ.get(SECRET, "")
    else:
        try:
            secret = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                "The secret in {file} can't be read: {reason}.", file=file, reason=error
            ) from error
    if not secret.strip():
        raise InputError(
            "There is no client secret. Name a file with --client-secret-file, or set {variable}.",
            variable=SECRET,
        )
    return secret.strip()


def vtn_above(
    url: str, client_id: str, secret_file: Path | None, token_url: str | None, *, clock: Clock
) -> VtnAbove:
    """The VTN that the options name.

    Raises:
        InputError: there is no secret.
    """
    return bootstrap.vtn_above(
        url, client_id=client_id, secret=secret_in(secret_file), token_url=token_url, clock=clock
    )
