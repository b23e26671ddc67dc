"""A live park on the disk: readings come, books keep up, and it stops when it is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import Period, parse_instant
from zeropark.shell import bootstrap
from zeropark.shell.bootstrap import Workspace
from zeropark.shell.serving.live import LiveFeed, start_live
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.usecases.close_period import close_period

TINY = Path(__file__).parents[2] / "parks" / "tiny.yaml"
START = parse_instant("2026-01-20T10:07")
QUARTER = timedelta(minutes=15)
SEES = """
import sys
from itertools import pairwise
from pathlib import Path
from zeropark.basis.timeline import parse_period
from zeropark.shell import bootstrap

with bootstrap.workspace(Path(sys.argv[1])) as work:
    newest = work.readings.read(parse_period("2026-01-20")).frame["end"].max()
    print(newest.isoformat(), work.books.closed()[-1].end.isoformat())
"""


class Unwatched:
    def begin(self, what: str, *, total: int | None = None) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        pass

    def end(self) -> None:
        pass


@dataclass
class Moved:
    """A clock that a test moves."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def go_on_from(self, instant: datetime) -> None:
        self.at = max(self.at, instant)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park that was brought up to `START` once, to be copied."""
    folder = tmp_path_factory.mktemp("begun") / "park"
    folder.mkdir()
    shutil.copy(TINY, folder / "park.yaml")
    with bootstrap.workspace(folder) as work:
        start_live(work, clock=Moved(), seed=5, progress=Unwatched())
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(begun, tmp_path / "park"))


@pytest.fixture
def work(folder: Path) -> Iterator[Workspace]:
    with bootstrap.workspace(folder) as opened:
        yield opened


@pytest.fixture
def clock() -> Moved:
    return Moved()


@pytest.fixture
def feed(work: Workspace, clock: Moved) -> LiveFeed:
    return start_live(work, clock=clock, seed=5, progress=Unwatched(), step_seconds=0.01)


def closed_until(work: Workspace) -> datetime:
    return work.books.closed()[-1].end


def test_at_the_start_the_year_so_far_is_closed(work: Workspace) -> None:
    closed = work.books.closed()
    assert closed[0].start == parse_instant("2026-01-01")
    assert closed[-1].end == parse_instant("2026-01-20T10:00")
    assert all(one.end == other.start for one, other in pairwise(closed))


def test_a_step_between_quarters_brings_nothing_and_a_quarter_is_closed_at_its_end(
    feed: LiveFeed, clock: Moved, work: Workspace
) -> None:
    clock.at += timedelta(minutes=5)
    nothing = feed.step()
    assert (nothing.readings, nothing.books, feed.last) == (0, None, None)
    clock.at += timedelta(minutes=5)
    step = feed.step()
    assert step.books is not None
    assert closed_until(work) == step.books.until == parse_instant("2026-01-20T10:15")
    # today is closed again, and nothing of it comes out differently
    assert [each.period.start for each in step.books.closed] == [parse_instant("2026-01-20")]
    assert step.books.restated == ()
    assert feed.last is step


def test_step_by_step_the_books_are_those_of_one_closing(
    feed: LiveFeed, clock: Moved, work: Workspace
) -> None:
    for quarters in (1, 1, 3, 50, 1, 96, 2):
        clock.at += quarters * QUARTER
        feed.step()
    whole = Period(parse_instant("2026-01-01"), closed_until(work))
    at_once = MemoryBooks()
    close_period(whole, park=work.park, readings=work.readings, books=at_once, progress=Unwatched())
    one, other = work.books.flows(whole), at_once.flows(whole)
    row_of = {link: row for row, link in enumerate(one.links)}
    for row, link in enumerate(other.links):
        np.testing.assert_allclose(
            one.quantity[row_of[link]], other.quantity[row], rtol=1e-9, atol=1e-6, err_msg=link.id
        )
    # a closing a day at most, however many steps it took
    assert len(work.books.closed()) <= 6


def test_another_process_sees_the_new_readings_and_the_new_books(
    feed: LiveFeed, clock: Moved, folder: Path
) -> None:
    clock.at += QUARTER
    feed.step()
    seen = subprocess.run(
        [sys.executable, "-c", SEES, str(folder)], capture_output=True, text=True, check=True
    )
    assert seen.stdout.split() == ["2026-01-20T02:15:00", "2026-01-20T02:15:00+00:00"]


def wait_for(what: object, *, seconds: float = 20.0) -> None:
    assert callable(what)
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_a_running_feed_follows_the_clock_until_it_is_stopped(
    feed: LiveFeed, clock: Moved, work: Workspace
) -> None:
    with feed:
        assert feed.running
        clock.at += QUARTER
        wait_for(lambda: feed.last is not None and closed_until(work) == clock.at - 7 * MINUTE)
    assert not feed.running
    clock.at += QUARTER
    time.sleep(0.1)
    assert closed_until(work) == START + QUARTER - 7 * MINUTE
    feed.start()
    wait_for(lambda: closed_until(work) == START + 2 * QUARTER - 7 * MINUTE)
    feed.stop()
    feed.stop()
    assert feed.failure is None


MINUTE = timedelta(minutes=1)


def test_a_feed_whose_store_can_t_be_written_stops_and_says_why(
    feed: LiveFeed, clock: Moved, work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> int:
        raise StoreError("The disk is full. Make room.")

    monkeypatch.setattr(work.readings, "append", full)
    clock.at += QUARTER
    feed.start()
    wait_for(lambda: feed.failure is not None)
    wait_for(lambda: not feed.running)
    assert str(feed.failure) == "The disk is full. Make room."
    feed.stop()


def test_a_park_whose_clock_ran_ahead_goes_on_where_it_was(
    feed: LiveFeed, clock: Moved, work: Workspace
) -> None:
    clock.at += 40 * QUARTER
    feed.step()
    reached = closed_until(work)
    again = Moved()  # the machine's clock has not come so far yet
    feed = start_live(work, clock=again, seed=5, progress=Unwatched())
    assert again.at == reached
    again.at += QUARTER
    assert feed.step().readings > 0
    assert closed_until(work) == reached + QUARTER
