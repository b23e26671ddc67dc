"""The year that `zeropark demo` makes: once a session, however many processes run the tests."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path
from typing import Any

import pytest

from cli_runs import in_json

ANSWER = "answer.json"


def demo_year(factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of the park, to be read only, and what the command answered."""
    folder = _of_all_processes(factory) / "demo-year" / "jinchang"  # its name is its id
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / ANSWER
        if not kept.exists():
            ran = in_json("demo", "--no-serve", "--dir", folder)
            assert ran.code == 0, ran.err
            kept.write_text(ran.out, encoding="utf-8")
    answer: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return folder, answer


def _of_all_processes(factory: pytest.TempPathFactory) -> Path:
    """Each worker of a parallel run has a folder of its own in that of the run."""
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own
