from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from zeropark.basis.errors import MissingDataError, PeriodError
from zeropark.basis.timeline import QUARTER_HOUR, Axis, Period, parse_period
from zeropark.facts.ledger.flow import FlowLink, Flows, Kind
from zeropark.facts.readings.reading import Quality
from zeropark.shell.ports.books import BooksStore
from zeropark.shell.stores.books.embedded_books import EmbeddedBooks
from zeropark.shell.stores.books.memory_books import MemoryBooks

OpenBooks = Callable[[], BooksStore]

GRID = FlowLink("electricity", "grid", "bus", "m-grid")
WIND = FlowLink("electricity", "wind", "bus", "m-wind")
LOSSES = FlowLink("electricity", "bus", "losses")
JUNE = parse_period("2026-06")
DAY = parse_period("2026-06-03")
KNOWN = datetime(2026, 7, 3, 1, 2, 3, tzinfo=UTC)


def flows_of(
    period: Period,
    *,
    links: tuple[FlowLink, ...] = (GRID, LOSSES),
    value: float = 1.0,
    known_at: datetime | None = KNOWN,
) -> Flows:
    axis = Axis.over(period)
    shape = (len(links), axis.count)
    return Flows(
        park="park",
        axis=axis,
        links=links,
        quantity=np.full(shape, value),
        quality=np.zeros(shape, dtype=np.uint8),
        kind=np.full(shape, Kind.MEASURED, dtype=np.uint8),
        known_at=known_at,
    )


def equal(one: Flows, other: Flows) -> bool:
    arrays = ("quantity", "quality", "kind")
    same = (one.park, one.axis, one.links, one.known_at) == (
        other.park,
        other.axis,
        other.links,
        other.known_at,
    )
    return same and all(
        np.array_equal(getattr(one, a), getattr(other, a), equal_nan=a == "quantity")
        for a in arrays
    )


def test_what_was_put_comes_back(open_books: OpenBooks) -> None:
    flows = flows_of(JUNE, links=(GRID, WIND, LOSSES))
    rng = np.random.default_rng(1)
    flows.quantity[:] = rng.gamma(2.0, 50.0, flows.quantity.shape)
    flows.quantity[1, 7] = np.nan
    flows.quality[1, 7] = Quality.MISSING
    flows.quality[0, 9] = Quality.FILLED | Quality.GENERATED
    flows.kind[0, 9] = Kind.FILLED
    flows.kind[2] = Kind.RESIDUAL
    open_books().put_flows(flows, findings={})
    assert equal(open_books().flows(JUNE), flows)


def test_books_without_closings_say_so(open_books: OpenBooks) -> None:
    books = open_books()
    assert books.closed() == ()
    assert books.closings() == ()
    assert books.restatements() == ()
    with pytest.raises(MissingDataError, match="not closed"):
        books.flows(JUNE)


def test_a_period_that_is_closed_in_part_is_not_given(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(parse_period("2026-06-01/2026-06-02")), findings={})
    with pytest.raises(MissingDataError, match="not all of it"):
        books.flows(JUNE)


def test_an_hour_is_the_sum_of_its_quarters(open_books: OpenBooks) -> None:
    flows = flows_of(DAY, links=(GRID,))
    flows.quantity[0, :4] = [1.0, 2.0, 3.0, 4.5]
    open_books().put_flows(flows, findings={})
    hourly = open_books().flows(DAY, resolution="hour")
    assert hourly.axis == Axis(DAY.start, timedelta(hours=1), 24)
    assert hourly.quantity[0, 0] == 10.5  # 1 + 2 + 3 + 4.5
    assert hourly.quantity[0, 1] == 4.0
    assert open_books().flows(DAY, resolution="day").quantity[0, 0] == 10.5 + 23 * 4.0


