"""Plans that a command is given by their files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from zeropark.basis.errors import InputError
from zeropark.future.plan.years.plan import Plan
from zeropark.shell import bootstrap

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
