"""Plans that a command is given by their files, and answers of planning that it writes to one."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from zeropark.basis.errors import InputError
from zeropark.future.plan.years.plan import Plan
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, json_text
from zeropark.shell.interfaces.cli.language import language_of
from zeropark.shell.interfaces.cli.plan_shown import words

_ENDING: Final = ".json"

PlanFile = Annotated[
    Path,
    typer.Argument(
        metavar="PLAN", help="A plan, as `zeropark plan size` wrote it.", show_default=False
    ),
]


def read_plan(file: Path) -> Plan:
    """The plan in a file.

    Raises:
        InputError: there is none, it is damaged, or its name does not end as a plan's does.
    """
    return bootstrap.plans(file.parent).read(plan_name(file))


def plan_name(file: Path) -> str:
    """The name of a plan by its file.

    Raises:
        InputError: it does not end as the file of a plan does.
    """
    if file.suffix != _ENDING:
        raise InputError(
            "{file} is no name for a plan: let it end in {ending}.",
            file=str(file),
            ending=_ENDING,
        )
    return file.stem


def name_in_park(text: str) -> str:
    """A name that a plan may be kept under in its park's folder.

    Raises:
        InputError: it leads elsewhere, or is none.
    """
    if not text or Path(text).name != text:
        raise InputError(
            "{name!r} is no name for a plan in a park's folder. Write a word, such as base-2030.",
            name=text,
        )
    return text


def keep_answer(answer: Answer, out: Path | None) -> Answer:
    """Write an answer of planning to a file; what it shows then says where.

    Raises:
        InputError: the file's name is none for a plan.
        StoreError: it can't be written there.
    """
    if out is None:
        return answer
    file = bootstrap.plans(out.parent).write_answer(plan_name(out), json_text(answer.document()))
    kept = words("plan.kept", language_of(os.environ), file=str(file))

    def show(console: Console) -> None:
        answer.show(console)
        console.print(f"[dim]{kept}[/dim]")

    return replace(answer, show=show)
