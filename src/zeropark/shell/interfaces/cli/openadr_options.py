"""Options that the commands of OpenADR share, and what they open."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.errors import InputError
from zeropark.shell import bootstrap
from zeropark.shell.ports.clock import Clock
from zeropark.shell.ports.vtn_above import VtnAbove

SECRET: Final = "ZEROPARK_OPENADR_SECRET"  # noqa: S105 - the name of a variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """The VTN above and what this park is to it, as the options say."""

    vtn: Annotated[
        str, typer.Option("--vtn", metavar="URL", help="The VTN's base path.", show_default=False)
    ]
    client_id: Annotated[
        str,
        typer.Option(
            "--client-id", help="What the VTN calls this park's client.", show_default=False
        ),
    ]
    secret_file: Annotated[
        Path | None,
        typer.Option(
            "--client-secret-file",
            help="File with the client's secret; without it ZEROPARK_OPENADR_SECRET is read.",
            show_default=False,
        ),
    ] = None
    token_url: Annotated[
        str | None,
        typer.Option(
            "--token-url", help="Where tokens are given, if not at the VTN's /auth/token."
        ),
    ] = None


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


def vtn_above(above: Above, *, clock: Clock) -> VtnAbove:
    """The VTN that the options name.

    Raises:
        InputError: there is no secret.
    """
    return bootstrap.vtn_above(
        above.vtn,
        client_id=above.client_id,
        secret=secret_in(above.secret_file),
        token_url=above.token_url,
        clock=clock,
    )