def test_an_hour_with_a_gap_is_partial_and_one_without_readings_missing(
    open_books: OpenBooks,
) -> None:
    flows = flows_of(DAY, links=(GRID,))
    for column in (1, 4, 5, 6, 7):
        flows.quantity[0, column] = np.nan
        flows.quality[0, column] = Quality.MISSING
    flows.kind[0, 2] = Kind.FILLED
    open_books().put_flows(flows, findings={})
    hourly = open_books().flows(DAY, resolution="hour")
    assert hourly.quantity[0, 0] == 3.0
    assert hourly.quality[0, 0] & Quality.PARTIAL
    assert hourly.kind[0, 0] == Kind.FILLED
    assert np.isnan(hourly.quantity[0, 1])
    assert hourly.quality[0, 1] == Quality.MISSING


def test_a_part_of_a_closing_can_be_read(open_books: OpenBooks) -> None:
    flows = flows_of(JUNE, links=(GRID,))
    flows.quantity[0] = np.arange(flows.axis.count)
    open_books().put_flows(flows, findings={})
    part = open_books().flows(DAY)
    assert part.quantity[0].tolist() == list(range(2 * 96, 3 * 96))
    daily = open_books().flows(parse_period("2026-06-02/2026-06-04"), resolution="day")
    assert daily.quantity[0].tolist() == [sum(range(96, 192)), sum(range(192, 288))]


def test_periods_closed_one_by_one_read_as_one(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(parse_period("2026-06-02"), links=(WIND, GRID)), findings={})
    books.put_flows(flows_of(parse_period("2026-06-01"), links=(GRID,), value=2.0), findings={})
    both = books.flows(parse_period("2026-06-01/2026-06-03"), resolution="day")
    assert both.links == (GRID, WIND)
    assert both.quantity[0].tolist() == [192.0, 96.0]
    assert np.isnan(both.quantity[1, 0])
    assert both.quality[1, 0] == Quality.MISSING
    assert [str(p)[:10] for p in books.closed()] == ["2026-06-01", "2026-06-02"]


def test_a_day_closed_again_replaces_that_day_alone(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(JUNE, links=(GRID,)), findings={"state": "first"})
    books.put_flows(flows_of(DAY, links=(GRID,), value=3.0), findings={"state": "second"})
    daily = books.flows(JUNE, resolution="day").quantity[0]
    assert daily.tolist() == [96.0, 96.0, 288.0] + 27 * [96.0]
    assert books.closed() == (
        Period(JUNE.start, DAY.start),
        DAY,
        Period(DAY.end, JUNE.end),
    )
    assert [c.findings["state"] for c in books.closings()] == ["first", "second", "first"]


def test_a_closing_off_the_hour_is_summed_from_quarters(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(DAY, links=(GRID,)), findings={})
    odd = Period(DAY.start + QUARTER_HOUR, DAY.start + 6 * QUARTER_HOUR)
    books.put_flows(flows_of(odd, links=(GRID,), value=2.0), findings={})
    hourly = books.flows(DAY, resolution="hour").quantity[0]
    assert hourly[:3].tolist() == [1 + 3 * 2.0, 2 * 2.0 + 2, 4.0]
    from_half_past = Period(DAY.start + 2 * QUARTER_HOUR, DAY.start + 6 * QUARTER_HOUR)
    with pytest.raises(PeriodError, match="hours"):
        books.flows(from_half_past, resolution="hour")


def test_a_change_is_kept_as_a_restatement(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(JUNE, links=(GRID, LOSSES)), findings={})
    later = flows_of(DAY, links=(GRID, WIND), known_at=KNOWN + timedelta(days=9))
    later.quantity[0, 3:5] = 2.5
    books.put_flows(later, findings={})
    (found,) = open_books().restatements()
    assert found.period == DAY
    assert found.known_at == KNOWN + timedelta(days=9)
    grid, losses, wind = found.changes
    assert (grid.link, grid.before, grid.after, grid.intervals) == (GRID.id, 96.0, 99.0, 2)
    assert (losses.link, losses.before, losses.intervals) == (LOSSES.id, 96.0, 96)
    assert np.isnan(losses.after)
    assert np.isnan(wind.before)


