"""`zeropark plan`: what to build, proven, checked and explained; a file a command."""

from __future__ import annotations

import typer

from zeropark.shell.interfaces.cli import (
    plan_appraise,
    plan_check,
    plan_explain,
    plan_frontier,
    plan_pathway,
    plan_size,
)

app = typer.Typer(
    help="What to build: the cheapest plan that keeps the rules, proven, checked and explained.",
    no_args_is_help=True,
)
for command in (plan_size, plan_pathway, plan_frontier, plan_check, plan_explain, plan_appraise):
    command.add_to(app)
