from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from zeropark.basis.errors import InputError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Axis, Period, parse_instant, parse_period
from zeropark.facts.readings.reading import KEY, READING_SCHEMA, Quality, Readings
from zeropark.future.simulation.metering.history import history_of
from zeropark.future.simulation.operation.operate import simulate
from zeropark.shell.ports.progress import Progress
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.arrive_readings import Arrivals

SEED = 5
TINY = Path(__file__).parents[2] / "parks" / "tiny.yaml"
EVER = parse_period("2024/2030")
NOON = parse_instant("2026-03-10T12:07")
QUARTER = timedelta(minutes=15)


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    found = load_park(TINY.read_text(encoding="utf-8"), name="tiny").park
    assert found is not None
    return found


@pytest.fixture(scope="module")
def year(park: ParkDocument) -> pl.DataFrame:
    """Everything that the year 2026 of the park says, as `zeropark generate` would write it."""
    truth = simulate(park, Axis.over(parse_period("2026")), seed=SEED)
    return pl.concat([batch.readings.frame for batch in history_of(truth, park)])


@pytest.fixture
def arrivals(park: ParkDocument, store: MemoryReadings) -> Arrivals:
    return Arrivals(park=park, store=store, seed=SEED)


def naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def said(store: MemoryReadings) -> pl.DataFrame:
    """What is in force, by key."""
    frame = store.read(EVER).frame
    return frame.sort(pl.col("meter", "channel").cast(pl.String), "start", "end")


def test_at_the_start_there_is_the_year_so_far_and_nothing_that_lies_ahead(
    arrivals: Arrivals, store: MemoryReadings, year: pl.DataFrame, watcher: Progress
) -> None:
    new = arrivals.begin(NOON, progress=watcher)
    frame = said(store)
    assert frame["end"].max() == naive(parse_instant("2026-03-10T12:00"))
    ended = year.filter(pl.col("end") <= naive(NOON))
    # what comes late is not there yet, and a day told twice is one
    assert 0.97 * ended.height < frame.height <= ended.height
    assert new >= frame.height
    assert (frame["quality"] & int(Quality.GENERATED) != 0).all()


def test_nothing_is_known_before_it_was_nor_later_than_now(
    arrivals: Arrivals, store: MemoryReadings, watcher: Progress
) -> None:
    arrivals.begin(NOON, progress=watcher)
    frame = said(store)
    assert (frame["known_at"] >= frame["end"]).all()
    assert frame["known_at"].max() <= naive(NOON)
    usual = frame.select((pl.col("known_at") - pl.col("end")).median()).item()
    assert timedelta(seconds=20) <= usual <= timedelta(minutes=3)
    # what was not known by a past instant is not told as of it
    past = parse_instant("2026-02-01")
    then = store.read(EVER, known_at=past).frame
    assert then.height
    assert then["end"].max() <= naive(past)


def test_a_step_brings_a_quarter_of_every_channel_known_at_the_step(
    arrivals: Arrivals, store: MemoryReadings, park: ParkDocument, watcher: Progress
) -> None:
    arrivals.begin(NOON, progress=watcher)
    before = said(store).height
    assert arrivals.arrive(NOON + timedelta(minutes=2)) == 0
    until = NOON + QUARTER
    assert arrivals.arrive(until) == sum(len(meter.channels) for meter in park.meters)
    fresh = said(store).filter(pl.col("known_at") == naive(until))
    assert fresh.height == said(store).height - before
    assert fresh["end"].unique().to_list() == [naive(parse_instant("2026-03-10T12:15"))]
    assert arrivals.arrive(until) == 0


def test_step_by_step_comes_what_the_year_says(
    arrivals: Arrivals, store: MemoryReadings, year: pl.DataFrame, watcher: Progress
) -> None:
    start = parse_instant("2026-12-20")
    arrivals.begin(start, progress=watcher)
    for hours in (1, 7, 7.5, 30, 200, 11 * 24 + 23.9):
        arrivals.arrive(start + timedelta(hours=hours))
    frame = said(store)
    end = naive(start + timedelta(hours=11 * 24 + 23.9))
    expected = year.filter(pl.col("end") <= end, pl.col("known_at") <= end)
    told = frame.join(expected, on=[*KEY, "value"], how="semi")
    assert told.height == frame.height
    assert frame.height == expected.select(KEY).unique().height


