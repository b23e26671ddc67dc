"""How fast the console is: pages against a bare "hello" of the same server, and the first chart.

    python benchmarks/console.py [--meters 500] [--users 20] [--seconds 10] [--charts 30]

A park of many meters with a closed year is served by a process of its own, as `zeropark serve`
does it. Beside it, the same web server serves a bare "hello" over the same framework. What is
measured, all in one run:

- pages made for the first time and again, one after the other;
- pages a second over kept-alive connections, against the bare hello;
- the first chart in a real browser with an empty cache, while the other users keep asking;
- a year at 15 min cut to what a screen can show, against a bare scan for its extremes.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import yaml
from playwright.sync_api import sync_playwright

from measure import Stages, machine
from spine import CLOSING
from synthetic import YEAR, park_of, readings_of
from zeropark.review.presentation.decimate import kept_steps
from zeropark.shell import bootstrap
from zeropark.shell.interfaces.console.pages.every import PARK_PAGES
from zeropark.shell.usecases.close_period import close_period

HELLO = """
import sys, uvicorn
from fastapi import FastAPI, Response
app = FastAPI()
@app.get("/")
def hello() -> Response:
    return Response(b"hello", media_type="text/plain")
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False, server_header=False)
"""
FIRST_CHART = "performance.getEntriesByName('zeropark:first-chart')[0]?.startTime"
OK = 200
PEAK = 250_000.0
Answer = TypeVar("Answer")
CHROMIUM = "/usr/bin/chromium"
PASSES = (
    ("pages made for the first time", 0.2),
    ("pages made before", 0.2),
    ("pages made before", 2.0),
)
"""What the other users find, and how many seconds they look at a page before the next; 0.2 is
quicker than any person."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server in a process of its own."""

    port: int

    def get(self, path: str) -> int:
        """Ask once, over a new connection; gives the size of the body, as sent."""
        return len(fetch(self.port, path)[1])


def main() -> None:
    """All measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--meters", type=int, default=500)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--charts", type=int, default=30)
    asked = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        park = make_park(Path(folder) / "park", meters=asked.meters)
        serve = [str(Path(sys.executable).with_name("zeropark")), "serve", str(park), "--port"]
        with started(serve) as ours, started([sys.executable, "-c", HELLO]) as hello:
            # The page of the present is never kept; it is measured, and left out of what repeats.
            every = [f"/parks/bench/{page}?lang=zh" for page in PARK_PAGES]
            lively = [page.lively for page in PARK_PAGES.values()]
            paths = [path for path, moves in zip(every, lively, strict=True) if not moves]
            first_and_again(ours, every)
            throughput(ours, hello, paths, seconds=asked.seconds)
            for found, think_s in PASSES:
                taken = first_chart(ours, paths, asked.users, charts=asked.charts, think_s=think_s)
                p50, p95 = statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]
                told = f"{asked.users} users, {think_s} s a page, {found}"
                print(f"first chart, {told}: p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    cut_year()
    print(f"\n{machine()}")


def make_park(folder: Path, *, meters: int) -> Path:
    """A park with a year of 15-min readings, imported and closed."""
    park = park_of(meters)
    folder.mkdir(parents=True)
    told = park.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    text = yaml.safe_dump({"version": 1, **told}, allow_unicode=True, sort_keys=False)
    (folder / "park.yaml").write_text(text, encoding="utf-8")
    with bootstrap.workspace(folder) as work:
        work.readings.append(readings_of(park, period=YEAR))
        watched = Stages(CLOSING)
        close_period(YEAR, park=park, readings=work.readings, books=work.books, progress=watched)
    return folder


@contextmanager
def started(command: Sequence[str]) -> Iterator[Server]:
    """A server on a free port, ready; stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, str(port)], stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        yield Server(port)
    finally:
        process.terminate()
        process.wait()


def fetch(port: int, path: str, *, tag: str | None = None) -> tuple[int, bytes, str]:
    """Status, body as sent, and ETag."""
    asking = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"accept-encoding": "gzip"} | ({"if-none-match": tag} if tag else {})
    asking.request("GET", path, headers=headers)
    answer = asking.getresponse()
    body = answer.read()
    asking.close()
    return answer.status, body, answer.headers.get("etag", "")


def first_and_again(ours: Server, paths: Sequence[str]) -> None:
    """Each page made, sent from memory, and not sent as the asker has it."""
    print(f"\n{'page':34} {'first ms':>9} {'again ms':>9} {'304 ms':>8} {'sent kB':>8}")
    for path in paths:
        ask = partial(fetch, ours.port, path)
        first, (status, body, tag) = timed(ask)
        assert status == OK, (path, status)
        again = median_ms(ask)
        not_sent = median_ms(partial(ask, tag=tag))
        print(f"{path:34} {first:9.1f} {again:9.2f} {not_sent:8.2f} {len(body) / 1e3:8.1f}")