def test_closing_to_the_same_result_is_no_restatement(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(JUNE), findings={})
    books.put_flows(flows_of(JUNE, known_at=KNOWN + timedelta(days=1)), findings={})
    assert books.restatements() == ()
    assert books.closings()[0].known_at == KNOWN + timedelta(days=1)


def test_an_unknown_resolution_and_a_broken_day_are_refused(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(DAY), findings={})
    with pytest.raises(PeriodError, match="resolution"):
        books.flows(DAY, resolution="week")
    with pytest.raises(PeriodError, match="whole number"):
        books.flows(Period(DAY.start, DAY.start + QUARTER_HOUR), resolution="day")


def test_only_quarters_of_an_hour_can_be_closed(open_books: OpenBooks) -> None:
    hourly = Axis.over(DAY, step=timedelta(hours=1))
    askew = Axis(DAY.start + timedelta(minutes=5), QUARTER_HOUR, 4)
    for axis in (hourly, askew):
        shape = (0, axis.count)
        bytes_ = np.zeros(shape, dtype=np.uint8)
        flows = Flows("park", axis, (), np.zeros(shape), bytes_, bytes_)
        with pytest.raises(PeriodError, match="quarters"):
            open_books().put_flows(flows, findings={})


def test_a_period_without_links_can_be_closed(open_books: OpenBooks) -> None:
    open_books().put_flows(flows_of(DAY, links=()), findings={})
    assert open_books().flows(DAY, resolution="day").quantity.shape == (0, 1)


