from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from readings_rows import naive
from tiny_year import TINY
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import Axis, parse_instant
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.future.forecast.measured import histories_from
from zeropark.future.forecast.target import Target

START = parse_instant("2026-06-01T00:00")
QUARTER = timedelta(minutes=15)
AXIS = Axis(START, QUARTER, 8)
SHOP = Target("load", "shop-load")
MILL = Target("load", "mill-line")
ROOF = Target("availability", "roof-pv")
Row = tuple[str, str, datetime, datetime, float, datetime]


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    loaded = load_park(Path(TINY).read_text(encoding="utf-8"), name="park.yaml").park
    assert loaded is not None
    return loaded


def at(quarter: float) -> datetime:
    return START + quarter * QUARTER


def interval(
    meter: str, quarter: int, value: float, *, known: float, channel: str = "energy"
) -> Row:
    return (meter, channel, at(quarter), at(quarter + 1), value, at(known))


def register(meter: str, quarter: int, value: float, *, known: float) -> Row:
    return (meter, "energy", at(quarter), at(quarter), value, at(known))


def readings(*rows: Row) -> Readings:
    records = [
        (m, c, naive(start), naive(end), value, 0, naive(known), "a.csv")
        for m, c, start, end, value, known in rows
    ]
    return Readings(pl.DataFrame(records, schema=READING_SCHEMA, orient="row"))


def test_an_interval_is_known_when_its_reading_was(park: ParkDocument) -> None:
    said = readings(interval("m-shop", 0, 10.0, known=1.5), interval("m-shop", 1, 20.0, known=7.0))
    found = histories_from(said, park=park, axis=AXIS, delay=None)[SHOP]
    np.testing.assert_array_equal(found.known_by(at(1)).values, [np.nan])
    np.testing.assert_array_equal(found.known_by(at(2)).values, [10.0, np.nan])
    np.testing.assert_array_equal(found.known_by(at(7)).values[:3], [10.0, 20.0, np.nan])


def test_a_register_is_known_when_the_read_that_ends_the_interval_was(park: ParkDocument) -> None:
    said = readings(  # the meter's ratio is 100
        register("m-mill", 0, 5.0, known=0.2),
        register("m-mill", 1, 5.3, known=1.2),
        register("m-mill", 3, 5.7, known=6.0),  # two quarters at once
    )
    found = histories_from(said, park=park, axis=AXIS, delay=None)[MILL]
    np.testing.assert_allclose(found.known_by(at(1.2)).values, [30.0])
    np.testing.assert_allclose(found.known_by(at(3)).values, [30.0, np.nan, np.nan])
    np.testing.assert_allclose(found.known_by(at(6)).values[:3], [30.0, 20.0, 20.0])


def test_what_a_plant_could_give_is_what_it_gave_and_what_was_turned_away(
    park: ParkDocument,
) -> None:
    said = readings(
        interval("m-pv", 0, 100.0, known=1.0),
        interval("m-pv", 0, 600.0, known=1.0, channel="available"),  # kW: 150 kWh
        interval("m-pv", 1, 100.0, known=2.0),
        interval("m-pv", 1, 300.0, known=2.0, channel="available"),  # less than it gave
    )
    found = histories_from(said, park=park, axis=AXIS, delay=None)[ROOF]
    # of 2000 kW x 0.25 h
    np.testing.assert_allclose(found.known_by(at(2)).values, [0.3, 0.2])


def test_a_delay_may_be_assumed_whatever_the_record_says(park: ParkDocument) -> None:
    said = readings(interval("m-shop", 0, 10.0, known=5000.0))
    found = histories_from(said, park=park, axis=AXIS, delay=QUARTER)[SHOP]
    np.testing.assert_array_equal(found.known_by(at(1)).values, [np.nan])
    np.testing.assert_array_equal(found.known_by(at(2)).values, [10.0, np.nan])


def test_what_no_meter_tells_has_no_history(park: ParkDocument) -> None:
    said = readings(interval("m-shop", 0, 10.0, known=1.0))
    assert set(histories_from(said, park=park, axis=AXIS, delay=None)) == {SHOP}
    nothing = Readings.empty()
    assert dict(histories_from(nothing, park=park, axis=AXIS, delay=None)) == {}
