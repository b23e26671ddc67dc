"""The newest reading of every channel, on every adapter of the readings port."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readings_rows import at, instants, known, naive, readings, values
from zeropark.basis.errors import PeriodError
from zeropark.basis.timeline import Period
from zeropark.facts.readings.reading import READING_SCHEMA, Readings
from zeropark.shell.ports.readings import ReadingsStore
from zeropark.shell.stores.readings import sealed
from zeropark.shell.stores.readings.embedded_readings import EmbeddedReadings
from zeropark.shell.stores.readings.memory_readings import MemoryReadings

OpenReadings = Callable[[], ReadingsStore]
ALL = Period(at(-10_000), at(100_000))
MONTH = 31 * 96
"""Quarters of January: the next reading lies in another file."""


def closed(store: ReadingsStore) -> None:
    if isinstance(store, EmbeddedReadings):
        store.close()


def intervals(rows: list[tuple[str, datetime, datetime, float | None, datetime]]) -> Readings:
    records = [
        (meter, "energy", naive(start), naive(end), value, 0, naive(learnt), "a.csv")
        for meter, start, end, value, learnt in rows
    ]
    return Readings(pl.DataFrame(records, schema=READING_SCHEMA, orient="row"))


def test_of_each_channel_comes_what_ended_last_by_the_instant(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", q, float(q), 0) for q in range(9)] + [("m2", 3, 7.0, 0)]))
    # Quarter 5 runs from 1:15 to 1:30. At 1:30 it has ended, a microsecond before it has not.
    assert values(store.latest(at(6))) == {("m1", 5): 5.0, ("m2", 3): 7.0}
    before = at(6) - timedelta(microseconds=1)
    assert values(store.latest(before)) == {("m1", 4): 4.0, ("m2", 3): 7.0}


def test_a_reading_at_an_instant_counts_at_that_instant(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(instants([("m1", q, float(q), 0) for q in range(9)]))
    assert values(store.latest(at(6))) == {("m1", 6): 6.0}


def test_channels_of_a_meter_are_apart(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 2, 1.5, 0)]))
    store.append(instants([("m1", 8, 99.0, 0)]))
    found = store.latest(at(20)).frame.select(pl.col("channel").cast(pl.String), "value")
    assert found.rows() == [("energy", 1.5), ("register", 99.0)]


def test_a_channel_that_has_been_silent_for_longer_is_left_out(
    open_readings: OpenReadings,
) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0), ("m2", 1, 2.0, 0)]))
    # m1 ended at 0:15, an hour before 1:15; m2 at 0:30.
    assert values(store.latest(at(5), within=timedelta(hours=1))) == {("m2", 1): 2.0}
    more = timedelta(hours=1, microseconds=1)
    assert set(values(store.latest(at(5), within=more))) == {("m1", 0), ("m2", 1)}
    assert len(store.latest(at(8 * 96))) == 0
    assert len(store.latest(at(0))) == 0


def test_a_correction_is_the_latest_wherever_it_lies(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", q, 1.0, 0) for q in range(9)]))
    closed(store)
    store = open_readings()
    store.append(readings([("m1", 8, 5.0, 3)]))
    assert values(store.latest(at(20))) == {("m1", 8): 5.0}
    closed(store)
    assert values(open_readings().latest(at(20))) == {("m1", 8): 5.0}
    store = open_readings()
    store.append(readings([("m1", 8, 4.0, 2)]))  # learnt before that correction
    assert values(store.latest(at(20))) == {("m1", 8): 5.0}


def test_of_two_known_at_the_same_instant_the_later_append_is_the_latest(
    open_readings: OpenReadings,
) -> None:
    for value in (2.0, 1.0):
        store = open_readings()
        store.append(readings([("m1", 0, value, 0)]))
        closed(store)
        assert values(open_readings().latest(at(1))) == {("m1", 0): value}


def test_a_correction_of_an_older_reading_is_not_the_latest(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", q, 1.0, 0) for q in range(9)]))
    closed(store)
    store = open_readings()
    store.append(readings([("m1", 3, 5.0, 3)]))
    assert values(store.latest(at(20))) == {("m1", 8): 1.0}


def test_a_newest_reading_without_a_value_says_so(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", 0, 1.0, 0), ("m1", 1, None, 0)]))
    assert values(store.latest(at(20))) == {("m1", 1): None}


def test_of_two_that_end_together_the_later_start_is_shown(open_readings: OpenReadings) -> None:
    store = open_readings()
    hour = ("m1", at(0), at(4), 4.0, known(0))
    quarter = ("m1", at(3), at(4), 1.0, known(0))
    store.append(intervals([hour, quarter]))
    assert values(store.latest(at(4))) == {("m1", 3): 1.0}


def test_a_long_interval_does_not_hide_what_ended_after_it(open_readings: OpenReadings) -> None:
    store = open_readings()
    rows = [("m1", at(0), at(4), 4.0, known(0)), ("m1", at(1), at(3), 2.0, known(0))]
    store.append(intervals(rows))
    assert values(store.latest(at(3))) == {("m1", 1): 2.0}
    assert values(store.latest(at(4))) == {("m1", 0): 4.0}


def test_the_window_may_reach_into_another_month(open_readings: OpenReadings) -> None:
    store = open_readings()
    store.append(readings([("m1", MONTH - 1, 1.0, 0), ("m2", MONTH, 2.0, 0)]))
    closed(store)
    found = open_readings().latest(at(MONTH + 10))
    assert values(found) == {("m1", MONTH - 1): 1.0, ("m2", MONTH): 2.0}
    assert found.frame["meter"].cast(pl.String).to_list() == ["m1", "m2"]


def test_a_window_that_is_none_is_refused(open_readings: OpenReadings) -> None:
    with pytest.raises(PeriodError):
        open_readings().latest(at(1), within=timedelta(0))
    with pytest.raises(PeriodError):
        open_readings().latest(naive(at(1)))


def test_a_store_without_readings_has_no_latest(open_readings: OpenReadings) -> None:
    assert len(open_readings().latest(at(1))) == 0


ROW = st.tuples(
    st.sampled_from(["m1", "m2", "m3"]),
    st.integers(MONTH - 6, MONTH + 6),
    st.one_of(st.none(), st.integers(0, 3).map(float)),
    st.integers(0, 3),
)
BATCHES = st.lists(st.tuples(st.lists(ROW, min_size=1, max_size=8), st.booleans()), max_size=6)


@pytest.mark.parametrize("adapter", ["memory", "embedded"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=BATCHES, quarter=st.integers(MONTH - 6, MONTH + 8), hours=st.integers(1, 3))
def test_the_latest_are_those_of_all_that_a_plain_loop_finds(
    tmp_path_factory: pytest.TempPathFactory,
    adapter: str,
    batches: list[tuple[list[tuple[str, int, float | None, int]], bool]],
    quarter: int,
    hours: int,
) -> None:
    store: ReadingsStore = (
        MemoryReadings()
        if adapter == "memory"
        else EmbeddedReadings(tmp_path_factory.mktemp("readings"), park="park")
    )
    for rows, seal in batches:
        store.append(readings(rows))
        if seal:
            closed(store)
    truth = values(store.read(ALL))  # which version of each holds is tested where it is read
    expected: dict[tuple[str, int], float | None] = {}
    for meter in ("m1", "m2", "m3"):
        ended = [q for m, q in truth if m == meter and quarter - 4 * hours < q + 1 <= quarter]
        if ended:
            expected[meter, max(ended)] = truth[meter, max(ended)]
    assert values(store.latest(at(quarter), within=timedelta(hours=hours))) == expected
    closed(store)


def test_what_is_merged_has_the_same_latest(open_readings: OpenReadings) -> None:
    for n in range(2 * sealed.COMPACT_FROM):
        store = open_readings()
        store.append(readings([("m1", 50, float(n), n), ("m2", n, 1.0, 0)]))
        closed(store)
        last = {("m1", 50): float(n), ("m2", n): 1.0}
        assert values(open_readings().latest(at(60))) == last
