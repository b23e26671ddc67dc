"""Writes the typed Python client of the API into `built/`, where the API has changed.

    make client

The generator pins an older typer than the command line does, so it has an environment of its own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from zeropark.shell.interfaces.api.attach import document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
BUILT = HERE / "built"
PINS = ROOT / "requirements" / "client.txt"
TOOLS = Path(sys.prefix) / "client"
"""Inside the project's environment, so that it goes when that goes."""


def main() -> None:
    """Write the client; nothing is done where it fits the API already."""
    described = json.dumps(document(software=version("zeropark")), ensure_ascii=False)
    parts = (described.encode(), PINS.read_bytes(), (HERE / "config.yaml").read_bytes())
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    mark = BUILT / "made-from"
    if mark.exists() and mark.read_text(encoding="utf-8") == digest:
        return
    generator = _generator()
    fresh = HERE / "built.part"
    shutil.rmtree(fresh, ignore_errors=True)
    given = HERE / "openapi.json.part"
    given.write_text(described, encoding="utf-8")
    asked = ("--path", given, "--config", HERE / "config.yaml", "--meta", "setup")
    _run(generator, "generate", "--fail-on-warning", *asked, "--output-path", fresh)
    (fresh / "README.md").write_text(f"{__doc__}\nHow to use it: docs/api.md\n", encoding="utf-8")
    (fresh / mark.name).write_text(digest, encoding="utf-8")
    given.unlink()
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)


def _generator() -> Path:
    """The generator's command, installed from its pins where they have changed."""
    mark, pins = TOOLS / "pins", PINS.read_text(encoding="utf-8")
    if not mark.exists() or mark.read_text(encoding="utf-8") != pins:
        uv = Path(sys.executable).with_name("uv")
        _run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, TOOLS)
        python = ("--python", TOOLS / "bin" / "python")
        _run(uv, "pip", "install", "--quiet", *python, "--require-hashes", "-r", PINS)
        mark.write_text(pins, encoding="utf-8")
    return TOOLS / "bin" / "openapi-python-client"


def _run(*command: str | Path) -> None:
    """Run a command; what it prints is shown where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
