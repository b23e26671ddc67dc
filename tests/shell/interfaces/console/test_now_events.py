"""The stream of the present, from a server that runs: news come, it is bounded, it ends."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cli_runs import in_json
from zeropark.basis.timeline import parse_instant
from zeropark.shell.interfaces.server.run import Serving, serving
from zeropark.shell.serving.parks import Parks, open_parks

LATER = "time,m-pv/energy [kWh]\n2026-06-01 10:00,100\n2026-06-01 11:00,120\n"


class Noon:
    """A clock that stands at noon."""

    def now(self):  # type: ignore[no-untyped-def] # noqa: ANN201 - a datetime
        return parse_instant("2026-06-01T12:01")


@contextmanager
def running(parks: Parks) -> Iterator[tuple[int, Serving]]:
    """A server on a free port; gives the port."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = serving(parks)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield listening.getsockname()[1], server
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive()


@contextmanager
def opened(
    port: int, *, method: str = "GET", query: str = "lang=en"
) -> Iterator[http.client.HTTPResponse]:
    """A stream, left at the end."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asking.request(method, f"/parks/tiny/now/events?{query}")
        with asking.getresponse() as answer:
            yield answer
    finally:
        asking.close()


def event(answer: http.client.HTTPResponse) -> dict[str, Any]:
    """The next event."""
    while True:
        line = answer.readline().decode()
        assert line, "the stream ended"
        if line.startswith("data: "):
            found: dict[str, Any] = json.loads(line.removeprefix("data: "))
            return found


def park(folder: Path, parks_folder: Path) -> Path:
    """A park without data."""
    (folder / "park.yaml").write_bytes((parks_folder / "tiny" / "park.yaml").read_bytes())
    return folder


def test_new_readings_are_an_event_without_asking_again(parks_folder: Path, tmp_path: Path) -> None:
    folder = park(tmp_path, parks_folder)
    with (
        open_parks([folder], clock=Noon()) as parks,
        running(parks) as (port, _),
        opened(port) as answer,
    ):
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        assert event(answer)["tiles"] == []
        (folder / "day.csv").write_text(LATER, encoding="utf-8")
        in_json("import", folder, folder / "day.csv")
        in_json("close", folder, "--period", "2026-06-01")
        told = event(answer)
        while not told["tiles"]:  # the import is news by itself
            told = event(answer)
    solar = next(tile for tile in told["tiles"] if tile["id"] == "solar")
    assert (solar["value"], solar["unit"], solar["span"]) == ("120.0", "kW", "11:45–12:00")
    assert told["sketch"]["roof-pv@bus-10kv"] == ["120.0 kW", "forward"]
    assert told["last"] == ["2026-06-01 11:45", "12:00"]


def test_an_event_speaks_the_language_and_the_carrier_that_were_asked_for(
    parks_folder: Path,
) -> None:
    with (
        open_parks([parks_folder / "tiny"]) as parks,
        running(parks) as (port, _),
        opened(port, query="lang=zh&carrier=natural_gas") as answer,
    ):
        told = event(answer)
    assert told["tiles"][0]["label"] == "园区用电"
    assert set(told["sketch"]) == {"gas-gate@gas-net", "boiler@gas-net"}
    assert told["old"] is True


def test_a_server_that_stops_does_not_wait_for_open_pages(parks_folder: Path) -> None:
    with (
        open_parks([parks_folder / "tiny"]) as parks,
        running(parks) as (port, server),
        opened(port) as one,
        opened(port) as other,
    ):
        event(one)
        event(other)
        server.should_exit = True
        began = time.monotonic()
        rest = one.read() + other.read()
        took = time.monotonic() - began
    assert took < 2.0  # requests under way are waited for longer than that
    assert rest.strip() == b""


def test_more_pages_than_can_be_watched_are_told_so(parks_folder: Path) -> None:
    with (
        open_parks([parks_folder / "tiny"]) as parks,
        running(parks) as (port, server),
        opened(port) as one,
        opened(port) as other,
    ):
        event(one)
        event(other)
        server.app.state.events.most = 2
        with opened(port) as refused:
            words = refused.read().decode()
    assert refused.status == 503
    assert int(refused.headers["retry-after"]) > 0
    assert "Too many pages are watching" in words


def test_asking_for_the_head_of_a_stream_ends(parks_folder: Path) -> None:
    with (
        open_parks([parks_folder / "tiny"]) as parks,
        running(parks) as (port, _),
        opened(port, method="HEAD") as answer,
    ):
        assert answer.status == 200
        assert answer.read() == b""


def test_a_page_that_is_left_is_watched_for_no_longer(parks_folder: Path) -> None:
    with open_parks([parks_folder / "tiny"]) as parks, running(parks) as (port, server):
        with opened(port) as answer:
            event(answer)
            watch = server.app.state.events.watches["tiny"]
            assert watch.listeners == 1
        for _ in range(200):
            if not watch.listeners:
                break
            time.sleep(0.02)
        assert watch.listeners == 0
