"""`zeropark flex`: what the park can move when it is asked, and who asks; a file a command."""

from __future__ import annotations

import typer

from zeropark.shell.interfaces.cli import (
    flex_calls,
    flex_register,
    flex_results,
    openadr_ven,
    openadr_vtn,
)

app = typer.Typer(
    help="Flexibility: what can be moved at a call, and the calls themselves.",
    no_args_is_help=True,
)
for commands in (flex_register, flex_calls, flex_results):
    commands.add_to(app)
app.add_typer(openadr_ven.app, name="ven")
app.add_typer(openadr_vtn.app, name="vtn")
