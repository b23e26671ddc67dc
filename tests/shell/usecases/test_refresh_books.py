"""Books refreshed step by step are the books of one closing, whatever came when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period, parse_instant, to_array
from zeropark.facts.ledger.flow import Flows, Kind
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.stores.books.memory_books import MemoryBooks
from zeropark.shell.stores.readings.memory_readings import MemoryReadings
from zeropark.shell.usecases.close_period import close_period
from zeropark.shell.usecases.refresh_books import RefreshedBooks, refresh_books

QUARTER = timedelta(minutes=15)
FIRST = parse_instant("2026-05-20")
KNOWN = datetime(2026, 8, 1, tzinfo=UTC)


class Silent:
    def begin(self, what: str, *, total: int | None = None) -> None:
        pass

    def advance(self, steps: int = 1) -> None:
        pass

    def end(self) -> None:
        pass


def rows(
    meter: str,
    channel: str,
    steps: Sequence[int],
    values: Sequence[float],
    *,
    long: timedelta = QUARTER,
    step: timedelta = QUARTER,
) -> pl.DataFrame:
    """Readings that start so many steps after `FIRST`."""
    start = [(FIRST + int(n) * step).replace(tzinfo=None) for n in steps]
    return pl.DataFrame(
        {
            "meter": meter,
            "channel": channel,
            "start": start,
            "end": [at + long for at in start],
            "value": [float(value) for value in values],
            "quality": 0,
            "known_at": KNOWN.replace(tzinfo=None),
            "source": "by hand",
        },
        schema=READING_SCHEMA,
    )


@dataclass
class Keeping:
    """A park whose books are refreshed whenever something has come."""

    park: ParkDocument
    store: MemoryReadings
    books: MemoryBooks
    at: datetime = KNOWN

    def learn(self, frame: pl.DataFrame) -> None:
        self.at += timedelta(hours=1)
        known = pl.lit(to_array(self.at)).cast(pl.Datetime("us"))
        self.store.append(Readings(frame.with_columns(known_at=known)))

    def refresh(self, now: datetime = KNOWN) -> RefreshedBooks:
        return refresh_books(
            now, park=self.park, readings=self.store, books=self.books, progress=Silent()
        )

    def at_once(self, period: Period) -> Flows:
        """What one closing of everything makes of the same readings."""
        books = MemoryBooks()
        close_period(period, park=self.park, readings=self.store, books=books, progress=Silent())
        return books.flows(period)


@pytest.fixture
def keeping(metered: ParkDocument) -> Keeping:
    return Keeping(metered, MemoryReadings(), MemoryBooks())


def assert_same(one: Flows, other: Flows) -> None:
    row_of = {link: row for row, link in enumerate(one.links)}
    measured = [link for link in other.links if link in row_of]
    # a residual that only one of the two has is nothing at all
    for flows in (one, other):
        for row, link in enumerate(flows.links):
            if link not in measured:
                assert (flows.kind[row] == Kind.RESIDUAL).all()
                assert not np.nansum(flows.quantity[row])
    for row, link in enumerate(other.links):
        if link in row_of:
            mine = row_of[link]
            np.testing.assert_allclose(
                one.quantity[mine], other.quantity[row], rtol=1e-9, atol=1e-9, err_msg=link.id
            )
            np.testing.assert_array_equal(one.quality[mine], other.quality[row], link.id)
            np.testing.assert_array_equal(one.kind[mine], other.kind[row], link.id)


DAYS = 26
STEPS = DAYS * 96
LOST = (2, 4, 7, 30, 96, 300, 710, 780, 1000)
"""Quarters that are never told: within the hour, within a week, beyond the context."""


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[pl.DataFrame, list[np.ndarray]]:
    """All readings of some weeks, and which of them come together, in the order of coming."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)

    def told() -> np.ndarray:
        keep = np.ones(STEPS, dtype=bool)
        for length in draw(st.lists(st.sampled_from(LOST), max_size=3)):
            first = int(rng.integers(0, STEPS - length))
            keep[first : first + length] = False
        return np.flatnonzero(keep)

    daily = 1.0 + 0.5 * np.sin(np.arange(STEPS) * 2 * np.pi / 96)
    use = 100.0 * daily * rng.uniform(0.9, 1.1, STEPS)
    register = np.cumsum(rng.uniform(1.0, 2.0, STEPS) * daily) + 1000.0
    parts = []
    at = told()
    parts.append(rows("m-grid", "import", at, register[at], long=timedelta(0)))
    at = told()
    parts.append(rows("m-check", "import", at, use[at] * 2.2))
    at = told()
    parts.append(rows("m-mill", "use", at, use[at]))
    at = told()
    parts.append(rows("m-hall", "power", at, use[at], long=timedelta(0)))
    lots = np.flatnonzero(rng.random(DAYS) < 0.7)
    day = timedelta(days=1)
    parts.append(rows("m-coal", "mass", lots, rng.uniform(5, 9, lots.size), long=day, step=day))
    frame = pl.concat(parts)
    # Mostly by time, in pieces; some come before their time and some long after.
    slices = draw(st.integers(2, 6))
    when = np.array((frame["end"].to_physical().to_numpy()), dtype=float)
    place = np.searchsorted(np.quantile(when, np.arange(1, slices) / slices), when)
    order = draw(st.permutations(range(slices))) if draw(st.booleans()) else range(slices)
    place = np.array(order)[place]
    odd = rng.random(frame.height) < draw(st.sampled_from((0.0, 0.01, 0.3)))
    place[odd] = rng.integers(0, slices, int(odd.sum()))
    return frame, [np.flatnonzero(place == number) for number in range(slices)]


@given(arrivals())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_and_slicing_of_arrivals_ends_in_the_flows_of_one_closing(
    metered: ParkDocument, come: tuple[pl.DataFrame, list[np.ndarray]]
) -> None:
    frame, slices = come
    keeping = Keeping(metered, MemoryReadings(), MemoryBooks())
    for chosen in slices:
        if chosen.size:
            keeping.learn(frame[chosen])
            keeping.refresh()
    (whole,) = (
        keeping.books.closed()
        if len(keeping.books.closed()) == 1
        else [Period(keeping.books.closed()[0].start, keeping.books.closed()[-1].end)]
    )
    assert_same(keeping.books.flows(whole), keeping.at_once(whole))
