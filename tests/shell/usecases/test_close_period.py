from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import polars as pl
import pytest

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import parse_period
from zeropark.facts.ledger.flow import Kind
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.closing.stretch import ClosedPeriod
from zeropark.shell.ports.progress import Progress
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.close_period import close_period, closing_findings

QUARTER = timedelta(minutes=15)
FIRST = datetime(2026, 5, 20)  # noqa: DTZ001 - zone-less UTC, as tables hold it
KNOWN = datetime(2026, 7, 1)  # noqa: DTZ001 - same
SPELL = 30 * 96


def readings(
    meter: str,
    channel: str,
    starts: Sequence[datetime],
    values: Sequence[float],
    *,
    long: timedelta,
) -> Readings:
    frame = pl.DataFrame(
        {
            "meter": meter,
            "channel": channel,
            "start": starts,
            "end": [start + long for start in starts],
            "value": values,
            "quality": 0,
            "known_at": KNOWN,
            "source": "by hand",
        },
        schema=READING_SCHEMA,
    )
    return Readings(frame)


@pytest.fixture
def store() -> MemoryReadings:
    """A register read seven minutes past every quarter, and a mill with a gap on 1 June."""
    kept = MemoryReadings()
    steps = range(SPELL)
    # The register counts 0.5 a quarter; with its ratio of 100 that is 50 kWh.
    read_at = [FIRST + timedelta(minutes=7) + step * QUARTER for step in steps]
    counts = [10.0 + 0.5 * step for step in steps]
    kept.append(readings("m-grid", "import", read_at, counts, long=timedelta(0)))
    gap = datetime(2026, 5, 31, 16)  # noqa: DTZ001 - local midnight of 1 June
    starts = [
        s for s in (FIRST + step * QUARTER for step in steps) if not 0 <= (s - gap) / QUARTER < 8
    ]
    kept.append(readings("m-mill", "use", starts, [49.0] * len(starts), long=QUARTER))
    return kept


def closed(
    text: str, park: ParkDocument, store: MemoryReadings, books: MemoryBooks, watcher: Progress
) -> ClosedPeriod:
    return close_period(
        parse_period(text), park=park, readings=store, books=books, progress=watcher
    )


def test_two_days_closed_apart_are_the_two_days_closed_together(
    metered: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    apart, together = MemoryBooks(), MemoryBooks()
    closed("2026-05-31", metered, store, apart, watcher)
    closed("2026-06-01", metered, store, apart, watcher)
    closed("2026-05-31/2026-06-02", metered, store, together, watcher)
    both = parse_period("2026-05-31/2026-06-02")
    one, other = apart.flows(both), together.flows(both)
    totals = dict(zip(one.totals()["id"], one.totals()["quantity"], strict=True))
    expected = dict(zip(other.totals()["id"], other.totals()["quantity"], strict=True))
    assert totals == pytest.approx(expected)
    # 192 quarters of 50 kWh, none lost where one day ends and the next begins
    assert totals["electricity:grid>bus-10kv"] == pytest.approx(192 * 50)


def test_a_gap_on_the_first_day_is_filled_from_the_week_before(
    metered: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    result = closed("2026-06-01", metered, store, MemoryBooks(), watcher)
    (row,) = result.balance.flows.rows(source="bus-10kv", sink="bus-mill")
    assert np.array_equal(result.balance.flows.quantity[row], np.full(96, 49.0))
    assert (result.balance.flows.kind[row] == Kind.FILLED).sum() == 8
    assert [(fill.method, fill.first, fill.steps) for fill in result.fills] == [
        ("previous_week", 0, 8)
    ]


def test_what_no_meter_told_is_missing_and_so_is_what_is_left_over(
    metered: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    result = closed("2026-06-01", metered, store, MemoryBooks(), watcher)
    silent = result.balance.flows.rows(source="bus-10kv", sink="bus-hall")
    assert np.isnan(result.balance.flows.quantity[silent]).all()
    (bus,) = (each for each in result.balance.buses if each.bus == "bus-10kv")
    assert bus.missing_steps == 96
    assert {each.missing_steps for each in result.coverage if each.channel.meter == "m-hall"} == {
        96
    }


def test_a_period_without_a_reading_is_not_closed(
    metered: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    books = MemoryBooks()
    with pytest.raises(MissingDataError, match="zeropark import"):
        closed("2027-01", metered, store, books, watcher)
    assert books.closed() == ()


def test_a_month_is_closed_on_a_register_read_at_its_two_ends(
    metered: ParkDocument, watcher: Progress
) -> None:
    kept = MemoryReadings()
    ends = [datetime(2026, 5, 31, 16), datetime(2026, 6, 30, 16)]  # noqa: DTZ001 - local midnights
    kept.append(readings("m-grid", "import", ends, [100.0, 160.0], long=timedelta(0)))
    result = closed("2026-06", metered, kept, MemoryBooks(), watcher)
    (row,) = result.balance.flows.rows(source="grid", sink="bus-10kv")
    # 60 counts x ratio 100; every quarter of the 30 days has its part
    assert result.balance.flows.quantity[row].sum() == pytest.approx(6000)
    assert (result.balance.flows.quantity[row] > 0).sum() == 30 * 96


def test_what_was_found_is_kept_beside_the_flows(
    metered: ParkDocument, store: MemoryReadings, watcher: Progress
) -> None:
    books = MemoryBooks()
    result = closed("2026-06-01", metered, store, books, watcher)
    grave = {finding.problem for finding in result.findings if finding.severity != "note"}
    assert {finding.problem for finding in closing_findings(books)} == grave
    assert grave
