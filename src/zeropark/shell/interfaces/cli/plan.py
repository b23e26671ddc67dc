"""`zeropark plan`: what to build, proven, checked and explained; a file a command."""

from __future__ import annotations

import typer

from zeropark.shell.interfaces.cli import (
    plan_appraise,
    plan_check,
    plan_day,
    plan_explain,
    plan_frontier,
    plan_pathway,
    plan_roll,
    plan_size,
)

app = typer.Typer(
    help="What to build, and how to run it: the best plan that keeps the rules, with its reasons.",
    no_args_is_help=True,
)
_COMMANDS = (
    *(plan_size, plan_pathway, plan_frontier, plan_check, plan_explain, plan_appraise),
    *(plan_day, plan_roll),
)
for command in _COMMANDS:
    command.add_to(app)
