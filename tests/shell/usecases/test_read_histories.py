"""Histories as the record of readings has them, by whoever asks at which instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from readings_rows import naive
from tiny_year import TINY
from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.park.load import load_park
from zeropark.basis.timeline import parse_instant
from zeropark.facts.readings.reading import READING_SCHEMA, Quality, Readings
from zeropark.future.forecast.target import Target
from zeropark.shell.connectors.files.reader import TableFiles
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.read_histories import HistoryOrder, ReadHistories, read_histories

START = parse_instant("2026-06-01T00:00")
QUARTER = timedelta(minutes=15)
SHOP = Target("load", "shop-load")
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    loaded = load_park(Path(TINY).read_text(encoding="utf-8"), name="park.yaml").park
    assert loaded is not None
    return loaded


def store(*rows: tuple[int, float, float], quality: int = 0) -> MemoryReadings:
    """Of the shop's meter: quarter, kWh, and the quarter at which it was known."""
    records = [
        (
            "m-shop", "energy", naive(START + q * QUARTER), naive(START + (q + 1) * QUARTER),
            value, quality, naive(START + known * QUARTER), "a.csv",
        )
        for q, value, known in rows
    ]  # fmt: skip
    kept = MemoryReadings()
    for record in records:
        kept.append(Readings(pl.DataFrame([record], schema=READING_SCHEMA, orient="row")))
    return kept


def read(
    park: ParkDocument, readings: MemoryReadings, until: datetime, **more: object
) -> ReadHistories:
    order = HistoryOrder(until=until, back=WEEK, **more)
    return read_histories(order, park=park, readings=readings, tables=TableFiles())


def test_who_asks_earlier_reads_what_was_said_then(park: ParkDocument) -> None:
    readings = store((0, 10.0, 1.0), (1, 20.0, 2.0), (0, 11.0, 6.0))
    at = START + 4 * QUARTER
    then = read(park, readings, at).of[SHOP].known_by(at).values
    np.testing.assert_array_equal(then, [10.0, 20.0, np.nan, np.nan])
    later = START + 8 * QUARTER
    history = read(park, readings, later).of[SHOP]
    np.testing.assert_array_equal(history.known_by(later).values[:2], [11.0, 20.0])
    # the corrected value counts from its correction: what it replaced is not read any more
    np.testing.assert_array_equal(history.known_by(at).values[:2], [np.nan, 20.0])


def test_a_reading_that_came_late_is_not_there_before(park: ParkDocument) -> None:
    readings = store((0, 10.0, 1.0), (1, 20.0, 90.0))
    at = START + 4 * QUARTER
    values = read(park, readings, at).of[SHOP].known_by(at).values
    np.testing.assert_array_equal(values, [10.0, np.nan, np.nan, np.nan])
    assumed = read(park, readings, at, delay=QUARTER).of[SHOP].known_by(at).values
    np.testing.assert_array_equal(assumed, [10.0, 20.0, np.nan, np.nan])


def test_simulated_readings_mark_what_is_made_of_them(park: ParkDocument) -> None:
    at = START + 4 * QUARTER
    assert not read(park, store((0, 10.0, 1.0)), at).generated
    assert read(park, store((0, 10.0, 1.0), quality=Quality.GENERATED), at).generated


def test_a_past_that_is_too_old_or_not_there_is_told(park: ParkDocument) -> None:
    readings = store((0, 10.0, 1.0))
    for until in (START - WEEK, START + 2 * WEEK):
        with pytest.raises(MissingDataError, match="no reading was known of the 7 days before"):
            read(park, readings, until)
    with pytest.raises(MissingDataError, match="nothing to forecast from"):
        read(park, MemoryReadings(), START)


def test_the_order_says_how_it_is_known(park: ParkDocument) -> None:
    assert HistoryOrder(until=START, back=WEEK).knowledge == "strict"
    assert HistoryOrder(until=START, back=WEEK, delay=QUARTER).knowledge == "15 min after"
    found = read(park, store((0, 10.0, 1.0)), START + 4 * QUARTER)
    assert found.over.start == START
    assert found.over.end == START + 4 * QUARTER
