"""The pages worked through as a reader does: files written, commands run, answers compared."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from doc_pages import Command, answered, blocks, commands, expanded, write
from docs_asked import fetched, ran, with_vtn
from made_once import made_once
from zeropark.shell.interfaces.cli.main import run

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
IN_ORDER = (
    "park.md",
    "appraisal.md",
    "plan.md",
    "forecast.md",
    "import.md",
    "close.md",
    "carbon.md",
    "api.md",
    "openadr.md",
    "flexibility.md",
    "dispatch.md",
    "json.md",
    "rules.md",
)
"""Pages that go on in the park that the first of them builds."""
ASIDE = ("appraisal.md", "plan.md", "api.md", "openadr.md", "dispatch.md")
"""Pages that change the park in ways that the next ones don't know of."""
FILES = ("yaml", "csv", "json")
ANSWERS = ("text", "json")
ENVIRONMENT = {"COLUMNS": "100", "ZEROPARK_LANGUAGE": "en"}
"""What the pages show was printed so wide, and in English."""


def typed(command: Command) -> tuple[int, str]:
    """Run a command in the working folder; gives its exit code and what it printed.

    That is standard output alone for `--json`, as a program would read it.
    """
    if command.arguments[0] == "curl":
        return fetched(command.arguments)
    out = io.StringIO()
    told = io.StringIO() if "--json" in command.arguments else out
    arguments = expanded(command.arguments)
    with (
        with_vtn("\n".join(arguments)) as said,
        mock.patch.object(sys, "argv", said.split("\n")),
        mock.patch.dict(os.environ, ENVIRONMENT),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(told),
    ):
        code = _exit_code(run)
    return code, out.getvalue()


def _exit_code(call: Callable[[], None]) -> int:
    try:
        call()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def work_through(page: Path, folder: Path) -> list[str]:
    """Everything in which a page is wrong."""
    wrong: list[str] = []
    printed = ""
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language in FILES and block.words:
            write(block, folder)
        elif block.language == "shell":
            for command in commands(block):
                code, printed = typed(command)
                if code != command.exit_code:
                    wrong.append(f"{command.line}: exit {code}\n{printed[-2000:]}")
        elif block.language == "python":
            printed = ran(block.text)
        elif block.language in ANSWERS and printed:
            wrong.extend(answered(block, printed))
    return wrong


@pytest.fixture(scope="session")
def worked_through(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is wrong with each page, all of them worked through in one folder, in order."""
    wrong: dict[str, list[str]] = made_once(tmp_path_factory, "docs/pages", _all_in_order)[1]
    return wrong


def _all_in_order(folder: Path) -> dict[str, list[str]]:
    folder.mkdir()
    return {name: _in_its_place(name, folder) for name in IN_ORDER}


def _in_its_place(name: str, folder: Path) -> list[str]:
    """A page that goes its own way works in a copy, so that others go on as they say."""
    if name in ASIDE:
        folder = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{name}")))
    with contextlib.chdir(folder):
        return work_through(DOCS / name, folder)
