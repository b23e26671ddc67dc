"""What is made once a run, however many processes run the tests."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def made_once(
    factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Any]
) -> tuple[Path, Any]:
    """A folder that the first who asks for it fills while others wait, and what that gave.

    Args:
        factory: pytest's own.
        name: of the folder, below that of the run; those who use it only read it.
        make: fills the folder, which is not there yet; what it gives is kept as JSON.
    """
    folder = _of_all_processes(factory) / name
    folder.parent.mkdir(exist_ok=True)
    kept = folder.with_suffix(".json")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(make(folder)), encoding="utf-8")
    return folder, json.loads(kept.read_text(encoding="utf-8"))


def _of_all_processes(factory: pytest.TempPathFactory) -> Path:
    """Each worker of a parallel run has a folder of its own in that of the run."""
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own
