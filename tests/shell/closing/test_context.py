"""How far around a period its closing looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from zeropark.basis.documents.read import parse
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period, parse_instant
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.closing.context import CONTEXT, read_around
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

PARK = Path(__file__).parents[2] / "parks" / "meters.yaml"
DAY = timedelta(days=1)
FIRST = parse_instant("2026-03-01")
TENTH = Period(FIRST + 99 * DAY, FIRST + 100 * DAY)
"""One day, a hundred days after the first of March or so."""


@pytest.fixture(scope="module")
def park() -> ParkDocument:
    return ParkDocument.model_validate(parse(PARK.read_text(encoding="utf-8"), name="park").data)


@pytest.fixture
def store() -> MemoryReadings:
    return MemoryReadings()


def put(
    store: MemoryReadings,
    days: Sequence[float],
    *,
    meter: str = "m-grid",
    channel: str = "import",
    long: timedelta = timedelta(0),
) -> None:
    start = [(FIRST + day * DAY).replace(tzinfo=None) for day in days]
    frame = pl.DataFrame(
        {
            "meter": meter,
            "channel": channel,
            "start": start,
            "end": [each + long for each in start],
            "value": [float(n) for n in range(len(start))],
            "quality": 0,
            "known_at": start,
            "source": "by hand",
        },
        schema=READING_SCHEMA,
    )
    store.append(Readings(frame))


def looked_at(store: MemoryReadings, park: ParkDocument) -> tuple[float, float]:
    """From which day to which, counted from the first of March."""
    around, said = read_around(TENTH, park=park, readings=store)
    assert len(said) == len(store.read(around))
    return (around.start - FIRST) / DAY, (around.end - FIRST) / DAY


def test_readings_by_the_hour_are_looked_at_eight_days_around(
    store: MemoryReadings, park: ParkDocument
) -> None:
    put(store, [hour / 24 for hour in range(150 * 24)])
    assert CONTEXT == 8 * DAY
    assert looked_at(store, park) == (91, 108)


def test_a_register_read_once_a_month_is_looked_at_from_reading_to_reading(
    store: MemoryReadings, park: ParkDocument
) -> None:
    put(store, [0, 31, 61, 92, 122])
    # the total from day 92 to day 122, and eight days before it for its shape
    assert looked_at(store, park) == (84, 122)


def test_a_silent_register_is_found_beyond_the_context_on_both_sides(
    store: MemoryReadings, park: ParkDocument
) -> None:
    put(store, [0, 140.5])
    assert looked_at(store, park) == (-8, 140.5)


def test_a_register_that_ends_or_begins_tells_no_total(
    store: MemoryReadings, park: ParkDocument
) -> None:
    put(store, [0, 31])
    put(store, [130, 140], channel="export")
    assert looked_at(store, park) == (91, 108)


def test_an_amount_of_a_month_is_looked_at_as_a_whole(
    store: MemoryReadings, park: ParkDocument
) -> None:
    put(store, [60, 92], meter="m-coal", channel="mass", long=30 * DAY)
    assert looked_at(store, park) == (84, 122)


def test_a_total_within_the_period_needs_no_more(store: MemoryReadings, park: ParkDocument) -> None:
    put(store, [99.25, 99.5, 99.75])
    assert looked_at(store, park) == (91, 108)
