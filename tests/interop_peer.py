"""Another program's OpenADR client, driven line by line."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REMOTE = Path(__file__).parent / "interop" / "peer" / "remote.py"


class Peer:
    """openadr3-client in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def joins(self, name: str, role: str, url: str, secret: str, **also: Any) -> str:
        """A client that from now on acts under a name; gives the version of the program."""
        said = {"as": name, "role": role, "url": url, "id": name, "secret": secret, **also}
        return str(self._said(said)["version"])

    def tries(self, name: str, area: str, do: str, /, **arguments: Any) -> dict[str, Any]:
        """What comes of a call."""
        return self._said({"as": name, "area": area, "do": do, "with": arguments})

    def does(self, name: str, area: str, do: str, /, **arguments: Any) -> Any:
        """What a call gives that must succeed."""
        outcome = self.tries(name, area, do, **arguments)
        assert "is" in outcome, outcome
        return outcome["is"]

    def _said(self, said: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(said) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the peer ended"
        told: dict[str, Any] = json.loads(answer)
        return told


def model(path: str, /, **of: Any) -> dict[str, Any]:
    """One of the client's own models, such as `event.event:NewEvent`."""
    return {"model": path, "of": of}


@contextmanager
def peer(python: str) -> Iterator[Peer]:
    """The client, until the block ends."""
    # over loopback and without TLS; its parts ask for that to be said
    environment = {**os.environ, "OAUTHLIB_INSECURE_TRANSPORT": "1"}
    with subprocess.Popen(
        [python, str(REMOTE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield Peer(process)
        finally:
            process.kill()
