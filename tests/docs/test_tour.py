"""The README's tour works as it is typed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
_TOUR = re.compile(r"^## Ten-line tour\n\n((?:    .*\n)+)", re.MULTILINE)


def tour() -> list[str]:
    found = _TOUR.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "the README has no tour"
    return [line.strip() for line in found[1].splitlines()]


def test_every_line_of_the_tour_does_what_it_says(tmp_path: Path) -> None:
    activate, *lines, last = tour()
    assert activate.startswith("source .venv/bin/activate")
    assert len(lines) == 8  # with the first and the last, ten
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
    assert last.startswith("zeropark serve my-park ")
    assert "2026" in first_page(last, tmp_path, path)


def first_page(line: str, folder: Path, path: str) -> str:
    """Type the line that serves, on a free port; gives the page of all parks, then Ctrl+C."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*line.partition("#")[0].split(), "--port", str(port)]
    serving = subprocess.Popen(command, cwd=folder, env={**os.environ, "PATH": path})
    try:
        return asked(port)
    finally:
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=20) == 0


def asked(port: int) -> str:
    """The first page, as soon as it is there."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/?lang=en", timeout=30) as answer:
                return str(answer.read(), "utf-8")
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