def timed(ask: Callable[[], Answer]) -> tuple[float, Answer]:
    """Milliseconds, and the answer."""
    begun = time.perf_counter()
    answer = ask()
    return (time.perf_counter() - begun) * 1e3, answer


def median_ms(ask: Callable[[], object]) -> float:
    """Of twenty times."""
    return statistics.median(timed(ask)[0] for _ in range(20))


def throughput(ours: Server, hello: Server, paths: Sequence[str], *, seconds: float) -> None:
    """Answers a second over eight kept-alive connections, one server at a time, in turns."""
    rounds: dict[str, list[float]] = {}
    tags = {path: fetch(ours.port, path)[2] for path in paths}
    for _ in range(3):
        for name, port, asked in (
            ("bare hello", hello.port, [("/", "")]),
            ("zeropark, whole pages", ours.port, [(path, "") for path in paths]),
            ("zeropark, 304 to who has them", ours.port, list(tags.items())),
        ):
            rate = asyncio.run(hammer(port, asked, seconds=seconds / 3))
            rounds.setdefault(name, []).append(rate)
    floor = statistics.median(rounds["bare hello"])
    print(f"\n{'answers a second, 8 connections':34} {'1/s':>9} {'of hello':>9}")
    for name, rates in rounds.items():
        rate = statistics.median(rates)
        print(f"{name:34} {rate:9.0f} {rate / floor:8.0%}")


async def hammer(port: int, asked: Sequence[tuple[str, str]], *, seconds: float) -> float:
    """Ask over eight connections as fast as answers come; gives answers a second."""
    until = time.perf_counter() + seconds
    counts = await asyncio.gather(*(one_connection(port, asked, at, until) for at in range(8)))
    return sum(counts) / seconds


async def one_connection(
    port: int, asked: Sequence[tuple[str, str]], start: int, until: float
) -> int:
    """One kept-alive connection; gives how many answers came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < until:
        path, tag = asked[(start + count) % len(asked)]
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{known}\r\n"
        writer.write(head.encode())
        await read_answer(reader)
        count += 1
    writer.close()
    return count


async def read_answer(reader: asyncio.StreamReader) -> None:
    """One answer, whole."""
    head = await reader.readuntil(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.split(b":")[1]))


def first_chart(
    ours: Server, paths: Sequence[str], users: int, *, charts: int, think_s: float
) -> list[float]:
    """From the click to the first chart, in a browser without a cache, beside the other users."""
    taken = []
    with load_of(ours, paths, users=users - 1, think_s=think_s), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for number in range(charts):
            month = number % 12 + 1
            context = browser.new_context(
                viewport={"width": 1440, "height": 900}, locale="zh-CN", bypass_csp=True
            )
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{ours.port}/parks/bench/energy?period=2026-{month:02d}")
            page.wait_for_function(FIRST_CHART)
            taken.append(page.evaluate(FIRST_CHART))
            context.close()
        browser.close()
    return taken


@contextmanager
def load_of(ours: Server, paths: Sequence[str], *, users: int, think_s: float) -> Iterator[None]:
    """Users in a process of their own who look at page after page of every month."""
    months = [f"{path}&period=2026-{month:02d}" for path in paths for month in range(1, 13)]
    script = (
        "import http.client, random, sys, threading, time\n"
        "port, users, think, *paths = sys.argv[1:]\n"
        "def user(seed):\n"
        "    chosen = random.Random(seed)\n"
        "    asking = http.client.HTTPConnection('127.0.0.1', int(port), timeout=60)\n"
        "    while True:\n"
        "        asking.request('GET', chosen.choice(paths), headers={'accept-encoding': 'gzip'})\n"
        "        asking.getresponse().read()\n"
        "        time.sleep(float(think))\n"
        "for seed in range(int(users)):\n"
        "    threading.Thread(target=user, args=(seed,)).start()\n"
    )
    command = [sys.executable, "-c", script, str(ours.port), str(users), str(think_s), *months]
    process = subprocess.Popen(command)  # noqa: S603 - our own command
    try:
        time.sleep(1.0)
        yield
    finally:
        process.kill()
        process.wait()


def cut_year() -> None:
    """A year at 15 min to what a screen shows; the floor is a bare look for its extremes."""
    year = np.random.default_rng(1).normal(50_000, 9_000, size=(6, 35_040))
    year[0, 12_345] = PEAK
    kept = kept_steps(year, most=4_000)
    ours = median_ms(partial(kept_steps, year, most=4_000))
    scan = median_ms(lambda: (year.min(axis=1), year.max(axis=1)))
    assert year[:, kept].max() == PEAK
    assert np.array_equal(year[:, kept].min(axis=1), year.min(axis=1))
    print(
        f"\na year of 6 curves at 15 min to {len(kept)} of 35,040 steps, every extreme kept: "
        f"{ours:.1f} ms, {ours / scan:.0f}x of a bare scan for the extremes ({scan:.2f} ms)"
    )


if __name__ == "__main__":
    os.environ["ZEROPARK_LANGUAGE"] = "zh"
    main()
