"""Books refreshed step by step are the books of one closing, whatever came when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zeropark.basis.errors import MissingDataError
from zeropark.basis.park.document import ParkDocument
from zeropark.basis.timeline import Period, parse_instant, to_array
from zeropark.facts.ledger.flow import Flows, Kind
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.closing.learnt import merged
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


Arrivals = tuple[pl.DataFrame, list[np.ndarray]]
"""All readings of some weeks, and which of them come together, in the order of coming."""


def arriving(
    seed: int,
    *,
    lost: Sequence[Sequence[int]],
    order: Sequence[int],
    odd_share: float,
) -> Arrivals:
    """Readings made of a seed.

    Args:
        seed: of all that is random.
        lost: how many quarters together are never told, for each of the four meters by quarter.
        order: in which the pieces come that the weeks are cut into, each as long as the others.
        odd_share: how many come with another piece than their own.
    """
    rng = np.random.default_rng(seed)

    def told(lengths: Sequence[int]) -> np.ndarray:
        keep = np.ones(STEPS, dtype=bool)
        for length in lengths:
            first = int(rng.integers(0, STEPS - length))
            keep[first : first + length] = False
        return np.flatnonzero(keep)

    daily = 1.0 + 0.5 * np.sin(np.arange(STEPS) * 2 * np.pi / 96)
    use = 100.0 * daily * rng.uniform(0.9, 1.1, STEPS)
    register = np.cumsum(rng.uniform(1.0, 2.0, STEPS) * daily) + 1000.0
    grid, check, mill, hall = (told(lengths) for lengths in lost)
    lots = np.flatnonzero(rng.random(DAYS) < 0.7)
    day = timedelta(days=1)
    frame = pl.concat(
        [
            rows("m-grid", "import", grid, register[grid], long=timedelta(0)),
            rows("m-check", "import", check, use[check] * 2.2),
            rows("m-mill", "use", mill, use[mill]),
            rows("m-hall", "power", hall, use[hall], long=timedelta(0)),
            rows("m-coal", "mass", lots, rng.uniform(5, 9, lots.size), long=day, step=day),
        ]
    )
    # Mostly by time, in pieces; some come before their time and some long after.
    slices = len(order)
    when = np.array((frame["end"].to_physical().to_numpy()), dtype=float)
    place = np.searchsorted(np.quantile(when, np.arange(1, slices) / slices), when)
    place = np.array(order)[place]
    odd = rng.random(frame.height) < odd_share
    place[odd] = rng.integers(0, slices, int(odd.sum()))
    return frame, [np.flatnonzero(place == number) for number in range(slices)]


@st.composite
def arrivals(draw: st.DrawFn) -> Arrivals:
    slices = draw(st.integers(2, 6))
    in_time = list(range(slices))
    return arriving(
        draw(st.integers(0, 2**32 - 1)),
        lost=[draw(st.lists(st.sampled_from(LOST), max_size=3)) for _ in range(4)],
        order=draw(st.permutations(in_time)) if draw(st.booleans()) else in_time,
        odd_share=draw(st.sampled_from((0.0, 0.01, 0.3))),
    )


# The last slice closes days without any coal again: its losses are missing there, never zero.
@example(arriving(1, lost=[[], [], [710], [710]], order=range(6), odd_share=0.0))
@given(arrivals())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_and_slicing_of_arrivals_ends_in_the_flows_of_one_closing(
    metered: ParkDocument, come: Arrivals
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


def steady(store_of: Keeping, *, days: range, without: tuple[int, ...] = ()) -> None:
    """A mill that uses 49 kWh a quarter, without some quarters counted from `FIRST`."""
    steps = [n for n in range(days.start * 96, days.stop * 96) if n not in without]
    store_of.learn(rows("m-mill", "use", steps, [49.0] * len(steps)))


def local(text: str) -> datetime:
    return parse_instant(text)


def periods(refreshed: RefreshedBooks) -> list[str]:
    return [each.period.name for each in refreshed.closed]


def test_where_nothing_was_closed_all_is_and_the_day_that_is_not_over_for_itself(
    keeping: Keeping,
) -> None:
    steady(keeping, days=range(12))
    done = keeping.refresh(local("2026-05-30T10:22"))
    assert done.until == local("2026-05-30T10:15")
    assert [(p.start, p.end) for p in (each.period for each in done.closed)] == [
        (local("2026-05-20"), local("2026-05-30")),
        (local("2026-05-30"), local("2026-05-30T10:15")),
    ]
    assert done.restated == ()


def test_nothing_new_closes_nothing(keeping: Keeping) -> None:
    steady(keeping, days=range(12))
    keeping.refresh()
    again = keeping.refresh()
    assert again.closed == ()
    assert again.until == local("2026-06-01")


def test_a_park_without_a_reading_is_told_to_import(keeping: Keeping) -> None:
    with pytest.raises(MissingDataError, match="zeropark import"):
        keeping.refresh()


def test_what_has_come_since_closes_its_own_day_alone(keeping: Keeping) -> None:
    steady(keeping, days=range(40))
    keeping.refresh()
    # eight quarters after midnight: six hours before them lie on the day before
    keeping.learn(rows("m-mill", "use", range(40 * 96, 40 * 96 + 8), [49.0] * 8))
    assert periods(keeping.refresh()) == [
        "2026-06-28",
        str(Period(local("2026-06-29"), local("2026-06-29T02:00"))),
    ]
    # at two in the afternoon they don't
    keeping.learn(rows("m-mill", "use", range(40 * 96 + 8, 40 * 96 + 56), [49.0] * 48))
    keeping.refresh()
    keeping.learn(rows("m-mill", "use", [40 * 96 + 56], [49.0]))
    assert periods(keeping.refresh()) == [
        str(Period(local("2026-06-29"), local("2026-06-29T14:15")))
    ]


def test_a_late_reading_closes_its_day_and_the_week_after_and_no_more(keeping: Keeping) -> None:
    noon = 5 * 96 + 48
    steady(keeping, days=range(40), without=(noon,))
    keeping.refresh()
    keeping.learn(rows("m-mill", "use", [noon], [60.0]))
    done = keeping.refresh()
    # 25 May; a gap on 1 June would be filled from it
    (closed,) = done.closed
    assert closed.period == Period(local("2026-05-25"), local("2026-06-02"))
    (restated,) = done.restated
    changed = {change.link: change for change in restated.changes}
    mill = changed["electricity:bus-10kv>bus-mill"]
    # it had been filled on the line between 49 and 49
    assert (mill.intervals, mill.after - mill.before) == (1, pytest.approx(11.0))


def test_a_gap_at_the_end_is_missing_until_what_ends_it_tells_how_long_it_was(
    keeping: Keeping,
) -> None:
    steady(keeping, days=range(10))
    keeping.learn(
        rows("m-hall", "power", range(10 * 96 + 6), [80.0] * (10 * 96 + 6), long=timedelta(0))
    )
    keeping.refresh()
    flows = keeping.books.flows(Period(local("2026-05-30"), local("2026-05-30T01:15")))
    (mill,) = flows.rows(source="bus-10kv", sink="bus-mill")
    assert np.isnan(flows.quantity[mill]).all()
    keeping.learn(rows("m-mill", "use", [10 * 96 + 3], [49.0]))
    keeping.refresh()
    flows = keeping.books.flows(Period(local("2026-05-30"), local("2026-05-30T01:15")))
    # three quarters between 49 and 49 are on a line; what follows is open again
    assert flows.quantity[mill][:4].tolist() == [49.0] * 4
    assert (flows.kind[mill][:3] == Kind.FILLED).all()
    assert np.isnan(flows.quantity[mill][4])


def test_a_register_read_once_a_month_closes_the_months_on_both_its_sides(
    keeping: Keeping,
) -> None:
    ends = [0, 31, 61, 92]
    reads = [100.0, 160.0, 230.0, 300.0]
    told = rows("m-grid", "import", ends, reads, long=timedelta(0), step=timedelta(days=1))
    steady(keeping, days=range(92))
    keeping.learn(told)
    later = local("2026-09-01")
    keeping.refresh(later)
    keeping.learn(told[2:3].with_columns(value=pl.lit(240.0)))
    done = keeping.refresh(later)
    whole = Period(local("2026-05-20"), local("2026-08-20"))
    assert_same(keeping.books.flows(whole), keeping.at_once(whole))
    # second reading before: 20 May; the next one a week on: 20 August
    assert {each.period.name for each in done.restated} == {str(whole)}


def test_a_day_beside_a_long_silence_closes_as_the_whole_does(keeping: Keeping) -> None:
    """A total that reaches beyond the eight days around is looked at as a whole."""
    days = timedelta(days=1)
    told = rows("m-grid", "import", [0, 31], [100.0, 162.0], long=timedelta(0), step=days)
    keeping.learn(told)
    steady(keeping, days=range(31), without=(15 * 96 + 40,))
    keeping.refresh()
    keeping.learn(rows("m-mill", "use", [15 * 96 + 40], [49.0]))
    done = keeping.refresh()
    assert len(done.closed) == 1
    assert done.closed[0].period.duration == timedelta(days=8)
    whole = Period(local("2026-05-20"), local("2026-06-20"))
    flows = keeping.books.flows(whole)
    (grid,) = flows.rows(source="grid", sink="bus-10kv")
    # 62 counts of 100 kWh, over 31 days of 96 quarters
    assert flows.quantity[grid] == pytest.approx(6200 / (31 * 96))


def test_days_between_are_closed_and_a_stretch_of_which_nothing_is_known_is_left_open(
    keeping: Keeping,
) -> None:
    two = [*range(96), *range(30 * 96, 31 * 96)]
    keeping.learn(rows("m-mill", "use", two, [49.0] * len(two)))
    for day in (0, 30):
        close_period(
            Period(FIRST + timedelta(days=day), FIRST + timedelta(days=day + 1)),
            park=keeping.park,
            readings=keeping.store,
            books=keeping.books,
            progress=Silent(),
        )
    done = keeping.refresh()
    assert done.left_open == (Period(local("2026-05-21"), local("2026-06-19")),)
    steady(keeping, days=range(20, 21))
    done = keeping.refresh()
    assert done.left_open == ()
    (whole,) = merged(keeping.books.closed())
    assert whole == Period(local("2026-05-20"), local("2026-06-20"))


def test_closing_by_hand_does_not_forget_how_far_the_books_were(keeping: Keeping) -> None:
    steady(keeping, days=range(40))
    keeping.refresh()
    keeping.learn(rows("m-mill", "use", [5 * 96], [50.0]))
    keeping.refresh()
    close_period(
        Period(FIRST, local("2026-06-10")),
        park=keeping.park,
        readings=keeping.store,
        books=keeping.books,
        progress=Silent(),
    )
    assert keeping.refresh().closed == ()


def test_what_was_closed_ahead_of_now_stays_closed(keeping: Keeping) -> None:
    steady(keeping, days=range(12))
    keeping.refresh()
    again = keeping.refresh(local("2026-05-25"))
    assert again.closed == ()
    assert again.until == local("2026-06-01")
