"""What the pages ask a server: `curl` lines and lines of Python, put to the park in the folder."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from running_server import running
from running_vtn import running_vtn
from zeropark.shell.serving.parks import open_parks

WRITTEN = "http://127.0.0.1:8765"
"""The address that the pages speak of."""
WRITTEN_VTN = "http://127.0.0.1:8770/openadr3/3.1.0"
"""The VTN that the pages speak of."""
VTN_OF = Path("dr-park")
"""Whose it is."""
FAILS_FROM = 400


@contextmanager
def served(park: Path = Path("my-park")) -> Iterator[str]:
    """The address of a server that writes a park in the working folder."""
    with open_parks([park], address=WRITTEN) as parks, running(parks) as address:
        yield address


def fetched(arguments: tuple[str, ...]) -> tuple[int, str]:
    """Do what `curl` does with these arguments; 1 where the server refuses."""
    *options, url = arguments[1:]
    with served() as address, contextlib.ExitStack() as files:
        asked = dict(zip(options[::2], options[1::2], strict=True))
        here = url.replace(WRITTEN, address)
        if "-F" in asked:
            name, _, path = asked["-F"].partition("=@")
            file = files.enter_context(Path(path).open("rb"))
            answer = httpx.post(here, files={name: file})
        elif "--json" in asked:
            headers = {"Content-Type": "application/json"}
            answer = httpx.post(here, content=asked["--json"], headers=headers)
        else:
            answer = httpx.get(here)
    return int(answer.status_code >= FAILS_FROM), answer.text


@contextmanager
def with_vtn(text: str) -> Iterator[str]:
    """The text as it is typed; where it speaks of a VTN, there is one until the block ends."""
    if WRITTEN_VTN not in text:
        yield text
        return
    with running_vtn(VTN_OF, clients={}) as vtn:
        yield text.replace(WRITTEN_VTN, vtn.url)


def ran(lines: str) -> str:
    """What lines of Python print."""
    out = io.StringIO()
    with (
        served() as address,
        with_vtn(lines.replace(WRITTEN, address)) as typed,
        contextlib.redirect_stdout(out),
    ):
        exec(typed, {"__name__": "page"})  # noqa: S102 - our own page
    return out.getvalue()