def test_a_late_day_comes_when_it_is_known(
    arrivals: Arrivals, store: MemoryReadings, year: pl.DataFrame, watcher: Progress
) -> None:
    late = year.filter(pl.col("known_at") - pl.col("end") > timedelta(hours=20))
    first = late.filter(pl.col("known_at") - pl.col("end") < timedelta(days=4)).row(0, named=True)
    at = first["known_at"].replace(tzinfo=UTC)
    arrivals.begin(at - timedelta(hours=3), progress=watcher)
    there = pl.col("meter") == first["meter"], pl.col("start") == first["start"]
    channel = pl.col("channel") == first["channel"]
    assert said(store).filter(*there, channel).is_empty()
    arrivals.arrive(at)
    (known,) = said(store).filter(*there, channel)["known_at"]
    assert known == naive(at)


def test_the_next_year_begins_where_the_last_one_ended_and_registers_go_on(
    arrivals: Arrivals, store: MemoryReadings, watcher: Progress
) -> None:
    arrivals.begin(parse_instant("2026-12-31T23:50"), progress=watcher)
    arrivals.arrive(parse_instant("2027-01-01T02:00"))
    frame = said(store).filter(pl.col("start") >= naive(parse_instant("2026-12-31T20:00")))
    shop = frame.filter(pl.col("meter") == "m-shop")
    # 20:00 to 02:00 are 24 quarters, and each is told
    assert shop["start"].to_list() == [
        naive(parse_instant("2026-12-31T20:00")) + step * QUARTER for step in range(24)
    ]
    for meter, channel in (("m-mill", "energy"), ("m-grid", "import"), ("m-gas-in", "volume")):
        register = frame.filter(pl.col("meter") == meter, pl.col("channel") == channel)
        assert register.height == 25
        steps = register["value"].diff().drop_nulls()
        assert (steps >= 0).all(), meter
        assert steps.max() < 0.01 * register["value"].max(), meter


def test_a_park_that_was_live_goes_on_from_its_last_reading(
    park: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    Arrivals(park=park, store=store, seed=SEED).begin(NOON, progress=watcher)
    before = said(store)
    again = Arrivals(park=park, store=store, seed=SEED)
    channels = sum(len(meter.channels) for meter in park.meters)
    assert again.begin(NOON + 4 * QUARTER, progress=watcher) == 4 * channels
    assert said(store).join(before, on=[*KEY, "known_at"], how="semi").height == before.height


def test_a_park_that_was_live_through_new_year_goes_on_with_its_registers(
    park: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    first = Arrivals(park=park, store=store, seed=SEED)
    first.begin(parse_instant("2026-12-31T23:50"), progress=watcher)
    first.arrive(parse_instant("2027-01-01T02:00"))
    again = Arrivals(park=park, store=store, seed=SEED)
    again.begin(parse_instant("2027-01-01T02:01"), progress=watcher)
    again.arrive(parse_instant("2027-01-01T03:00"))
    register = said(store).filter(
        pl.col("meter") == "m-mill",
        pl.col("channel") == "energy",
        pl.col("start") >= naive(parse_instant("2027-01-01")),
    )
    # read at 0:00 and at the end of each of twelve quarters
    assert register.height == 13
    steps = register["value"].diff().drop_nulls()
    assert (steps >= 0).all()
    assert steps.max() < 0.01 * register["value"].max()


def put(store: MemoryReadings, end: datetime, quality: Quality) -> None:
    row = ("m-shop", "energy", naive(end - QUARTER), naive(end), 1.0, int(quality), naive(end), "x")
    store.append(Readings(pl.DataFrame([row], schema=READING_SCHEMA, orient="row")))


def test_measured_readings_are_not_gone_on_from(
    arrivals: Arrivals, store: MemoryReadings, watcher: Progress
) -> None:
    put(store, NOON - timedelta(days=1), Quality.GOOD)
    with pytest.raises(InputError, match="measured"):
        arrivals.begin(NOON, progress=watcher)


def test_readings_ahead_of_the_clock_are_not_gone_on_from(
    arrivals: Arrivals, store: MemoryReadings, watcher: Progress
) -> None:
    put(store, NOON + QUARTER, Quality.GENERATED)
    with pytest.raises(InputError, match=r"2026-03-10 12:22.*another folder"):
        arrivals.begin(NOON, progress=watcher)
    assert store.read(Period(NOON - timedelta(days=60), NOON)).frame.is_empty()
