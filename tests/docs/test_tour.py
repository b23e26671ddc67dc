"""The README's tour works as it is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TOUR = re.compile(r"^## Ten-line tour\n\n((?:    .*\n)+)", re.MULTILINE)


def tour() -> list[str]:
    found = _TOUR.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "the README has no tour"
    return [line.strip() for line in found[1].splitlines()]


def test_every_line_of_the_tour_does_what_it_says(tmp_path: Path) -> None:
    activate, *lines = tour()
    assert activate.startswith("source .venv/bin/activate")
    assert len(lines) == 9  # with the first, ten
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    assert list(tmp_path.glob("my-park/reports/*.html"))
