"""A live park: its simulated year so far, then readings that arrive as a clock runs on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from zeropark.shell import bootstrap
from zeropark.shell.interfaces.cli.answer import Answer, finish
from zeropark.shell.interfaces.cli.progress_bar import ProgressBar
from zeropark.shell.interfaces.cli.readings import DEFAULT_SEED
from zeropark.shell.interfaces.cli.serve import Place, serve_open

if TYPE_CHECKING:
    from zeropark.shell.serving.live import LiveFeed

LIVE_SPEED = 60.0
"""A minute a second: a quarter of an hour arrives every 15 s."""


def live_park(folder: Path, *, speed: float, place: Place | None, as_json: bool) -> None:
    """Bring the park up to now, then let readings arrive: served, or told line by line.

    With `as_json` the park is brought up to now, and what is there is told once.
    """
    from zeropark.shell.serving.live import start_live  # noqa: PLC0415 - as in serve.py
    from zeropark.shell.serving.parks import open_parks  # noqa: PLC0415

    clock = bootstrap.running_clock(speed)
    console = Console(stderr=True)
    address = None if place is None else place.address
    with open_parks([folder], clock=clock, address=address) as parks:
        (desk,) = parks.desks.values()
        console.rule("the year so far: simulated, and marked so in every figure", align="left")
        with ProgressBar(shown=not as_json) as progress:
            feed = start_live(desk.work, clock=clock, seed=DEFAULT_SEED, progress=progress)
        if as_json:
            closed = [period.name for period in desk.closed()]
            data = {"dir": str(folder), "now": clock.now().isoformat(), "closed": closed}
            finish(Answer(data=data, show=lambda _: None), as_json=True)
        desk.follow(feed)
        with feed:
            console.print(f"The clock runs at {speed:g} times real time; readings keep arriving.")
            if place is None:
                _tell_steps(feed, console)
            else:
                serve_open(parks, place)


def _tell_steps(feed: LiveFeed, console: Console) -> None:
    """A line for every step that brought readings, until interrupted."""
    told, pause = None, threading.Event()
    try:
        while feed.running:
            pause.wait(1.0)
            last = feed.last
            if last is not None and last is not told:
                console.print(f"{last.at:%Y-%m-%d %H:%M} UTC: {last.readings} new readings")
                told = last
    except KeyboardInterrupt:
        return
    if feed.failure is not None:
        raise feed.failure
