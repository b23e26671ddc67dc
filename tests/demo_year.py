"""The year that `zeropark demo` makes: once a session, however many processes run the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cli_runs import in_json
from made_once import made_once


def demo_year(factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of the park, to be read only, and what the command answered."""
    return made_once(factory, "demo-year/jinchang", _made)  # the folder's name is the park's id


def _made(folder: Path) -> dict[str, Any]:
    ran = in_json("demo", "--no-serve", "--dir", folder)
    assert ran.code == 0, ran.err
    return ran.data
