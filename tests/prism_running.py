"""Prism in a process of its own: it answers as an OpenAPI document says, or stands in between."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DOCUMENT = os.environ.get("ZEROPARK_OPENADR_YAML", "")
"""The standard's OpenAPI document; `make interop` runs what needs it where it is given."""


@contextmanager
def prism_running(program: str, *, before: str | None = None) -> Iterator[str]:
    """Its address.

    Args:
        program: Prism's own.
        before: the address that it stands before; None: it answers by itself.
    """
    assert Path(DOCUMENT).is_file(), "make interop OPENADR_YAML=openadr3.yaml"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    what = ["mock", DOCUMENT] if before is None else ["proxy", DOCUMENT, before]
    command = [program, *what, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            _waits_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def _waits_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("Prism does not begin.")
