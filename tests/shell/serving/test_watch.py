"""A watch: one look for all who listen, news when something changed, an end when it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cli_runs import in_json
from zeropark.basis.errors import StoreError
from zeropark.basis.timeline import parse_instant
from zeropark.shell.serving.park_desk import ParkDesk
from zeropark.shell.serving.parks import open_parks
from zeropark.shell.serving.watch import Look, Pace, Watch

TINY = Path(__file__).parents[2] / "parks" / "tiny.yaml"
DAY = "time,m-pv/energy [kWh]\n2026-06-01 00:00,100\n2026-06-01 01:00,100\n"
QUICK = 0.01


class Moved:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = parse_instant("2026-06-01T10:07")

    def now(self):  # type: ignore[no-untyped-def] # noqa: ANN201 - a datetime
        return self.at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "park.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[ParkDesk]:
    with open_parks([folder]) as parks:
        yield parks.desks["tiny"]


async def news(watch: Watch, count: int, *, beat: float = 5.0) -> list[Look | None]:
    """The first so many things that a listener is told."""
    told = []
    stream = watch.follow(beat_seconds=beat)
    async for look in stream:
        told.append(look)
        if len(told) == count:
            break
    await stream.aclose()  # type: ignore[attr-defined] # it is a generator
    return told


def test_a_listener_is_told_at_once_and_again_when_readings_came(
    desk: ParkDesk, folder: Path
) -> None:
    async def run() -> list[Look | None]:
        listening = asyncio.create_task(news(Watch(desk, Moved(), look_seconds=QUICK), 2))
        await asyncio.sleep(0.1)
        assert not listening.done()  # nothing changed: nothing is told
        (folder / "day.csv").write_text(DAY, encoding="utf-8")
        await asyncio.to_thread(in_json, "import", folder, folder / "day.csv")
        return await asyncio.wait_for(listening, 10)

    first, second = asyncio.run(run())
    assert first is not None
    assert second is not None
    assert first.state != second.state


def test_a_quarter_hour_that_begins_is_news(desk: ParkDesk) -> None:
    async def run() -> list[Look | None]:
        clock = Moved()
        listening = asyncio.create_task(news(Watch(desk, clock, look_seconds=QUICK), 2))
        await asyncio.sleep(0.05)
        clock.at += timedelta(minutes=8)
        return await asyncio.wait_for(listening, 10)

    first, second = asyncio.run(run())
    assert first is not None
    assert second is not None
    assert (first.quarter, second.quarter) == (
        parse_instant("2026-06-01T10:00"),
        parse_instant("2026-06-01T10:15"),
    )


def test_who_waits_for_long_is_told_that_there_is_nothing_new(desk: ParkDesk) -> None:
    watch_told = asyncio.run(news_of(desk, 3))
    assert watch_told[0] is not None
    assert watch_told[1:] == [None, None]


async def news_of(desk: ParkDesk, count: int) -> list[Look | None]:
    return await news(Watch(desk, Moved(), look_seconds=QUICK), count, beat=0.03)


def test_many_listeners_cost_no_more_looks_than_one(desk: ParkDesk) -> None:
    async def run() -> tuple[int, int]:
        watch = Watch(desk, Moved(), look_seconds=0.05)
        many = [asyncio.create_task(news(watch, 2, beat=0.3)) for _ in range(200)]
        await asyncio.gather(*many)
        return watch.looks, watch.listeners

    looks, left = asyncio.run(run())
    assert looks <= 15
    assert left == 0


def test_words_are_made_once_for_all_and_again_for_the_next_look(desk: ParkDesk) -> None:
    made = []

    async def run() -> list[bytes]:
        clock = Moved()
        watch = Watch(desk, clock, look_seconds=QUICK)
        stream = watch.follow()
        told = []
        for _ in range(2):
            look = await anext(stream)
            assert look is not None

            def words(look: Look = look) -> bytes:
                made.append(look.quarter)
                return look.quarter.isoformat().encode()

            told += await asyncio.gather(*(watch.worded(look, "zh", words) for _ in range(50)))
            clock.at += timedelta(minutes=15)
        watch.end()
        return told

    assert len(set(asyncio.run(run()))) == 2
    assert len(made) == 2


def test_a_watch_that_is_ended_lets_all_listeners_go(desk: ParkDesk) -> None:
    async def run() -> int:
        watch = Watch(desk, Moved(), look_seconds=QUICK)
        listening = [asyncio.create_task(news(watch, 99)) for _ in range(5)]
        await asyncio.sleep(0.05)
        watch.end()
        told = await asyncio.wait_for(asyncio.gather(*listening), 5)
        return max(len(each) for each in told)

    assert asyncio.run(run()) == 1


def test_a_park_that_cannot_be_read_for_a_while_is_told_and_waited_for(
    desk: ParkDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise StoreError("the disk is away")

    async def run() -> list[Look | None]:
        monkeypatch.setattr(desk, "state", broken)
        listening = asyncio.create_task(news(Watch(desk, Moved(), look_seconds=QUICK), 2))
        await asyncio.sleep(0.05)
        monkeypatch.undo()
        return await asyncio.wait_for(listening, 10)

    first, second = asyncio.run(run())
    assert first is not None
    assert second is not None
    assert "the disk is away" in str(first.trouble)
    assert second.trouble is None


def test_the_pace_of_a_clock_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, seconds = Moved(), iter([100.0, 100.5, 110.0])
    monkeypatch.setattr("zeropark.shell.serving.watch.time.monotonic", lambda: next(seconds))
    pace = Pace(clock)
    assert pace.speed() == 1.0  # half a second is too short to tell
    clock.at += timedelta(minutes=10)
    assert pace.speed() == pytest.approx(60.0)  # 600 s in 10 s
