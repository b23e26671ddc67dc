"""Small tables of readings for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import polars as pl

from zeropark.facts.readings.reading import READING_SCHEMA, Readings

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def at(quarter: int) -> datetime:
    """The start of a quarter of an hour, counted from new year UTC."""
    return NEW_YEAR + quarter * QUARTER


def known(hour: int) -> datetime:
    """An instant of knowledge, hours after the end of January UTC."""
    return datetime(2026, 2, 1, 7, 13, tzinfo=UTC) + timedelta(hours=hour)


def naive(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)


def readings(
    rows: Iterable[tuple[str, int, float | None, int]], *, quality: int = 0, source: str = "a.csv"
) -> Readings:
    """Interval readings from (meter, quarter, value, hour of knowledge)."""
    records = [
        (m, "energy", naive(at(q)), naive(at(q + 1)), v, quality, naive(known(h)), source)
        for m, q, v, h in rows
    ]
    return Readings(pl.DataFrame(records, schema=READING_SCHEMA, orient="row"))


def instants(rows: Iterable[tuple[str, int, float, int]]) -> Readings:
    """Register readings at an instant, from (meter, quarter, value, hour of knowledge)."""
    records = [
        (m, "register", naive(at(q)), naive(at(q)), v, 0, naive(known(h)), "a.csv")
        for m, q, v, h in rows
    ]
    return Readings(pl.DataFrame(records, schema=READING_SCHEMA, orient="row"))


def values(found: Readings) -> dict[tuple[str, int], float | None]:
    """What readings say: value by meter and quarter."""
    rows = found.frame.select("meter", "start", "value").iter_rows()
    return {(m, (s.replace(tzinfo=UTC) - NEW_YEAR) // QUARTER): v for m, s, v in rows}
