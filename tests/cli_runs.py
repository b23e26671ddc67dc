"""The command line in this process: what it printed, where, and with which exit code.

Anything but an exit is let through: a traceback never passes for an answer.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from zeropark.shell.interfaces.cli.main import run

WIDTH = "160"


@dataclass(frozen=True)
class Ran:
    """One command that was run."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON document; fails where standard output holds anything else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def codes(self) -> list[str]:
        """The codes of its findings, in order."""
        return [finding["code"] for finding in self.data["findings"]]

    def finding(self, code: str) -> dict[str, Any]:
        """The first finding with this code."""
        return next(f for f in self.data["findings"] if f["code"] == code)


def zeropark(*arguments: str | Path) -> Ran:
    """Run `zeropark` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["zeropark", *map(str, arguments)]),
        mock.patch.dict(os.environ, {"COLUMNS": WIDTH, "ZEROPARK_LANGUAGE": _language()}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = _exit_code()
    return Ran(code, out.getvalue(), err.getvalue())


def in_json(*arguments: str | Path) -> Ran:
    """Run `zeropark` with these arguments and `--json`; it must answer with one document."""
    ran = zeropark(*arguments, "--json")
    assert ran.data["ok"] is (ran.code == 0)
    return ran


def _language() -> str:
    """English, whatever the locale of the machine, unless a test asks for another."""
    return os.environ.get("ZEROPARK_LANGUAGE", "en")


def _exit_code() -> int:
    try:
        run()
    except SystemExit as left:
        return int(left.code or 0)
    return 0
