"""A console that is served to a browser, at a clock that stands still."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from chromium import Seen
from zeropark.shell.interfaces.server.app import application
from zeropark.shell.interfaces.server.run import bound
from zeropark.shell.serving.parks import open_parks

NOW = datetime(2026, 12, 31, 16, 7, tzinfo=UTC)
"""What time it is for the served parks: seven minutes into 2027 at the park."""
Open = Callable[..., Seen]
"""Opens a page by its path, in a browser context with these settings."""


class StoppedClock:
    """Always the same instant."""

    def now(self) -> datetime:
        return NOW


@contextmanager
def serving(folders: Sequence[Path], *, offers: str | None = None) -> Iterator[str]:
    """The address of a server of these parks; with `offers` it is the one that writes them."""
    with open_parks(folders, clock=StoppedClock(), address=offers) as parks:
        listening = bound("127.0.0.1", 0)
        config = uvicorn.Config(
            application(parks), log_level="warning", timeout_graceful_shutdown=1, lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
        listening.close()


def settle(seen: Seen, path: str) -> None:
    """Go to a page and wait until its pictures are drawn and its parts have come."""
    seen.page.goto(path)
    seen.page.wait_for_function(
        """() => !document.querySelector("[aria-busy=true]") &&
          (document.documentElement.dataset.drawn || !document.getElementById("figures-data"))"""
    )