QUARTERS = 40
CLOSINGS = st.lists(
    st.tuples(st.integers(0, QUARTERS - 1), st.integers(1, QUARTERS), st.integers(0, 3)),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize("adapter", ["memory", "embedded"])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(closings=CLOSINGS)
def test_the_books_equal_an_array_written_over(
    tmp_path_factory: pytest.TempPathFactory,
    adapter: str,
    closings: list[tuple[int, int, int]],
) -> None:
    books: BooksStore = (
        MemoryBooks() if adapter == "memory" else EmbeddedBooks(tmp_path_factory.mktemp("books"))
    )
    truth: NDArray[np.float64] = np.full(QUARTERS, -1.0)
    for first, length, value in closings:
        last = min(first + length, QUARTERS)
        period = Period(DAY.start + first * QUARTER_HOUR, DAY.start + last * QUARTER_HOUR)
        books.put_flows(flows_of(period, links=(GRID,), value=float(value)), findings={})
        truth[first:last] = value
    for piece in books.closed():
        first, last = ((end - DAY.start) // QUARTER_HOUR for end in (piece.start, piece.end))
        assert books.flows(piece).quantity[0].tolist() == truth[first:last].tolist()
    whole = sum(((p.end - p.start) // QUARTER_HOUR for p in books.closed()), 0)
    assert whole == int((truth >= 0).sum())


def residual(period: Period, *, links: tuple[FlowLink, ...], value: float = 1.0) -> Flows:
    flows = flows_of(period, links=links, value=value)
    flows.kind[[link.meter is None for link in links]] = Kind.RESIDUAL
    return flows


def test_a_residual_that_one_stretch_lacks_is_nothing_there(open_books: OpenBooks) -> None:
    books = open_books()
    first, second = parse_period("2026-06-01"), parse_period("2026-06-02")
    books.put_flows(residual(first, links=(GRID, LOSSES)), findings={})
    books.put_flows(residual(second, links=(GRID,)), findings={})
    both = books.flows(parse_period("2026-06-01/2026-06-03"))
    (row,) = both.rows(sink="losses")
    assert both.quantity[row].sum() == 96.0
    assert not np.isnan(both.quantity[row]).any()
    assert set(both.quality[row]) == {Quality.GOOD}
    assert set(both.kind[row]) == {Kind.RESIDUAL}


def gap_beside_losses(open_books: OpenBooks) -> BooksStore:
    """1 kWh of losses a quarter on 1 June; on 2 June none, and none are known in its first hour."""
    books = open_books()
    first, second = parse_period("2026-06-01"), parse_period("2026-06-02")
    books.put_flows(residual(first, links=(GRID, LOSSES)), findings={})
    idle = residual(second, links=(GRID, LOSSES), value=0.0)
    idle.kind[1] = Kind.IDLE
    idle.quantity[1, :4] = np.nan
    idle.quality[1, :4] = Quality.MISSING
    idle.quality[1, 4:] = Quality.GENERATED
    books.put_flows(idle, findings={})
    return books


@pytest.mark.parametrize(
    ("resolution", "first", "missing", "known"),
    [("quarter", 96, 4, 92), ("hour", 24, 1, 23), ("day", 1, 0, 1)],
)
def test_a_residual_that_is_idle_in_a_stretch_is_missing_in_its_gaps(
    open_books: OpenBooks, resolution: str, first: int, missing: int, known: int
) -> None:
    books = gap_beside_losses(open_books)
    for links in (None, {LOSSES.id}):
        both = books.flows(
            parse_period("2026-06-01/2026-06-03"), resolution=resolution, links=links
        )
        (row,) = both.rows(sink="losses")
        lost = both.quantity[row]
        assert lost[:first].tolist() == [96.0 / first] * first
        assert np.isnan(lost[first:]).tolist() == [True] * missing + [False] * known
        assert lost[first + missing :].tolist() == [0.0] * known
        partial = Quality.PARTIAL | Quality.MISSING if resolution == "day" else Quality.GOOD
        assert set(both.quality[row, first + missing :]) == {Quality.GENERATED | partial}
        assert set(both.kind[row]) == {Kind.RESIDUAL}


def test_a_residual_that_is_idle_throughout_is_not_read(open_books: OpenBooks) -> None:
    books = gap_beside_losses(open_books)
    second = parse_period("2026-06-02")
    assert books.flows(second).links == (GRID,)
    with pytest.raises(MissingDataError, match="losses"):
        books.flows(second, links={LOSSES.id})


def test_closing_again_what_is_idle_and_missing_restates_nothing_of_it(
    open_books: OpenBooks,
) -> None:
    books = gap_beside_losses(open_books)
    books.put_flows(residual(parse_period("2026-06-02"), links=(GRID,), value=0.0), findings={})
    assert books.restatements() == ()


def test_an_idle_residual_that_comes_or_goes_restates_nothing(open_books: OpenBooks) -> None:
    books = open_books()
    idle = residual(DAY, links=(GRID, LOSSES))
    idle.quantity[1] = 0.0
    books.put_flows(idle, findings={})
    books.put_flows(residual(DAY, links=(GRID,)), findings={})
    assert books.restatements() == ()


def test_a_difference_in_the_last_digits_restates_nothing(open_books: OpenBooks) -> None:
    books = open_books()
    books.put_flows(flows_of(DAY, value=0.3), findings={})
    books.put_flows(flows_of(DAY, value=0.1 + 0.2), findings={})
    assert books.restatements() == ()


def test_what_large_amounts_leave_over_restates_nothing_in_its_last_digits(
    open_books: OpenBooks,
) -> None:
    # Curtailment is available less generated: of two sums near 40,000 some 1e-7 is left over.
    books = open_books()
    for left_over, restated in ((1.72876753e-07, 0), (1.72876298e-07, 0), (0.001, 1)):
        flows = flows_of(DAY, value=4520.0)
        flows.quantity[0, 7] = left_over
        books.put_flows(flows, findings={})
        assert len(books.restatements()) == restated


def test_links_without_any_value_can_be_closed_again(open_books: OpenBooks) -> None:
    books = open_books()
    for _ in range(2):
        books.put_flows(flows_of(DAY, value=float("nan")), findings={})
    assert books.restatements() == ()
